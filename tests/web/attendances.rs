//! Attendances: picked from the directory or created on the spot, with the capacity of the day frozen.

use crate::world::{OrganisingAgent, OrganisingStaff, World};

const ID: &str = "12345678-0000-4000-8000-000000000000";
const PRESENT: &str = "/montreuvray/series/eau/hearings/3/attendances";
const DOUMBIA: &str = "d0000000-0000-4000-8000-000000000005";
const LEMARCHAND: &str = "d0000000-0000-4000-8000-000000000002";
const THIRD: &str = "60000000-0000-4000-8000-000000000003";

fn someone_new<'a>(name: &'a str, organisation: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("id", ID),
        ("name", name),
        ("title", "Géologue"),
        ("organisation", organisation),
        ("category", "witness"),
    ]
}

async fn capacity(world: &World, name: &str) -> String {
    world
        .text(&format!(
            "select concat_ws('|', category, name, title, body_name, body_id is not null) from attendances
              where hearing_id = '{THIRD}' and name = '{name}'"
        ))
        .await
}

#[actix_web::test]
async fn a_search_matches_the_beginnings_of_words() {
    let world = World::start().await;
    for sought in ["brem", "Br%C3%A9m", "brem+nad", "NADIA++BREMOND"] {
        let answer = world.get(OrganisingStaff, &format!("{PRESENT}?q={sought}")).await;
        answer.shows(200, &["Nadia Brémond", "Adjointe au maire", "<option value=\"executive\" selected>"]);
    }
    world.get(OrganisingStaff, &format!("{PRESENT}?q=l'ha")).await.shows(200, &["Odile L’Haÿ</bdi>"]);
    for sought in ["remond", "brem+odile", "%25", "_", "%21%21"] {
        let answer = world.get(OrganisingStaff, &format!("{PRESENT}?q={sought}")).await;
        answer.shows(200, &["Aucune personne de ce nom"]).hides("Brémond</bdi>");
    }
    assert_eq!(world.get(OrganisingStaff, &format!("{PRESENT}?q=a%00")).await.status, 422);
    world.end().await;
}

#[actix_web::test]
async fn a_search_proposes_twenty_people_at_most() {
    let world = World::start().await;
    world
        .sql(
            "insert into people (id, name, name_key)
             select gen_random_uuid(), 'Zoé Multiple ' || n, 'zoe multiple ' || n from generate_series(1, 50) n",
        )
        .await;
    let answer = world.get(OrganisingStaff, &format!("{PRESENT}?q=multiple")).await;
    assert_eq!(answer.body.matches("name=\"person\"").count(), 20);
    world.end().await;
}

#[actix_web::test]
async fn an_attendance_freezes_the_capacity_of_the_day() {
    let world = World::start().await;
    let form = [("id", ID), ("person", LEMARCHAND), ("category", "")];
    world.post(OrganisingStaff, PRESENT, &form).await.leads_to(PRESENT);
    let frozen = "political_group|Idriss Lemarchand|Conseiller municipal|Écologie citoyenne|t";
    assert_eq!(capacity(&world, "Idriss Lemarchand").await, frozen);

    world.sql("update people set name = 'Idriss Autrement', name_key = 'idriss autrement' where name = 'Idriss Lemarchand'").await;
    world.sql("update positions set title = 'Maire'").await;
    world.sql("update bodies set name = 'Autre groupe' where name = 'Écologie citoyenne'").await;
    assert_eq!(capacity(&world, "Idriss Lemarchand").await, frozen);
    let answer = world.get(OrganisingStaff, PRESENT).await;
    answer.shows(200, &["Idriss Lemarchand", "Conseiller municipal", "Écologie citoyenne"]);
    answer.hides("Maire</small>").hides("Autre groupe");
    world.end().await;
}

