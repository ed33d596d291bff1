//! The directory over time: positions, other names, a person's page, the register of interest representatives.

use reqwest::Method;

use crate::world::{
    Answer, Manager, Nobody, OrganisingAgent, OrganisingStaff, OtherOfficial, OtherStaff, Persona, Stranger,
    World,
};

const PEOPLE: &str = "/montreuvray/people";
const SOLENE: &str = "/montreuvray/people/d0000000-0000-4000-8000-000000000001";
const IDRISS: &str = "/montreuvray/people/d0000000-0000-4000-8000-000000000002";
const BAKARY: &str = "/montreuvray/people/d0000000-0000-4000-8000-000000000005";
const ID: &str = "12345678-0000-4000-8000-000000000000";

/// The address that undoes what a response reports as done.
pub async fn undo_of(world: &World, persona: Persona, done: &Answer) -> String {
    assert_eq!(done.status, 303, "{}", done.body);
    let flash = done.cookie("__Host-flash").expect("a message");
    let cookie = format!("__Host-session={}; __Host-flash={flash}", persona.token().secret());
    let next = Answer::of(world.request(Nobody, Method::GET, done.location()).header("cookie", cookie)).await;
    let (before, _) = next.body.split_once("\"><button class=\"small secondary\">Annuler cette").unwrap();
    before.rsplit('"').next().unwrap().to_owned()
}

#[actix_web::test]
async fn each_change_of_a_position_can_be_undone() {
    let world = World::start().await;
    let form = [
        ("id", ID),
        ("title", "Collaborateur"),
        ("organisation", "cabinet de l’EAU"),
        ("behalf", "nadia bremond"),
        ("since", "1er mars 2020"),
    ];
    let added = world.post(OrganisingStaff, &format!("{BAKARY}/positions"), &form).await;
    added.leads_to(BAKARY);
    world.post(OrganisingStaff, &format!("{BAKARY}/positions"), &form).await.leads_to(BAKARY);
    let page = world.get(OtherStaff, BAKARY).await;
    page.shows(200, &["<b>Collaborateur</b>", "Cabinet de l’eau", "auprès de", "depuis le 1er mars 2020"]);
    let assisted = world.get(OtherStaff, &format!("{PEOPLE}/d0000000-0000-4000-8000-000000000003")).await;
    assisted.shows(200, &["Collaborateurs", "Bakary Doumbia"]);

    let path = format!("{BAKARY}/positions/{ID}");
    let until = format!("select coalesce(until::text, '') || title from positions where id = '{ID}'");
    let corrected =
        [("version", "1"), ("title", "Chef de cabinet"), ("since", "2020-03-01"), ("until", "31/12/2021")];
    let done = world.post(OrganisingStaff, &path, &corrected).await;
    assert_eq!(world.text(&until).await, "2021-12-31Chef de cabinet");
    world.get(OtherStaff, BAKARY).await.shows(200, &["terminé le 31 décembre 2021"]);
    let undo = undo_of(&world, OrganisingStaff, &done).await;
    world.post(OrganisingStaff, &undo, &[]).await.leads_to(BAKARY);
    assert_eq!(world.text(&until).await, "Collaborateur");

    let done = world.post(OrganisingAgent, &format!("{path}/ending"), &[]).await;
    assert_eq!(
        world.count(&format!("select count(*) from positions where id = '{ID}' and until is not null")).await,
        1
    );
    world.post(OrganisingAgent, &undo_of(&world, OrganisingAgent, &done).await, &[]).await;
    assert_eq!(world.text(&until).await, "Collaborateur");

    let done = world.post(OrganisingAgent, &format!("{path}/removal"), &[]).await;
    assert_eq!(world.count(&format!("select count(*) from positions where id = '{ID}'")).await, 0);
    world.post(OrganisingAgent, &undo_of(&world, OrganisingAgent, &done).await, &[]).await.leads_to(BAKARY);
    assert_eq!(world.text(&until).await, "Collaborateur");
    world.post(OrganisingStaff, &undo_of(&world, OrganisingStaff, &added).await, &[]).await;
    assert_eq!(world.count(&format!("select count(*) from positions where id = '{ID}'")).await, 0);
    // The audit trail names the person each time.
    let told = "select count(*) from changes where kind = 'person_changed' and subject = 'Bakary Doumbia'";
    assert!(world.count(told).await >= 4);
    world.end().await;
}

