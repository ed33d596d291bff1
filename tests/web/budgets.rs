//! How many statements a page sends to the database. The number must not grow with the rows on the page, so
//! it is measured with few rows, many rows and more.

use crate::world::{Manager, OrganisingOfficial, OrganisingStaff, OtherStaff, Persona, World};

const FIRST: &str = "/montreuvray/series/eau/hearings/1";
const KERVADEC: &str = "a0000000-0000-4000-8000-000000000001";

/// The registers, and how many statements each may send: for the start of the transaction, the member, and
/// the content of the page.
const REGISTERS: [(Persona, &str, u64); 8] = [
    (OtherStaff, "/montreuvray/series", 6),
    (OtherStaff, "/montreuvray/series/eau", 6),
    (OtherStaff, "/montreuvray/series/eau/figures", 6),
    (OtherStaff, "/montreuvray/actions?scope=all", 6),
    (OtherStaff, "/montreuvray/people", 6),
    (OtherStaff, "/montreuvray/bodies", 6),
    (OrganisingStaff, "/montreuvray/summaries", 6),
    (Manager, "/montreuvray/members", 6),
];

/// How many statements the server sends for a page.
async fn statements(world: &World, persona: Persona, path: &str) -> u64 {
    let before = world.statements();
    world.get(persona, path).await.shows(200, &[]);
    world.statements() - before
}

/// Adds twenty rows of everything the pages list. `from` keeps their keys distinct from earlier rows.
#[expect(clippy::too_many_lines, reason = "one row of every table")]
async fn add_rows(world: &World, from: i32) {
    let rows = format!("generate_series({}, {}) k", from + 1, from + 20);
    let id = |prefix: &str| format!("('{prefix}' || lpad(k::text, 12, '0'))::uuid");
    let (hearing, body) =
        ("'60000000-0000-4000-8000-000000000001'", "'b0000000-0000-4000-8000-000000000002'");
    let staff = "'f0000000-0000-4000-8000-000000000002'";
    for sql in [
        format!(
            "insert into series (id, slug, title, body_id)
             select {}, 'serie-' || k, 'Série ' || k, 'b0000000-0000-4000-8000-000000000001' from {rows}",
            id("50000000-0000-4000-8001-")
        ),
        format!(
            "insert into hearings (id, series_id, number, title, day, state)
             select {}, '50000000-0000-4000-8000-000000000001', 100 + k, 'Audition ' || k, '2024-01-01', 'held'
               from {rows}",
            id("60000000-0000-4000-8001-")
        ),
        format!(
            "insert into bodies (id, kind, name) select {}, 'organisation', 'Organisme ' || k from {rows}",
            id("b0000000-0000-4000-8001-")
        ),
        format!(
            "insert into people (id, name, name_key) select {}, 'Jeanne ' || k, 'jeanne ' || k from {rows}",
            id("d0000000-0000-4000-8001-")
        ),
        format!(
            "insert into positions (id, person_id, body_id, title) select gen_random_uuid(), {}, {}, 'Membre' from {rows}",
            id("d0000000-0000-4000-8001-"),
            id("b0000000-0000-4000-8001-")
        ),
        format!(
            "insert into attendances (id, hearing_id, person_id, position, category, name, title, body_name, body_id)
             select {}, {hearing}, {}, 100 + k, 'political_group', 'Jeanne ' || k, '', 'Écologie citoyenne', {body}
               from {rows}",
            id("a0000000-0000-4000-8001-"),
            id("d0000000-0000-4000-8001-")
        ),
        format!(
            "insert into turns (id, hearing_id, number, position, attendance_id, label, text)
             select {}, {hearing}, 100 + k, 100 + k, {}, '', 'La pluie ' || k from {rows}",
            id("70000000-0000-4000-8001-"),
            id("a0000000-0000-4000-8001-")
        ),
        format!(
            "insert into turns (id, hearing_id, number, position, label, text, removed, merged_into)
             select {}, {hearing}, 1000 + k, 1000 + k, '', '', true, '70000000-0000-4000-8000-000000000001' from {rows}",
            id("70000000-0000-4000-8002-")
        ),
        format!(
            "insert into documents (id, hearing_id, kind, title, text, text_state, created_by)
             select {}, {hearing}, 'press_article', 'Article ' || k, 'Le pont.', 'pasted', {staff} from {rows}",
            id("d1000000-0000-4000-8001-")
        ),
        format!(
            "insert into actions (id, hearing_id, turn_id, title, body_id, created_by)
             select {}, {hearing}, {}, 'Suite ' || k, {body}, {staff} from {rows}",
            id("90000000-0000-4000-8001-"),
            id("70000000-0000-4000-8001-")
        ),
        format!(
            "insert into summaries (id, hearing_id, title, markdown, created_by)
             select {}, {hearing}, 'Synthèse ' || k, 'Texte.', {staff} from {rows}",
            id("10000000-0000-4000-8001-")
        ),
        format!(
            "insert into accounts (id, email) select {}, 'jeanne' || k || '@montreuvray.example' from {rows}",
            id("c0000000-0000-4000-8001-")
        ),
        format!(
            "insert into members (id, account_id, name, role, body_id)
             select {}, {}, 'Jeanne ' || k, 'staff', {body} from {rows}",
            id("f0000000-0000-4000-8001-"),
            id("c0000000-0000-4000-8001-")
        ),
    ] {
        world.sql(&sql).await;
    }
}

