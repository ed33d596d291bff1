//! The history: undo restores what a change left, and never overwrites a later change.

use crate::{
    directory_time::undo_of,
    world::{
        Answer, Manager, OrganisingAgent, OrganisingOfficial, OrganisingStaff, OtherStaff, Persona, World,
    },
};

const PEOPLE: &str = "/montreuvray/people";
const SOLENE: &str = "/montreuvray/people/d0000000-0000-4000-8000-000000000001";
const NAME: &str = "select name from people where id = 'd0000000-0000-4000-8000-000000000001'";
const HEARING: &str = "/montreuvray/series/eau/hearings/1";
const CLOSED: &str = "select closed::text from hearings where id = '60000000-0000-4000-8000-000000000001'";
const ID: &str = "12345678-0000-4000-8000-000000000000";

/// Makes a successful change and returns the address that undoes it.
async fn change(world: &World, persona: Persona, path: &str, form: &[(&str, &str)]) -> String {
    let done = world.post(persona, path, form).await;
    assert_eq!(done.status, 303, "{path}: {}", done.body);
    let undo = undo_of(world, persona, &done).await;
    assert!(undo.starts_with("/montreuvray/changes/") && undo.ends_with("/reversal"), "{undo}");
    undo
}

async fn rename(world: &World, persona: Persona, name: &str) -> String {
    let version = world
        .text("select version::text from people where id = 'd0000000-0000-4000-8000-000000000001'")
        .await;
    change(world, persona, SOLENE, &[("name", name), ("version", &version)]).await
}

async fn undo(world: &World, persona: Persona, path: &str) -> Answer {
    world.post(persona, path, &[]).await
}

#[actix_web::test]
async fn undo_never_overwrites_a_later_change() {
    let world = World::start().await;
    let to_y = rename(&world, OrganisingStaff, "Solène Y").await;
    let to_z = rename(&world, OrganisingAgent, "Solène Z").await;
    let before = world.count("select count(*) from changes").await;
    assert_eq!(undo(&world, OrganisingStaff, &to_y).await.status, 409);
    assert_eq!(world.text(NAME).await, "Solène Z");
    assert_eq!(world.count("select count(*) from changes").await, before);

    undo(&world, OrganisingAgent, &to_z).await.leads_to(SOLENE);
    assert_eq!(world.text(NAME).await, "Solène Y");
    undo(&world, OrganisingStaff, &to_y).await.leads_to(SOLENE);
    assert_eq!(world.text(NAME).await, "Solène Kervadec");
    // Both are already undone.
    assert_eq!(undo(&world, OrganisingStaff, &to_y).await.status, 409);
    assert_eq!(undo(&world, OrganisingAgent, &to_z).await.status, 409);
    assert_eq!(world.text(NAME).await, "Solène Kervadec");
    world.end().await;
}

#[actix_web::test]
async fn an_undo_is_a_change_that_can_be_undone() {
    let world = World::start().await;
    let to_y = rename(&world, OrganisingStaff, "Solène Y").await;
    let back = change(&world, OrganisingStaff, &to_y, &[]).await;
    assert_eq!(world.text(NAME).await, "Solène Kervadec");
    let again = change(&world, OrganisingStaff, &back, &[]).await;
    assert_eq!(world.text(NAME).await, "Solène Y");
    // The row is again as the first change left it, so its own undo and that of the last change do the
    // same.
    change(&world, OrganisingStaff, &to_y, &[]).await;
    assert_eq!(world.text(NAME).await, "Solène Kervadec");
    assert_eq!(undo(&world, OrganisingStaff, &again).await.status, 409);
    let told = "select count(*) from changes where kind = 'reversal' and reverses is not null
                   and subject = 'Solène Kervadec' and actor = 'Thomas Œuvrard'";
    assert_eq!(world.count(told).await, 3);
    world.end().await;
}

#[actix_web::test]
async fn undo_conflicts_when_the_same_content_was_written_again() {
    let world = World::start().await;
    let to_y = rename(&world, OrganisingStaff, "Solène Y").await;
    rename(&world, OrganisingAgent, "Solène Z").await;
    rename(&world, OrganisingAgent, "Solène Y").await;
    assert_eq!(undo(&world, OrganisingStaff, &to_y).await.status, 409);
    assert_eq!(world.text(NAME).await, "Solène Y");
    world.end().await;
}

#[actix_web::test]
async fn undo_keeps_the_value_of_a_column_added_later() {
    let world = World::start().await;
    let to_y = rename(&world, OrganisingStaff, "Solène Y").await;
    world.sql("alter table people add column note text not null default 'nouvelle'").await;
    world.sql("update people set note = 'à garder' where name = 'Solène Y'").await;
    let back = change(&world, OrganisingStaff, &to_y, &[]).await;
    assert_eq!(
        world.text("select note || name from people where note <> 'nouvelle'").await,
        "à garderSolène Kervadec"
    );
    change(&world, OrganisingStaff, &back, &[]).await;
    assert_eq!(
        world.text("select note || name from people where note <> 'nouvelle'").await,
        "à garderSolène Y"
    );
    world.end().await;
}

