//! Undoing an import, completely or not at all.

use reqwest::multipart::{Form, Part};

use crate::world::{Answer, OrganisingAgent, OrganisingOfficial, OrganisingStaff, World};

const IMPORTS: &str = "/montreuvray/series/eau/imports";
const ID: &str = "12345678-0000-4000-8000-00000000000a";
const PREVIEW: &str = "/montreuvray/series/eau/imports/12345678-0000-4000-8000-00000000000a";
const UNDO: &str = "/montreuvray/series/eau/imports/12345678-0000-4000-8000-00000000000a/reversal";
const LEMARCHAND: &str = "d0000000-0000-4000-8000-000000000002";
const HEARING: &str = "/montreuvray/series/eau/hearings";
const MINUTES: &str = include_str!("../fixtures/minutes/eau.md");

/// A world with uploaded minutes.
async fn with_minutes() -> World {
    let world = World::start().await;
    let file = Part::bytes(MINUTES.as_bytes()).file_name("audition-4.md");
    let form = Form::new().text("id", ID).text("text", "").part("file", file);
    let sent = world.request(OrganisingStaff, reqwest::Method::POST, IMPORTS).multipart(form);
    Answer::of(sent).await.leads_to(PREVIEW);
    world
}

async fn confirm(world: &World, number: &str) -> Answer {
    let form = [
        ("number", number),
        ("title", "Ce que boit une cour"),
        ("day", "11 juin 2024"),
        ("time", "14:30"),
        ("place", "Préau"),
        ("person-2", LEMARCHAND),
    ];
    world.post(OrganisingStaff, &format!("{PREVIEW}/confirmation"), &form).await
}

async fn undo(world: &World) -> u16 {
    world.post(OrganisingStaff, UNDO, &[]).await.status
}

/// The hearing of a number with its values, or `none`.
async fn hearing(world: &World, number: i32) -> String {
    let sql = format!(
        "select coalesce((select concat_ws('|', title, day, starts_at is null, place, state,
                (select count(*) from turns t where t.hearing_id = h.id),
                (select string_agg(name || ' ' || presence, ', ' order by position) from attendances a where a.hearing_id = h.id))
           from hearings h where number = {number}), 'none')"
    );
    world.text(&sql).await
}

#[actix_web::test]
async fn an_import_others_have_seen_cannot_be_undone() {
    let world = with_minutes().await;
    confirm(&world, "4").await.leads_to(&format!("{HEARING}/4"));
    let path = format!("{HEARING}/4");
    world.post(OrganisingStaff, &format!("{path}/review"), &[]).await.leads_to(&path);
    let page = world.get(OrganisingOfficial, &path).await;
    let seen = page.body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    for step in ["approval", "publication"] {
        let form = [("seen", seen)];
        world.post(OrganisingOfficial, &format!("{path}/{step}"), &form).await.leads_to(&path);
    }
    for from in ["published", "approved"] {
        let form = [("from", from), ("reason", "Un nom.")];
        let path = format!("{HEARING}/4/withdrawal");
        assert_eq!(world.post(OrganisingOfficial, &path, &form).await.status, 303);
    }
    let path = format!("{HEARING}/4/recall");
    assert_eq!(world.post(OrganisingStaff, &path, &[]).await.status, 303);
    assert_eq!(world.text("select state from hearings where number = 4").await, "held");
    assert_eq!(undo(&world).await, 409);
    // Each of these changes alone prevents the undo.
    for kind in ["review", "approval", "publication", "round_visit", "erratum"] {
        world
            .sql("delete from changes where hearing_id = (select id from hearings where number = 4) and kind <> 'import'")
            .await;
        world
            .sql(&format!(
                "insert into changes (id, hearing_id, kind, subject, actor) select gen_random_uuid(), id, '{kind}', title, '' from hearings where number = 4"
            ))
            .await;
        assert_eq!(undo(&world).await, 409, "{kind}");
    }
    assert!(hearing(&world, 4).await.contains("|held|3|"));
    world.end().await;
}

#[actix_web::test]
async fn a_form_of_an_undone_record_does_not_overwrite_the_next() {
    let world = with_minutes().await;
    world.sql("alter table drafts no force row level security").await;
    for number in [4, 3] {
        confirm(&world, &number.to_string()).await.leads_to(&format!("{HEARING}/{number}"));
        let form = world.get(OrganisingAgent, &format!("{HEARING}/{number}/turns/1/edit")).await;
        let version = form.body.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let address = format!("/series/eau/hearings/{number}/turns/1/edit");
        let typed = [("draft", address.as_str()), ("version", version), ("text", "VIEILLE SAISIE")];
        assert_eq!(world.post(OrganisingAgent, "/montreuvray/drafts", &typed).await.status, 204);
        let other =
            [("draft", "/series/eau/hearings/1/turns/1/edit"), ("version", "1"), ("text", "À garder")];
        assert_eq!(world.post(OrganisingAgent, "/montreuvray/drafts", &other).await.status, 204);

        assert_eq!(undo(&world).await, 303);
        assert_eq!(
            world.text("select string_agg(fields::text, '') from drafts").await.matches("garder").count(),
            1
        );
        assert_eq!(world.count("select count(*) from drafts where fields::text like '%VIEILLE%'").await, 0);
        confirm(&world, &number.to_string()).await.leads_to(&format!("{HEARING}/{number}"));
        let stale = [("version", version), ("text", "VIEILLE SAISIE"), ("label", "")];
        let path = format!("{HEARING}/{number}/turns/1");
        assert_eq!(world.post(OrganisingAgent, &path, &stale).await.status, 409);
        assert_eq!(world.count("select count(*) from turns where text like '%VIEILLE%'").await, 0);
        assert_eq!(undo(&world).await, 303);
    }
    world.end().await;
}

