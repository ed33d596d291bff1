//! Nothing asks for confirmation: the next page offers an undo.

use reqwest::Method;

use crate::world::{Answer, Manager, OrganisingOfficial, OrganisingStaff, OtherStaff, Persona, World};

const EAU: &str = "/montreuvray/series/eau/hearings";

/// Makes a change and returns the address of its undo from the next page.
async fn change(world: &World, persona: Persona, path: &str, form: &[(&str, &str)]) -> String {
    let done = world.post(persona, path, form).await;
    assert_eq!(done.status, 303, "{path}: {}", done.body);
    let flash = done.cookie("__Host-flash").expect("a message after the change");
    let cookie = format!("__Host-session={}; __Host-flash={flash}", persona.token().secret());
    let next = world.request(crate::world::Nobody, Method::GET, done.location()).header("cookie", cookie);
    let next = Answer::of(next).await;
    next.shows(
        200,
        &["class=\"flash\" data-tone=\"success\" role=\"status\"", ">Annuler cette opération</button>"],
    );
    let (before, _) = next.body.split_once("\"><button class=\"small secondary\">Annuler cette").unwrap();
    let undo = before.rsplit('"').next().unwrap().to_owned();
    assert!(undo.starts_with("/montreuvray/"), "{undo}");
    undo
}

/// Makes a change, checks that `look` gives `changed`, undoes it, and checks the earlier state.
async fn undone(world: &World, persona: Persona, path: &str, look: &str, changed: &str) {
    let before = world.text(look).await;
    let undo = change(world, persona, path, &[]).await;
    assert_eq!(world.text(look).await, changed, "{path}");
    // A second undo is harmless.
    change_or_nothing(world, persona, &undo).await;
    assert_eq!(world.text(look).await, before, "{undo}");
    change_or_nothing(world, persona, &undo).await;
    assert_eq!(world.text(look).await, before, "{undo} again");
}

async fn change_or_nothing(world: &World, persona: Persona, path: &str) {
    let answer = world.post(persona, path, &[]).await;
    assert!([303, 404, 409].contains(&answer.status), "{path}: {}", answer.status);
}

#[actix_web::test]
async fn undo_restores_a_removed_attendance() {
    let world = World::start().await;
    let form =
        [("id", "12345678-0000-4000-8000-000000000000"), ("person", "d0000000-0000-4000-8000-000000000002")];
    let third = format!("{EAU}/3/attendances");
    let undo = change(&world, OrganisingStaff, &third, &form).await;
    assert!(undo.ends_with("/removal"), "{undo}");
    // The directory changes in between, and the attendance stays frozen.
    world
        .sql("update attendances set title = 'Conseiller', position = 7 where name = 'Idriss Lemarchand'")
        .await;
    let look = "select coalesce(string_agg(concat_ws('|', id, position, category, name, title, body_name, body_id), ' '), 'nobody')
                  from attendances where hearing_id = '60000000-0000-4000-8000-000000000003'";
    undone(&world, OrganisingStaff, &undo, look, "nobody").await;
    // The undo does not work through another hearing.
    world.post(OrganisingStaff, &undo, &[]).await;
    let detour = undo.replace("hearings/3", "hearings/2").replace("removal", "restoration");
    assert_eq!(world.post(OrganisingStaff, &detour, &[]).await.status, 404);
    world.end().await;
}

#[actix_web::test]
async fn undo_restores_a_removed_recipient() {
    let world = World::start().await;
    let group = "/montreuvray/bodies/b0000000-0000-4000-8000-000000000002";
    let removal = format!("{group}/recipients/e0000000-0000-4000-8000-000000000001/removal");
    let look = "select string_agg(concat_ws('|', id, name, email), ' ' order by id) from group_recipients
                 where body_id = 'b0000000-0000-4000-8000-000000000002'";
    let left = "e0000000-0000-4000-8000-000000000002|Idriss Lemarchand|idriss.lemarchand@montreuvray.example";
    undone(&world, OtherStaff, &removal, look, left).await;
    world.end().await;
}