#[actix_web::test]
async fn the_position_on_the_day_counts_not_the_current_one() {
    let world = World::start().await;
    world.sql("update positions set until = '2024-06-01' where title = 'Directeur technique'").await;
    world
        .sql(&format!(
            "insert into positions (id, person_id, title, since) values (gen_random_uuid(), '{DOUMBIA}', 'Directeur général', '2024-06-02')"
        ))
        .await;
    let first = "/montreuvray/series/eau/hearings/1/attendances?q=doumbia";
    world.get(OrganisingStaff, first).await.shows(200, &["Directeur technique"]).hides("Directeur général");
    let second = "/montreuvray/series/eau/hearings/2/attendances?q=doumbia";
    world.get(OrganisingStaff, second).await.shows(200, &["Directeur général"]).hides("Directeur technique");
    world.end().await;
}

#[actix_web::test]
async fn a_person_attends_a_hearing_once() {
    let world = World::start().await;
    let (one, other) = ([("id", ID), ("person", DOUMBIA)], [("id", THIRD), ("person", DOUMBIA)]);
    let (first, second) = tokio::join!(
        world.post(OrganisingStaff, PRESENT, &one),
        world.post(OrganisingAgent, PRESENT, &other)
    );
    first.leads_to(PRESENT);
    second.leads_to(PRESENT);
    let count = format!("select count(*) from attendances where hearing_id = '{THIRD}'");
    assert_eq!(world.count(&count).await, 1);
    world.get(OrganisingStaff, &format!("{PRESENT}?q=doumbia")).await.shows(200, &["déjà notée"]);
    world.end().await;
}

