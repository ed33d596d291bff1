//! The roll: present, excused, absent and substituted people, its undo, and the effect on what each person
//! may read and say.

use crate::world::{Answer, Manager, OrganisingAgent, OrganisingStaff, OtherOfficial, OtherStaff, World};

const FIRST: &str = "/montreuvray/series/eau/hearings/1";
const ROLL: &str = "/montreuvray/series/eau/hearings/1/attendances";
const KERVADEC: &str = "a0000000-0000-4000-8000-000000000001";
const LEMARCHAND: &str = "a0000000-0000-4000-8000-000000000002";
const CLOSED: &str = "Montant confidentiel";

/// Removes every turn of Idriss Lemarchand, so that the person can be noted as absent.
async fn remove_turns(world: &World) {
    world
        .sql(&format!("update turns set attendance_id = '{KERVADEC}' where attendance_id = '{LEMARCHAND}'"))
        .await;
}

async fn call(world: &World, id: &str, was: &str, presence: &str) -> Answer {
    let form = [("id", id), ("was", was), ("presence", presence), ("evidence", "sheet")];
    world.post(OrganisingStaff, &format!("{ROLL}/roll"), &form).await
}

async fn noted(world: &World, id: &str) -> String {
    let look = "concat_ws('|', presence, replaced_by, arrived_at, left_at, evidence)";
    world.text(&format!("select {look} from attendances where id = '{id}'")).await
}

#[actix_web::test]
async fn the_roll_is_saved_at_once_and_keeps_concurrent_changes() {
    let world = World::start().await;
    remove_turns(&world).await;
    let form = [
        ("id", KERVADEC),
        ("was", "present"),
        ("presence", "remote"),
        ("id", LEMARCHAND),
        ("was", "present"),
        ("presence", "excused"),
        ("evidence", "call"),
    ];
    world.post(OrganisingStaff, &format!("{ROLL}/roll"), &form).await.leads_to(ROLL);
    assert_eq!(noted(&world, KERVADEC).await, "remote|call");
    assert_eq!(noted(&world, LEMARCHAND).await, "excused|call");
    // A stale form does not overwrite later changes.
    call(&world, LEMARCHAND, "present", "absent").await.leads_to(ROLL);
    assert_eq!(noted(&world, LEMARCHAND).await, "excused|call");
    let page = world.get(OrganisingStaff, ROLL).await;
    page.shows(
        200,
        &["1 personne présente, 1 excusée", "appel nominal", "<em class=\"presence\">à distance</em>"],
    );
    world.get(OtherStaff, FIRST).await.shows(
        200,
        &[
            "1 personne présente, 1 excusée",
            "data-presence=\"excused\"",
            "<em class=\"presence\">excusé(e)</em>",
            "0 sur 1",
        ],
    );
    let figures = world.get(OtherStaff, "/montreuvray/series/eau/figures").await;
    figures.shows(200, &["+ 1 excusés ou absents"]);
    world.end().await;
}

#[actix_web::test]
async fn undo_restores_the_whole_roll() {
    let world = World::start().await;
    remove_turns(&world).await;
    let details = [
        ("version", "1"),
        ("presence", "present"),
        ("arrived_at", "15h10"),
        ("left_at", "16 h"),
        ("evidence", "confirmed"),
    ];
    world.post(OrganisingAgent, &format!("{ROLL}/{LEMARCHAND}"), &details).await.leads_to(ROLL);
    let before = "present|15:10:00|16:00:00|confirmed";
    assert_eq!(noted(&world, LEMARCHAND).await, before);
    let done = call(&world, LEMARCHAND, "present", "absent").await;
    assert_eq!(noted(&world, LEMARCHAND).await, "absent|sheet");
    assert!(
        done.cookie("__Host-flash").is_some_and(|it| it.contains("restoration")),
        "the change offers no undo"
    );
    let id =
        world.text("select id::text from changes where kind = 'attendance' order by id desc limit 1").await;
    let undo = format!("{ROLL}/roll/{id}/restoration");
    // The undo does not work through another hearing.
    let detour = undo.replace("hearings/1/", "hearings/2/");
    assert_eq!(world.post(OrganisingStaff, &detour, &[]).await.status, 404);
    world.post(OrganisingStaff, &undo, &[]).await.leads_to(ROLL);
    assert_eq!(noted(&world, LEMARCHAND).await, before);
    assert_eq!(world.post(OrganisingStaff, &undo, &[]).await.status, 409);
    world.get(OtherStaff, FIRST).await.shows(200, &["arrivée à 15 h 10, départ à 16 h"]);
    world.end().await;
}

