//! The record as a sequence of turns: sections, splitting, merging, moving, inserting and removing, each
//! with its undo.

use reqwest::Method;

use crate::world::{Answer, OrganisingAgent, OrganisingStaff, OtherOfficial, OtherStaff, World};

const FIRST: &str = "/montreuvray/series/eau/hearings/1";
const KERVADEC: &str = "a0000000-0000-4000-8000-000000000001";
const LEMARCHAND: &str = "a0000000-0000-4000-8000-000000000002";

/// The record of hearing 1, in order: number, speaker, text, notes, section, closed.
async fn record(world: &World) -> String {
    world
        .text(
            "select string_agg(concat_ws('|', t.number, split_part(a.name, ' ', 1), left(t.text, 14), t.footnotes,
                                         t.section, t.section_title, t.closed), E'\n' order by t.position)
               from turns t left join attendances a on a.id = t.attendance_id
              where t.hearing_id = '60000000-0000-4000-8000-000000000001' and not t.removed",
        )
        .await
}

/// The address of the undo in the message after a change.
fn undo(done: &Answer) -> String {
    assert_eq!(done.status, 303, "{}", done.body);
    let flash = done.cookie("__Host-flash").expect("a message after the change");
    flash.split_once('|').expect("a change that can be undone").1.to_owned()
}

/// Makes a change and undoes it, so that the record is as before. Returns the response of the change.
async fn undone(world: &World, path: &str, form: &[(&str, &str)], changed: &str) {
    let before = record(world).await;
    let done = world.post(OrganisingStaff, path, form).await;
    let after = record(world).await;
    assert_ne!(after, before, "{path}");
    assert!(after.contains(changed), "{path}: {after}");
    let reversal = world.post(OrganisingAgent, &undo(&done), &[]).await;
    assert_eq!(record(world).await, before, "{path} undone");
    // An undone change can be redone from the next message.
    let again = world.post(OrganisingStaff, &undo(&reversal), &[]).await;
    assert_eq!(record(world).await, after, "{path} done again");
    world.post(OrganisingStaff, &undo(&again), &[]).await;
    assert_eq!(record(world).await, before);
}

#[actix_web::test]
async fn every_change_of_the_record_is_undone_and_redone() {
    let world = World::start().await;
    let text = "Une cour qui boit[^1].\r\n---\r\nLa nuance.";
    let divide = [("version", "1"), ("text", text), ("speaker", LEMARCHAND)];
    undone(&world, &format!("{FIRST}/turns/1/partition"), &divide, "4|Idriss|La nuance.|[]||f").await;
    let insert = [
        ("id", "70000000-0000-4000-8000-0000000000b1"),
        ("after", "1"),
        ("text", "Une question.[^a]"),
        ("notes", "[^a]: Oui."),
        ("speaker", ""),
    ];
    undone(&world, &format!("{FIRST}/turns"), &insert, "5|Une question.[|[[\"a\", \"Oui.\"]]||f\n2|").await;
    undone(&world, &format!("{FIRST}/turns/2/move"), &[("after", "0")], "2|Idriss|Lesquelles d’a|[]||f\n1|")
        .await;
    undone(&world, &format!("{FIRST}/turns/1/move"), &[("after", "3")], "[]||t\n1|Solène").await;
    undone(&world, &format!("{FIRST}/turns/1/removal"), &[], "2|Idriss").await;
    let version = "select version::text from turns where id = '70000000-0000-4000-8000-000000000001'";
    let version = world.text(version).await;
    let correct = [("version", version.as_str()), ("text", "Autre chose."), ("section", "Propos liminaire")];
    undone(&world, &format!("{FIRST}/turns/1"), &correct, "Autre chose.|[]|opening_statement|").await;
    world.end().await;
}

#[actix_web::test]
async fn removed_turns_keep_their_history_and_can_be_restored() {
    let world = World::start().await;
    let before = record(&world).await;
    world.post(OrganisingStaff, &format!("{FIRST}/turns/2/removal"), &[]).await.shows(303, &[]);
    let history = format!("{FIRST}/turns/2/history");
    world.get(OrganisingAgent, &history).await.shows(
        200,
        &[
            "Cette intervention est retirée du compte rendu",
            "Remettre dans le compte rendu",
            "Lesquelles d’abord",
        ],
    );
    world.get(OtherStaff, &history).await.shows(403, &[]);
    let form = [("version", "2")];
    world.post(OrganisingStaff, &format!("{FIRST}/turns/2/restoration"), &form).await.shows(303, &[]);
    assert_eq!(record(&world).await, before);
    // A merged turn says where its text is now.
    world.sql("update turns set attendance_id = 'a0000000-0000-4000-8000-000000000001' where id = '70000000-0000-4000-8000-000000000002'").await;
    world.post(OrganisingStaff, &format!("{FIRST}/turns/2/merger"), &[]).await.shows(303, &[]);
    world
        .get(OrganisingAgent, &history)
        .await
        .shows(200, &["Ses mots sont maintenant dans une autre", "intervention 1"])
        .hides("/restoration");
    world
        .post(OrganisingStaff, &format!("{FIRST}/turns/2/restoration"), &[("version", "1")])
        .await
        .shows(409, &[]);
    world.end().await;
}

