//! From review to publication and back: permissions, locked states, and messages.

use crate::world::{
    OrganisingAgent, OrganisingOfficial, OrganisingStaff, OtherAgent, OtherOfficial, OtherStaff, ROUND, World,
};

const FIRST: &str = "/montreuvray/series/eau/hearings/1";
const KERVADEC: &str = "a0000000-0000-4000-8000-000000000001";

async fn state(world: &World) -> String {
    world.text("select state from hearings where id = '60000000-0000-4000-8000-000000000001'").await
}

async fn withdraw(world: &World, from: &str, reason: &str) -> u16 {
    let form = [("from", from), ("reason", reason)];
    world.post(OrganisingOfficial, &format!("{FIRST}/withdrawal"), &form).await.status
}

#[actix_web::test]
async fn a_record_is_approved_published_and_taken_back_step_by_step() {
    let world = World::start().await;
    let page = world.get(OrganisingOfficial, FIRST).await;
    page.shows(200, &["Approuver le compte rendu", "Vous approuvez ce texte"]).hides(">Publier<");
    for persona in [OrganisingStaff, OtherOfficial] {
        world.get(persona, FIRST).await.hides("Approuver le compte rendu").hides("/withdrawal");
    }
    assert_eq!(world.post(OrganisingOfficial, &format!("{FIRST}/publication"), &[]).await.status, 409);
    world.post(OrganisingOfficial, &format!("{FIRST}/approval"), &[("round", ROUND)]).await.leads_to(FIRST);
    world.post(OrganisingOfficial, &format!("{FIRST}/approval"), &[("round", ROUND)]).await.leads_to(FIRST);
    world.get(OtherAgent, FIRST).await.shows(200, &["Approuvé par Nadia Brémond le"]).hides("/edit");
    let page = world.get(OrganisingOfficial, FIRST).await;
    page.shows(200, &["Retirer l’approbation", "que chacun peut citer"]).hides("Vous approuvez");
    world.post(OrganisingOfficial, &format!("{FIRST}/publication"), &[]).await.leads_to(FIRST);
    assert_eq!(state(&world).await, "published");
    world.get(OrganisingOfficial, FIRST).await.shows(200, &["Retirer la publication"]);
    world.get(OtherAgent, FIRST).await.shows(200, &["Publié par Nadia Brémond le"]);
    // A reason is required, and the same form sent twice goes back one step only.
    assert_eq!(withdraw(&world, "published", " ").await, 422);
    assert_eq!(withdraw(&world, "published", "Un nom à vérifier.").await, 303);
    assert_eq!(withdraw(&world, "published", "Un nom à vérifier.").await, 409);
    assert_eq!(state(&world).await, "approved");
    world
        .get(OtherAgent, FIRST)
        .await
        .shows(200, &["Retrait par Nadia Brémond", "<q>Un nom à vérifier.</q>"]);
    assert_eq!(withdraw(&world, "approved", "Une phrase manque.").await, 303);
    assert_eq!(state(&world).await, "in_review");
    world.get(OrganisingStaff, FIRST).await.shows(200, &["/turns/1/edit"]);
    let told = world.get(OrganisingStaff, &format!("{FIRST}/history")).await;
    told.shows(
        200,
        &["Compte rendu approuvé", "Compte rendu publié", "Un nom à vérifier.", "Une phrase manque."],
    );
    assert_eq!(world.count("select count(*) from changes where kind = 'approval'").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn approval_is_refused_after_an_unseen_change() {
    let world = World::start().await;
    let page = world.get(OrganisingOfficial, FIRST).await;
    let seen =
        page.body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let form = [("version", "1"), ("speaker", KERVADEC), ("text", "Tout autre chose.")];
    world.post(OrganisingStaff, &format!("{FIRST}/turns/1"), &form).await.leads_to(&format!("{FIRST}#t1"));
    let answer = world
        .post(OrganisingOfficial, &format!("{FIRST}/approval"), &[("seen", &seen), ("round", ROUND)])
        .await;
    answer.shows(409, &["a changé depuis", "Intervention corrigée", "Thomas Œuvrard", "intervention 1"]);
    assert_eq!(state(&world).await, "in_review");
    let seen =
        answer.body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    world
        .post(OrganisingOfficial, &format!("{FIRST}/approval"), &[("seen", &seen), ("round", ROUND)])
        .await
        .leads_to(FIRST);
    assert_eq!(state(&world).await, "approved");
    world.end().await;
}

#[actix_web::test]
async fn an_approved_record_changes_only_by_erratum() {
    let world = World::start().await;
    let new = format!("{FIRST}/turns/1/errata/new");
    assert_eq!(world.get(OrganisingStaff, &new).await.status, 409);
    world.post(OrganisingOfficial, &format!("{FIRST}/approval"), &[("round", ROUND)]).await.leads_to(FIRST);
    world.get(OrganisingStaff, FIRST).await.shows(200, &["Écrire un erratum"]).hides("/turns/1/edit");
    world.get(OrganisingAgent, FIRST).await.hides("Écrire un erratum");
    world.get(OrganisingStaff, &new).await.shows(200, &["Une cour qui boit", "[^1]: Moyenne"]);
    let errata = format!("{FIRST}/turns/1/errata");
    let text =
        "Une cour qui boit évite au réseau le tiers des débordements[^1].\n\nLa nuance, c’est *l’entretien*.";
    let notes = "[^1]: Moyenne sur trente ans.";
    let form = [("version", "1"), ("speaker", KERVADEC), ("text", text), ("notes", notes), ("reason", "")];
    world.post(OrganisingStaff, &errata, &form).await.shows(422, &["Donnez la raison, en une phrase."]);
    let form = [form[0], form[1], form[2], form[3], ("reason", "Un chiffre mal entendu.")];
    world.post(OrganisingStaff, &errata, &form).await.leads_to(&format!("{FIRST}#t1"));
    // Errata of a closed turn are closed.
    let closed = [("version", "1"), ("speaker", KERVADEC), ("text", "Montant tu."), ("reason", "Secret.")];
    world.post(OrganisingStaff, &format!("{FIRST}/turns/3/errata"), &closed).await;
    let page = world.get(OtherStaff, FIRST).await;
    page.shows(
        200,
        &[
            "Erratum du ",
            "Un chiffre mal entendu.",
            "<del>la</del><ins>le</ins> <del>moitié</del><ins>tiers</ins>",
        ],
    );
    page.hides("Secret.").hides("Montant");
    world.get(OtherOfficial, FIRST).await.shows(200, &["Secret.", "Montant tu."]);
    // The same form again is one erratum; a stale form shows both texts.
    world.post(OrganisingStaff, &errata, &form).await.leads_to(&format!("{FIRST}#t1"));
    let unchanged = [("version", "2"), form[1], form[2], form[3], form[4]];
    world.post(OrganisingStaff, &errata, &unchanged).await.shows(422, &["Rien n’a changé"]);
    let late = [("version", "1"), ("speaker", KERVADEC), ("text", "Trop tard."), ("reason", "Autre.")];
    world.post(OrganisingStaff, &errata, &late).await.shows(
        409,
        &[
            "Thomas Œuvrard a enregistré",
            "<p>Une cour qui boit évite au réseau le tiers",
            "Trop tard.</textarea>",
            "name=\"version\" value=\"2\"",
        ],
    );
    let late = [("version", "2"), late[1], late[2], late[3]];
    world.post(OrganisingStaff, &errata, &late).await.leads_to(&format!("{FIRST}#t1"));
    // An erratum may concern a note alone.
    let noted = [("version", "3"), late[1], late[2], ("notes", "[^1]: Ajoutée."), ("reason", "Une note.")];
    world.post(OrganisingStaff, &errata, &noted).await.leads_to(&format!("{FIRST}#t1"));
    world.get(OtherStaff, FIRST).await.shows(200, &["Une note.", "<ins>[^1]: Ajoutée.</ins>"]);
    world.end().await;
}

#[actix_web::test]
async fn versions_are_compared_word_by_word_and_restored() {
    let world = World::start().await;
    let path = format!("{FIRST}/turns/1");
    for (version, text) in [("1", "Une cour qui boit."), ("2", "Une place qui boit.")] {
        let form = [("version", version), ("speaker", KERVADEC), ("text", text), ("section", "Le sol")];
        world.post(OrganisingStaff, &path, &form).await.leads_to(&format!("{FIRST}#t1"));
    }
    let history = world.get(OrganisingOfficial, &format!("{path}/history")).await;
    history.shows(
        200,
        &[
            "De la version 2 à la version 3",
            "Une <del>cour</del><ins>place</ins> qui boit.",
            "Compte rendu importé",
        ],
    );
    history.hides("Rétablir");
    let history = world.get(OrganisingStaff, &format!("{path}/history?from=1&to=2")).await;
    history.shows(200, &["<del>[^1]: Moyenne", "Rétablir la version 1", "<del><bdi>aucune</bdi></del>"]);
    assert_eq!(world.get(OrganisingStaff, &format!("{path}/history?from=1&to=9")).await.status, 404);
    world
        .post(OrganisingStaff, &format!("{path}/restoration"), &[("version", "1")])
        .await
        .leads_to(&format!("{FIRST}#t1"));
    world
        .get(OtherStaff, FIRST)
        .await
        .shows(200, &["Une cour qui boit évite", "Moyenne sur trente ans."])
        .hides("Le sol");
    world.get(OrganisingStaff, &format!("{path}/history")).await.shows(200, &["Version rétablie"]);
    assert_eq!(
        world.post(OrganisingStaff, &format!("{path}/restoration"), &[("version", "9")]).await.status,
        409
    );
    world.end().await;
}

/// A correction made while the turn was closed stays closed after the turn is opened or split.
#[actix_web::test]
async fn errata_and_quotes_do_not_reveal_closed_turns() {
    let world = World::start().await;
    world.post(OrganisingOfficial, &format!("{FIRST}/approval"), &[("round", ROUND)]).await.leads_to(FIRST);
    let form =
        [("version", "1"), ("speaker", KERVADEC), ("text", "Le secret est 43."), ("reason", "Un chiffre.")];
    world
        .post(OrganisingStaff, &format!("{FIRST}/turns/3/errata"), &form)
        .await
        .leads_to(&format!("{FIRST}#t3"));
    world.sql("update turns set closed = false where number = 3").await;
    for persona in [OtherStaff, OtherAgent] {
        let page = world.get(persona, FIRST).await;
        page.shows(200, &["Le secret est 43."]).hides("Montant").hides("Un chiffre.");
    }
    world.get(OtherOfficial, FIRST).await.shows(200, &["Montant", "Un chiffre."]);
    // The action was created from the turn while it was closed.
    world.sql("update turns set closed = true where number = 3").await;
    let action = [
        ("id", "90000000-0000-4000-8000-0000000000aa"),
        ("turn", "3"),
        ("quote", "Mots tus."),
        ("title", "Vérifier encore"),
        ("body", "b0000000-0000-4000-8000-000000000003"),
    ];
    let done = world.post(OrganisingStaff, &format!("{FIRST}/actions"), &action).await;
    assert_eq!(done.status, 303, "{}", done.body);
    world.sql("update turns set closed = false where number = 3").await;
    let path = "/montreuvray/actions/90000000-0000-4000-8000-0000000000aa";
    world.get(OtherAgent, path).await.shows(200, &["Vérifier encore"]).hides("Mots tus.");
    world.get(OrganisingStaff, path).await.shows(200, &["Mots tus."]);
    world.expect_mail(1).await;
    world.end().await;
}

/// Title, day and attendances cannot change during the approval.
#[actix_web::test]
async fn approval_lists_the_changes_made_meanwhile() {
    let world = World::start().await;
    let hidden = |body: &str| {
        body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let seen = hidden(&world.get(OrganisingOfficial, FIRST).await.body);
    let form = [
        ("id", "60000000-0000-4000-8000-000000000001"),
        ("version", "1"),
        ("number", "1"),
        ("title", "Un autre titre"),
        ("day", "3/4/2024"),
    ];
    world.post(OrganisingStaff, FIRST, &form).await.leads_to(FIRST);
    let answer = world
        .post(OrganisingOfficial, &format!("{FIRST}/approval"), &[("seen", &seen), ("round", ROUND)])
        .await;
    answer.shows(409, &["Audition modifiée", "Thomas Œuvrard"]);
    let seen = hidden(&answer.body);
    let noted =
        [("id", "a0000000-0000-4000-8000-0000000000aa"), ("person", "d0000000-0000-4000-8000-000000000005")];
    world
        .post(OrganisingStaff, &format!("{FIRST}/attendances"), &noted)
        .await
        .leads_to(&format!("{FIRST}/attendances"));
    let answer = world
        .post(OrganisingOfficial, &format!("{FIRST}/approval"), &[("seen", &seen), ("round", ROUND)])
        .await;
    answer.shows(409, &["Présents modifiés"]).hides("Audition modifiée");
    assert_eq!(state(&world).await, "in_review");
    let seen = hidden(&answer.body);
    world
        .post(OrganisingOfficial, &format!("{FIRST}/approval"), &[("seen", &seen), ("round", ROUND)])
        .await
        .leads_to(FIRST);
    // And nothing of it can change afterwards.
    for (path, form) in [("", form.as_slice()), ("/attendances", noted.as_slice())] {
        assert_eq!(world.post(OrganisingStaff, &format!("{FIRST}{path}"), form).await.status, 409, "{path}");
    }
    world.end().await;
}

#[actix_web::test]
async fn a_concurrent_edit_and_approval_never_both_succeed() {
    let world = World::start().await;
    for round in 0..8 {
        world.sql("update hearings set state = 'in_review', title = 'Avant' where number = 1").await;
        let version =
            world.text("select version::text from hearings where number = 1 and id::text like '%1'").await;
        let seen = world.text("select coalesce((select id::text from changes order by id desc limit 1), '00000000-0000-0000-0000-000000000000')").await;
        let form = [
            ("id", "60000000-0000-4000-8000-000000000001"),
            ("version", version.as_str()),
            ("number", "1"),
            ("title", "Après"),
            ("day", "3/4/2024"),
        ];
        let approval = format!("{FIRST}/approval");
        let seen = [("seen", seen.as_str())];
        let (edit, approval) = tokio::join!(
            world.post(OrganisingStaff, FIRST, &form),
            world.post(OrganisingOfficial, &approval, &seen)
        );
        let both = edit.status == 303 && approval.status == 303;
        assert!(!both, "round {round}: an unseen change was approved");
        assert!(edit.status == 303 || approval.status == 303, "{} {}", edit.status, approval.status);
    }
    world.end().await;
}

#[actix_web::test]
async fn approval_during_a_round_needs_an_explicit_choice() {
    let world = World::start().await;
    world.sql("update rounds set due_on = '2099-12-05'").await;
    let page = world.get(OrganisingOfficial, FIRST).await;
    let seen = page.body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let approval = format!("{FIRST}/approval");
    let answer = world.post(OrganisingOfficial, &approval, &[("seen", seen)]).await;
    answer.shows(409, &["Approuver dès maintenant", "5 décembre 2099", "met fin à la relecture", ROUND]);
    assert_eq!(state(&world).await, "in_review");
    // Proposals still undecided when a round is closed are reported too.
    world.sql("update rounds set closed_at = now()").await;
    let answer = world.post(OrganisingOfficial, &approval, &[("seen", seen)]).await;
    answer.shows(409, &["n’a pas reçu de décision", ROUND]);
    world.post(OrganisingOfficial, &approval, &[("seen", seen), ("round", ROUND)]).await.leads_to(FIRST);
    assert_eq!(state(&world).await, "approved");
    world.end().await;
}
