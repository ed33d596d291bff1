//! Imports of people: previewed, then confirmed completely or not at all.

use reqwest::{
    Method,
    multipart::{Form, Part},
};

use crate::world::{Answer, Manager, OrganisingAgent, OrganisingStaff, OtherStaff, Persona, World};

const IMPORTS: &str = "/montreuvray/people/imports";
const ID: &str = "12345678-0000-4000-8000-000000000000";
const SOLENE: &str = "d0000000-0000-4000-8000-000000000001";

async fn upload(world: &World, persona: Persona, bytes: Vec<u8>) -> Answer {
    let form = Form::new().text("id", ID).part("file", Part::bytes(bytes).file_name("contacts.csv"));
    Answer::of(world.request(persona, Method::POST, IMPORTS).multipart(form)).await
}

const TABLE: &str = "Nom;Prénom;Courriel;Fonction;Organisme;Depuis;Nom de naissance;Couleur\r\n\
    Kervadec;Solène;solene@ruissel.example;Hydrologue;Bureau Ruissel;1er mars 2020;Le Goff Solène;bleu\r\n\
    DOUMBIA;Bakari;;=SUM(A1);syndicat des EAUX du Vaulx;;;\r\n\
    Vesle;Paul;paul@a.example;Grutier;;;;\r\n\
    Vesle;Paul;;Délégué;Bureau Ruissel;;;\r\n\
    ;;x@;;;31/2/2020;;\r\n";

#[actix_web::test]
async fn a_table_is_previewed_and_written_once() {
    let world = World::start().await;
    let windows = TABLE.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let place = format!("{IMPORTS}/{ID}");
    upload(&world, OrganisingStaff, windows).await.leads_to(&place);
    let preview = world.get(OrganisingStaff, &place).await;
    preview.shows(
        200,
        &[
            "contacts.csv",
            "5 lignes lues",
            "Colonnes laissées de côté",
            "Couleur",
            "1 nouvelle personne",
            "Paul Vesle",
            "1 personne déjà là, qui sera complétée",
            "Solène Kervadec",
            "1 ligne ne peut pas être reprise",
            "Ligne 6",
            "Cette adresse n’est pas valable.",
            "31/2/2020",
            "Cette date ne peut pas être lue.",
            "Il n’y a pas de nom.",
            "1 personne ressemble à quelqu’un",
            "Bakari DOUMBIA",
            "C’est",
            "=SUM(A1)",
        ],
    );
    let people = "select count(*) from people";
    assert_eq!(world.count(people).await, 5);
    // A choice is required, and only a proposed person can be chosen.
    let confirmation = format!("{place}/confirmation");
    for choice in [vec![], vec![("row-3", SOLENE)]] {
        world.post(OrganisingStaff, &confirmation, &choice).await.shows(422, &["id=\"people-error\""]);
    }
    assert_eq!(world.count(people).await, 5);
    let choice = [("row-3", "d0000000-0000-4000-8000-000000000005")];
    let (one, two) = tokio::join!(
        world.post(OrganisingStaff, &confirmation, &choice),
        world.post(OrganisingStaff, &confirmation, &choice)
    );
    one.leads_to("/montreuvray/people");
    two.leads_to("/montreuvray/people");
    assert_eq!(world.count(people).await, 6);
    let page = world.get(OtherStaff, &format!("/montreuvray/people/{SOLENE}")).await;
    page.shows(
        200,
        &["solene@ruissel.example", "Bureau Ruissel", "depuis le 1er mars 2020", "Le Goff Solène"],
    );
    let titles = "select string_agg(o.title, ',' order by o.title collate \"C\") from positions o join people p on p.id = o.person_id where p.name = ";
    assert_eq!(world.text(&format!("{titles}'Paul Vesle'")).await, "Délégué,Grutier");
    assert_eq!(world.text(&format!("{titles}'Bakary Doumbia'")).await, "=SUM(A1),Directeur technique");
    assert_eq!(
        world.count("select count(*) from bodies where lower(name) = 'syndicat des eaux du vaulx'").await,
        1
    );
    assert_eq!(world.count("select count(*) from changes where kind = 'people_imported'").await, 1);
    assert_eq!(
        world
            .count("select count(*) from people_imports where source = '' and confirmed_at is not null")
            .await,
        1
    );
    world.end().await;
}

