//! The operator creates tenants.

use greffe::{
    tenants::{self, CreateError, NewTenant},
    text::{email_address::EmailAddress, i18n::Lang},
};

use crate::world::*;

fn valmont(slug: &str, manager: &str) -> NewTenant {
    NewTenant {
        slug: slug.into(),
        name: "Ville de Valmont".into(),
        time_zone: chrono_tz::Europe::Paris,
        language: Lang::Fr,
        manager: tenants::Manager {
            email: EmailAddress::parse(manager).unwrap(),
            name: "Aude Pellerin".into(),
        },
    }
}

#[actix_web::test]
async fn the_first_manager_is_invited_by_a_single_use_link() {
    let world = World::start().await;
    let new = valmont("valmont", "aude.pellerin@valmont.example");
    let invitation = tenants::create(world.owner_url(), &new).await.unwrap().expect("an invitation");
    let link = format!("/invitations/{}", invitation.secret());
    world.get(Nobody, &link).await.shows(200, &["aude.pellerin@valmont.example"]);

    let password = [("password", "une phrase de passe"), ("confirmation", "une phrase de passe")];
    let session = world.post(Nobody, &link, &password).await.leads_to("/").cookie("__Host-session").unwrap();
    let request = world
        .request(Nobody, reqwest::Method::GET, "/valmont/series/new")
        .header("cookie", format!("__Host-session={session}"));
    Answer::of(request).await.shows(200, &["Ville de Valmont"]);
    world.post(Nobody, &link, &password).await.shows(410, &[]);
    world.end().await;
}

#[actix_web::test]
async fn an_account_with_a_password_needs_no_invitation() {
    let world = World::start().await;
    world
        .sql("update accounts set password_hash = 'known' where email = 'paul.castagnet@montreuvray.example'")
        .await;
    let new = valmont("valmont", "Paul.Castagnet@montreuvray.example");
    assert!(tenants::create(world.owner_url(), &new).await.unwrap().is_none());
    world.get(Manager, "/valmont/series").await.shows(200, &["Ville de Valmont"]);
    world.end().await;
}

#[actix_web::test]
async fn taken_and_invalid_slugs_are_refused() {
    let world = World::start().await;
    let create =
        async |slug| tenants::create(world.owner_url(), &valmont(slug, "aude@valmont.example")).await;
    assert!(matches!(create("montreuvray").await, Err(CreateError::Taken(_))));
    for slug in ["", "Valmont", "val mont", "sign-in", "health"] {
        assert!(matches!(create(slug).await, Err(CreateError::Slug(_))), "{slug}");
    }
    assert_eq!(world.count("select count(*) from accounts where email like 'aude@%'").await, 0);
    world.end().await;
}