#[actix_web::test]
async fn undo_of_a_presence_keeps_later_changes() {
    let world = World::start().await;
    let place = format!("{ROLL}/{KERVADEC}");
    let theirs = [("version", "1"), ("presence", "remote"), ("evidence", "call")];
    world.post(OrganisingStaff, &place, &theirs).await.leads_to(ROLL);
    let change = world.text("select id::text from changes where kind = 'attendance'").await;
    let form = [("version", "2"), ("presence", "remote"), ("arrived_at", "15h10"), ("evidence", "confirmed")];
    world.post(OrganisingAgent, &place, &form).await.leads_to(ROLL);
    for undo in
        [format!("{ROLL}/roll/{change}/restoration"), format!("/montreuvray/changes/{change}/reversal")]
    {
        world.post(OrganisingStaff, &undo, &[]).await.shows(409, &[]);
        assert_eq!(noted(&world, KERVADEC).await, "remote|15:10:00|confirmed");
    }
    world.end().await;
}

#[actix_web::test]
async fn a_stale_presence_form_shows_both_versions() {
    let world = World::start().await;
    let place = format!("{ROLL}/{KERVADEC}");
    let form = [("version", "1"), ("presence", "remote"), ("arrived_at", "15h10"), ("evidence", "call")];
    world.post(OrganisingAgent, &place, &form).await.leads_to(ROLL);
    let mine = [("version", "1"), ("presence", "present"), ("left_at", "16h45"), ("evidence", "sheet")];
    let answer = world.post(OrganisingStaff, &place, &mine).await;
    answer.shows(
        409,
        &["Quelqu’un d’autre a modifié cette présence", "15 h 10", "16h45", "name=\"version\" value=\"2\""],
    );
    assert_eq!(noted(&world, KERVADEC).await, "remote|15:10:00|call");
    let again = [("version", "2"), ("presence", "present"), ("left_at", "16h45"), ("evidence", "sheet")];
    world.post(OrganisingStaff, &place, &again).await.leads_to(ROLL);
    assert_eq!(noted(&world, KERVADEC).await, "present|16:45:00|sheet");
    world.end().await;
}

#[actix_web::test]
async fn undo_of_a_removal_restores_the_attendance_once() {
    let world = World::start().await;
    remove_turns(&world).await;
    world.post(OrganisingStaff, &format!("{ROLL}/{LEMARCHAND}/removal"), &[]).await.leads_to(ROLL);
    let first = world.text("select id::text from changes where kind = 'attendance'").await;
    world.post(OrganisingStaff, &format!("{ROLL}/{LEMARCHAND}/restoration"), &[]).await.leads_to(ROLL);
    assert_eq!(noted(&world, LEMARCHAND).await, "present|none");
    // Another member removes it again, so the earlier undo comes too late.
    world.post(OrganisingAgent, &format!("{ROLL}/{LEMARCHAND}/removal"), &[]).await.leads_to(ROLL);
    let undo = format!("{ROLL}/roll/{first}/restoration");
    world.post(OrganisingStaff, &undo, &[]).await.shows(409, &[]);
    let left = format!("select count(*) from attendances where id = '{LEMARCHAND}'");
    assert_eq!(world.count(&left).await, 0);
    world.end().await;
}