#[actix_web::test]
async fn a_new_attendee_is_added_to_the_directory() {
    let world = World::start().await;
    let form = someone_new("Zoé Le Goff", "syndicat des EAUX du Vaulx");
    let (first, second) = tokio::join!(
        world.post(OrganisingStaff, PRESENT, &form),
        world.post(OrganisingStaff, PRESENT, &form)
    );
    first.leads_to(PRESENT);
    second.leads_to(PRESENT);
    assert_eq!(
        capacity(&world, "Zoé Le Goff").await,
        "witness|Zoé Le Goff|Géologue|Syndicat des eaux du Vaulx|t"
    );
    assert_eq!(world.text("select name_key from people where name = 'Zoé Le Goff'").await, "zoe le goff");
    assert_eq!(world.count("select count(*) from people where name = 'Zoé Le Goff'").await, 1);
    assert_eq!(world.count("select count(*) from positions where title = 'Géologue'").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn a_known_name_is_confirmed_first() {
    let world = World::start().await;
    let mut form = someone_new("NADIA BREMOND", "");
    let answer = world.post(OrganisingStaff, PRESENT, &form).await;
    answer.shows(
        422,
        &["Nadia Brémond est déjà dans l’annuaire", "value=\"NADIA BREMOND\"", "name=\"homonym\""],
    );
    form.push(("homonym", "yes"));
    world.post(OrganisingStaff, PRESENT, &form).await.leads_to(PRESENT);
    assert_eq!(world.count("select count(*) from people where name_key = 'nadia bremond'").await, 2);
    world.end().await;
}

#[actix_web::test]
async fn an_invalid_form_keeps_its_input() {
    let world = World::start().await;
    let long = "n".repeat(201);
    let form = [("name", long.as_str()), ("title", "Ma fonction à garder"), ("category", "?")];
    let answer = world.post(OrganisingStaff, PRESENT, &form).await;
    answer.shows(
        422,
        &[
            "id=\"name-error\"",
            "id=\"category-error\"",
            "Ma fonction à garder",
            "<details class=\"disclosure\" open>",
        ],
    );
    // The longest name is kept. A bidirectional control is removed from a name.
    let (longest, turned) = ("n".repeat(200), "\u{202e}Nom retourné");
    for (id, name) in [(ID, longest.as_str()), (THIRD, turned)] {
        let form = [("id", id), ("name", name), ("category", "witness")];
        world.post(OrganisingStaff, PRESENT, &form).await.leads_to(PRESENT);
    }
    world.get(OrganisingStaff, PRESENT).await.shows(200, &["<bdi>Nom retourné</bdi>"]).hides("\u{202e}");
    world.end().await;
}

#[actix_web::test]
async fn people_of_another_tenant_cannot_be_added() {
    let world = World::start().await;
    let foreign = "d0000000-0000-4000-8000-00000000000b";
    world
        .sql(&format!(
            "with t as (select set_config('app.tenant', 'bbbbbbbb-0000-4000-8000-000000000000', false))
        insert into people (tenant_id, id, name, name_key)
        select 'bbbbbbbb-0000-4000-8000-000000000000', '{foreign}', 'Yann Ailleurs', 'yann ailleurs' from t"
        ))
        .await;
    let form = [("id", ID), ("person", foreign)];
    assert_eq!(world.post(OrganisingStaff, PRESENT, &form).await.status, 404);
    let unknown = [("id", ID), ("person", ID)];
    assert_eq!(world.post(OrganisingStaff, PRESENT, &unknown).await.status, 404);
    // A position of another person is not a valid capacity.
    let other = world.text("select id::text from positions where title = 'Hydrologue'").await;
    let form = [("id", ID), ("person", DOUMBIA), ("position", &other)];
    assert_eq!(world.post(OrganisingStaff, PRESENT, &form).await.status, 404);
    world.end().await;
}

#[actix_web::test]
async fn only_attendances_without_turns_can_be_removed() {
    let world = World::start().await;
    world.post(OrganisingStaff, PRESENT, &[("id", ID), ("person", DOUMBIA)]).await;
    let removal = format!("{PRESENT}/{ID}/removal");
    world.post(OrganisingStaff, &removal, &[]).await.leads_to(PRESENT);
    world.post(OrganisingStaff, &removal, &[]).await.leads_to(PRESENT);
    assert_eq!(
        world.count(&format!("select count(*) from attendances where hearing_id = '{THIRD}'")).await,
        0
    );

    let speaker =
        "/montreuvray/series/eau/hearings/1/attendances/a0000000-0000-4000-8000-000000000001/removal";
    let answer = world.post(OrganisingStaff, speaker, &[]).await;
    answer.shows(422, &["Des interventions du compte rendu lui sont attribuées", "Solène Kervadec"]);
    // An attendance cannot be removed through another hearing.
    let detour = format!("{PRESENT}/a0000000-0000-4000-8000-000000000002/removal");
    world.post(OrganisingStaff, &detour, &[]).await;
    assert_eq!(world.count("select count(*) from attendances").await, 3);
    world.end().await;
}

#[actix_web::test]
async fn a_pasted_list_adds_all_its_people() {
    let world = World::start().await;
    let people =
        "Bakary DOUMBIA\r\n\nidriss lemarchand\nZoé Le Goff, Géologue, Bureau Ruissel\nJean Test\tMaire";
    let form = [("people", people), ("list_category", "")];
    let path = format!("{PRESENT}/list");
    let (first, second) =
        tokio::join!(world.post(OrganisingStaff, &path, &form), world.post(OrganisingStaff, &path, &form));
    first.leads_to(PRESENT);
    second.leads_to(PRESENT);
    assert_eq!(
        capacity(&world, "Bakary Doumbia").await,
        "witness|Bakary Doumbia|Directeur technique|Syndicat des eaux du Vaulx|t"
    );
    assert_eq!(capacity(&world, "Zoé Le Goff").await, "witness|Zoé Le Goff|Géologue|Bureau Ruissel|t");
    assert_eq!(capacity(&world, "Jean Test").await, "witness|Jean Test|Maire||f");
    assert_eq!(
        world.count(&format!("select count(*) from attendances where hearing_id = '{THIRD}'")).await,
        4
    );
    assert_eq!(world.count("select count(*) from people").await, 7);

    let long = format!("{}, Maire", "n".repeat(201));
    let answer = world.post(OrganisingStaff, &path, &[("people", &long), ("list_category", "witness")]).await;
    answer.shows(422, &["Ligne 1", "id=\"people-error\"", &long]);
    world.post(OrganisingStaff, &path, &[("people", &"a\n".repeat(101))]).await.shows(422, &["100 au plus"]);
    world
        .sql("insert into people (id, name, name_key) values (gen_random_uuid(), 'Jean Test', 'jean test')")
        .await;
    world.post(OrganisingStaff, &path, &[("people", "Jean Test")]).await.shows(422, &["Plusieurs personnes"]);
    world.end().await;
}
