//! A hearing in closed session exists only for its organisers and for those present, whichever address is
//! tried.

use crate::world::{
    Answer, Manager, OrganisingAgent, OrganisingOfficial, OrganisingStaff, OtherAgent, OtherOfficial,
    OtherStaff, Persona, World,
};

/// A word that occurs in everything the closed hearing holds.
const WORD: &str = "Zyxomante";
const HEARING: &str = "60000000-0000-4000-8000-000000000008";
const PATH: &str = "/montreuvray/series/eau/hearings/8";
const ACTION: &str = "/montreuvray/actions/90000000-0000-4000-8000-000000000008";
const SUMMARY: &str = "/montreuvray/summaries/10000000-0000-4000-8000-000000000008";
/// A change of the text of the summary.
const CHANGE: &str = "01000000-0000-7000-8000-000000000089";
const OUTSIDE: [Persona; 4] = [OtherOfficial, OtherStaff, OtherAgent, Manager];
const INSIDE: [Persona; 3] = [OrganisingOfficial, OrganisingStaff, OrganisingAgent];

/// Hearing 8, in review and open: a witness spoke, a department has an action, a summary has been sent to
/// the group of the other official.
async fn arrange(world: &World) {
    let statements = [
        format!(
            "insert into hearings (id, series_id, number, title, day, place, state) values
             ('{HEARING}', '50000000-0000-4000-8000-000000000001', 8, 'Titre {WORD}', '2024-06-20', 'Salle {WORD}', 'in_review')"
        ),
        format!(
            "insert into attendances (id, hearing_id, person_id, position, category, name, title, body_name) values
             ('a0000000-0000-4000-8000-000000000008', '{HEARING}', 'd0000000-0000-4000-8000-000000000001', 1, 'witness', 'Solène Kervadec', 'Experte {WORD}', 'Bureau {WORD}')"
        ),
        format!(
            "insert into turns (id, hearing_id, number, position, attendance_id, label, text, footnotes, section, section_title) values
             ('70000000-0000-4000-8000-000000000081', '{HEARING}', 1, 1, 'a0000000-0000-4000-8000-000000000008', 'Mme {WORD}', 'Dit {WORD}[^1].', '[[\"1\", \"Note {WORD}\"]]', 'titled', 'Section {WORD}')"
        ),
        format!(
            "insert into turns (id, hearing_id, number, position, text, closed) values
             ('70000000-0000-4000-8000-000000000082', '{HEARING}', 2, 2, 'Seul {WORD}.', true)"
        ),
        format!(
            "insert into changes (id, hearing_id, kind, subject, actor, reason, member_id) values
             ('01000000-0000-7000-8000-000000000081', '{HEARING}', 'withdrawal', '{WORD}', '', 'Raison {WORD}', 'f0000000-0000-4000-8000-000000000001')"
        ),
        format!(
            "insert into actions (id, hearing_id, turn_id, quote, title, body_id, created_by) values
             ('90000000-0000-4000-8000-000000000008', '{HEARING}', '70000000-0000-4000-8000-000000000081', 'Dit {WORD}', 'Mesurer le débit', 'b0000000-0000-4000-8000-000000000003', 'f0000000-0000-4000-8000-000000000002')"
        ),
        format!(
            "insert into summaries (id, hearing_id, title, markdown, state, created_by, approved_at, sent_at) values
             ('10000000-0000-4000-8000-000000000008', '{HEARING}', 'Synthèse {WORD}', 'Texte {WORD} [#1]', 'sent', 'f0000000-0000-4000-8000-000000000002', now(), now())"
        ),
        format!(
            "insert into changes (id, hearing_id, kind, subject, actor) values
             ('{CHANGE}', '{HEARING}', 'summary_changed', '{WORD}', '')"
        ),
        format!(
            "insert into changed_rows (change_id, table_name, row_id, version, before)
             select '{CHANGE}', 'summaries', id, version, to_jsonb(s) || '{{\"markdown\": \"Avant {WORD}\"}}'
               from summaries s where hearing_id = '{HEARING}'"
        ),
        format!(
            "insert into documents (id, hearing_id, kind, title, source, text, text_state, created_by) values
             ('d1000000-0000-4000-8000-000000000008', '{HEARING}', 'press_article', 'Article {WORD}', 'Journal {WORD}', 'Colonne {WORD}', 'pasted', 'f0000000-0000-4000-8000-000000000002')"
        ),
        format!(
            "insert into editions (id, summary_id, body_id, body_name, subject, text, html) values
             ('20000000-0000-4000-8000-000000000008', '10000000-0000-4000-8000-000000000008', 'b0000000-0000-4000-8000-000000000002', 'Écologie citoyenne', '{WORD}', '{WORD}', '{WORD}')"
        ),
    ];
    for statement in statements.into_iter().chain(around()) {
        world.sql(&statement).await;
    }
}