#[actix_web::test]
async fn substitutes_see_closed_turns_and_those_absent_do_not() {
    let world = World::start().await;
    remove_turns(&world).await;
    world.get(OtherOfficial, FIRST).await.shows(200, &[CLOSED]);
    // Maïwenn Tual is the substitute of Idriss Lemarchand.
    world
        .sql(
            "with p as (insert into people (id, name, name_key)
                 values ('d0000000-0000-4000-8000-000000000009', 'Maïwenn Tual', 'maiwenn tual') returning id),
                  m as (update members set person_id = p.id from p where members.name = 'Maïwenn Tual')
             insert into attendances (id, hearing_id, person_id, position, category, name)
             select 'a0000000-0000-4000-8000-000000000009', '60000000-0000-4000-8000-000000000001', id, 9,
                    'political_group', 'Maïwenn Tual' from p",
        )
        .await;
    let instead = "a0000000-0000-4000-8000-000000000009";
    let form = [("version", "1"), ("presence", "excused"), ("replaced_by", instead), ("evidence", "none")];
    world.post(OrganisingStaff, &format!("{ROLL}/{LEMARCHAND}"), &form).await.leads_to(ROLL);
    let action = "/montreuvray/actions/90000000-0000-4000-8000-000000000002";
    for presence in ["excused", "absent"] {
        world.sql(&format!("update attendances set presence = '{presence}' where id = '{LEMARCHAND}'")).await;
        world
            .get(OtherOfficial, FIRST)
            .await
            .shows(200, &["remplacé(e) par Maïwenn Tual"])
            .hides(CLOSED)
            .hides("id=\"t3\"");
        world.get(OtherOfficial, "/montreuvray/series/eau").await.shows(200, &["2 interventions"]);
        let found = world.get(OtherOfficial, &format!("{FIRST}?q=confidentiel")).await;
        found.shows(200, &[]).hides(CLOSED).hides("<mark>");
        world.get(OtherOfficial, action).await.shows(200, &["Vérifier l’offre"]).hides(CLOSED).hides("#t3");
    }
    world.get(OtherStaff, FIRST).await.shows(200, &[CLOSED, "id=\"t3\""]);
    world.get(OtherStaff, "/montreuvray/series/eau").await.shows(200, &["3 interventions"]);
    world.get(OtherStaff, action).await.shows(200, &[CLOSED]);
    world.get(Manager, FIRST).await.hides(CLOSED);
    // A remote participant counts as present.
    let form = [("version", "2"), ("presence", "remote"), ("evidence", "none")];
    world.post(OrganisingStaff, &format!("{ROLL}/{LEMARCHAND}"), &form).await.leads_to(ROLL);
    world.get(OtherOfficial, FIRST).await.shows(200, &[CLOSED]);
    world.end().await;
}

#[actix_web::test]
async fn mail_quotes_closed_turns_only_to_those_present() {
    for (presence, quoted) in [("present", true), ("excused", false)] {
        let world = World::start().await;
        remove_turns(&world).await;
        world.sql(&format!("update attendances set presence = '{presence}' where id = '{LEMARCHAND}'")).await;
        let form = [
            ("id", "12345678-0000-4000-8000-000000000000"),
            ("turn", "3"),
            ("quote", CLOSED),
            ("title", "Suivre cela"),
            ("member", "f0000000-0000-4000-8000-000000000004"),
            ("body", ""),
            ("due_on", ""),
        ];
        let done = world.post(OrganisingStaff, &format!("{FIRST}/actions"), &form).await;
        assert_eq!(done.status, 303, "{}", done.body);
        let mail = world.text("select string_agg(text, ' ') from deliveries").await;
        assert!(mail.contains("Suivre cela"), "{mail}");
        assert_eq!(mail.contains(CLOSED), quoted, "{presence}: {mail}");
        world.expect_mail(1).await;
        world.end().await;
    }
}

#[actix_web::test]
async fn speakers_and_substitutes_must_be_present() {
    let world = World::start().await;
    let refused = call(&world, LEMARCHAND, "present", "excused").await;
    refused.shows(422, &["Idriss Lemarchand prend la parole", "<option value=\"excused\" selected>"]);
    refused.shows(422, &["name=\"was\" value=\"present\"", "<option value=\"sheet\" selected>"]);
    assert_eq!(noted(&world, LEMARCHAND).await, "present|none");
    remove_turns(&world).await;
    let form = [("version", "1"), ("presence", "absent"), ("replaced_by", KERVADEC), ("evidence", "none")];
    world.post(OrganisingStaff, &format!("{ROLL}/{LEMARCHAND}"), &form).await.leads_to(ROLL);
    // A person who was absent cannot be the speaker of a turn.
    let turn = [("version", "1"), ("speaker", LEMARCHAND), ("text", "Des mots.")];
    let answer = world.post(OrganisingStaff, &format!("{FIRST}/turns/1"), &turn).await;
    answer.shows(422, &["est noté excusé ou absent", "Des mots."]);
    // An erratum of an approved record cannot name an absent speaker either.
    world.sql("update hearings set state = 'approved' where number = 1").await;
    let erratum = [&turn[..], &[("reason", "Erreur de nom")]].concat();
    let answer = world.post(OrganisingStaff, &format!("{FIRST}/turns/1/errata"), &erratum).await;
    answer.shows(422, &["est noté excusé ou absent", "Des mots."]);
    world.sql("update hearings set state = 'in_review' where number = 1").await;
    // A substitute cannot be removed.
    world.sql("update turns set attendance_id = null").await;
    let removal = world.post(OrganisingStaff, &format!("{ROLL}/{KERVADEC}/removal"), &[]).await;
    removal.shows(422, &["ou cette personne en remplace une autre"]);
    call(&world, KERVADEC, "present", "absent").await.shows(422, &["Solène Kervadec remplace quelqu’un"]);
    world.end().await;
}

