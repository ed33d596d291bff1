//! Series: managers create and edit them, every member sees them.

use crate::world::{Manager, OtherStaff, World};

const ID: &str = "12345678-0000-4000-8000-000000000000";
const CABINET: &str = "b0000000-0000-4000-8000-000000000001";

#[actix_web::test]
async fn a_manager_creates_a_series_and_everyone_sees_it() {
    let world = World::start().await;
    let form = [
        ("id", ID),
        ("title", "  La  nuit\n"),
        ("body", CABINET),
        ("editors", "f0000000-0000-4000-8000-000000000005"),
    ];
    world.post(Manager, "/montreuvray/series", &form).await.leads_to("/montreuvray/series/la-nuit");
    world
        .get(OtherStaff, "/montreuvray/series")
        .await
        .shows(200, &["La nuit", "Cabinet de l’eau", "aucune audition"]);
    // The named editor may log hearings in this series and in no other.
    world.get(OtherStaff, "/montreuvray/series/la-nuit").await.shows(200, &["Nouvelle audition"]);
    world.get(OtherStaff, "/montreuvray/series/eau").await.hides("Nouvelle audition");
    assert_eq!(world.count("select count(*) from changes where kind = 'series_created'").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn a_form_sent_twice_makes_one_series() {
    let world = World::start().await;
    let form = [("id", ID), ("title", "La nuit"), ("body", CABINET)];
    let (first, second) = tokio::join!(
        world.post(Manager, "/montreuvray/series", &form),
        world.post(Manager, "/montreuvray/series", &form),
    );
    first.leads_to("/montreuvray/series/la-nuit");
    second.leads_to("/montreuvray/series/la-nuit");
    assert_eq!(world.count("select count(*) from series where title = 'La nuit'").await, 1);
    assert_eq!(world.count("select count(*) from changes where kind = 'series_created'").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn an_incomplete_form_keeps_its_input() {
    let world = World::start().await;
    let form = [("id", ID), ("title", " "), ("description", "Mes mots à garder"), ("body", "")];
    let answer = world.post(Manager, "/montreuvray/series", &form).await;
    answer.shows(
        422,
        &[
            "Mes mots à garder",
            "Dites de quoi il s’agit",
            "Choisissez dans la liste.",
            "aria-describedby=\"title-error\"",
        ],
    );
    world.end().await;
}

#[actix_web::test]
async fn a_stale_edit_shows_both_texts() {
    let world = World::start().await;
    let (path, edit) = ("/montreuvray/series/eau", "/montreuvray/series/eau/edit");
    let form = |version, description| {
        [("version", version), ("title", "L’eau"), ("description", description), ("body", CABINET)]
    };
    world.get(Manager, edit).await.shows(200, &["name=\"version\" value=\"1\""]);
    // The same edit sent twice counts once.
    for _ in 0..2 {
        world.post(Manager, path, &form("1", "Ce qui coule.")).await.leads_to(path);
    }
    let late = world.post(Manager, path, &form("1", "Ce qui manque.")).await;
    late.shows(
        409,
        &[
            "<dd>Ce qui coule.</dd>",
            "<dd>Ce qui manque.</dd>",
            "name=\"version\" value=\"2\"",
            "Rien n’est perdu",
        ],
    );
    world.post(Manager, path, &form("2", "Ce qui manque.")).await.leads_to(path);
    assert_eq!(world.text("select description from series").await, "Ce qui manque.");
    assert_eq!(world.count("select count(*) from changes where kind = 'series_changed'").await, 2);
    world.end().await;
}