/// The rest of the hearing: a correction and an undone one, a round with a proposal of the witness, an
/// update of the action.
fn around() -> Vec<String> {
    vec![
        format!(
            "insert into changes (id, hearing_id, kind, subject, actor, member_id) values
             ('01000000-0000-7000-8000-000000000082', '{HEARING}', 'correction', '{WORD}', '', 'f0000000-0000-4000-8000-000000000001')"
        ),
        format!(
            "insert into changed_rows (change_id, table_name, row_id, version, before)
             select '01000000-0000-7000-8000-000000000082', 'turns', id, 2, jsonb_set(to_jsonb(turns), '{{text}}', '\"Disait {WORD}.\"')
               from turns where id = '70000000-0000-4000-8000-000000000081'"
        ),
        "update turns set version = 2 where id = '70000000-0000-4000-8000-000000000081'".to_owned(),
        format!(
            "insert into rounds (id, hearing_id, due_on, opened_by) values
             ('30000000-0000-4000-8000-000000000081', '{HEARING}', current_date + 20, 'f0000000-0000-4000-8000-000000000002')"
        ),
        format!(
            "insert into round_guests (id, round_id, attendance_id, email, contribution) values
             ('30000000-0000-4000-8000-000000000082', '30000000-0000-4000-8000-000000000081', 'a0000000-0000-4000-8000-000000000008', 'x@ruissel.example', 'Ajoute {WORD}')"
        ),
        format!(
            "insert into proposals (id, guest_id, turn_id, version, text, comment) values
             ('30000000-0000-4000-8000-000000000083', '30000000-0000-4000-8000-000000000082', '70000000-0000-4000-8000-000000000081', 2, 'Dirait {WORD}', 'Car {WORD}')"
        ),
        format!(
            "insert into documents (id, hearing_id, kind, title, text, text_state, removed_at, created_by) values
             ('d1000000-0000-4000-8000-000000000009', '{HEARING}', 'other', 'Retiré {WORD}', '{WORD}', 'pasted', now(), 'f0000000-0000-4000-8000-000000000002')"
        ),
    ]
}

/// An update of the action of the closed hearing: members in charge read it, members who may not see the
/// action do not.
async fn note(world: &World) {
    let update = format!(
        "insert into action_updates (id, action_id, member_id, kind, note) values
         ('91000000-0000-4000-8000-000000000008', '90000000-0000-4000-8000-000000000008', 'f0000000-0000-4000-8000-000000000002', 'note', 'Note {WORD}')"
    );
    world.sql(&update).await;
}

/// [`arrange`], then the organisers close the hearing.
async fn closed() -> World {
    let world = World::start().await;
    arrange(&world).await;
    let form = [("id", HEARING), ("version", "1"), ("number", "8"), ("day", "20/6/2024")];
    let form = [form.as_slice(), &[("title", "Titre Zyxomante"), ("place", "Salle Zyxomante")]].concat();
    world.post(OrganisingStaff, PATH, &form).await.leads_to(PATH);
    world.post(OrganisingStaff, &format!("{PATH}/closed-session"), &[]).await.leads_to(PATH);
    world
}

