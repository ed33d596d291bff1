//! Hearings: organisers log them, edit them and change their state.

use crate::world::{OrganisingAgent, OrganisingStaff, World};

const ID: &str = "12345678-0000-4000-8000-000000000000";
const HEARINGS: &str = "/montreuvray/series/eau/hearings";
const FIRST: &str = "60000000-0000-4000-8000-000000000001";

fn form<'a>(number: &'a str, day: &'a str, time: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("id", ID), ("number", number), ("title", "La pluie"), ("day", day), ("time", time)]
}

fn edit<'a>(version: &'a str, number: &'a str, title: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![("id", FIRST), ("version", version), ("number", number), ("title", title), ("day", "28/5/2024")]
}

#[actix_web::test]
async fn logging_a_hearing_proposes_a_number_and_leads_to_its_attendances() {
    let world = World::start().await;
    world
        .get(OrganisingStaff, &format!("{HEARINGS}/new"))
        .await
        .shows(200, &["name=\"number\" value=\"4\"", "ex. 3/4/2024, 3 avril 2024 ou demain"]);
    let mut form = form("4", "3/4/24", "14 h 30");
    form.push(("place", "Salle des mariages"));
    let answer = world.post(OrganisingStaff, HEARINGS, &form).await;
    answer.leads_to(&format!("{HEARINGS}/4/attendances"));
    let kept = "select day::text || ' ' || (starts_at at time zone 'Europe/Paris')::time || ' ' || place || ' ' || state
                  from hearings where number = 4";
    assert_eq!(world.text(kept).await, "2024-04-03 14:30:00 Salle des mariages held");
    assert_eq!(world.count("select count(*) from changes where kind = 'hearing_logged'").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn a_future_hearing_is_planned() {
    let world = World::start().await;
    world.post(OrganisingAgent, HEARINGS, &form("4", "1er mars 2090", "")).await;
    assert_eq!(world.text("select state from hearings where number = 4").await, "planned");
    world.end().await;
}

#[actix_web::test]
async fn a_form_sent_twice_makes_one_hearing() {
    let world = World::start().await;
    let form = form("4", "3 avril 2024", "");
    let (first, second) = tokio::join!(
        world.post(OrganisingStaff, HEARINGS, &form),
        world.post(OrganisingStaff, HEARINGS, &form)
    );
    first.leads_to(&format!("{HEARINGS}/4/attendances"));
    second.leads_to(&format!("{HEARINGS}/4/attendances"));
    assert_eq!(world.count("select count(*) from hearings where title = 'La pluie'").await, 1);
    assert_eq!(world.count("select count(*) from changes where kind = 'hearing_logged'").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn a_taken_number_is_refused_and_a_free_one_proposed() {
    let world = World::start().await;
    let answer = world.post(OrganisingStaff, HEARINGS, &form("3", "3/4/24", "")).await;
    answer.shows(422, &["id=\"number-error\"", "Le 4 est libre", "value=\"La pluie\""]);
    let answer = world.post(OrganisingStaff, &format!("{HEARINGS}/1"), &edit("1", "2", "Autre titre")).await;
    answer.shows(422, &["id=\"number-error\"", "Le 4 est libre", "value=\"Autre titre\""]);
    world.end().await;
}

#[actix_web::test]
async fn each_invalid_field_has_a_message_and_keeps_its_input() {
    let world = World::start().await;
    let long = "é".repeat(301);
    let form = [("number", "six"), ("title", &long), ("day", "31/2/2024"), ("time", "25h"), ("place", &long)];
    world.post(OrganisingStaff, HEARINGS, &form).await.shows(
        422,
        &[
            "Cette date n’existe pas",
            "value=\"31/2/2024\"",
            "value=\"six\"",
            "value=\"25h\"",
            "301 caractères",
            "id=\"place-error\"",
            "id=\"time-error\"",
        ],
    );
    let nul = [("number", "4"), ("title", "a\0b"), ("day", "3/4/24")];
    assert_eq!(world.post(OrganisingStaff, HEARINGS, &nul).await.status, 422);
    assert_eq!(world.count("select count(*) from hearings").await, 3);
    world.end().await;
}

#[actix_web::test]
async fn times_skipped_by_dst_are_refused_and_repeated_ones_need_a_choice() {
    let world = World::start().await;
    let answer = world.post(OrganisingStaff, HEARINGS, &form("4", "31/3/2024", "2h30")).await;
    answer.shows(422, &["id=\"time-error\"", "Cette heure n’existe pas"]).hides("name=\"occurrence\"");

    let mut form = form("4", "27/10/2024", "2h30");
    let answer = world.post(OrganisingStaff, HEARINGS, &form).await;
    answer.shows(422, &["arrive deux fois", "value=\"first\"", "value=\"second\""]);
    form.push(("occurrence", "second"));
    world.post(OrganisingStaff, HEARINGS, &form).await.leads_to(&format!("{HEARINGS}/4/attendances"));
    let hour = "select (starts_at at time zone 'UTC')::time::text from hearings where number = 4";
    assert_eq!(world.text(hour).await, "01:30:00");
    // The choice is kept when the hearing is edited.
    let answer = world.get(OrganisingStaff, &format!("{HEARINGS}/4/edit")).await;
    answer.shows(200, &["value=\"second\" checked"]);
    world.end().await;
}

#[actix_web::test]
async fn a_stale_edit_shows_both_versions() {
    let world = World::start().await;
    let first = world.post(OrganisingStaff, &format!("{HEARINGS}/1"), &edit("1", "7", "Sa version")).await;
    first.leads_to(&format!("{HEARINGS}/7"));
    // The number has changed too; the late edit still finds the hearing.
    let late = world.post(OrganisingAgent, &format!("{HEARINGS}/1"), &edit("1", "1", "Ma version")).await;
    late.shows(409, &["Sa version", "value=\"Ma version\"", "name=\"version\" value=\"2\""]);
    assert_eq!(world.text(&format!("select title from hearings where id = '{FIRST}'")).await, "Sa version");
    let again = world.post(OrganisingAgent, &format!("{HEARINGS}/7"), &edit("2", "1", "Ma version")).await;
    again.leads_to(&format!("{HEARINGS}/1"));
    world.end().await;
}

#[actix_web::test]
async fn an_edit_sent_twice_is_not_a_conflict() {
    let world = World::start().await;
    let (path, form) = (format!("{HEARINGS}/1"), edit("1", "1", "Une fois"));
    let (first, second) =
        tokio::join!(world.post(OrganisingStaff, &path, &form), world.post(OrganisingStaff, &path, &form));
    first.leads_to(&path);
    second.leads_to(&path);
    assert_eq!(world.count("select version::bigint from hearings where number = 1").await, 2);
    world.end().await;
}

#[actix_web::test]
async fn a_hearing_moves_through_its_states() {
    let world = World::start().await;
    let third = format!("{HEARINGS}/3");
    for (step, state) in [
        ("cancellation", "cancelled"),
        ("cancellation", "cancelled"),
        ("reinstatement", "planned"),
        ("holding", "held"),
        ("cancellation", "cancelled"),
    ] {
        world.post(OrganisingStaff, &format!("{third}/{step}"), &[]).await.leads_to(&third);
        assert_eq!(world.text("select state from hearings where number = 3").await, state);
    }
    // A record with turns can go to review but not be cancelled; an empty record cannot go to review.
    let second = format!("{HEARINGS}/2");
    assert_eq!(world.post(OrganisingStaff, &format!("{second}/cancellation"), &[]).await.status, 409);
    world.post(OrganisingStaff, &format!("{second}/review"), &[]).await.leads_to(&second);
    assert_eq!(world.text("select state from hearings where number = 2").await, "in_review");
    assert_eq!(world.post(OrganisingStaff, &format!("{third}/review"), &[]).await.status, 409);
    world.end().await;
}

#[actix_web::test]
async fn an_approved_hearing_cannot_be_edited() {
    let world = World::start().await;
    let shown = "/montreuvray/series/eau/hearings/1";
    let links = [format!("{shown}/edit"), format!("{shown}/attendances")];
    let page = world.get(OrganisingStaff, shown).await;
    page.shows(200, &[&links[0], &links[1]]);
    let before = "select md5(string_agg(it::text, '' order by it.id)) from attendances it";
    let attendances = world.text(before).await;
    for state in ["approved", "published"] {
        world.sql(&format!("update hearings set state = '{state}' where number = 1")).await;
        let page = world.get(OrganisingStaff, shown).await;
        for link in &links {
            page.hides(&format!("href=\"{link}\""));
            world.get(OrganisingStaff, link).await.shows(409, &[]);
        }
        let someone = [("name", "Quelqu’un"), ("category", "witness")];
        world.post(OrganisingStaff, &links[1], &someone).await.shows(409, &[]);
        let list = [("people", "Quelqu’un")];
        world.post(OrganisingStaff, &format!("{}/list", links[1]), &list).await.shows(409, &[]);
        let first = format!("{}/a0000000-0000-4000-8000-000000000001/removal", links[1]);
        world.post(OrganisingStaff, &first, &[]).await.shows(409, &[]);
        let other = [("number", "1"), ("title", "Autre titre"), ("day", "3/4/2024"), ("version", "1")];
        world.post(OrganisingStaff, shown, &other).await.shows(409, &[]);
    }
    assert_eq!(world.text(before).await, attendances);
    assert_eq!(world.count("select count(*) from hearings where title = 'Autre titre'").await, 0);
    world.end().await;
}