#[actix_web::test]
async fn impossible_presences_are_refused_by_form_and_database() {
    let world = World::start().await;
    remove_turns(&world).await;
    for (form, said) in [
        ([("presence", "present"), ("arrived_at", "16h"), ("left_at", "15h")], "Le départ vient après"),
        ([("presence", "excused"), ("arrived_at", "16h"), ("left_at", "")], "n’a ni arrivée ni départ"),
        ([("presence", "present"), ("arrived_at", "tard"), ("left_at", "")], "id=\"arrived_at-error\""),
        (
            [("presence", "present"), ("replaced_by", KERVADEC), ("left_at", "")],
            "excusée ou absente peut être remplacée",
        ),
        ([("presence", "excused"), ("replaced_by", LEMARCHAND), ("left_at", "")], "id=\"replaced_by-error\""),
        ([("presence", "ailleurs"), ("left_at", ""), ("arrived_at", "")], "id=\"presence-error\""),
    ] {
        let form: Vec<_> = form.into_iter().chain([("evidence", "none"), ("version", "1")]).collect();
        world.post(OrganisingStaff, &format!("{ROLL}/{LEMARCHAND}"), &form).await.shows(422, &[said]);
    }
    assert_eq!(noted(&world, LEMARCHAND).await, "present|none");
    for set in [
        "presence = 'excused', replaced_by = id",
        "replaced_by = 'a0000000-0000-4000-8000-000000000001'",
        "presence = 'absent', replaced_by = 'a0000000-0000-4000-8000-000000000003'",
        "arrived_at = '16:00', left_at = '15:00'",
        "presence = 'absent', arrived_at = '16:00'",
        "presence = 'perhaps'",
    ] {
        let tried = format!(
            "do $$ begin update attendances set {set} where id = '{LEMARCHAND}';
             raise exception 'taken'; exception when integrity_constraint_violation then null; end $$"
        );
        world.sql(&tried).await;
    }
    // An approved record changes no more.
    world.sql("update hearings set state = 'approved' where number = 1").await;
    assert_eq!(call(&world, LEMARCHAND, "present", "absent").await.status, 409);
    let form = [("presence", "absent"), ("evidence", "none")];
    assert_eq!(world.post(OrganisingStaff, &format!("{ROLL}/{LEMARCHAND}"), &form).await.status, 409);
    world.end().await;
}

#[actix_web::test]
async fn a_pasted_list_reads_absences_and_substitutes() {
    let world = World::start().await;
    let third = "/montreuvray/series/eau/hearings/3/attendances";
    let people = "Bakary Doumbia (excusé), représenté par Mme Zoé Le Goff, Géologue\n\
                  Nadia Brémond (en visioconférence)\nOdile L’Haÿ, Directrice – absente";
    let form = [("people", people), ("list_category", "")];
    world.post(OrganisingStaff, &format!("{third}/list"), &form).await.leads_to(third);
    let look =
        "select string_agg(concat_ws('|', a.name, a.title, a.presence, r.name), E'\\n' order by a.position)
                  from attendances a left join attendances r on r.id = a.replaced_by
                 where a.hearing_id = '60000000-0000-4000-8000-000000000003'";
    let expected = "Bakary Doumbia|Directeur technique|excused|Zoé Le Goff\nZoé Le Goff|Géologue|present\n\
                    Nadia Brémond|Adjointe au maire|remote\nOdile L’Haÿ|Directrice|absent";
    assert_eq!(world.text(look).await, expected);
    world.post(OrganisingStaff, &format!("{third}/list"), &form).await.leads_to(third);
    assert_eq!(world.text(look).await, expected);
    world.end().await;
}