#[actix_web::test]
async fn a_deleted_row_is_restored_after_a_column_was_added() {
    let world = World::start().await;
    let form = [("id", ID), ("alias", "Solène Le Goff"), ("kind", "birth")];
    change(&world, OrganisingStaff, &format!("{SOLENE}/names"), &form).await;
    let gone = change(&world, OrganisingStaff, &format!("{SOLENE}/names/{ID}/removal"), &[]).await;
    world.sql("alter table person_names add column note text not null default 'nouvelle'").await;
    undo(&world, OrganisingAgent, &gone).await.leads_to(SOLENE);
    let row = format!("select name || version || note from person_names where id = '{ID}'");
    assert_eq!(world.text(&row).await, "Solène Le Goff3nouvelle");
    world.end().await;
}

#[actix_web::test]
async fn undo_deletes_a_created_row_unless_it_changed() {
    let world = World::start().await;
    let path = format!("{SOLENE}/positions");
    let created = change(&world, OrganisingStaff, &path, &[("id", ID), ("title", "Experte")]).await;
    let corrected =
        change(&world, OrganisingAgent, &format!("{path}/{ID}"), &[("title", "Conseil"), ("version", "1")])
            .await;
    let title =
        format!("select coalesce((select title || version from positions where id = '{ID}'), 'none')");
    assert_eq!(undo(&world, OrganisingStaff, &created).await.status, 409);
    assert_eq!(world.text(&title).await, "Conseil2");
    change(&world, OrganisingAgent, &corrected, &[]).await;
    let back = change(&world, OrganisingStaff, &created, &[]).await;
    assert_eq!(world.text(&title).await, "none");
    // Its version numbers continue.
    change(&world, OrganisingStaff, &back, &[]).await;
    assert_eq!(world.text(&title).await, "Experte5");
    // The same form sent again after the deletion is a new change.
    let gone = change(&world, OrganisingStaff, &format!("{path}/{ID}/removal"), &[]).await;
    change(&world, OrganisingStaff, &path, &[("id", ID), ("title", "Experte")]).await;
    assert_eq!(world.text(&title).await, "Experte7");
    assert_eq!(undo(&world, OrganisingStaff, &gone).await.status, 409);
    assert_eq!(undo(&world, OrganisingStaff, &back).await.status, 409);
    assert_eq!(world.text(&title).await, "Experte7");
    world.end().await;
}

#[actix_web::test]
async fn concurrent_undos_apply_once() {
    let world = World::start().await;
    let to_y = rename(&world, OrganisingStaff, "Solène Y").await;
    let (one, other) =
        tokio::join!(undo(&world, OrganisingStaff, &to_y), undo(&world, OrganisingAgent, &to_y));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!(world.text(NAME).await, "Solène Kervadec");
    world.end().await;
}

#[actix_web::test]
async fn undoing_a_closure_does_not_open_a_session_closed_again() {
    let world = World::start().await;
    let closed = change(&world, OrganisingStaff, &format!("{HEARING}/closed-session"), &[]).await;
    change(&world, OrganisingAgent, &format!("{HEARING}/closed-session/lifting"), &[]).await;
    change(&world, OrganisingAgent, &format!("{HEARING}/closed-session"), &[]).await;
    assert_eq!(undo(&world, OrganisingStaff, &closed).await.status, 409);
    assert_eq!(world.text(CLOSED).await, "true");
    world.end().await;
}

#[actix_web::test]
async fn undo_needs_the_permission_of_the_change() {
    let world = World::start().await;
    let closed = change(&world, OrganisingStaff, &format!("{HEARING}/closed-session"), &[]).await;
    // Members who may not see the hearing learn nothing of the change.
    assert_eq!(undo(&world, OtherStaff, &closed).await.status, 404);
    assert_eq!(undo(&world, Manager, &closed).await.status, 404);
    assert_eq!(undo(&world, OrganisingOfficial, &closed).await.status, 403);
    assert_eq!(world.text(CLOSED).await, "true");
    undo(&world, OrganisingAgent, &closed).await.leads_to(HEARING);
    assert_eq!(world.text(CLOSED).await, "false");

    let to_y = rename(&world, OrganisingStaff, "Solène Y").await;
    assert_eq!(undo(&world, OtherStaff, &to_y).await.status, 403);
    assert_eq!(undo(&world, Manager, &to_y).await.status, 403);
    assert_eq!(world.text(NAME).await, "Solène Y");
    world.end().await;
}

#[actix_web::test]
async fn authors_who_lost_the_permission_cannot_undo() {
    let world = World::start().await;
    let closed = change(&world, OrganisingStaff, &format!("{HEARING}/closed-session"), &[]).await;
    // The member was there, so still sees the hearing, and moves to a body that does not organise it.
    world
        .sql(
            "update members set body_id = 'b0000000-0000-4000-8000-000000000003',
                person_id = 'd0000000-0000-4000-8000-000000000001'
              where id = 'f0000000-0000-4000-8000-000000000002'",
        )
        .await;
    world.get(OrganisingStaff, HEARING).await.shows(200, &[]);
    assert_eq!(undo(&world, OrganisingStaff, &closed).await.status, 403);
    assert_eq!(world.text(CLOSED).await, "true");
    world.end().await;
}

