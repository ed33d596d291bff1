//! The screenshots of the README, from the demonstration that bin/screenshots has started.

use super::*;

#[actix_web::test]
#[ignore = "bin/screenshots runs it beside the demonstration"]
async fn make() {
    let demo = std::env::var("GREFFE_DEMO").expect("GREFFE_DEMO names the demonstration's address");
    let browser = Browser::start(&demo).await;
    browser.open("/sign-in?back=/montreuvray/series").await;
    browser.fill("email", "thomas.oeuvrard@montreuvray.example").await;
    browser.fill("password", "montreuvray 1856").await;
    browser.press("Se connecter").await;
    browser.sees(&["L’eau dans la ville"]).await;

    let pages = [
        ("home", "/montreuvray", "Bonjour"),
        ("hearing", "/montreuvray/series/l-eau-dans-la-ville/hearings/1", "Marie-Sorbier"),
        ("actions", "/montreuvray/actions?scope=all", "Chiffrer l’entretien"),
    ];
    let looks = [
        ("", "light", 1280),
        ("-dark", "dark", 1280),
        ("-phone", "light", 360),
        ("-phone-dark", "dark", 360),
    ];
    for (look, theme, width) in looks {
        browser.appear(theme, width).await;
        for (name, path, shows) in pages {
            browser.open(path).await;
            browser.sees(&[shows]).await;
            let picture = browser.picture().await;
            let file = format!("{}/docs/screenshots/{name}{look}.png", env!("CARGO_MANIFEST_DIR"));
            std::fs::create_dir_all(std::path::Path::new(&file).parent().unwrap()).unwrap();
            std::fs::write(file, picture).unwrap();
        }
    }
    browser.close().await;
}
