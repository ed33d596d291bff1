//! Signing in and out.

use super::*;

#[actix_web::test]
async fn sign_in_returns_to_the_requested_page_and_sign_out_is_final() {
    let world = world().await;
    let browser = Browser::start(&world.address).await;
    browser.open("/montreuvray/series/eau").await;
    browser.fill("email", "thomas.oeuvrard@montreuvray.example").await;
    browser.fill("password", PASSWORD).await;
    browser.press("Se connecter").await;
    browser.sees(&["L’eau dans la ville", "Désimperméabiliser les cours d’école"]).await;
    assert_eq!(browser.path().await, "/montreuvray/series/eau");

    browser.press("Thomas Œuvrard").await;
    browser.press("Se déconnecter").await;
    browser.sees(&["Adresse"]).await;
    browser.open("/montreuvray/series/eau").await;
    assert!(browser.path().await.starts_with("/sign-in"));
    browser.close().await;
    world.end().await;
}