#[actix_web::test]
async fn undo_neither_revokes_nor_restores_an_approval() {
    let world = World::start().await;
    world.sql("update hearings set state = 'approved' where number = 1").await;
    let form = [("reason", "Une erreur de nom"), ("from", "approved")];
    world.post(OrganisingOfficial, &format!("{HEARING}/withdrawal"), &form).await.leads_to(HEARING);
    let withdrawal = world.text("select id::text from changes where kind = 'withdrawal'").await;
    let path = format!("/montreuvray/changes/{withdrawal}/reversal");
    assert_eq!(undo(&world, OrganisingOfficial, &path).await.status, 409);
    assert_eq!(world.text("select state from hearings where number = 1").await, "in_review");
    world.end().await;
}

#[actix_web::test]
async fn undo_keeps_a_created_person_others_have_added_to() {
    let world = World::start().await;
    let created = change(&world, OrganisingStaff, PEOPLE, &[("id", ID), ("name", "Jeanne Orval")]).await;
    let position = [("id", "12345678-0000-4000-8000-000000000001"), ("title", "Géologue")];
    let added = change(&world, OrganisingAgent, &format!("{PEOPLE}/{ID}/positions"), &position).await;
    assert_eq!(undo(&world, OrganisingStaff, &created).await.status, 409);
    assert_eq!(world.text("select title from positions where title = 'Géologue'").await, "Géologue");
    change(&world, OrganisingAgent, &added, &[]).await;
    change(&world, OrganisingStaff, &created, &[]).await;
    assert_eq!(world.count(&format!("select count(*) from people where id = '{ID}'")).await, 0);
    world.end().await;
}

#[actix_web::test]
async fn a_created_series_stays_while_others_are_its_editors() {
    let world = World::start().await;
    let form = [
        ("id", ID),
        ("title", "Les sols"),
        ("slug", "sols"),
        ("body", "b0000000-0000-4000-8000-000000000001"),
    ];
    assert_eq!(world.post(Manager, "/montreuvray/series", &form).await.status, 303);
    let created = world
        .text(
            "select '/montreuvray/changes/' || id || '/reversal' from changes where kind = 'series_created'",
        )
        .await;
    let editor = format!(
        "insert into series_editors (series_id, member_id) values ('{ID}', 'f0000000-0000-4000-8000-000000000002')"
    );
    world.sql(&editor).await;
    assert_eq!(undo(&world, Manager, &created).await.status, 409);
    assert_eq!(
        world.count(&format!("select count(*) from series_editors where series_id = '{ID}'")).await,
        1
    );
    world.sql(&format!("delete from series_editors where series_id = '{ID}'")).await;
    change(&world, Manager, &created, &[]).await;
    assert_eq!(world.count(&format!("select count(*) from series where id = '{ID}'")).await, 0);
    world.end().await;
}

#[actix_web::test]
async fn permission_to_add_organisations_does_not_undo_a_group() {
    let world = World::start().await;
    let group = [("id", ID), ("kind", "political_group"), ("name", "Un autre groupe")];
    let created = change(&world, Manager, "/montreuvray/bodies", &group).await;
    assert_eq!(undo(&world, OrganisingStaff, &created).await.status, 403);
    let organisation = [("id", "12345678-0000-4000-8000-000000000001"), ("name", "Un bureau d’études")];
    let created = change(&world, OrganisingStaff, "/montreuvray/organisations", &organisation).await;
    change(&world, OrganisingStaff, &created, &[]).await;
    world.end().await;
}

#[actix_web::test]
async fn undo_does_not_open_a_session_after_approval() {
    let world = World::start().await;
    let closed = change(&world, OrganisingStaff, &format!("{HEARING}/closed-session"), &[]).await;
    world.sql("update hearings set state = 'approved' where number = 1").await;
    assert_eq!(undo(&world, OrganisingStaff, &closed).await.status, 409);
    assert_eq!(world.text(CLOSED).await, "true");
    world.end().await;
}

#[actix_web::test]
async fn each_change_is_one_line_of_the_audit_trail() {
    let world = World::start().await;
    let lines = |answer: &Answer| answer.body.matches("<time").count();
    let before = lines(&world.get(Manager, "/montreuvray/audit").await);
    change(&world, OrganisingStaff, &format!("{HEARING}/closed-session"), &[]).await;
    rename(&world, OrganisingStaff, "Solène Y").await;
    let answer = world.get(Manager, "/montreuvray/audit").await;
    answer.shows(200, &["a modifié la fiche de « Solène Kervadec »"]).hides("Désimperméabiliser");
    assert_eq!(lines(&answer), before + 2);
    assert_eq!(world.get(OrganisingStaff, PEOPLE).await.status, 200);
    world.end().await;
}