/// Measures pages with few rows, with many and with more, and fails if one exceeds its budget.
async fn hold_to_budgets(world: &World, pages: &[(Persona, &str, u64)]) {
    // The first request also looks up the tenant.
    world.get(OtherStaff, "/montreuvray").await.shows(200, &[]);
    let mut counts = Vec::new();
    for from in [0, 20, 40] {
        let mut all = Vec::new();
        for (persona, path, _) in pages {
            all.push(statements(world, *persona, path).await);
        }
        counts.push(all);
        add_rows(world, from).await;
    }
    for (at, (_, path, budget)) in pages.iter().enumerate() {
        let [few, many, more] = [counts[0][at], counts[1][at], counts[2][at]];
        assert!(few <= *budget && many <= *budget, "{path}: {few}, {many} statements, {budget} at most");
        assert_eq!(many, more, "{path} sends more statements for more rows");
    }
}

#[actix_web::test]
async fn registers_stay_within_their_statement_budgets() {
    let world = World::start().await;
    hold_to_budgets(&world, &REGISTERS).await;
    world.end().await;
}

#[actix_web::test]
async fn a_hearing_page_sends_at_most_eight_statements() {
    let world = World::start().await;
    let readers = [OrganisingOfficial, OrganisingStaff, OtherStaff];
    hold_to_budgets(&world, &readers.map(|reader| (reader, FIRST, 8))).await;
    world.end().await;
}

#[actix_web::test]
async fn the_page_of_an_approved_record_stays_within_its_statement_budget() {
    let world = World::start().await;
    let round = [("round", crate::world::ROUND)];
    world.post(OrganisingOfficial, &format!("{FIRST}/approval"), &round).await.leads_to(FIRST);
    let erratum =
        [("version", "1"), ("speaker", KERVADEC), ("text", "Corrigé."), ("reason", "Une coquille.")];
    let answer = world.post(OrganisingStaff, &format!("{FIRST}/turns/1/errata"), &erratum).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    hold_to_budgets(&world, &[(OrganisingOfficial, FIRST, 8), (OtherStaff, FIRST, 8)]).await;
    world.end().await;
}

#[actix_web::test]
async fn saving_a_turn_sends_at_most_nine_statements() {
    let world = World::start().await;
    let mut counts = Vec::new();
    for version in ["1", "2", "3"] {
        let form = [("version", version), ("speaker", KERVADEC), ("text", &*format!("Version {version}."))];
        let before = world.statements();
        let answer = world.post(OrganisingStaff, &format!("{FIRST}/turns/1"), &form).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        counts.push(world.statements() - before);
        add_rows(&world, 20 * counts.len() as i32).await;
    }
    // The first request also looks up the tenant.
    assert!(counts[1] <= 9, "{counts:?}");
    assert_eq!(counts[1], counts[2]);
    world.end().await;
}