#[actix_web::test]
async fn undo_restores_a_removed_member_completely() {
    let world = World::start().await;
    world
        .sql(
            "insert into series_editors (series_id, member_id)
             values ('50000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000005')",
        )
        .await;
    world.sql("update members set manager = true where id = 'f0000000-0000-4000-8000-000000000005'").await;
    let look = "select concat_ws('|', removed_at is null, manager, (select count(*) from series_editors e where e.member_id = m.id))
                  from members m where id = 'f0000000-0000-4000-8000-000000000005'";
    let removal = "/montreuvray/members/f0000000-0000-4000-8000-000000000005/removal";
    undone(&world, Manager, removal, look, "f|f|0").await;
    assert_eq!(world.get(OtherStaff, "/montreuvray").await.status, 200);
    world.end().await;
}

#[actix_web::test]
async fn every_state_change_of_a_hearing_can_be_undone() {
    let world = World::start().await;
    let state = |number: i32| {
        format!(
            "select state from hearings where number = {number} and series_id = '50000000-0000-4000-8000-000000000001'"
        )
    };
    undone(&world, OrganisingStaff, &format!("{EAU}/3/cancellation"), &state(3), "cancelled").await;
    undone(&world, OrganisingStaff, &format!("{EAU}/3/holding"), &state(3), "held").await;
    world.sql("update hearings set state = 'held' where number = 3").await;
    undone(&world, OrganisingStaff, &format!("{EAU}/3/cancellation"), &state(3), "cancelled").await;
    world.sql("update hearings set state = 'cancelled' where number = 3").await;
    undone(&world, OrganisingStaff, &format!("{EAU}/3/reinstatement"), &state(3), "planned").await;
    undone(&world, OrganisingStaff, &format!("{EAU}/2/review"), &state(2), "in_review").await;
    world.end().await;
}

#[actix_web::test]
async fn undo_reopens_an_action_and_withdraws_an_approval() {
    let world = World::start().await;
    let closure = "/montreuvray/actions/90000000-0000-4000-8000-000000000001/closure";
    let look = "select state from actions where id = '90000000-0000-4000-8000-000000000001'";
    undone(&world, OrganisingStaff, closure, look, "done").await;

    let summary = "/montreuvray/summaries/10000000-0000-4000-8000-000000000001";
    let undo = change(&world, OrganisingOfficial, &format!("{summary}/approval"), &[("version", "1")]).await;
    assert_eq!(world.text("select state from summaries").await, "approved");
    world.post(OrganisingOfficial, &undo, &[]).await.leads_to(summary);
    assert_eq!(world.text("select state || coalesce(approved_by::text, '') from summaries").await, "draft");
    world
        .sql(
            "update summaries set state = 'sent', approved_by = created_by, approved_at = now(),
                    sent_by = created_by, sent_at = now()",
        )
        .await;
    assert_eq!(world.post(OrganisingOfficial, &undo, &[]).await.status, 409);
    world.end().await;
}

/// The message comes from a cookie, so it must not offer an external address.
#[actix_web::test]
async fn a_forged_cookie_cannot_change_the_target_of_undo() {
    let world = World::start().await;
    for undo in [
        "https://ailleurs.example/",
        "//ailleurs.example",
        "/valserine/series",
        "/montreuvrayx/a",
        "/montreuvray/\"><b>",
    ] {
        let flash = format!("done-hearing-held|{undo}");
        let cookie = format!("__Host-session={}; __Host-flash={flash}", OrganisingStaff.token().secret());
        let request =
            world.request(crate::world::Nobody, Method::GET, "/montreuvray").header("cookie", cookie);
        Answer::of(request).await.shows(200, &["class=\"flash\""]).hides("Annuler cette opération");
    }
    world.end().await;
}

