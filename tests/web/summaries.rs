//! Summaries: writing, approval, and sending to exactly the recipients shown.

use sqlx::Row as _;

use crate::world::{
    Answer, Manager, OrganisingAgent, OrganisingOfficial, OrganisingStaff, OtherOfficial, OtherStaff, World,
};

pub const SUMMARY: &str = "/montreuvray/summaries/10000000-0000-4000-8000-000000000001";
const ID: &str = "12345678-0000-4000-8000-000000000000";
const ECOLOGIE: &str = "b0000000-0000-4000-8000-000000000002";
const EN_COMMUN: &str = "b0000000-0000-4000-8000-000000000004";

/// Approves version 1 of the summary, which thereby becomes version 2.
pub async fn approve(world: &World) {
    let path = format!("{SUMMARY}/approval");
    world.post(OrganisingOfficial, &path, &[("version", "1")]).await.leads_to(SUMMARY);
}

/// The value of a hidden field on a page.
fn hidden(page: &Answer, name: &str) -> String {
    let (_, after) = page.body.split_once(&format!("name=\"{name}\" value=\"")).expect(name);
    after.split('"').next().unwrap_or_default().to_owned()
}

/// Sends the approved summary to the recipients that the page lists.
pub async fn dispatch(world: &World) -> Answer {
    let page = world.get(OrganisingStaff, &format!("{SUMMARY}/recipients")).await;
    let (version, fingerprint) = (hidden(&page, "version"), hidden(&page, "fingerprint"));
    let form = [("version", version.as_str()), ("fingerprint", fingerprint.as_str())];
    world.post(OrganisingStaff, &format!("{SUMMARY}/dispatch"), &form).await
}

#[actix_web::test]
async fn a_summary_is_written_and_sent_by_staff_and_approved_by_an_official() {
    let world = World::start().await;
    let hearing = "/montreuvray/series/eau/hearings/1/summaries";
    world
        .get(OrganisingStaff, &format!("{hearing}/new"))
        .await
        .shows(200, &["Nouvelle synthèse", "group-c6", "value=\"Désimperméabiliser"]);
    let form = [
        ("id", ID),
        ("title", "Les cours"),
        ("markdown", "## Fait\n\nVoir [#2], [#999] & <b>tout</b>"),
        ("groups", ECOLOGIE),
        ("groups", EN_COMMUN),
    ];
    let path = format!("/montreuvray/summaries/{ID}");
    for _ in 0..2 {
        world.post(OrganisingStaff, hearing, &form).await.leads_to(&path);
    }
    assert_eq!(world.count("select count(*) from summaries where title = 'Les cours'").await, 1);
    assert_eq!(world.count("select count(*) from changes where kind = 'summary_created'").await, 1);
    world
        .get(OrganisingAgent, &path)
        .await
        .shows(
            200,
            &[
                "<h2>Fait</h2>",
                "class=\"cite\" href=\"https://greffe.example/montreuvray/series/eau/hearings/1?turn=2#t2\"",
                "[#999] &amp; &lt;b&gt;tout&lt;/b&gt;",
                "Un élu ou une élue du service organisateur doit approuver",
            ],
        )
        .hides("Approuver cette version");
    world
        .get(OrganisingStaff, &format!("{path}/recipients"))
        .await
        .shows(
            200,
            &[
                "maiwenn.tual@montreuvray.example",
                "helene.ravoire@montreuvray.example",
                "L’envoi sera possible",
            ],
        )
        .hides("/dispatch\"");
    world.get(OrganisingOfficial, &path).await.shows(200, &["Approuver cette version"]);
    world.post(OrganisingOfficial, &format!("{path}/approval"), &[("version", "1")]).await.leads_to(&path);
    let page = world.get(OrganisingStaff, &format!("{path}/recipients")).await;
    page.shows(200, &["Envoyer 3 messages"]);
    let fingerprint = hidden(&page, "fingerprint");
    let form = [("version", "2"), ("fingerprint", fingerprint.as_str())];
    let dispatch = format!("{path}/dispatch");
    let (first, second) = tokio::join!(
        world.post(OrganisingStaff, &dispatch, &form),
        world.post(OrganisingStaff, &dispatch, &form),
    );
    first.leads_to(&path);
    second.leads_to(&path);
    assert_eq!(world.count("select count(*) from editions").await, 2, "one a group");
    assert_eq!(world.count("select count(*) from deliveries where kind = 'edition'").await, 3, "sent once");
    let row = &world
        .sql("select subject, text, html, message_id from deliveries where recipient_email like 'helene%'")
        .await[0];
    let (subject, text, html, message_id): (String, String, String, String) =
        (row.get(0), row.get(1), row.get(2), row.get(3));
    assert_eq!(subject, "Les cours – Ville de Montreuvray");
    assert!(text.contains("FAIT\n\nVoir [#2], [#999] & <b>tout</b>"), "{text}");
    assert!(text.contains("à votre groupe (Montreuvray en commun)."), "{text}");
    assert!(html.contains("&lt;b&gt;tout&lt;/b&gt;") && html.contains("hearings/1?turn=2#t2"), "{html}");
    assert!(message_id.ends_with("@greffe.example>"), "{message_id}");
    world
        .get(OrganisingStaff, &path)
        .await
        .shows(200, &["Envois</h2>", "En attente", "Hélène Ravoire", "Envoyée par Thomas Œuvrard"])
        .hides("/edit\"");
    // A sent edition never changes.
    world.get(OrganisingStaff, &format!("{path}/edit")).await.shows(409, &[]);
    let form = [("version", "1"), ("title", "x"), ("markdown", "y")];
    world.post(OrganisingStaff, &path, &form).await.shows(409, &[]);
    world.expect_mail(3).await;
    world.end().await;
}