#[actix_web::test]
async fn an_invalid_position_form_keeps_its_input() {
    let world = World::start().await;
    let path = format!("{BAKARY}/positions");
    let wrong =
        [("title", "À garder"), ("behalf", "Personne d’Autre"), ("since", "jadis"), ("until", "31/2/2021")];
    let answer = world.post(OrganisingStaff, &path, &wrong).await;
    answer.shows(422, &["id=\"since-error\"", "id=\"until-error\"", "value=\"À garder\"", "value=\"jadis\""]);
    for (name, why) in
        [("Personne d’Autre", "n’a personne de ce nom"), ("Bakary Doumbia", "la personne elle-même")]
    {
        let form = [("id", ID), ("title", "Assistant"), ("behalf", name)];
        world.post(OrganisingStaff, &path, &form).await.shows(422, &["id=\"behalf-error\"", why]);
    }
    // A position of another person, and one of another tenant.
    let theirs = format!("{BAKARY}/positions/20000000-0000-4000-8000-000000000001");
    assert_eq!(world.post(OrganisingStaff, &theirs, &[("title", "Volé")]).await.status, 404);
    let id = [("id", "20000000-0000-4000-8000-000000000001"), ("title", "Volé")];
    assert_eq!(world.post(OrganisingStaff, &path, &id).await.status, 409);
    assert_eq!(world.count("select count(*) from positions where title = 'Volé'").await, 0);
    assert_eq!(
        world.get(Stranger, "/valserine/people/d0000000-0000-4000-8000-000000000005/turns").await.status,
        404
    );
    world.end().await;
}

#[actix_web::test]
async fn attendances_stay_when_person_and_position_change() {
    let world = World::start().await;
    let frozen =
        "select string_agg(concat_ws('|', name, title, body_name), ';' order by id) from attendances";
    let before = world.text(frozen).await;
    let position = format!("{SOLENE}/positions/20000000-0000-4000-8000-000000000001");
    world.post(OrganisingStaff, &position, &[("version", "1"), ("title", "Ministre")]).await.leads_to(SOLENE);
    let form = [("version", "1"), ("name", "Solène Le Goff"), ("email", "s@a.example")];
    let done = world.post(OrganisingStaff, SOLENE, &form).await;
    done.leads_to(SOLENE);
    world
        .get(OtherStaff, SOLENE)
        .await
        .shows(200, &["<h1><bdi>Solène Le Goff</bdi></h1>", "<b>Ministre</b>", "<span>Hydrologue</span>"]);
    assert_eq!(world.text(frozen).await, before);
    world.post(OrganisingStaff, &undo_of(&world, OrganisingStaff, &done).await, &[]).await.leads_to(SOLENE);
    world
        .get(OtherStaff, SOLENE)
        .await
        .shows(200, &["<h1><bdi>Solène Kervadec</bdi></h1>"])
        .hides("s@a.example");
    world.end().await;
}

