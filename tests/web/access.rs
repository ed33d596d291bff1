//! Every route × every persona: the exact status of each response. The list of routes is complete.

use futures_util::{StreamExt as _, stream};
use reqwest::{
    Method,
    multipart::{Form, Part},
};

use crate::world::{Answer, Nobody, Persona, Stranger, World};

/// A line of `access.txt`.
struct Row {
    method: &'static str,
    route: &'static str,
    path: &'static str,
    /// For each of [`Persona::ALL`].
    statuses: Vec<u16>,
    body: &'static str,
}

impl Row {
    fn parse(line: &'static str) -> Self {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [method, route, path, rest @ ..] = words.as_slice() else { panic!("no row: {line}") };
        let (codes, body) = rest.split_at_checked(7).unwrap_or_else(|| panic!("seven statuses: {line}"));
        let mut statuses: Vec<u16> =
            codes.iter().map(|code| code.parse().unwrap_or_else(|_| panic!("{code} in {line}"))).collect();
        // The stranger always gets 404, and nobody is always sent to sign in.
        statuses.extend([404, 303]);
        Self { method, route, path, statuses, body: body.first().unwrap_or(&"") }
    }

    /// The personas of a row with their statuses.
    fn attempts(&self) -> impl Iterator<Item = (&Self, Persona, u16)> {
        let statuses = self.statuses.iter().copied();
        Persona::ALL.into_iter().zip(statuses).map(move |(persona, status)| (self, persona, status))
    }

    /// Whether a response with this status means that data changed.
    fn changes_data(&self, persona: Persona, status: u16) -> bool {
        self.method == "post" && persona != Nobody && status < 400
    }

    async fn attempt(&self, world: &World, persona: Persona) -> Answer {
        match (self.method, self.body.strip_prefix('+')) {
            ("get", _) => world.get(persona, self.path).await,
            ("post", None) => {
                let request = world
                    .request(persona, Method::POST, self.path)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .body(self.body);
                Answer::of(request).await
            }
            ("post", Some(fields)) => {
                let request = world.request(persona, Method::POST, self.path);
                Answer::of(request.multipart(multipart(fields))).await
            }
            (other, _) => panic!("no method {other}"),
        }
    }
}

/// The same fields as a multipart form: the field `file` is the file.
fn multipart(fields: &str) -> Form {
    let fields: Vec<(String, String)> = serde_html_form::from_str(fields).expect("fields");
    fields.into_iter().fold(Form::new(), |form, (name, value)| {
        if name == "file" {
            form.part(name, Part::bytes(value.into_bytes()).file_name("file.csv"))
        } else {
            form.text(name, value)
        }
    })
}

/// Hearing 9 has an approved record, hearing 5 is cancelled and closed. In hearing 2 the witness speaks
/// twice, and another person was present.
const MORE: [&str; 3] = [
    "insert into hearings (id, series_id, number, title, day, state, closed)
     select id::uuid, '50000000-0000-4000-8000-000000000001', number, title, '2024-06-18', state, closed
       from (values ('60000000-0000-4000-8000-000000000009', 9, 'La pluie', 'approved', false),
                    ('60000000-0000-4000-8000-000000000005', 5, 'La nuit', 'cancelled', true))
         as more (id, number, title, state, closed)",
    "insert into attendances (id, hearing_id, person_id, position, category, name)
     values ('a0000000-0000-4000-8000-000000000004', '60000000-0000-4000-8000-000000000009',
             'd0000000-0000-4000-8000-000000000001', 1, 'witness', 'Solène Kervadec'),
            ('a0000000-0000-4000-8000-000000000005', '60000000-0000-4000-8000-000000000002',
             'd0000000-0000-4000-8000-000000000005', 2, 'witness', 'Bakary Doumbia')",
    "insert into turns (id, hearing_id, number, position, attendance_id, label, text)
     values ('70000000-0000-4000-8000-000000000008', '60000000-0000-4000-8000-000000000009', 1, 1,
             'a0000000-0000-4000-8000-000000000004', 'Solène Kervadec', 'Il pleut.'),
            ('70000000-0000-4000-8000-000000000009', '60000000-0000-4000-8000-000000000002', 2, 2,
             'a0000000-0000-4000-8000-000000000003', 'Solène Kervadec', 'Il pleut.')",
];

/// The world of the tests with [`MORE`].
async fn larger_world() -> World {
    let world = World::start().await;
    world.expect_any_mail();
    for statement in MORE {
        world.sql(statement).await;
    }
    world
}

