//! Names written from right to left must not change the direction of the text around them.

use std::fmt::Write as _;

use crate::world::{Nobody, OrganisingStaff, Persona, World};

/// A prefix of every name of the world.
const MARK: &str = "רות";
const CROSSED: &str = "/montreuvray/series/eau/hearings/1";

/// Elements that isolate a name: those that isolate by definition, those that are drawn as a box of their
/// own, and those that hold only plain text.
fn isolates(tag: &str) -> bool {
    let name = tag.split([' ', '\n']).next().unwrap_or("");
    ["bdi", "title", "option", "textarea", "pre"].contains(&name) || tag.contains("class=\"group")
}

/// The pieces of text of a page in which a name could change the direction of its surroundings.
fn not_isolated(html: &str) -> Vec<&str> {
    let mut open: Vec<(&str, bool)> = Vec::new();
    let mut wrong = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or("");
        if tag.starts_with('/') {
            while open.pop().is_some_and(|(it, _)| it != name) {}
        } else if !["meta", "link", "input", "br", "hr", "use", "!doctype", "!DOCTYPE"].contains(&name)
            && !tag.ends_with('/')
        {
            open.push((name, isolates(tag)));
        }
        let is_shut_in = open.iter().any(|(_, it)| *it);
        let apart = |(at, _): &(usize, &str)| {
            text[..*at].matches('\u{2068}').count() > text[..*at].matches('\u{2069}').count()
        };
        if !is_shut_in && text.match_indices(MARK).any(|it| !apart(&it)) {
            wrong.push(text.trim());
        }
    }
    wrong
}

#[test]
fn names_without_isolation_are_detected() {
    assert!(
        not_isolated("<p><bdi>רות</bdi> \u{2068}רות\u{2069}</p><input value=\"רות\"><option>רות").is_empty()
    );
    assert_eq!(
        not_isolated("<p><bdi>Zoé</bdi> רות</p><br>\u{2068}a\u{2069} רות"),
        ["רות", "\u{2068}a\u{2069} רות"]
    );
}

async fn write_from_right_to_left(world: &World) {
    for (table, column) in [
        ("people", "name"),
        ("members", "name"),
        ("bodies", "name"),
        ("attendances", "name"),
        ("attendances", "body_name"),
        ("group_recipients", "name"),
        ("turns", "label"),
    ] {
        world.sql(&format!("update {table} set {column} = '{MARK} ' || {column}")).await;
    }
    world.sql(&format!("update imports set source = convert_to(replace(convert_from(source, 'UTF8'), 'Solène', '{MARK} Solène'), 'UTF8')")).await;
    world.sql("update turns set attendance_id = null where number = 3").await;
    world.sql("update members set removed_at = now() where name like '%Tual'").await;
}

/// Makes some changes, so that pages report them.
async fn make_changes(world: &World) {
    let (action, staff) = ("90000000-0000-4000-8000-000000000001", "f0000000-0000-4000-8000-000000000002");
    world
        .sql(&format!(
            "insert into action_updates (id, action_id, member_id, kind, from_whom, to_whom)
            select gen_random_uuid(), '{action}', '{staff}', kind, '{MARK} A', '{MARK} B'
              from unnest(array['note', 'assignment', 'closure', 'reopening']) kind"
        ))
        .await;
    world
        .sql(&format!(
            "insert into changes (id, member_id, actor, kind, subject)
            select gen_random_uuid(), '{staff}', '{MARK} A', kind, '{MARK} B'
              from unnest(array['member_invited', 'summary_sent', 'series_created']) kind"
        ))
        .await;
    world
        .sql(&format!(
            "with change as (insert into changes (id, member_id, actor, kind, subject)
                values (gen_random_uuid(), '{staff}', '{MARK} A', 'summary_changed', 'Titre') returning id)
            insert into changed_rows (change_id, table_name, row_id, version, before)
            select change.id, 'summaries', s.id, 9, to_jsonb(s) || '{{\"title\": \"Titre\"}}' from summaries s, change"
        ))
        .await;
    world.sql(&format!("with edition as (insert into editions (id, summary_id, body_id, body_name, subject, text, html)
            select gen_random_uuid(), u.id, b.id, b.name, '', '', '' from summaries u, bodies b
             where b.kind = 'political_group' returning id)
            insert into deliveries (id, kind, edition_id, recipient_name, recipient_email, message_id, subject, text, html, state)
            select gen_random_uuid(), 'edition', id, '{MARK} C', 'a@b.example', id::text, '', '', '', 'bounced' from edition")).await;
}

#[actix_web::test]
async fn every_page_isolates_the_direction_of_names() {
    let world = World::start().await;
    write_from_right_to_left(&world).await;
    make_changes(&world).await;
    let (mut wrong, mut shown) = (String::new(), 0);
    for line in include_str!("access.txt").lines().filter(|it| it.starts_with("get")) {
        let path = line.split_whitespace().nth(2).unwrap();
        let search = format!("{path}/attendances?q=doumbia");
        let mut paths = vec![path];
        if path == CROSSED {
            paths.push(&search);
        }
        for path in paths {
            for persona in Persona::ALL.into_iter().filter(|it| *it != Nobody) {
                let page = world.get(persona, path).await;
                shown += page.body.matches(MARK).count();
                for text in not_isolated(&page.body) {
                    writeln!(wrong, "{path} {persona:?}: {text}").unwrap();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(shown > 500, "only {shown} names");
    world.end().await;
}

/// Bidirectional controls must be removed where markup cannot help: in titles, options, subjects and mail.
#[actix_web::test]
async fn bidirectional_controls_are_removed_from_names() {
    let world = World::start().await;
    let turned = "\u{202e}Zoé\u{2069} \u{2067}Le Goff\u{202c}";
    let id = "12345678-0000-4000-8000-000000000000";
    let present = format!("{CROSSED}/attendances");
    let form = [("id", id), ("name", turned), ("organisation", turned), ("category", "witness")];
    world.post(OrganisingStaff, &present, &form).await.leads_to(&present);
    let list = format!("{turned} Deux, {turned}, {turned}");
    world.post(OrganisingStaff, &format!("{present}/list"), &[("people", &list)]).await.leads_to(&present);
    world.sql("update imports set source = convert_to(replace(convert_from(source, 'UTF8'), 'Solène', E'\\u202eSolène'), 'UTF8')").await;
    let import = "/montreuvray/series/eau/imports/40000000-0000-4000-8000-000000000001";
    world.get(OrganisingStaff, import).await.shows(200, &["Solène"]).hides("\u{202e}");
    for (table, column) in
        [("people", "name"), ("attendances", "name"), ("attendances", "title"), ("bodies", "name")]
    {
        let sql =
            format!("select count(*) from {table} where {column} ~ '[\u{202a}-\u{202e}\u{2066}-\u{2069}]'");
        assert_eq!(world.count(&sql).await, 0, "{table}");
    }
    assert_eq!(world.count("select count(*) from attendances where name like 'Zoé Le Goff%'").await, 2);
    world.end().await;
}