#[actix_web::test]
async fn a_person_is_found_by_another_name() {
    let world = World::start().await;
    let form = [("id", ID), ("alias", "Solène Le Goff"), ("kind", "birth")];
    world.post(OrganisingStaff, &format!("{SOLENE}/names"), &form).await.leads_to(SOLENE);
    world.get(OtherStaff, SOLENE).await.shows(200, &["Autres noms", "Solène Le Goff", "le nom de naissance"]);
    let sought = format!("{PEOPLE}?q=le+goff");
    world
        .get(OtherStaff, &sought)
        .await
        .shows(200, &["1 personne", "Solène Kervadec", "aussi", "Solène Le Goff"]);
    // A new person with that name needs confirmation.
    let new = [("id", "12345678-0000-4000-8000-000000000001"), ("name", "LE GOFF Solène")];
    world.post(OrganisingStaff, PEOPLE, &new).await;
    let new = [("id", "12345678-0000-4000-8000-000000000002"), ("name", "solene le goff")];
    world.post(OrganisingStaff, PEOPLE, &new).await.shows(422, &["id=\"homonym-error\"", "Solène Kervadec"]);
    let done = world.post(OrganisingStaff, &format!("{SOLENE}/names/{ID}/removal"), &[]).await;
    assert_eq!(world.count("select count(*) from person_names").await, 0);
    world.post(OrganisingStaff, &undo_of(&world, OrganisingStaff, &done).await, &[]).await.leads_to(SOLENE);
    assert_eq!(world.count("select count(*) from person_names where kind = 'birth'").await, 1);
    let wrong = [("alias", " "), ("kind", "club")];
    world
        .post(OrganisingStaff, &format!("{SOLENE}/names"), &wrong)
        .await
        .shows(422, &["id=\"alias-error\"", "id=\"kind-error\""]);
    world.end().await;
}

#[actix_web::test]
async fn a_person_page_quotes_only_readable_turns() {
    let world = World::start().await;
    let turns = format!("{SOLENE}/turns");
    let other = world.get(OtherStaff, &turns).await;
    other.shows(
        200,
        &[
            "1 intervention",
            "Une cour qui boit évite",
            "/montreuvray/series/eau/hearings/1?turn=1#t1",
            "Hydrologue",
        ],
    );
    other.hides("confidentiel").hides("en préparation");
    // Those present see the closed turn, but not the record before its review. Organisers see everything.
    world
        .get(OtherOfficial, &turns)
        .await
        .shows(200, &["2 interventions", "Montant confidentiel"])
        .hides("en préparation");
    world.get(OrganisingStaff, &turns).await.shows(200, &["3 interventions", "Texte encore en préparation."]);
    world.get(Manager, &turns).await.shows(200, &["1 intervention"]).hides("confidentiel");
    world.sql("update hearings set closed = true where number = 1").await;
    world.get(OtherStaff, &turns).await.shows(200, &["aucune intervention"]).hides("cour qui boit");
    world
        .get(OtherStaff, SOLENE)
        .await
        .shows(200, &["Les sols et la mémoire des crues"])
        .hides("Désimperméabiliser");
    world.get(OtherOfficial, &turns).await.shows(200, &["2 interventions"]);
    world.sql("update hearings set closed = false").await;

    let actions = format!("{SOLENE}/actions");
    let all = world.get(OrganisingStaff, &actions).await;
    all.shows(200, &["2 suites", "Chiffrer la reprise de douze cours", "Vérifier l’offre"]);
    // The second turn is closed, and so is the fact that the person spoke.
    let some = world.get(OtherStaff, &actions).await;
    some.shows(200, &["1 suite", "Chiffrer la reprise"]).hides("Vérifier l’offre");
    // In charge: the member who is this person.
    let odile = format!("{PEOPLE}/d0000000-0000-4000-8000-000000000004/actions");
    world.get(OtherStaff, &odile).await.shows(200, &["1 suite", "Vérifier l’offre"]);
    world.get(OtherStaff, &format!("{IDRISS}/actions")).await.shows(200, &["aucune suite"]);
    world.end().await;
}