#[actix_web::test]
async fn recipients_can_read_the_summary() {
    let world = World::start().await;
    world.get(OtherStaff, "/montreuvray/summaries").await.hides("Synthèse de la première audition");
    world
        .get(OrganisingStaff, "/montreuvray/summaries")
        .await
        .shows(200, &["Synthèse de la première audition"]);
    approve(&world).await;
    dispatch(&world).await.leads_to(SUMMARY);
    for persona in [OtherStaff, OtherOfficial] {
        world.get(persona, "/montreuvray/summaries").await.shows(200, &["Synthèse de la première audition"]);
        world
            .get(persona, SUMMARY)
            .await
            .shows(200, &["Une cour <em>vivante</em> se jardine."])
            .hides("idriss.lemarchand@");
    }
    // A member of another group, and staff without a body.
    world.get(Manager, SUMMARY).await.shows(404, &[]);
    world.get(OtherStaff, &format!("{SUMMARY}/recipients")).await.shows(403, &[]);

    let retry = format!(
        "/montreuvray/deliveries/{}/retry",
        world.text("select id::text from deliveries limit 1").await
    );
    world
        .sql("update deliveries set state = 'bounced', attempts = 1, last_response = '550 no <such> user'")
        .await;
    world
        .get(OrganisingStaff, SUMMARY)
        .await
        .shows(200, &["Refusé", "550 no &#60;such&#62; user", "Réessayer"]);
    world.get(OrganisingOfficial, SUMMARY).await.shows(200, &["Refusé"]).hides("Réessayer");
    world.post(OtherStaff, &retry, &[]).await.shows(403, &[]);
    world.post(Manager, &retry, &[]).await.shows(404, &[]);
    world.post(OrganisingOfficial, &retry, &[]).await.shows(403, &[]);
    for _ in 0..2 {
        world.post(OrganisingStaff, &retry, &[]).await.leads_to(SUMMARY);
    }
    assert_eq!(
        world.count("select count(*) from deliveries where state = 'queued' and attempts = 1").await,
        1
    );
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn a_stale_edit_shows_both_texts_and_keeps_every_version() {
    let world = World::start().await;
    let edit = |version, markdown| {
        [("version", version), ("title", "Synthèse"), ("markdown", markdown), ("groups", ECOLOGIE)]
    };
    world.post(OrganisingStaff, SUMMARY, &edit("1", "Premier")).await.leads_to(SUMMARY);
    world.post(OrganisingStaff, SUMMARY, &edit("1", "Second")).await.shows(
        409,
        &[
            "Thomas Œuvrard a enregistré",
            "<p>Premier</p>",
            "<p>Second</p>",
            "name=\"version\" value=\"2\"",
            "Rien n’est perdu",
        ],
    );
    world.post(OrganisingStaff, SUMMARY, &edit("2", "Second")).await.leads_to(SUMMARY);
    // Saving identical content makes no version.
    world.post(OrganisingStaff, SUMMARY, &edit("3", "Second")).await.leads_to(SUMMARY);
    world.get(OrganisingStaff, SUMMARY).await.shows(
        200,
        &["2 versions précédentes", "Premier", "Une cour *vivante* se jardine.", "<p>Second</p>"],
    );
    assert_eq!(world.count("select version::bigint from summaries").await, 3);
    world.end().await;
}

#[actix_web::test]
async fn approval_is_refused_for_a_text_not_seen() {
    let world = World::start().await;
    approve(&world).await;
    approve(&world).await;
    let form = [("version", "2"), ("title", "Synthèse"), ("markdown", "Autre"), ("groups", ECOLOGIE)];
    world.get(OrganisingStaff, &format!("{SUMMARY}/edit")).await.shows(200, &["lui retire l’approbation"]);
    let answer = world.post(OrganisingStaff, SUMMARY, &form).await;
    assert_eq!(answer.cookie("__Host-flash").as_deref(), Some("done-summary-approval-taken-back"));
    assert_eq!(world.text("select state from summaries").await, "draft");
    world
        .post(OrganisingOfficial, &format!("{SUMMARY}/approval"), &[("version", "1")])
        .await
        .shows(409, &["a changé depuis que vous l’avez lue", "<p>Autre</p>", "name=\"version\" value=\"3\""]);
    world
        .post(OrganisingStaff, &format!("{SUMMARY}/dispatch"), &[("version", "1")])
        .await
        .shows(409, &["a changé depuis que vous l’avez lue"]);
    world
        .post(OrganisingStaff, &format!("{SUMMARY}/dispatch"), &[("version", "3")])
        .await
        .shows(409, &["L’envoi sera possible"]);
    assert_eq!(world.count("select count(*) from deliveries").await, 0);
    world.end().await;
}

#[actix_web::test]
async fn a_summary_is_sent_to_exactly_the_recipients_shown() {
    let world = World::start().await;
    approve(&world).await;
    let page = world.get(OrganisingStaff, &format!("{SUMMARY}/recipients")).await;
    page.shows(200, &["Envoyer 2 messages", "Idriss Lemarchand"]);
    let fingerprint = hidden(&page, "fingerprint");
    world
        .sql("update group_recipients set email = 'autre@montreuvray.example' where name = 'Maïwenn Tual'")
        .await;
    let form = [("version", "2"), ("fingerprint", fingerprint.as_str())];
    world
        .post(OrganisingStaff, &format!("{SUMMARY}/dispatch"), &form)
        .await
        .shows(409, &["La liste des destinataires a changé", "autre@montreuvray.example"]);
    assert_eq!(world.count("select count(*) from deliveries").await, 0);

    world.sql("delete from group_recipients").await;
    let page = world.get(OrganisingStaff, &format!("{SUMMARY}/recipients")).await;
    page.shows(200, &["Personne ne recevra cette édition.", &format!("/montreuvray/bodies/{ECOLOGIE}")]);
    page.hides("/dispatch\"");
    world.sql("delete from summary_groups").await;
    let page = world.get(OrganisingStaff, &format!("{SUMMARY}/recipients")).await;
    page.shows(200, &["Aucun groupe politique n’est choisi"]);
    world.end().await;
}

#[actix_web::test]
async fn a_sent_summary_does_not_change() {
    let world = World::start().await;
    approve(&world).await;
    let page = world.get(OrganisingStaff, &format!("{SUMMARY}/recipients")).await;
    let form = [("version", "2"), ("fingerprint", &hidden(&page, "fingerprint"))];
    world.post(OrganisingStaff, &format!("{SUMMARY}/dispatch"), &form).await.leads_to(SUMMARY);
    let sent = "select string_agg(concat_ws('|', recipient_name, recipient_email, subject, text, html), '~' order by id)
                  from deliveries";
    let before = world.text(sent).await;
    world.sql("update summaries set title = 'Autre chose', markdown = 'Autre chose'").await;
    world.sql("update bodies set name = 'Autre ' || name where kind = 'political_group'").await;
    world.sql("update group_recipients set name = 'Autre', email = 'autre.' || email").await;
    assert_eq!(world.text(sent).await, before);
    assert!(before.contains("Idriss Lemarchand") && !before.contains("Autre"));
    let twice = world.post(OrganisingStaff, &format!("{SUMMARY}/dispatch"), &form).await;
    assert!(matches!(twice.status, 303 | 409), "{}", twice.status);
    assert_eq!(world.count("select count(*) from deliveries").await, 2);
    world.expect_mail(2).await;
    world.end().await;
}

#[actix_web::test]
async fn sending_to_nobody_is_refused_with_advice() {
    let world = World::start().await;
    approve(&world).await;
    world.sql("insert into summary_groups (summary_id, body_id) select '10000000-0000-4000-8000-000000000001', 'b0000000-0000-4000-8000-000000000004'").await;
    world
        .sql("update group_recipients set body_id = 'b0000000-0000-4000-8000-000000000004' where name = 'Idriss Lemarchand'")
        .await;
    world.sql("update group_recipients set email = 'idriss.lemarchand@montreuvray.example', name = 'Idriss Lemarchand' where name = 'Maïwenn Tual'").await;
    // A person in two groups gets both editions, and the page says so.
    world
        .get(OrganisingStaff, &format!("{SUMMARY}/recipients"))
        .await
        .shows(200, &["figurent dans plusieurs groupes", "Envoyer 3 messages"]);
    world.sql("delete from group_recipients").await;
    let audience = greffe::summaries::recipients::Audiences(vec![]);
    let form = [("version", "2"), ("fingerprint", &audience.fingerprint())];
    world.post(OrganisingStaff, &format!("{SUMMARY}/dispatch"), &form).await.shows(409, &["a changé"]);
    world.sql("delete from summary_groups").await;
    world
        .post(OrganisingStaff, &format!("{SUMMARY}/dispatch"), &form)
        .await
        .shows(422, &["Personne ne recevrait cette synthèse."]);
    assert_eq!(world.text("select state from summaries").await, "approved");
    world.end().await;
}

#[actix_web::test]
async fn a_preview_stores_nothing_and_keeps_the_input() {
    let world = World::start().await;
    let hearing = "/montreuvray/series/eau/hearings/1/summaries";
    let form = [("id", ID), ("title", ""), ("markdown", "Un *essai* <script>x</script>"), ("preview", "1")];
    let answer = world.post(OrganisingStaff, hearing, &form).await;
    answer.shows(200, &["<em>essai</em> &lt;script&gt;x&lt;/script&gt;"]).hides("<script>x");
    world
        .post(OrganisingStaff, hearing, &form[..3])
        .await
        .shows(422, &["Un *essai*", "Dites de quoi il s’agit"]);
    let answer = world.post(OrganisingStaff, "/montreuvray/summaries/preview", &form[2..3]).await;
    assert_eq!(answer.body, "<p>Un <em>essai</em> &lt;script&gt;x&lt;/script&gt;</p>\n");
    assert_eq!(world.count("select count(*) from summaries").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn undo_of_a_text_approved_since_conflicts() {
    let world = World::start().await;
    let text =
        |markdown| [("version", "1"), ("title", "Synthèse"), ("markdown", markdown), ("groups", ECOLOGIE)];
    world.post(OrganisingStaff, SUMMARY, &text("Nouveau texte")).await.leads_to(SUMMARY);
    let change = world.text("select id::text from changes where kind = 'summary_changed'").await;
    let undo = format!("/montreuvray/changes/{change}/reversal");
    let approval = format!("{SUMMARY}/approval");
    world.post(OrganisingOfficial, &approval, &[("version", "2")]).await.leads_to(SUMMARY);
    world.post(OrganisingStaff, &undo, &[]).await.shows(409, &[]);
    assert_eq!(world.text("select state || markdown from summaries").await, "approvedNouveau texte");
    world.post(OrganisingOfficial, &format!("{approval}/withdrawal"), &[]).await.leads_to(SUMMARY);
    world
        .get(OrganisingStaff, SUMMARY)
        .await
        .shows(200, &["1 version précédente", "Une cour *vivante* se jardine."]);
    world.end().await;
}

#[actix_web::test]
async fn undo_of_an_edit_restores_the_groups_and_the_approval() {
    let world = World::start().await;
    approve(&world).await;
    let look =
        "select concat_ws('|', state, markdown, (select string_agg(body_id::text, ' ' order by body_id)
                  from summary_groups where summary_id = s.id)) from summaries s";
    let before = world.text(look).await;
    let text = [("version", "2"), ("title", "Synthèse"), ("markdown", "Autre"), ("groups", EN_COMMUN)];
    world.post(OrganisingStaff, SUMMARY, &text).await.leads_to(SUMMARY);
    assert_eq!(world.text(look).await, format!("draft|Autre|{EN_COMMUN}"));
    let change = world.text("select id::text from changes where kind = 'summary_changed'").await;
    let undo = format!("/montreuvray/changes/{change}/reversal");
    assert_eq!(world.post(OrganisingStaff, &undo, &[]).await.status, 303);
    assert_eq!(world.text(look).await, before);
    world.end().await;
}
