//! The directory: every member reads it, organisers add to it, a group edits its list and colour.

use crate::world::{
    Manager, OrganisingAgent, OrganisingOfficial, OrganisingStaff, OtherOfficial, OtherStaff, World,
};

const ID: &str = "12345678-0000-4000-8000-000000000000";
const PEOPLE: &str = "/montreuvray/people";
const BODIES: &str = "/montreuvray/bodies";
const GROUP: &str = "/montreuvray/bodies/b0000000-0000-4000-8000-000000000002";
const OTHER_GROUP: &str = "/montreuvray/bodies/b0000000-0000-4000-8000-000000000004";

#[actix_web::test]
async fn a_search_lists_fifty_people_per_page() {
    let world = World::start().await;
    world
        .sql(
            "insert into people (id, name, name_key)
             select gen_random_uuid(), 'Zoé Multiple ' || n, 'zoe multiple ' || to_char(n, 'FM000') from generate_series(1, 101) n",
        )
        .await;
    let answer = world.get(OtherStaff, PEOPLE).await;
    answer.shows(200, &["106 personnes", "Bakary Doumbia", "Directeur technique", "Page 1 sur 3"]);
    let answer = world.get(OtherStaff, &format!("{PEOPLE}?q=zo%C3%A9+mult&page=3")).await;
    answer
        .shows(200, &["101 personnes", "Zoé Multiple 101<", "?q=zo%C3%A9+mult&page=2"])
        .hides("Zoé Multiple 50<");
    world.get(OtherStaff, &format!("{PEOPLE}?page=99999999999")).await.shows(200, &["Page 1 sur 3"]);
    world.get(OtherStaff, &format!("{PEOPLE}?q=personne")).await.shows(200, &["aucune personne"]);
    world.end().await;
}

#[actix_web::test]
async fn a_person_page_lists_positions_and_hearings_with_the_capacity_of_each_day() {
    let world = World::start().await;
    world
        .sql(
            "update positions set title = 'Maire', until = '2024-12-31' where title = 'Conseiller municipal'",
        )
        .await;
    let answer = world.get(OtherStaff, &format!("{PEOPLE}/d0000000-0000-4000-8000-000000000002")).await;
    answer.shows(
        200,
        &[
            "<bdi>Idriss Lemarchand</bdi>",
            "<b>Maire</b>",
            "terminé le 31 décembre 2024",
            "Désimperméabiliser les cours d’école",
            "<span>Conseiller municipal</span>",
        ],
    );
    assert_eq!(world.get(OtherStaff, &format!("{PEOPLE}/{ID}")).await.status, 404);
    world.end().await;
}

#[actix_web::test]
async fn an_organiser_adds_a_person_once() {
    let world = World::start().await;
    let form = [
        ("id", ID),
        ("name", "Zoé Le Goff"),
        ("title", "Géologue"),
        ("organisation", "Bureau Ruissel"),
        ("email", "Zoe@Ruissel.example"),
    ];
    let (first, second) = tokio::join!(
        world.post(OrganisingOfficial, PEOPLE, &form),
        world.post(OrganisingOfficial, PEOPLE, &form)
    );
    first.leads_to(&format!("{PEOPLE}/{ID}"));
    second.leads_to(&format!("{PEOPLE}/{ID}"));
    let answer = world.get(OtherStaff, &format!("{PEOPLE}/{ID}")).await;
    answer.shows(200, &["Géologue", "Bureau Ruissel", "zoe@ruissel.example"]);
    assert_eq!(world.count("select count(*) from positions where title = 'Géologue'").await, 1);
    assert_eq!(world.text("select kind from bodies where name = 'Bureau Ruissel'").await, "organisation");
    let wrong = [("name", " "), ("email", "zoe@"), ("title", "À garder")];
    let answer = world.post(OrganisingAgent, PEOPLE, &wrong).await;
    answer.shows(422, &["id=\"name-error\"", "id=\"email-error\"", "À garder"]);
    let known = [("id", "12345678-0000-4000-8000-000000000001"), ("name", "zoe LE-GOFF")];
    world.post(OrganisingAgent, PEOPLE, &known).await.shows(422, &["id=\"homonym-error\""]);
    world.end().await;
}