#[actix_web::test]
async fn a_body_lists_past_positions() {
    let world = World::start().await;
    world.sql("update positions set until = '2023-06-30', since = '2020-07-01' where title = 'Conseiller municipal'").await;
    let group = "/montreuvray/bodies/b0000000-0000-4000-8000-000000000002";
    world
        .get(OtherStaff, group)
        .await
        .shows(200, &["Avant et après"])
        .hides("Idriss Lemarchand</bdi></b></a> <small>Conseiller");
    let before = world.get(OtherStaff, &format!("{group}?when=otherwise")).await;
    before.shows(200, &["Idriss Lemarchand", "depuis le 1er juillet 2020", "terminé le 30 juin 2023"]);
    world.end().await;
}

#[actix_web::test]
async fn an_organisation_has_one_number_in_the_register() {
    let world = World::start().await;
    let body = "/montreuvray/bodies/b0000000-0000-4000-8000-000000000005";
    let form = |number| {
        let name = ("name", "Syndicat des eaux du Vaulx");
        [("version", "1"), name, ("kind", "organisation"), ("register_number", number)]
    };
    world.post(Manager, body, &form("732 829 320")).await.leads_to(body);
    world.get(OtherStaff, body).await.shows(200, &["Représentant d’intérêts nº 732 829 320"]);
    world
        .post(Manager, body, &form("732829321"))
        .await
        .shows(422, &["id=\"register_number-error\"", "value=\"732829321\""]);
    let other = [("id", ID), ("name", "Les Amis du Vaulx"), ("register_number", "732829320")];
    let answer = world.post(OrganisingStaff, "/montreuvray/organisations", &other).await;
    answer.shows(422, &["« Syndicat des eaux du Vaulx » porte déjà ce numéro"]);
    let own = [("id", ID), ("name", "Les Amis du Vaulx"), ("register_number", "w751234567")];
    world
        .post(OrganisingStaff, "/montreuvray/organisations", &own)
        .await
        .leads_to(&format!("/montreuvray/bodies/{ID}"));
    let group =
        [("version", "1"), ("name", "Groupe"), ("kind", "cabinet"), ("register_number", "H123456789")];
    world
        .post(Manager, &format!("/montreuvray/bodies/{ID}"), &group)
        .await
        .shows(422, &["Seul un organisme extérieur"]);
    world.end().await;
}

async fn name_of_solene(world: &World) -> String {
    world.text("select name from people where id = 'd0000000-0000-4000-8000-000000000001'").await
}

#[actix_web::test]
async fn a_rename_is_undone_only_if_it_is_the_last() {
    let world = World::start().await;
    let rename = async |persona, version, name| {
        let form = [("version", version), ("name", name)];
        let done = world.post(persona, SOLENE, &form).await;
        undo_of(&world, persona, &done).await
    };
    let first = rename(OrganisingStaff, "1", "Solène Le Goff").await;
    let second = rename(OrganisingAgent, "2", "Solène Le Bihan").await;
    assert_eq!(world.post(OrganisingStaff, &first, &[]).await.status, 409);
    assert_eq!(name_of_solene(&world).await, "Solène Le Bihan");
    world.post(OrganisingAgent, &second, &[]).await.leads_to(SOLENE);
    assert_eq!(name_of_solene(&world).await, "Solène Le Goff");
    world.post(OrganisingStaff, &first, &[]).await.leads_to(SOLENE);
    assert_eq!(name_of_solene(&world).await, "Solène Kervadec");
    world.end().await;
}

#[actix_web::test]
async fn a_position_change_is_undone_only_if_it_is_the_last() {
    let world = World::start().await;
    let position = format!("{SOLENE}/positions/20000000-0000-4000-8000-000000000001");
    let title = "select title from positions where id = '20000000-0000-4000-8000-000000000001'";
    let before = world.text(title).await;
    let correct = async |persona, version, title| {
        let done = world.post(persona, &position, &[("version", version), ("title", title)]).await;
        undo_of(&world, persona, &done).await
    };
    let first = correct(OrganisingStaff, "1", "Géologue").await;
    let second = correct(OrganisingAgent, "2", "Climatologue").await;
    assert_eq!(world.post(OrganisingStaff, &first, &[]).await.status, 409);
    assert_eq!(world.text(title).await, "Climatologue");
    world.post(OrganisingAgent, &second, &[]).await.leads_to(SOLENE);
    assert_eq!(world.text(title).await, "Géologue");
    world.post(OrganisingStaff, &first, &[]).await.leads_to(SOLENE);
    assert_eq!(world.text(title).await, before);
    world.end().await;
}