#[actix_web::test]
async fn a_section_keeps_its_place_when_its_first_turn_moves() {
    let world = World::start().await;
    world.sql("update turns set section = 'titled', section_title = 'Les cours' where id = '70000000-0000-4000-8000-000000000001'").await;
    let moved = "2|Idriss|Lesquelles d’a|[]|titled|Les cours|f\n1|Solène|Une cour qui b|[[\"1\", \"Moyenne sur trente ans.\"]]||f";
    undone(&world, &format!("{FIRST}/turns/1/move"), &[("after", "2")], moved).await;
    // A turn that is the whole of its section takes the section along.
    world
        .sql("update turns set section = 'exchange' where id = '70000000-0000-4000-8000-000000000002'")
        .await;
    undone(&world, &format!("{FIRST}/turns/1/move"), &[("after", "2")], "trente ans.\"]]|titled|Les cours|f")
        .await;
    world.end().await;
}

#[actix_web::test]
async fn turns_of_one_speaker_are_merged_and_links_to_both_still_work() {
    let world = World::start().await;
    world
        .sql(&format!(
            "update turns set attendance_id = '{KERVADEC}', footnotes = '[[\"1\", \"Autre.\"], [\"2\", \"Deux.\"]]',
                    text = 'Et la suite[^1], puis[^2].' where number = 2"
        ))
        .await;
    let before = record(&world).await;
    let joined = world.post(OrganisingStaff, &format!("{FIRST}/turns/2/merger"), &[]).await;
    joined.leads_to(&format!("{FIRST}#t1"));
    let page = world.get(OtherStaff, FIRST).await;
    page.shows(
        200,
        &[
            "<a id=\"t2\" aria-hidden=\"true\"></a>",
            "<p>Et la suite<sup><a href=\"#t1-n2\"",
            "Autre.",
            "1-2",
            "Deux.",
        ],
    );
    page.hides("<article class=\"turn\" id=\"t2\"");
    // An action of the merged turn links to the turn that has its text now.
    world.sql("update actions set turn_id = '70000000-0000-4000-8000-000000000002' where title like 'Chiffrer%'").await;
    world.get(OtherStaff, FIRST).await.shows(200, &["<a href=\"#t1\">intervention 1</a>"]);
    // Both may be merged into a third turn.
    world.sql("update turns set closed = false where number = 3").await;
    let insert = [
        ("id", "70000000-0000-4000-8000-0000000000b2"),
        ("after", "0"),
        ("text", "Avant."),
        ("speaker", KERVADEC),
    ];
    world.post(OrganisingStaff, &format!("{FIRST}/turns"), &insert).await.leads_to(&format!("{FIRST}#t4"));
    let chained = world.post(OrganisingStaff, &format!("{FIRST}/turns/1/merger"), &[]).await;
    chained.leads_to(&format!("{FIRST}#t4"));
    let page = world.get(OtherStaff, FIRST).await;
    page.shows(200, &["<a id=\"t1\" aria-hidden=\"true\"></a><a id=\"t2\" aria-hidden=\"true\"></a>"]);
    world.post(OrganisingStaff, &undo(&chained), &[]).await;
    world.post(OrganisingStaff, &format!("{FIRST}/turns/4/removal"), &[]).await;
    world.post(OrganisingStaff, &undo(&joined), &[]).await.leads_to(&format!("{FIRST}#t1"));
    world.sql("update turns set closed = true where number = 3").await;
    assert_eq!(record(&world).await, before);
    world.end().await;
}