/// The addresses of the table, and the same addresses for the closed hearing.
fn addresses() -> Vec<(&'static str, String, String)> {
    let lines = include_str!("access.txt").lines().filter(|it| !it.starts_with('#') && !it.is_empty());
    let mut addresses = Vec::new();
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (method, route, path) = (words[0], words[1], words[2]);
        let mut secret = format!("{path}/");
        for (open, closed) in [
            (
                "documents/d1000000-0000-4000-8000-000000000001",
                "documents/d1000000-0000-4000-8000-000000000008",
            ),
            (
                "documents/d1000000-0000-4000-8000-000000000002",
                "documents/d1000000-0000-4000-8000-000000000009",
            ),
            ("/hearings/1/", "/hearings/8/"),
            ("/hearings/2/", "/hearings/8/"),
            ("/hearings/3/", "/hearings/8/"),
            ("actions/90000000-0000-4000-8000-000000000001", "actions/90000000-0000-4000-8000-000000000008"),
            (
                "summaries/10000000-0000-4000-8000-000000000001",
                "summaries/10000000-0000-4000-8000-000000000008",
            ),
            (
                "attendances/a0000000-0000-4000-8000-000000000001",
                "attendances/a0000000-0000-4000-8000-000000000008",
            ),
            (
                "attendances/a0000000-0000-4000-8000-000000000002",
                "attendances/a0000000-0000-4000-8000-000000000008",
            ),
            ("guests/30000000-0000-4000-8000-000000000002", "guests/30000000-0000-4000-8000-000000000082"),
            (
                "proposals/30000000-0000-4000-8000-000000000003",
                "proposals/30000000-0000-4000-8000-000000000083",
            ),
        ] {
            secret = secret.replace(open, closed);
        }
        let secret = secret.trim_end_matches('/').to_owned();
        addresses.push((method, route.to_owned(), path.to_owned()));
        if secret != path {
            addresses.push((method, route.to_owned(), secret));
        }
    }
    addresses
}

fn reveals(answer: &Answer) -> bool {
    let location = answer.location().to_lowercase();
    answer.body.to_lowercase().contains(&WORD.to_lowercase()) || location.contains("hearings/8")
}