#[actix_web::test]
async fn a_stale_form_shows_both_texts() {
    let world = World::start().await;
    let position = format!("{SOLENE}/positions/20000000-0000-4000-8000-000000000001");
    let body = "/montreuvray/bodies/b0000000-0000-4000-8000-000000000004";
    type Form = &'static [(&'static str, &'static str)];
    let cases: [(Persona, &str, Form, Form, [&str; 2]); 3] = [
        (
            OrganisingStaff,
            SOLENE,
            &[("version", "1"), ("name", "Solène Le Goff")],
            &[("version", "1"), ("name", "Solène Le Bihan")],
            ["<bdi>Solène Le Goff</bdi>", "<bdi>Solène Le Bihan</bdi>"],
        ),
        (
            OrganisingStaff,
            &position,
            &[("version", "1"), ("title", "Géologue")],
            &[("version", "1"), ("title", "Climatologue")],
            ["<dd>Géologue</dd>", "<dd>Climatologue</dd>"],
        ),
        (
            Manager,
            body,
            &[("version", "1"), ("name", "Groupe Un"), ("kind", "political_group")],
            &[("version", "1"), ("name", "Groupe Deux"), ("kind", "political_group")],
            ["<bdi>Groupe Un</bdi>", "<bdi>Groupe Deux</bdi>"],
        ),
    ];
    for (persona, path, first, second, texts) in cases {
        assert_eq!(world.post(persona, path, first).await.status, 303, "{path}");
        let stale = world.post(persona, path, second).await;
        stale.shows(409, &[texts[0], texts[1], "Rien n’est perdu"]);
        // A value that is already stored is not a conflict.
        assert_eq!(world.post(persona, path, first).await.status, 303, "{path}");
    }
    let colour = "/montreuvray/bodies/b0000000-0000-4000-8000-000000000002/colour";
    let choice = |number| [("version", "1"), ("colour", number)];
    assert_eq!(world.post(OtherOfficial, colour, &choice("9")).await.status, 303);
    let stale = world.post(OtherStaff, colour, &choice("4")).await;
    stale.shows(409, &["<p>couleur 9</p>", "<p>couleur 4</p>"]);
    world.end().await;
}

#[actix_web::test]
async fn a_recipient_added_again_is_not_restored_twice() {
    let world = World::start().await;
    let list = "/montreuvray/bodies/b0000000-0000-4000-8000-000000000002/recipients";
    let recipient = "e0000000-0000-4000-8000-000000000001";
    let email = world.text(&format!("select email from group_recipients where id = '{recipient}'")).await;
    let removed = world.post(OtherStaff, &format!("{list}/{recipient}/removal"), &[]).await;
    let undo = undo_of(&world, OtherStaff, &removed).await;
    let added = world.post(OtherOfficial, list, &[("name", "Encore"), ("email", &email)]).await;
    assert_eq!(added.status, 303);
    assert_eq!(world.post(OtherStaff, &undo, &[]).await.status, 409);
    let kept = format!("select string_agg(name, ',') from group_recipients where email = '{email}'");
    assert_eq!(world.text(&kept).await, "Encore");
    world.post(OtherOfficial, &undo_of(&world, OtherOfficial, &added).await, &[]).await;
    assert_eq!(world.post(OtherStaff, &undo, &[]).await.status, 303);
    assert_eq!(
        world.count(&format!("select count(*) from group_recipients where id = '{recipient}'")).await,
        1
    );
    world.end().await;
}