#[actix_web::test]
async fn turns_of_two_speakers_are_not_merged_and_closed_turns_stay_closed() {
    let world = World::start().await;
    world.get(OrganisingStaff, &format!("{FIRST}/turns/2/edit")).await.hides("/merger");
    let before = record(&world).await;
    for turn in [1, 2] {
        let answer = world.post(OrganisingStaff, &format!("{FIRST}/turns/{turn}/merger"), &[]).await;
        assert_eq!(answer.status, 409);
    }
    assert_eq!(record(&world).await, before);
    // Merging the closed turn 3 with an open turn closes the result.
    world.sql(&format!("update turns set attendance_id = '{KERVADEC}' where number = 2")).await;
    world.get(OrganisingStaff, &format!("{FIRST}/turns/3/edit")).await.shows(200, &["/turns/3/merger"]);
    world
        .post(OrganisingStaff, &format!("{FIRST}/turns/3/merger"), &[])
        .await
        .leads_to(&format!("{FIRST}#t2"));
    world
        .get(OtherStaff, FIRST)
        .await
        .shows(200, &["id=\"t1\""])
        .hides("Montant confidentiel")
        .hides("Lesquelles");
    // Each part of a closed turn is closed.
    let text = [("version", "2"), ("text", "Lesquelles d’abord ?\n---\nMontant confidentiel.")];
    world
        .post(OrganisingStaff, &format!("{FIRST}/turns/2/partition"), &text)
        .await
        .leads_to(&format!("{FIRST}#t2"));
    world.get(OtherStaff, FIRST).await.hides("Montant confidentiel");
    world.end().await;
}

#[actix_web::test]
async fn sections_appear_in_the_outline_and_above_their_turns() {
    let world = World::start().await;
    let form =
        [("version", "1"), ("text", "Le propos."), ("speaker", KERVADEC), ("section", " Opening statement")];
    world.post(OrganisingStaff, &format!("{FIRST}/turns/1"), &form).await.leads_to(&format!("{FIRST}#t1"));
    let form =
        [("version", "1"), ("text", "Lesquelles ?"), ("speaker", LEMARCHAND), ("section", "Le <b>coût</b>")];
    world.post(OrganisingStaff, &format!("{FIRST}/turns/2"), &form).await.leads_to(&format!("{FIRST}#t2"));
    world.get(OtherStaff, FIRST).await.shows(
        200,
        &[
            "<li class=\"part\"><a href=\"#s1\"><bdi>Propos liminaire</bdi></a></li>",
            "<h2 class=\"part\" id=\"s1\"><bdi>Propos liminaire</bdi></h2>",
            "<h2 class=\"part\" id=\"s2\"><bdi>Le &#60;b&#62;coût&#60;/b&#62;</bdi></h2>",
            "<h3 class=\"speaker\" id=\"t1-who\">",
        ],
    );
    world
        .get(OtherStaff, &format!("{FIRST}?q=liminaire"))
        .await
        .shows(200, &["1 passage trouvé", "<mark>liminaire</mark>"]);
    // Removing a turn passes its section to the next turn, unless that one begins a section.
    world.post(OrganisingStaff, &format!("{FIRST}/turns/2/removal"), &[]).await;
    world.get(OrganisingStaff, FIRST).await.shows(200, &["id=\"s3\"><bdi>Le &#60;b"]);
    // The section title of a closed turn is as closed as the turn.
    world.get(OtherStaff, FIRST).await.hides("coût");
    world.end().await;
}

#[actix_web::test]
async fn undo_does_not_restore_a_turn_changed_since() {
    let world = World::start().await;
    let form = [("version", "1"), ("text", "Première."), ("speaker", KERVADEC)];
    let done = world.post(OrganisingStaff, &format!("{FIRST}/turns/1"), &form).await;
    let form = [("version", "2"), ("text", "Deuxième."), ("speaker", KERVADEC)];
    world.post(OrganisingAgent, &format!("{FIRST}/turns/1"), &form).await.leads_to(&format!("{FIRST}#t1"));
    assert_eq!(world.post(OrganisingStaff, &undo(&done), &[]).await.status, 409);
    let reversal = undo(&done);
    // Members who may not correct the record cannot, and nobody can once it is approved.
    for (persona, expected) in [(OtherStaff, 403), (OtherOfficial, 403)] {
        let answer = world.request(persona, Method::POST, &reversal);
        assert_eq!(Answer::of(answer).await.status, expected);
    }
    world.sql("update hearings set state = 'approved' where number = 1").await;
    for path in ["turns/1/removal", "turns/2/merger", "turns/2/move", "turns/1/partition", "turns"] {
        let form = [("text", "a\n---\nb"), ("version", "3"), ("after", "0")];
        let answer = world.post(OrganisingStaff, &format!("{FIRST}/{path}"), &form).await;
        assert_eq!(answer.status, 409, "{path}");
    }
    assert!(record(&world).await.contains("Deuxième."));
    world.end().await;
}

