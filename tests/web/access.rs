//! Every route × every role × own and other tenant, from one list, and the list is complete.

use reqwest::Method;

use crate::world::{Answer, Nobody, Persona, Stranger, World};

/// A route, an address of it that exists, and who is let in: a letter for each
/// of the first seven personas (official, staff, agent as organisers; the same
/// as others; manager). `A` allowed, `F` forbidden (403), `M` missing (404).
/// The stranger always misses it, nobody is always sent to sign in.
const TENANT_ROUTES: &[(&str, &str, &str, &str)] = &[
    ("get", "/{tenant}/series", "/montreuvray/series", "AAA AAA A"),
    ("post", "/{tenant}/series", "/montreuvray/series", "FFF FFF A"),
    ("get", "/{tenant}/series/new", "/montreuvray/series/new", "FFF FFF A"),
    ("get", "/{tenant}/series/{series}", "/montreuvray/series/eau", "AAA AAA A"),
    ("post", "/{tenant}/series/{series}", "/montreuvray/series/eau", "FFF FFF A"),
    ("get", "/{tenant}/series/{series}/edit", "/montreuvray/series/eau/edit", "FFF FFF A"),
    ("get", "/{tenant}/series/{series}/hearings/new", "/montreuvray/series/eau/hearings/new", "FAA FFF F"),
    ("post", "/{tenant}/series/{series}/hearings", "/montreuvray/series/eau/hearings", "FAA FFF F"),
    (
        "get",
        "/{tenant}/series/{series}/hearings/{number}/edit",
        "/montreuvray/series/eau/hearings/1/edit",
        "FAA FFF F",
    ),
    (
        "post",
        "/{tenant}/series/{series}/hearings/{number}",
        "/montreuvray/series/eau/hearings/1",
        "FAA FFF F",
    ),
    (
        "post",
        "/{tenant}/series/{series}/hearings/{number}/holding",
        "/montreuvray/series/eau/hearings/3/holding",
        "FAA FFF F",
    ),
    (
        "post",
        "/{tenant}/series/{series}/hearings/{number}/cancellation",
        "/montreuvray/series/eau/hearings/3/cancellation",
        "FAA FFF F",
    ),
    (
        "post",
        "/{tenant}/series/{series}/hearings/{number}/reinstatement",
        "/montreuvray/series/eau/hearings/3/reinstatement",
        "FAA FFF F",
    ),
    (
        "post",
        "/{tenant}/series/{series}/hearings/{number}/review",
        "/montreuvray/series/eau/hearings/3/review",
        "FAA FFF F",
    ),
    ("get", "/{tenant}/series/{series}/hearings/{number}", "/montreuvray/series/eau/hearings/1", "AAA AAA A"),
    ("get", "/{tenant}/members", "/montreuvray/members", "FFF FFF A"),
    ("post", "/{tenant}/members", "/montreuvray/members", "FFF FFF A"),
    ("get", "/{tenant}/members/new", "/montreuvray/members/new", "FFF FFF A"),
    (
        "post",
        "/{tenant}/members/{member}",
        "/montreuvray/members/f0000000-0000-4000-8000-000000000006",
        "FFF FFF A",
    ),
    (
        "get",
        "/{tenant}/members/{member}/edit",
        "/montreuvray/members/f0000000-0000-4000-8000-000000000006/edit",
        "FFF FFF A",
    ),
    (
        "post",
        "/{tenant}/members/{member}/invitation",
        "/montreuvray/members/f0000000-0000-4000-8000-000000000006/invitation",
        "FFF FFF A",
    ),
    // The manager's own, who is the last: nobody is taken away, and the others can be tried after it.
    (
        "post",
        "/{tenant}/members/{member}/removal",
        "/montreuvray/members/f0000000-0000-4000-8000-000000000007/removal",
        "FFF FFF A",
    ),
    ("get", "/{tenant}/settings", "/montreuvray/settings", "FFF FFF A"),
    ("post", "/{tenant}/settings", "/montreuvray/settings", "FFF FFF A"),
    ("get", "/{tenant}/audit", "/montreuvray/audit", "FFF FFF A"),
    ("get", "/{tenant}/permissions", "/montreuvray/permissions", "FFF FFF A"),
    (
        "get",
        "/{tenant}/series/{series}/hearings/{number}/turns/{turn}/edit",
        "/montreuvray/series/eau/hearings/1/turns/1/edit",
        "FAA FFF F",
    ),
    (
        "get",
        "/{tenant}/series/{series}/hearings/{number}/attendances",
        "/montreuvray/series/eau/hearings/1/attendances",
        "FAA FFF F",
    ),
    (
        "post",
        "/{tenant}/series/{series}/hearings/{number}/turns/{turn}",
        "/montreuvray/series/eau/hearings/1/turns/1",
        "FAA FFF F",
    ),
    (
        "post",
        "/{tenant}/series/{series}/hearings/{number}/attendances",
        "/montreuvray/series/eau/hearings/1/attendances",
        "FAA FFF F",
    ),
    (
        "post",
        "/{tenant}/series/{series}/hearings/{number}/attendances/list",
        "/montreuvray/series/eau/hearings/1/attendances/list",
        "FAA FFF F",
    ),
    (
        "post",
        "/{tenant}/series/{series}/hearings/{number}/attendances/{id}/removal",
        "/montreuvray/series/eau/hearings/1/attendances/a0000000-0000-4000-8000-000000000001/removal",
        "FAA FFF F",
    ),
];

/// Routes outside every tenant, tried by tests of their own.
const OPEN_ROUTES: &[(&str, &str)] = &[
    ("get", "/health"),
    ("get", "/static/{path:.*}"),
    ("get", "/styleguide"),
    ("get", "/"),
    ("get", "/sign-in"),
    ("post", "/sign-in"),
    ("post", "/sign-out"),
    ("post", "/language"),
    ("get", "/password-reset"),
    ("post", "/password-reset"),
    ("get", "/password-reset/{token}"),
    ("post", "/password-reset/{token}"),
    ("get", "/invitations/{token}"),
    ("post", "/invitations/{token}"),
];

#[test]
fn no_route_is_left_out() {
    let mut tried: Vec<_> = TENANT_ROUTES.iter().map(|(method, route, ..)| (*method, *route)).collect();
    tried.extend(OPEN_ROUTES);
    let mut routes = greffe::routes::LIST.to_vec();
    tried.sort_unstable();
    routes.sort_unstable();
    assert_eq!(tried, routes, "every route stands exactly once in the lists of this file");
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
    for (method, route, path, allowed) in TENANT_ROUTES {
        let mut expected: Vec<char> = allowed.chars().filter(|it| *it != ' ').collect();
        expected.extend(['M', 'S']);
        for (persona, expected) in Persona::ALL.into_iter().zip(expected) {
            let answer = attempt(&world, method, path, persona).await;
            if verdict(&answer) != expected {
                wrong.push(format!(
                    "{method} {route} as {persona:?}: {} instead of {expected}",
                    answer.status
                ));
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