#[actix_web::test]
async fn a_filled_hearing_is_restored() {
    let world = with_minutes().await;
    world
        .sql(&format!(
            "insert into attendances (id, hearing_id, person_id, position, category, name) values
             ('a0000000-0000-4000-8000-000000000009', '60000000-0000-4000-8000-000000000003', '{LEMARCHAND}', 1, 'political_group', 'Idriss Lemarchand')"
        ))
        .await;
    let before = hearing(&world, 3).await;
    confirm(&world, "3").await.leads_to(&format!("{HEARING}/3"));
    let filled = hearing(&world, 3).await;
    assert!(filled.starts_with("Ce que boit une cour|2024-06-11|f|Préau|held|3|"), "{filled}");
    // As if the minutes had noted an absence.
    world.sql("update imports set former = jsonb_set(former, '{after,attendances,a0000000-0000-4000-8000-000000000009,presence}', '\"excused\"') where hearing_id is not null").await;
    world
        .sql("update attendances set presence = 'excused' where id = 'a0000000-0000-4000-8000-000000000009'")
        .await;
    assert_eq!(undo(&world).await, 303);
    assert_eq!(hearing(&world, 3).await, before);

    // Later changes stay: a title and an attendance.
    confirm(&world, "3").await.leads_to(&format!("{HEARING}/3"));
    world.sql("update hearings set title = 'Titre relu' where number = 3").await;
    world.sql("update attendances set title = 'Urbaniste' where name = 'Clothilde D''ARVIEUX'").await;
    assert_eq!(undo(&world).await, 303);
    let kept = hearing(&world, 3).await;
    assert_eq!(
        kept,
        "Titre relu|2030-01-15|t||planned|0|Idriss Lemarchand present, Clothilde D'ARVIEUX present"
    );
    world.end().await;
}

#[actix_web::test]
async fn an_added_hearing_is_deleted_if_it_is_empty() {
    let world = with_minutes().await;
    let made = format!("{HEARING}/4");
    confirm(&world, "4").await.leads_to(&made);
    assert_eq!(undo(&world).await, 303);
    assert_eq!(hearing(&world, 4).await, "none");
    world.get(OrganisingStaff, &made).await.shows(404, &[]);
    // The audit trail has both.
    let told = "select count(*) from changes where kind in ('import', 'minutes_import_reversed') and subject = 'Ce que boit une cour'";
    assert_eq!(world.count(told).await, 2);

    confirm(&world, "4").await.leads_to(&made);
    world
        .sql(
            "insert into documents (id, hearing_id, kind, title, created_by)
             select gen_random_uuid(), id, 'other', 'Plan', 'f0000000-0000-4000-8000-000000000002' from hearings where number = 4",
        )
        .await;
    assert_eq!(undo(&world).await, 303);
    let left = hearing(&world, 4).await;
    assert!(left.starts_with("Ce que boit une cour|") && left.ends_with("|held|0"), "{left}");
    assert_eq!(world.count("select count(*) from documents where title = 'Plan'").await, 1);

    // A hearing in closed session is kept, because the audit trail needs it to hide its title.
    world.sql("delete from documents where title = 'Plan'").await;
    world.sql("delete from hearings where number = 4").await;
    confirm(&world, "4").await.leads_to(&made);
    world.sql("update hearings set closed = true where number = 4").await;
    assert_eq!(undo(&world).await, 303);
    assert_eq!(world.count("select count(*) from hearings where number = 4 and closed").await, 1);
    world.end().await;
}

/// An import is undone once, and a document added at the same time stays.
#[actix_web::test]
async fn concurrent_undos_and_confirmations_leave_one_record_or_none() {
    let world = with_minutes().await;
    for _ in 0..3 {
        confirm(&world, "4").await.leads_to(&format!("{HEARING}/4"));
        let undone = "select coalesce(sum(undone), 0) from imports";
        let before = world.count(undone).await;
        let document = [
            ("id", "d1000000-0000-4000-8000-000000000077"),
            ("kind", "press_article"),
            ("title", "Un article"),
            ("text", "Quelques mots."),
        ];
        let parts = document.into_iter().fold(Form::new(), |form, (name, text)| form.text(name, text));
        let path = format!("{HEARING}/4/documents");
        let added = world.request(OrganisingAgent, reqwest::Method::POST, &path).multipart(parts);
        let (first, second, third, added) =
            tokio::join!(undo(&world), undo(&world), confirm(&world, "4"), Answer::of(added));
        for status in [first, second, third.status] {
            assert!(matches!(status, 303 | 409 | 422), "{first} {second} {}", third.status);
        }
        assert!(matches!(added.status, 303 | 404 | 409), "{}", added.status);
        let kept = world.count("select count(*) from documents where title = 'Un article'").await;
        assert_eq!(kept, i64::from(added.status == 303), "an accepted document stays");
        let confirmed = world.count("select count(*) from imports where hearing_id is not null").await;
        let turns = "select count(*) from turns t join hearings h on h.id = t.hearing_id where h.number = 4";
        assert_eq!(world.count(turns).await, 3 * confirmed);
        assert!(world.count(undone).await > before);
        // Back to the initial state.
        world.sql("delete from documents where title = 'Un article'").await;
        undo(&world).await;
        world.sql("update imports set hearing_id = null").await;
        world.sql("delete from hearings where number = 4").await;
    }
    world.end().await;
}