#[actix_web::test]
async fn managers_edit_bodies_and_organisers_add_organisations() {
    let world = World::start().await;
    let form = [("id", ID), ("name", "Centre et Indépendants"), ("kind", "political_group")];
    for _ in 0..2 {
        world.post(Manager, BODIES, &form).await.leads_to(&format!("{BODIES}/{ID}"));
    }
    assert_eq!(world.count("select count(*) from changes where kind = 'body_created'").await, 1);
    let renamed = [("version", "1"), ("name", "Centre"), ("kind", "political_group")];
    world.post(Manager, &format!("{BODIES}/{ID}"), &renamed).await.leads_to(&format!("{BODIES}/{ID}"));
    world
        .get(OtherStaff, BODIES)
        .await
        .shows(200, &["Centre", "Groupe politique", "6 groupes et organismes"]);
    world
        .get(OtherStaff, &format!("{BODIES}?kind=organisation"))
        .await
        .shows(200, &["Syndicat des eaux du Vaulx", "1 groupe ou organisme"])
        .hides("Écologie citoyenne");

    let taken = [("version", "1"), ("name", "écologie CITOYENNE"), ("kind", "cabinet")];
    for path in [BODIES.to_owned(), format!("{BODIES}/{ID}")] {
        world.post(Manager, &path, &taken).await.shows(422, &["id=\"name-error\"", "écologie CITOYENNE"]);
    }
    world.post(Manager, BODIES, &[("name", ""), ("kind", "club")]).await.shows(422, &["id=\"kind-error\""]);

    // An organiser adds only outside organisations, whatever kind the form has.
    let other = "12345678-0000-4000-8000-000000000001";
    let form = [("id", other), ("name", "Les Amis du Vaulx"), ("kind", "political_group")];
    let answer = world.post(OrganisingStaff, "/montreuvray/organisations", &form).await;
    answer.leads_to(&format!("{BODIES}/{other}"));
    assert_eq!(world.text("select kind from bodies where name = 'Les Amis du Vaulx'").await, "organisation");
    world.end().await;
}

#[actix_web::test]
async fn a_group_edits_only_its_own_distribution_list() {
    let world = World::start().await;
    let recipients = format!("{GROUP}/recipients");
    let form = [("name", "Anaïs Roch"), ("email", " Anais.Roch@Montreuvray.example")];
    for _ in 0..2 {
        world.post(OtherOfficial, &recipients, &form).await.leads_to(GROUP);
    }
    let kept = "select count(*) from group_recipients where email = 'anais.roch@montreuvray.example'";
    assert_eq!(world.count(kept).await, 1);
    world.get(OtherStaff, GROUP).await.shows(200, &["Anaïs Roch", "maiwenn.tual@montreuvray.example"]);
    // Other members see the group, not its list.
    for persona in [Manager, OrganisingStaff] {
        world.get(persona, GROUP).await.shows(200, &["Écologie citoyenne"]).hides("maiwenn.tual@");
    }
    let wrong = [("name", "Anaïs"), ("email", "a@b, c@d.example")];
    let answer = world.post(OtherStaff, &recipients, &wrong).await;
    answer.shows(422, &["id=\"email-error\"", "value=\"Anaïs\"", "value=\"a@b, c@d.example\""]);

    let removal = format!("{recipients}/e0000000-0000-4000-8000-000000000001/removal");
    for _ in 0..2 {
        world.post(OtherStaff, &removal, &[]).await.leads_to(GROUP);
    }
    // The list of another group cannot be reached.
    assert_eq!(world.post(OtherStaff, &format!("{OTHER_GROUP}/recipients"), &form).await.status, 403);
    world.post(OtherStaff, &format!("{recipients}/e0000000-0000-4000-8000-000000000003/removal"), &[]).await;
    assert_eq!(world.count("select count(*) from group_recipients").await, 3);
    assert_eq!(world.count("select count(*) from changes where kind = 'recipient_removed'").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn a_group_chooses_one_of_twelve_colours() {
    let world = World::start().await;
    let colour = format!("{GROUP}/colour");
    world.post(OtherOfficial, &colour, &[("version", "1"), ("colour", "9")]).await.leads_to(GROUP);
    world.get(OtherStaff, BODIES).await.shows(200, &["class=\"group group-c9\""]);
    for wrong in ["0", "13", "red"] {
        world
            .post(OtherOfficial, &colour, &[("version", "2"), ("colour", wrong)])
            .await
            .shows(422, &["id=\"colour-error\""]);
    }
    world.end().await;
}