#[actix_web::test]
async fn a_table_imported_twice_adds_nothing_twice() {
    let world = World::start().await;
    let rows = "nom;fonction;organisme\nPaul Vesle;Grutier;Port de Morvence\nSolène Kervadec;Hydrologue;\n";
    for id in ["12345678-0000-4000-8000-000000000001", "12345678-0000-4000-8000-000000000002"] {
        let form =
            Form::new().text("id", id).part("file", Part::bytes(rows.as_bytes().to_vec()).file_name("a.csv"));
        let answer = Answer::of(world.request(OrganisingAgent, Method::POST, IMPORTS).multipart(form)).await;
        answer.leads_to(&format!("{IMPORTS}/{id}"));
        // Only the member who uploaded the file sees it.
        assert_eq!(world.get(OrganisingStaff, &format!("{IMPORTS}/{id}")).await.status, 404);
        world
            .post(OrganisingAgent, &format!("{IMPORTS}/{id}/confirmation"), &[])
            .await
            .leads_to("/montreuvray/people");
        world.get(OrganisingAgent, &format!("{IMPORTS}/{id}")).await.shows(200, &["sont dans l’annuaire"]);
    }
    assert_eq!(world.count("select count(*) from people where name = 'Paul Vesle'").await, 1);
    assert_eq!(
        world.count("select count(*) from positions where title in ('Grutier', 'Hydrologue')").await,
        2
    );
    world.end().await;
}

#[actix_web::test]
async fn a_file_without_people_is_refused_with_a_reason() {
    let world = World::start().await;
    let many = format!("nom\n{}", "Paul Vesle\n".repeat(10_001)).into_bytes();
    for (bytes, status, why) in [
        (b"ville;code\nMorvence;12".to_vec(), 422, "Aucune colonne « nom »"),
        (b"nom;code\n".to_vec(), 422, "des lignes sous ses titres"),
        (Vec::new(), 422, "des lignes sous ses titres"),
        (b"%PDF-1.7".to_vec(), 415, "n’est pas un tableau"),
        (b"PK\x03\x04 broken".to_vec(), 422, "endommagé"),
        (many, 413, "plus de 10"),
    ] {
        upload(&world, OrganisingStaff, bytes).await.shows(status, &["id=\"file-error\"", why]);
    }
    let large = upload(&world, OrganisingStaff, vec![b'a'; 9 * 1024 * 1024]).await;
    assert_eq!(large.status, 413);
    for persona in [OtherStaff, Manager] {
        assert_eq!(upload(&world, persona, TABLE.as_bytes().to_vec()).await.status, 403);
    }
    assert_eq!(world.count("select count(*) from people_imports").await, 0);
    world.end().await;
}

#[actix_web::test]
async fn pages_with_fifty_thousand_people_are_fast() {
    let world = World::start().await;
    for sql in [
        "insert into people (id, name, name_key)
         select gen_random_uuid(), 'Prénom' || n % 300 || ' Nom' || n, 'prenom' || n % 300 || ' nom' || n from generate_series(1, 50000) n",
        "insert into turns (id, hearing_id, number, position, attendance_id, text)
         select gen_random_uuid(), '60000000-0000-4000-8000-000000000001', n, n, 'a0000000-0000-4000-8000-000000000001', repeat('Des mots. ', 40)
           from generate_series(10, 3009) n",
        "analyze people, turns, attendances",
    ] {
        world.sql(sql).await;
    }
    let pages = [
        ("/montreuvray/people/duplicates".to_owned(), "ressemblances"),
        (format!("/montreuvray/people/{SOLENE}/turns?page=30"), "3001 interventions"),
        (format!("/montreuvray/people/{SOLENE}/actions"), "1 suite"),
        ("/montreuvray/people?q=nom4999".to_owned(), "11 personnes"),
    ];
    for (path, shows) in pages {
        let begun = std::time::Instant::now();
        world.get(Manager, &path).await.shows(200, &[shows]);
        eprintln!("{:?} for {path}", begun.elapsed());
        assert!(begun.elapsed() < std::time::Duration::from_secs(30), "{path}");
    }
    world.end().await;
}