#[actix_web::test]
async fn a_closed_hearing_is_hidden_on_every_page_from_those_absent() {
    let world = closed().await;
    note(&world).await;
    let (mut wrong, mut pages) = (Vec::new(), 0);
    for (_, _, path) in addresses().into_iter().filter(|(method, ..)| *method == "get") {
        // Each address must exist for organisers, otherwise its absence proves nothing. (An article has no
        // file.)
        let is_named =
            path.contains("/hearings/8") && path.contains("-4000-8000-") && !path.ends_with("/file");
        if is_named && world.get(OrganisingStaff, &path).await.status != 200 {
            wrong.push(format!("{path} is not there"));
        }
        for persona in OUTSIDE {
            // The department is in charge of the action and reads its updates.
            if persona == OtherAgent && path.starts_with(ACTION) {
                continue;
            }
            let answer = world.get(persona, &path).await;
            pages += 1;
            if reveals(&answer) {
                wrong.push(format!("{persona:?} {path} reveals it"));
            }
            // The response must not even differ from that of an address that does not exist.
            if path.contains("/hearings/8") {
                let nothing = world.get(persona, &path.replace("/hearings/8", "/hearings/888")).await;
                if answer.status != nothing.status || !matches!(answer.status, 403 | 404) {
                    wrong.push(format!("{persona:?} {path}: {} and {}", answer.status, nothing.status));
                }
            }
        }
    }
    assert!(pages > 200, "{pages} pages");
    for search in ["/people?q=zyx", "/actions?scope=all", "/actions?scope=all&state=done", "/audit"] {
        for persona in OUTSIDE {
            if reveals(&world.get(persona, &format!("/montreuvray{search}")).await) {
                wrong.push(format!("{persona:?} {search} reveals it"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    world.end().await;
}

#[actix_web::test]
async fn those_absent_cannot_change_a_closed_hearing() {
    let world = closed().await;
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for (_, _, path) in
        addresses().into_iter().filter(|(method, _, path)| *method == "post" && path.contains("/hearings/8"))
    {
        for persona in OUTSIDE {
            tried += 1;
            let answer = world.post(persona, &path, &[]).await;
            if !matches!(answer.status, 403 | 404) || reveals(&answer) {
                wrong.push(format!("{persona:?} {path}: {}", answer.status));
            }
        }
    }
    assert!(tried > 140, "{tried} tried");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    world.end().await;
}

#[actix_web::test]
async fn rows_kept_by_changes_of_a_closed_hearing_are_hidden() {
    let world = closed().await;
    world.get(OrganisingStaff, SUMMARY).await.shows(200, &["1 version précédente", "Avant Zyxomante"]);
    let undo = format!("/montreuvray/changes/{CHANGE}/reversal");
    for persona in OUTSIDE {
        let answers = [world.get(persona, SUMMARY).await, world.post(persona, &undo, &[]).await];
        for answer in answers {
            assert_eq!(answer.status, 404, "{persona:?}");
            assert!(!reveals(&answer), "{persona:?}");
        }
    }
    assert_eq!(world.count("select count(*) from changes where kind = 'reversal'").await, 0);
    world.end().await;
}

#[actix_web::test]
async fn a_closed_hearing_is_counted_only_for_those_who_may_see_it() {
    let world = closed().await;
    let person = "/montreuvray/people/d0000000-0000-4000-8000-000000000001";
    for persona in INSIDE {
        world.get(persona, "/montreuvray/series/eau").await.shows(200, &["4 auditions", WORD, "Huis clos"]);
        world.get(persona, person).await.shows(200, &[WORD, "Huis clos"]);
        world.get(persona, "/montreuvray/series/eau/figures").await.shows(200, &[WORD]);
        world
            .get(persona, "/montreuvray/actions?scope=all")
            .await
            .shows(200, &["Mesurer le débit", "<span class=\"count\">3</span>"]);
        world.get(persona, SUMMARY).await.shows(200, &[WORD, "Huis clos"]);
        world.get(persona, &format!("{PATH}/documents")).await.shows(200, &["Article Zyxomante"]);
        world.get(persona, PATH).await.shows(200, &["Titre Zyxomante", "Dit Zyxomante", "Huis clos"]);
    }
    for persona in [OtherOfficial, OtherStaff, Manager] {
        world.get(persona, "/montreuvray/series/eau").await.shows(200, &["3 auditions"]);
        world.get(persona, "/montreuvray/series").await.shows(200, &["3 auditions"]);
        world
            .get(persona, "/montreuvray/actions?scope=all")
            .await
            .shows(200, &["<span class=\"count\">2</span>"])
            .hides("Mesurer le débit");
        world.get(persona, ACTION).await.shows(404, &[]);
        world.get(persona, SUMMARY).await.shows(404, &[]);
        world.get(persona, "/montreuvray/summaries").await.shows(200, &[]).hides(WORD);
    }
    world.end().await;
}

#[actix_web::test]
async fn those_present_see_a_closed_hearing() {
    let world = closed().await;
    world
        .sql(&format!(
            "insert into attendances (id, hearing_id, person_id, position, category, name) values
             (gen_random_uuid(), '{HEARING}', 'd0000000-0000-4000-8000-000000000002', 2, 'political_group', 'Idriss Lemarchand')"
        ))
        .await;
    world
        .get(OtherOfficial, PATH)
        .await
        .shows(200, &["Titre Zyxomante", "Dit Zyxomante", "Seul Zyxomante", "Huis clos"]);
    world.get(OtherOfficial, "/montreuvray").await.shows(200, &["Titre Zyxomante", "Huis clos"]);
    world.get(OtherOfficial, ACTION).await.shows(200, &["Titre Zyxomante"]);
    world.get(OtherOfficial, SUMMARY).await.shows(200, &["Texte Zyxomante"]);
    world
        .sql(&format!(
            "update attendances set presence = 'excused' where hearing_id = '{HEARING}' and position = 2"
        ))
        .await;
    world.get(OtherOfficial, PATH).await.shows(404, &[]);
    world.end().await;
}

#[actix_web::test]
async fn members_in_charge_see_an_action_of_a_closed_hearing_without_its_source() {
    let world = closed().await;
    for path in ["/montreuvray", "/montreuvray/actions?scope=body", ACTION, &format!("{ACTION}/assignment")] {
        let page = world.get(OtherAgent, path).await;
        page.shows(200, &["Mesurer le débit"]).hides(WORD);
        page.hides("hearings/8");
        if path.starts_with(ACTION) {
            page.hides("L’eau dans la ville");
        }
    }
    world.get(OtherAgent, "/montreuvray/actions/figures?scope=all").await.shows(200, &[]);
    // After the handover the member may not see the action, so the response leads elsewhere.
    let form = [("version", "1"), ("body", "b0000000-0000-4000-8000-000000000002"), ("member", "")];
    world.post(OtherAgent, &format!("{ACTION}/assignment"), &form).await.leads_to("/montreuvray/actions");
    world.get(OtherAgent, ACTION).await.shows(404, &[]);
    let told = "select count(*) from deliveries where kind = 'action' and (text || html || subject) like '%Mesurer le débit%'";
    assert!(world.count(told).await > 0);
    let leaks = "select count(*) from deliveries where (text || html || subject) ilike '%zyxomante%' or text like '%hearings/8%'";
    assert_eq!(world.count(leaks).await, 0);
    world.expect_mail(2).await;
    world.end().await;
}

#[actix_web::test]
async fn quotes_made_in_closed_session_stay_closed_after_it_is_lifted() {
    let world = closed().await;
    let form = [
        ("turn", "1"),
        ("quote", "Dit Zyxomante"),
        ("title", "Peser la vase"),
        ("member", "f0000000-0000-4000-8000-000000000006"),
    ];
    let made = world.post(OrganisingStaff, &format!("{PATH}/actions"), &form).await;
    let summary =
        [("id", "10000000-0000-4000-8000-000000000009"), ("title", "Note à garder"), ("markdown", "Secret.")];
    world.post(OrganisingStaff, &format!("{PATH}/summaries"), &summary).await.shows(303, &[]);
    world.post(OrganisingStaff, &format!("{PATH}/closed-session/lifting"), &[]).await.leads_to(PATH);
    world.get(OtherStaff, PATH).await.shows(200, &["Dit Zyxomante"]).hides("Seul Zyxomante");
    world
        .get(OtherStaff, made.location())
        .await
        .shows(200, &["Peser la vase", "Titre Zyxomante"])
        .hides("Dit Zyxomante");
    world.get(OrganisingAgent, made.location()).await.shows(200, &["Dit Zyxomante"]);
    let path = "/montreuvray/summaries/10000000-0000-4000-8000-000000000009";
    world.post(OrganisingOfficial, &format!("{path}/approval"), &[("version", "1")]).await.leads_to(path);
    world
        .post(OrganisingStaff, &format!("{path}/dispatch"), &[("version", "1")])
        .await
        .shows(409, &["Cette synthèse ne part pas"]);
    assert_eq!(world.count("select count(*) from deliveries where kind = 'edition'").await, 0);
    world.expect_mail(1).await;
    world.end().await;
}

#[actix_web::test]
async fn summaries_of_a_closed_hearing_are_not_sent_and_queued_mail_is_withheld() {
    let world = World::start().await;
    arrange(&world).await;
    world
        .sql(
            "insert into deliveries (id, kind, edition_id, recipient_name, recipient_email, subject, text, html, message_id, state)
             values ('80000000-0000-4000-8000-000000000008', 'edition', '20000000-0000-4000-8000-000000000008', 'X', 'x@montreuvray.example', 'Zyxomante', 'Zyxomante', 'Zyxomante', '<8@x>', 'queued'),
                    ('80000000-0000-4000-8000-000000000009', 'edition', '20000000-0000-4000-8000-000000000008', 'Y', 'y@montreuvray.example', 'Zyxomante', 'Zyxomante', 'Zyxomante', '<9@x>', 'sent')",
        )
        .await;
    world.post(OrganisingStaff, &format!("{PATH}/closed-session"), &[]).await.leads_to(PATH);
    let states =
        "select string_agg(state, ' ' order by message_id) from deliveries where edition_id is not null";
    assert_eq!(world.text(states).await, "bounced sent");
    world
        .get(OrganisingStaff, SUMMARY)
        .await
        .shows(200, &["Retenu : l’audition est passée à huis clos"])
        .hides("/retry");
    let retry = "/montreuvray/deliveries/80000000-0000-4000-8000-000000000008/retry";
    world.post(OrganisingStaff, retry, &[]).await.shows(409, &["Cette synthèse ne part pas"]);
    assert_eq!(world.text(states).await, "bounced sent");
    world.end().await;
}

#[actix_web::test]
async fn a_stale_undo_does_not_open_a_session_closed_again() {
    let world = World::start().await;
    let path = "/montreuvray/series/eau/hearings/2";
    world.post(OrganisingStaff, &format!("{path}/closed-session"), &[]).await.leads_to(path);
    let first = world.text("select id::text from changes where kind = 'closed_session'").await;
    world.post(OrganisingAgent, &format!("{path}/closed-session/lifting"), &[]).await.leads_to(path);
    world.post(OrganisingAgent, &format!("{path}/closed-session"), &[]).await.leads_to(path);
    let undo = format!("/montreuvray/changes/{first}/reversal");
    world.post(OrganisingStaff, &undo, &[]).await.shows(409, &[]);
    assert_eq!(world.count("select count(*) from hearings where number = 2 and closed").await, 1);
    world.end().await;
}

#[actix_web::test]
async fn closing_a_hearing_is_recorded_and_can_be_undone() {
    let world = closed().await;
    world
        .get(OrganisingAgent, &format!("{PATH}/history"))
        .await
        .shows(200, &["Passage à huis clos", "Thomas Œuvrard"]);
    // The audit trail has every line, and no name.
    world
        .get(Manager, "/montreuvray/audit")
        .await
        .shows(200, &["a passé à huis clos l’audition « Huis clos »"])
        .hides(WORD);
    world.get(OrganisingStaff, PATH).await.hides("closed-session");
    world.get(OrganisingStaff, &format!("{PATH}/edit")).await.shows(200, &["Lever le huis clos"]);
    world.post(OrganisingStaff, &format!("{PATH}/closed-session"), &[]).await.leads_to(PATH);
    assert_eq!(world.count("select count(*) from changes where kind = 'closed_session'").await, 1);
    let lifted = world.post(OrganisingStaff, &format!("{PATH}/closed-session/lifting"), &[]).await;
    lifted.leads_to(PATH);
    world.get(OtherStaff, PATH).await.shows(200, &["Titre Zyxomante"]).hides("Huis clos");
    world
        .get(Manager, "/montreuvray/audit")
        .await
        .shows(200, &["a levé le huis clos de l’audition « Titre Zyxomante »"]);
    world.end().await;
}

#[actix_web::test]
async fn an_approved_hearing_cannot_be_closed_or_opened_and_approval_reports_a_closure() {
    let world = World::start().await;
    arrange(&world).await;
    let page = world.get(OrganisingOfficial, PATH).await;
    let seen =
        page.body.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    world.post(OrganisingStaff, &format!("{PATH}/closed-session"), &[]).await.leads_to(PATH);
    let form = [("seen", seen.as_str())];
    world
        .post(OrganisingOfficial, &format!("{PATH}/approval"), &form)
        .await
        .shows(409, &["Passage à huis clos"]);
    world.sql(&format!("update hearings set state = 'approved' where id = '{HEARING}'")).await;
    world.post(OrganisingStaff, &format!("{PATH}/closed-session/lifting"), &[]).await.shows(409, &[]);
    world.sql(&format!("update hearings set closed = false where id = '{HEARING}'")).await;
    world.post(OrganisingStaff, &format!("{PATH}/closed-session"), &[]).await.shows(409, &[]);
    world.end().await;
}

#[actix_web::test]
async fn a_hearing_can_be_logged_in_closed_session() {
    let world = World::start().await;
    let form = [
        ("id", "60000000-0000-4000-8000-000000000077"),
        ("number", "7"),
        ("title", "Titre Zyxomante"),
        ("day", "20/6/2030"),
        ("closed", "yes"),
    ];
    let made = world.post(OrganisingStaff, "/montreuvray/series/eau/hearings", &form).await;
    made.leads_to("/montreuvray/series/eau/hearings/7/attendances");
    world.get(OrganisingAgent, "/montreuvray/series/eau/hearings/7").await.shows(200, &["Huis clos"]);
    for path in ["", "/series/eau", "/series/eau/hearings/7"] {
        world.get(OtherOfficial, &format!("/montreuvray{path}")).await.hides("Zyxomante");
    }
    world
        .get(OrganisingAgent, "/montreuvray/series/eau/hearings/7/history")
        .await
        .shows(200, &["Passage à huis clos"]);
    world.end().await;
}

#[actix_web::test]
async fn a_closed_record_in_review_is_shown_only_to_those_present() {
    let world = closed().await;
    world.sql(&format!("update hearings set state = 'held' where id = '{HEARING}'")).await;
    let sent = world.post(OrganisingStaff, &format!("{PATH}/review"), &[]).await;
    let flash = sent.leads_to(PATH).cookie("__Host-flash").unwrap();
    assert!(flash.starts_with("done-hearing-submitted-closed"), "{flash}");
    world.get(OtherStaff, PATH).await.shows(404, &[]);
    world.get(OtherStaff, "/montreuvray").await.hides(WORD);
    world.end().await;
}