#[actix_web::test]
async fn a_record_can_be_written_turn_by_turn() {
    let world = World::start().await;
    world.sql("update actions set turn_id = null").await;
    world.sql("delete from proposals").await;
    world.sql("delete from turns where hearing_id = '60000000-0000-4000-8000-000000000001'").await;
    let first = "href=\"/montreuvray/series/eau/hearings/1/turns/new?after=0\"";
    world.get(OrganisingStaff, FIRST).await.shows(200, &[first, "Écrire la première intervention"]);
    world.get(OtherOfficial, FIRST).await.hides("/turns/new");
    let turns = format!("{FIRST}/turns");
    let id = "70000000-0000-4000-8000-0000000000c1";
    let form = [("id", id), ("after", "0"), ("text", "La première."), ("next", "yes")];
    let done = world.post(OrganisingStaff, &turns, &form).await;
    let number = world.text("select number::text from turns where text = 'La première.'").await;
    let after = format!("{FIRST}/turns/new?after={number}");
    done.leads_to(&after);
    world.post(OrganisingStaff, &turns, &form).await.leads_to(&after);
    world
        .get(OrganisingStaff, &after)
        .await
        .shows(200, &["Elle viendra après", "Insérer et écrire la suivante"]);
    world.get(OrganisingStaff, FIRST).await.shows(200, &["Ajouter une intervention", &format!("{after}\"")]);
    world.get(OtherStaff, FIRST).await.hides("Ajouter une intervention");
    world.end().await;
}

#[actix_web::test]
async fn concurrent_splits_of_one_turn_apply_once() {
    let world = World::start().await;
    let path = format!("{FIRST}/turns/1/partition");
    let form = [("version", "1"), ("text", "Un.\n---\nDeux."), ("speaker", "")];
    let (one, other) =
        tokio::join!(world.post(OrganisingStaff, &path, &form), world.post(OrganisingAgent, &path, &form));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    assert_eq!(world.count("select count(*) from turns where text = 'Deux.'").await, 1);
    // Unless another speaker is chosen, the speaker stays the same.
    assert!(record(&world).await.contains("4|Solène|Deux."));
    let unmarked = [("version", "2"), ("text", "Un seul."), ("speaker", "")];
    world
        .post(OrganisingStaff, &path, &unmarked)
        .await
        .shows(422, &["Marquez d’une ligne", "Un seul.</textarea>"]);
    // The same form for a new turn, sent twice, creates one turn.
    let id = "70000000-0000-4000-8000-0000000000aa";
    let form = [("id", id), ("after", "1"), ("text", "Trois."), ("speaker", "")];
    let turns = format!("{FIRST}/turns");
    let (one, other) =
        tokio::join!(world.post(OrganisingStaff, &turns, &form), world.post(OrganisingAgent, &turns, &form));
    assert_eq!((one.status, other.status), (303, 303));
    assert_eq!(world.count("select count(*) from turns where text = 'Trois.'").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn choosing_the_speaker_of_a_label_applies_to_all_its_turns() {
    let world = World::start().await;
    world.sql("update turns set label = 'SPEAKER_00', attendance_id = null where number in (1, 3)").await;
    let page = world.get(OrganisingStaff, FIRST).await;
    page.shows(
        200,
        &["2 interventions n’ont pas encore d’orateur.", "/hearings/1/speakers\">Dire qui parle"],
    );
    world.get(OtherStaff, FIRST).await.hides("Dire qui parle");
    let speakers = format!("{FIRST}/speakers");
    world
        .get(OrganisingStaff, &speakers)
        .await
        .shows(200, &["SPEAKER_00", "2 sans orateur", "Idriss Lemarchand"]);
    let form = [
        ("label", "SPEAKER_00"),
        ("was", ""),
        ("speaker", KERVADEC),
        ("label", "Idriss Lemarchand"),
        ("was", LEMARCHAND),
        ("speaker", LEMARCHAND),
    ];
    undone(&world, &speakers, &form, "1|Solène|Une cour").await;
    world.post(OrganisingStaff, &speakers, &form).await.leads_to(FIRST);
    let versions = "select string_agg(number || ':' || version, ' ' order by number) from turns where hearing_id::text like '%1'";
    assert!(world.text(versions).await.contains("2:1"), "other turns keep their version");
    // A turn that got another speaker meanwhile keeps that speaker.
    world.sql(&format!("update turns set attendance_id = '{LEMARCHAND}' where number = 3")).await;
    let form = [("label", "SPEAKER_00"), ("was", KERVADEC), ("speaker", "")];
    world.post(OrganisingStaff, &speakers, &form).await.leads_to(FIRST);
    let speakers = "select string_agg(coalesce(a.name, '?'), ',' order by t.number) from turns t
                      left join attendances a on a.id = t.attendance_id where t.hearing_id::text like '%1'";
    assert_eq!(world.text(speakers).await, "?,Idriss Lemarchand,Idriss Lemarchand");
    world.end().await;
}