fn rows() -> Vec<Row> {
    let lines = include_str!("access.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(Row::parse).collect()
}

/// Routes that need no account of the tenant. Other tests cover them.
const OPEN_ROUTES: &[(&str, &str)] = &[
    ("get", "/health"),
    ("get", "/accessibility"),
    ("get", "/static/{path:.*}"),
    #[cfg(debug_assertions)]
    ("get", "/styleguide"),
    ("get", "/mailbox"),
    ("get", "/mailbox/{name}"),
    ("get", "/"),
    ("get", "/sign-in"),
    ("post", "/sign-in"),
    ("post", "/sign-out"),
    ("post", "/language"),
    ("get", "/account"),
    ("post", "/account"),
    ("get", "/password-reset"),
    ("post", "/password-reset"),
    ("get", "/password-reset/{token}"),
    ("post", "/password-reset/{token}"),
    ("get", "/invitations/{token}"),
    ("post", "/invitations/{token}"),
    // Inside a tenant, through a mailed link: tests/web/round_links.rs.
    ("get", "/{tenant}/round/{token}"),
    ("get", "/{tenant}/round/{token}/turns/{turn}"),
    ("post", "/{tenant}/round/{token}/turns/{turn}"),
    ("post", "/{tenant}/round/{token}/agreement"),
    ("post", "/{tenant}/round/{token}/contribution"),
];

#[test]
fn the_list_of_routes_is_complete() {
    let mut tried: Vec<_> = rows().iter().map(|row| (row.method, row.route)).collect();
    tried.extend(OPEN_ROUTES);
    tried.sort_unstable();
    tried.dedup();
    let mut routes = greffe::routes::LIST.to_vec();
    routes.sort_unstable();
    assert_eq!(tried, routes, "every route is in access.txt or among the open ones");
}

/// What is wrong with the response, if anything.
async fn check(world: &World, (row, persona, status): (&Row, Persona, u16)) -> Option<String> {
    let answer = row.attempt(world, persona).await;
    let leads_to_sign_in = answer.location().starts_with("/sign-in");
    if answer.status == status && leads_to_sign_in == (persona == Nobody) {
        return None;
    }
    let Row { method, path, .. } = row;
    let location = answer.location();
    Some(format!("{method} {path} as {persona:?}: {} {location} instead of {status}", answer.status))
}

/// A request that changes data gets a world of its own, so that no result depends on the order.
#[actix_web::test]
async fn every_route_answers_each_persona_as_listed() {
    let rows = rows();
    let (changing, others): (Vec<_>, Vec<_>) = rows
        .iter()
        .flat_map(Row::attempts)
        .partition(|(row, persona, status)| row.changes_data(*persona, *status));
    let world = larger_world().await;
    let mut wrong = Vec::new();
    for attempt in others {
        wrong.extend(check(&world, attempt).await);
    }
    world.end().await;
    let changed = stream::iter(changing).map(async |attempt| {
        let world = larger_world().await;
        let wrong = check(&world, attempt).await;
        world.end().await;
        wrong
    });
    wrong.extend(changed.buffer_unordered(4).filter_map(async |it| it).collect::<Vec<_>>().await);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every row that has a version, and the changes.
const RECORDS: &str = "select md5(string_agg(query_to_xml(
            format('select * from %I t order by t::text', table_name), true, false, '')::text, '' order by table_name))
       from information_schema.columns
      where table_schema = 'public'
        and (column_name = 'version' or (table_name, column_name) = ('changes', 'id'))";

/// The lines of `access.txt` with a version are the forms that change a record. None of them is accepted
/// without a valid version.
#[actix_web::test]
async fn a_form_without_a_version_changes_nothing() {
    let world = larger_world().await;
    let before = world.text(RECORDS).await;
    let (mut routes, mut wrong) = (Vec::new(), Vec::new());
    for row in rows().iter().filter(|row| row.body.split('&').any(|it| it == "version=1")) {
        routes.push(row.route);
        let others: Vec<&str> = row.body.split('&').filter(|it| *it != "version=1").collect();
        for (_, persona, status) in row.attempts() {
            if persona == Nobody || matches!(status, 403 | 404) {
                continue;
            }
            for version in [None, Some("version="), Some("version=0"), Some("version=x")] {
                let body = others.iter().copied().chain(version).collect::<Vec<_>>().join("&");
                let request = world
                    .request(persona, Method::POST, row.path)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .body(body);
                let answer = Answer::of(request).await;
                if answer.status != 400 {
                    wrong.push(format!("{} as {persona:?} with {version:?}: {}", row.path, answer.status));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(world.text(RECORDS).await, before, "something changed");
    // A new form of this kind needs a line with a version.
    assert_eq!(routes.len(), 19, "{routes:?}");
    world.end().await;
}

/// Members of one tenant learn nothing about another, whichever address they try.
#[actix_web::test]
async fn unknown_and_foreign_tenants_answer_alike() {
    let world = World::start().await;
    for tenant in ["montreuvray", "nowhere"] {
        let answer = world.get(Stranger, &format!("/{tenant}/series")).await;
        assert_eq!(answer.status, 404);
        let answer = world.get(Nobody, &format!("/{tenant}/series")).await;
        answer.leads_to(&format!("/sign-in?back=%2F{tenant}%2Fseries"));
    }
    let foreign = world.get(Stranger, "/montreuvray/series").await;
    let unknown = world.get(Stranger, "/nowhere/series").await;
    assert_eq!(foreign.body, unknown.body);
    let home = Answer::of(world.request(Nobody, Method::GET, "/")).await;
    home.leads_to("/sign-in?back=%2F");
    world.end().await;
}
