//! Exports of the record: complete as far as the reader may see it, and clearly labelled.

use crate::world::{OrganisingStaff, OtherOfficial, OtherStaff, Stranger, World};

const PATH: &str = "/montreuvray/series/eau/hearings/1";

#[actix_web::test]
async fn each_export_is_labelled_and_contains_only_what_its_reader_may_see() {
    let world = World::start().await;
    for (ending, kind) in [
        ("md", "text/markdown; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("xml", "application/akn+xml"),
    ] {
        let file = world.get(OtherStaff, &format!("{PATH}/export.{ending}")).await;
        assert_eq!(file.header("content-type"), kind);
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        let name = format!("attachment; filename=\"montreuvray-eau-1.{ending}\"");
        assert_eq!(file.header("content-disposition"), name);
        file.shows(
            200,
            &[
                "Projet de compte rendu (En relecture)",
                "Ville de Montreuvray",
                "Moyenne sur trente ans",
                "Lesquelles d’abord",
            ],
        );
        // Omitted parts are not mentioned.
        file.hides("confidentiel").hides("huis clos").hides("t3");
        let whole = world.get(OtherOfficial, &format!("{PATH}/export.{ending}")).await;
        whole.shows(200, &["Montant confidentiel de l’offre"]);
        world.get(Stranger, &format!("{PATH}/export.{ending}")).await.shows(404, &[]);
    }
    world.get(OtherStaff, &format!("{PATH}/export.exe")).await.shows(404, &[]);
    world.get(OtherStaff, PATH).await.shows(200, &["Télécharger", "/export.xml"]);
    // Before review the record is visible only to organisers.
    let held = "/montreuvray/series/eau/hearings/2";
    world.get(OtherStaff, &format!("{held}/export.md")).await.shows(404, &[]);
    world.get(OtherStaff, held).await.hides("export.md");
    world
        .get(OrganisingStaff, &format!("{held}/export.md"))
        .await
        .shows(200, &["Texte encore en préparation"]);
    world.end().await;
}

#[actix_web::test]
async fn an_approved_record_names_its_approver_and_its_errata() {
    let world = World::start().await;
    world.sql("update hearings set state = 'published' where number = 1").await;
    world
        .sql(
            "insert into changes (id, hearing_id, kind, subject, actor, reason, member_id, created_at) values
             ('01000000-0000-7000-8000-000000000021', '60000000-0000-4000-8000-000000000001', 'approval', '', 'Nadia Brémond', '', 'f0000000-0000-4000-8000-000000000001', '2024-07-01 10:00Z'),
             ('01000000-0000-7000-8000-000000000022', '60000000-0000-4000-8000-000000000001', 'publication', '', 'Nadia Brémond', '', 'f0000000-0000-4000-8000-000000000001', '2024-07-02 10:00Z')",
        )
        .await;
    let form = [
        ("version", "1"),
        ("speaker", "a0000000-0000-4000-8000-000000000002"),
        ("text", "Lesquelles ensuite ?"),
        ("reason", "Mal entendu."),
    ];
    world.post(OrganisingStaff, &format!("{PATH}/turns/2/errata"), &form).await.shows(303, &[]);
    for ending in ["md", "txt", "xml"] {
        let file = world.get(OtherStaff, &format!("{PATH}/export.{ending}")).await;
        file.shows(
            200,
            &[
                "Approuvé par Nadia Brémond le 1er juillet 2024",
                "Publié par",
                "Lesquelles ensuite",
                "Lesquelles d’abord",
                "Mal entendu",
            ],
        );
        file.hides("Projet de compte rendu");
    }
    world.get(OtherStaff, PATH).await.shows(200, &["<span>approuvée</span>", "<span>corrigée</span>"]);
    world.end().await;
}

#[actix_web::test]
async fn the_exported_xml_round_trips() {
    let world = World::start().await;
    world
        .sql("update turns set section = 'titled', section_title = 'Les cours & les sols' where number = 2")
        .await;
    let file = world.get(OtherOfficial, &format!("{PATH}/export.xml")).await;
    file.shows(
        200,
        &[
            "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">",
            "<FRBRthis value=\"/akn/fr/debate/montreuvray/2024-05-28/eau-1/!main\"/>",
            "<speech eId=\"t1\" by=\"#p1\" as=\"#r1\">",
            "eId=\"t3\" by=\"#p1\" as=\"#r1\" class=\"closed\"",
        ],
    );
    let minutes = formats::read(file.body.as_bytes()).unwrap();
    assert_eq!(minutes.title.as_deref(), Some("Désimperméabiliser les cours d’école"));
    assert_eq!((minutes.number, minutes.date.map(|it| it.to_string())), (Some(1), Some("2024-05-28".into())));
    assert_eq!(minutes.series.as_deref(), Some("L’eau dans la ville"));
    let turns: Vec<_> = minutes
        .turns
        .iter()
        .map(|it| (minutes.speaker(it).map(|it| it.name.as_str()), it.heading.as_deref()))
        .collect();
    let section = Some("Les cours & les sols");
    let expected = [
        (Some("Solène Kervadec"), None),
        (Some("Idriss Lemarchand"), section),
        (Some("Solène Kervadec"), None),
    ];
    assert_eq!(turns, expected);
    let text = "Une cour qui boit évite au réseau la moitié des débordements[^1].\n\nLa nuance, c’est *l’entretien*.";
    assert_eq!(minutes.turns[0].text, text);
    assert_eq!(minutes.turns[0].footnotes[0].text, "Moyenne sur trente ans.");
    world.end().await;
}

#[actix_web::test]
async fn a_long_export_contains_each_turn_once() {
    let world = World::start().await;
    world
        .sql(
            "insert into turns (id, hearing_id, number, position, text, closed)
             select gen_random_uuid(), '60000000-0000-4000-8000-000000000001', 10 + k, 10 + k, 'Mot' || k || '.', k % 10 = 0
               from generate_series(1, 1700) k",
        )
        .await;
    let file = world.get(OtherStaff, &format!("{PATH}/export.txt")).await;
    assert_eq!(file.header("content-length"), file.body.len().to_string());
    let said: Vec<&str> = file.body.lines().filter(|it| it.starts_with("Mot")).collect();
    let expected: Vec<String> = (1..=1700).filter(|it| it % 10 != 0).map(|it| format!("Mot{it}.")).collect();
    assert_eq!(said, expected);
    world.end().await;
}
