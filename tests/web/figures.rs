//! How much each person spoke.

use crate::world::{OrganisingStaff, OtherStaff, World};

const FIGURES: &str = "/montreuvray/series/eau/hearings/1/figures";

#[actix_web::test]
async fn shares_count_only_the_turns_the_reader_may_see() {
    let world = World::start().await;
    world.sql("update turns set closed = false, text = 'un deux trois' where number = 1").await;
    world.sql("update turns set closed = false, text = '*quatre* cinq [^1] six' where number = 2").await;
    world.sql("update turns set footnotes = '[]'").await;
    world.sql("delete from actions").await;
    world.sql("delete from turns where number > 2").await;
    let page = world.get(OtherStaff, FIGURES).await;
    page.shows(200, &["Qui a parlé", "width=\"50.0%\"", "50\u{a0}%", "Solène Kervadec", "Idriss Lemarchand"]);
    // A closed turn counts only for members who may read it.
    world.sql("update turns set closed = true where number = 2").await;
    let page = world.get(OtherStaff, FIGURES).await;
    page.shows(200, &["width=\"100.0%\"", "Solène Kervadec"]).hides("Idriss Lemarchand");
    world.get(OrganisingStaff, FIGURES).await.shows(200, &["width=\"50.0%\""]);
    world.sql("update hearings set state = 'held' where number = 1").await;
    world.get(OtherStaff, FIGURES).await.shows(200, &["Pas encore de compte rendu"]).hides("Solène");
    world.end().await;
}