#[actix_web::test]
async fn the_timeline_of_an_action_lists_each_undo() {
    let world = World::start().await;
    world.expect_any_mail();
    let action = "/montreuvray/actions/90000000-0000-4000-8000-000000000001";
    let undo_last = async |kind: &str| {
        let last = format!("select id::text from changes where kind = '{kind}' order by id desc limit 1");
        let undo = format!("/montreuvray/changes/{}/reversal", world.text(&last).await);
        world.post(OrganisingStaff, &undo, &[]).await.leads_to(action);
    };
    let form = [("version", "1"), ("body", "b0000000-0000-4000-8000-000000000002")];
    world.post(OrganisingStaff, &format!("{action}/assignment"), &form).await.leads_to(action);
    undo_last("action_reassigned").await;
    let undone = "Thomas Œuvrard a annulé la transmission de cette suite. En charge\u{a0}: Direction des espaces verts\u{202f}; auparavant\u{a0}: Écologie citoyenne.";
    world.get(OrganisingStaff, action).await.shows(200, &[undone]);
    // Undoing the undo hands the action over again.
    undo_last("reversal").await;
    let done_again =
        "En charge\u{a0}: Écologie citoyenne\u{202f}; auparavant\u{a0}: Direction des espaces verts.";
    world.get(OrganisingStaff, action).await.shows(200, &[undone, done_again]);

    let kinds = "select string_agg(kind, ' ' order by created_at, id) from action_updates
                  where action_id = '90000000-0000-4000-8000-000000000001'";
    world.post(OrganisingStaff, &format!("{action}/updates"), &[("note", "Vu.")]).await.leads_to(action);
    undo_last("action_reported").await;
    world.post(OrganisingStaff, &format!("{action}/closure"), &[]).await.leads_to(action);
    undo_last("action_closed").await;
    undo_last("reversal").await;
    let all = world.text(kinds).await;
    let told = "assignment reversal reversal note reversal closure reopening closure";
    assert!(all.ends_with(told), "{all}");
    world.get(OrganisingStaff, action).await.shows(200, &["Thomas Œuvrard a annulé une opération."]);
    world.end().await;
}

#[actix_web::test]
async fn undo_of_a_series_change_restores_its_editors() {
    let world = World::start().await;
    let series = "/montreuvray/series/eau";
    let maiwenn = "f0000000-0000-4000-8000-000000000005";
    let form = [("title", "L’eau"), ("body", "b0000000-0000-4000-8000-000000000001")];
    let editors = "select coalesce(string_agg(member_id::text, ' '), 'nobody') from series_editors";
    let change = [&form[..], &[("version", "1"), ("editors", maiwenn)]].concat();
    world.post(Manager, series, &change).await.leads_to(series);
    assert_eq!(world.text(editors).await, maiwenn);
    let change = [&form[..], &[("version", "2")]].concat();
    world.post(Manager, series, &change).await.leads_to(series);
    assert_eq!(world.text(editors).await, "nobody");
    let last = "select id::text from changes where kind = 'series_changed' order by id desc limit 1";
    let undo = format!("/montreuvray/changes/{}/reversal", world.text(last).await);
    world.post(Manager, &undo, &[]).await.leads_to("/montreuvray/series");
    assert_eq!(world.text(editors).await, maiwenn);
    world.get(OtherStaff, series).await.shows(200, &["Nouvelle audition"]);
    world
        .get(Manager, "/montreuvray/audit")
        .await
        .shows(200, &["Paul Castagnet a annulé une opération (Cycle modifié)\u{a0}: L’eau."]);
    world.end().await;
}

#[actix_web::test]
async fn the_audit_trail_names_the_undone_change() {
    let world = World::start().await;
    let group = "/montreuvray/bodies/b0000000-0000-4000-8000-000000000002";
    let removal = format!("{group}/recipients/e0000000-0000-4000-8000-000000000001/removal");
    let undo = change(&world, OtherStaff, &removal, &[]).await;
    world.post(OtherStaff, &undo, &[]).await.leads_to(group);
    let member = "/montreuvray/members/f0000000-0000-4000-8000-000000000006";
    world.post(Manager, &format!("{member}/removal"), &[]).await.leads_to("/montreuvray/members");
    world.post(Manager, &format!("{member}/restoration"), &[]).await.leads_to("/montreuvray/members");
    world.get(Manager, "/montreuvray/audit").await.shows(
        200,
        &[
            "Maïwenn Tual a annulé une opération (Destinataire retiré)\u{a0}: maiwenn.tual@montreuvray.example (Écologie citoyenne).",
            "Paul Castagnet a annulé une opération (Accès retiré)\u{a0}: Odile L’Haÿ.",
        ],
    );
    world.end().await;
}
