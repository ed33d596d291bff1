//! Every route × every role × own and other tenant, from one list, and the list is complete.

use reqwest::Method;

use crate::world::{Answer, Nobody, Persona, Stranger, World};

/// What `access.txt` says of a route.
struct Row {
    method: &'static str,
    route: &'static str,
    path: &'static str,
    verdicts: String,
}

fn tenant_routes() -> Vec<Row> {
    let lines = include_str!("access.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [method, route, path, verdicts @ ..] = words.as_slice() else { panic!("no row: {line}") };
            Row { method, route, path, verdicts: verdicts.concat() }
        })
        .collect()
}
/// Routes that ask for no account of the tenant, tried by tests of their own.
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
    // Inside a tenant, behind a mailed link: tests/web/round_door.rs.
    ("get", "/{tenant}/round/{token}"),
    ("get", "/{tenant}/round/{token}/turns/{turn}"),
    ("post", "/{tenant}/round/{token}/turns/{turn}"),
    ("post", "/{tenant}/round/{token}/agreement"),
    ("post", "/{tenant}/round/{token}/contribution"),
];

#[test]
fn no_route_is_left_out() {
    let mut tried: Vec<_> = tenant_routes().iter().map(|row| (row.method, row.route)).collect();
    tried.extend(OPEN_ROUTES);
    let mut routes = greffe::routes::LIST.to_vec();
    tried.sort_unstable();
    routes.sort_unstable();
    assert_eq!(tried, routes, "every route stands exactly once in access.txt or among the open ones");
}

/// A POST is tried with an empty form: whoever is let in is told what is
/// missing, or has done it.
async fn attempt(world: &World, method: &str, path: &str, persona: Persona) -> Answer {
    match method {
        "get" => world.get(persona, path).await,
        "post" => world.post(persona, path, &[]).await,
        other => panic!("no method {other}"),
    }
}

fn verdict(answer: &Answer) -> char {
    match answer.status {
        303 if answer.location().starts_with("/sign-in") => 'S',
        403 => 'F',
        404 => 'M',
        200..500 => 'A',
        _ => '!',
    }
}

#[actix_web::test]
async fn every_route_lets_in_whom_the_table_says() {
    let world = World::start().await;
    let mut wrong = Vec::new();
    for Row { method, route, path, verdicts } in tenant_routes() {
        let expected: Vec<char> = verdicts.chars().chain(['M', 'S']).collect();
        assert_eq!(expected.len(), Persona::ALL.len(), "{method} {route}");
        for (persona, expected) in Persona::ALL.into_iter().zip(expected) {
            let answer = attempt(&world, method, path, persona).await;
            if verdict(&answer) != expected {
                let status = answer.status;
                wrong.push(format!("{method} {route} as {persona:?}: {status} instead of {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    world.end().await;
}

/// Members of one tenant learn nothing of another, whichever of its addresses they try.
#[actix_web::test]
async fn an_unknown_tenant_and_a_foreign_one_answer_alike() {
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
    world.request(Nobody, Method::GET, "/").send().await.unwrap();
    world.end().await;
}
