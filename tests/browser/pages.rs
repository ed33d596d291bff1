//! Every page as every role, in both themes and at both widths: axe (WCAG 2.2 AA and its best practices)
//! and the HTML validator find no problem, and nothing needs sideways scrolling.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use greffe::routes::LIST;

use super::*;
use crate::world::{Nobody, Persona};

/// Pages outside every tenant: the address, and the persona.
const OPEN: &[(&str, &str, Persona)] = &[
    ("/accessibility", "/accessibility", Nobody),
    #[cfg(debug_assertions)]
    ("/styleguide", "/styleguide", Nobody),
    ("/mailbox", "/mailbox", Nobody),
    ("/mailbox/{name}", "/mailbox/00000000-0000-4000-8000-000000000000", Nobody),
    ("/", "/", world::Stranger),
    ("/sign-in", "/sign-in", Nobody),
    ("/account", "/account", world::Manager),
    ("/password-reset", "/password-reset", Nobody),
    ("/password-reset/{token}", "/password-reset/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", Nobody),
    ("/invitations/{token}", "/invitations/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", Nobody),
    ("/{tenant}/round/{token}", "/montreuvray/round/AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE", Nobody),
    (
        "/{tenant}/round/{token}/turns/{turn}",
        "/montreuvray/round/AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE/turns/1",
        Nobody,
    ),
];

/// Data that the world of the tests lacks: an approved record and a closed session.
const SETTLED: &[(&str, &str, Persona)] = &[
    (
        "/{tenant}/series/{series}/hearings/{number}",
        "/montreuvray/series/eau/hearings/9",
        world::OrganisingOfficial,
    ),
    (
        "/{tenant}/series/{series}/hearings/{number}",
        "/montreuvray/series/eau/hearings/9",
        world::OrganisingStaff,
    ),
    (
        "/{tenant}/series/{series}/hearings/{number}/withdrawal",
        "/montreuvray/series/eau/hearings/9/withdrawal",
        world::OrganisingOfficial,
    ),
    (
        "/{tenant}/series/{series}/hearings/{number}/turns/{turn}/errata/new",
        "/montreuvray/series/eau/hearings/9/turns/2/errata/new",
        world::OrganisingStaff,
    ),
    (
        "/{tenant}/series/{series}/hearings/{number}/turns/{turn}/history",
        "/montreuvray/series/eau/hearings/9/turns/1/history",
        world::OrganisingStaff,
    ),
    (
        "/{tenant}/series/{series}/hearings/{number}/turns/{turn}/history",
        "/montreuvray/series/eau/hearings/9/turns/3/history",
        world::OrganisingStaff,
    ),
    (
        "/{tenant}/series/{series}/hearings/{number}/history",
        "/montreuvray/series/eau/hearings/9/history",
        world::OrganisingStaff,
    ),
    (
        "/{tenant}/series/{series}/hearings/{number}",
        "/montreuvray/series/eau/hearings/10",
        world::OrganisingStaff,
    ),
    (
        "/{tenant}/series/{series}/hearings/{number}/edit",
        "/montreuvray/series/eau/hearings/10/edit",
        world::OrganisingStaff,
    ),
];

/// GET routes that are no pages.
const NO_PAGES: &[&str] =
    &["/health", "/static/{path:.*}", "/{tenant}/series/{series}/hearings/{number}/export.{format}"];

/// Every page of the table with each persona that may open it, and the refusal for one that may not.
fn pages() -> Vec<(&'static str, String, Persona)> {
    let mut pages: Vec<_> =
        OPEN.iter().chain(SETTLED).map(|(route, path, who)| (*route, (*path).to_owned(), *who)).collect();
    for line in include_str!("../web/access.txt").lines().filter(|it| it.starts_with("get")) {
        let mut words = line.split_whitespace().skip(1);
        let (route, path) = (words.next().unwrap(), words.next().unwrap());
        if NO_PAGES.contains(&route) {
            continue;
        }
        let mut refusals = BTreeSet::new();
        // The table leaves out the stranger and nobody, who get the same responses everywhere.
        for (persona, status) in Persona::ALL.into_iter().zip(words.take(7)) {
            if status == "200" || refusals.insert(status) {
                pages.push((route, path.to_owned(), persona));
            }
        }
    }
    pages
}

#[test]
fn the_list_of_pages_is_complete() {
    let looked: BTreeSet<_> = pages().into_iter().map(|(route, ..)| route).collect();
    for (_, route) in LIST.iter().filter(|(method, _)| *method == "get") {
        assert!(looked.contains(route) != NO_PAGES.contains(route), "{route}");
    }
}

pub(super) fn tool(path: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/node_modules").join(path);
    assert!(path.exists(), "{} is not there: bin/install-needs test", path.display());
    path
}

#[actix_web::test]
async fn every_page_is_valid_html() {
    let world = with_settled(world().await).await;
    let folder = Scratch::new();
    let mut seen = BTreeSet::new();
    for (at, (route, path, persona)) in pages().into_iter().enumerate() {
        let page = world.get(persona, &path).await;
        // Identical pages of several personas are checked once.
        if page.header("content-type").starts_with("text/html") && seen.insert(page.body.clone()) {
            let name =
                format!("{at}-{persona:?}-{}.html", route.replace(|c: char| !c.is_alphanumeric(), "_"));
            std::fs::write(folder.0.join(name), &page.body).unwrap();
        }
    }
    assert!(seen.len() > LIST.len() / 2, "{} pages", seen.len());
    let judged = Command::new(tool(".bin/html-validate"))
        .args(["--config", concat!(env!("CARGO_MANIFEST_DIR"), "/tests/browser/htmlvalidate.json")])
        .arg(folder.0.join("*.html"))
        .output()
        .expect("html-validate runs");
    assert!(judged.status.success(), "{}", String::from_utf8_lossy(&judged.stdout));
    world.end().await;
}

/// Runs axe on the current page and returns what it found, then looks for elements that overflow.
const JUDGE: &str = r#"
    const done = arguments[arguments.length - 1];
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    axe.run(document, { runOnly: tags, resultTypes: ["violations"] }).then((found) => {
      const wrong = found.violations.flatMap((rule) => rule.nodes.map((it) => `${rule.id}: ${it.target} ${it.failureSummary}`));
      const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      if (wide > 0) {
        const out = [...document.body.querySelectorAll("*")].find((it) => it.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5);
        wrong.push(`sticks out by ${wide} px: ${out?.outerHTML.slice(0, 120)}`);
      }
      done(wrong);
    }, (why) => done([String(why)]));
"#;

/// The problems of the current page, in both themes and at both widths.
pub(super) async fn judge(browser: &Browser, axe: &str) -> Vec<String> {
    browser.run(axe).await;
    let mut wrong = Vec::new();
    for (theme, width) in [("light", 1280), ("dark", 1280), ("dark", 360), ("light", 360)] {
        browser.appear(theme, width).await;
        let found = browser.run_async(JUDGE).await;
        wrong.extend(
            found
                .as_array()
                .into_iter()
                .flatten()
                .map(|it| format!("{theme} {width}: {}", it.as_str().unwrap_or("?"))),
        );
    }
    wrong
}

/// Opens every page of some personas in one browser.
async fn walk(world: &World, personas: &[Persona], axe: &str) -> String {
    let browser = Browser::start(&world.address).await;
    let mut report = String::new();
    for persona in personas {
        browser.become_persona(*persona).await;
        for (_, path, _) in pages().iter().filter(|(.., who)| who == persona) {
            browser.open(path).await;
            for wrong in judge(&browser, axe).await {
                writeln!(report, "{persona:?} {path} {wrong}").unwrap();
            }
        }
    }
    report
}

#[actix_web::test]
async fn every_page_passes_axe_and_fits_the_screen() {
    let world = with_settled(world().await).await;
    let axe = std::fs::read_to_string(tool("axe-core/axe.min.js")).unwrap();
    let (some, others): (Vec<_>, Vec<_>) =
        Persona::ALL.into_iter().partition(|it| (*it as u8).is_multiple_of(2));
    let (one, two) = tokio::join!(walk(&world, &some, &axe), walk(&world, &others, &axe));
    assert!(one.is_empty() && two.is_empty(), "\n{one}{two}");
    world.end().await;
}

/// The size of a first visit, in compressed bytes.
#[actix_web::test]
async fn the_record_stays_within_its_transfer_budget() {
    let world = with_settled(world().await).await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open("/montreuvray/series/eau/hearings/1").await;
    let shift = browser
        .run_async(
            "const done = arguments[0]; const moved = [];
             new PerformanceObserver((list) => {
               for (const it of list.getEntries()) for (const { node, previousRect: from, currentRect: to } of it.sources)
                 moved.push(`${node?.nodeName}.${node?.className} ${from.x},${from.y},${from.width},${from.height} to ${to.x},${to.y},${to.width},${to.height}`);
             }).observe({ type: 'layout-shift', buffered: true });
             setTimeout(() => done(moved), 500);",
        )
        .await;
    assert_eq!(shift.as_array().map(Vec::len), Some(0), "the page moves while it loads: {shift:#?}");
    let inline =
        browser.run("return document.querySelectorAll('style, [style], script:not([src])').length").await;
    assert_eq!(inline, 0, "the page has an inline style or script");
    let loaded = browser
        .run("return performance.getEntriesByType('resource').map((it) => [it.name, it.encodedBodySize])")
        .await;
    let loaded: Vec<(String, u64)> = serde_json::from_value(loaded).unwrap();
    let weight = |ending: &str| -> u64 {
        loaded.iter().filter(|(name, _)| name.ends_with(ending)).map(|(_, bytes)| bytes).sum()
    };
    for (name, _) in &loaded {
        assert!(name.starts_with(&world.address), "{name} comes from elsewhere");
    }
    for (ending, most) in [(".css", 40_000), (".js", 60_000), (".woff2", 120_000)] {
        let bytes = weight(ending);
        assert!((1..=most).contains(&bytes), "{bytes} bytes of {ending}");
    }
    browser.close().await;
    world.end().await;
}

/// Names of 200 letters without spaces, 200 people and a turn of fifty pages, on the narrowest screen.
#[actix_web::test]
async fn the_longest_names_fit_every_page() {
    let world = with_settled(world().await).await;
    for (table, column) in [
        ("people", "name"),
        ("members", "name"),
        ("bodies", "name"),
        ("attendances", "name"),
        ("attendances", "title"),
        ("attendances", "body_name"),
        ("positions", "title"),
        ("group_recipients", "name"),
        ("documents", "title"),
        ("documents", "source"),
    ] {
        world.sql(&format!("update {table} set {column} = repeat('M', 192) || right(id::text, 8)")).await;
    }
    world.sql("update turns set text = repeat('Toujours la même phrase. ', 6000) where number = 2").await;
    world
        .sql(
            "with crowd as (insert into people (id, name, name_key)
                 select gen_random_uuid(), repeat('W', 200), 'w ' || n from generate_series(1, 198) n returning id, name)
             insert into attendances (id, hearing_id, person_id, position, category, name)
             select gen_random_uuid(), '60000000-0000-4000-8000-000000000001', id, 10 + row_number() over (),
                    'administration', name from crowd",
        )
        .await;
    let browser = Browser::start(&world.address).await;
    let mut wrong = String::new();
    for persona in [world::OrganisingStaff, world::OtherOfficial, world::Manager] {
        browser.become_persona(persona).await;
        for (_, path, _) in pages().iter().filter(|(.., who)| *who == persona) {
            browser.open(path).await;
            browser.appear("light", 320).await;
            let out = browser
                .run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
                .await;
            if out.as_i64() != Some(0) {
                writeln!(wrong, "{persona:?} {path} by {out}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    browser.close().await;
    world.end().await;
}

/// An approved record with sections, an erratum and a merged turn; a hearing in closed session.
async fn with_settled(world: World) -> World {
    let statements = [
        "insert into hearings (id, series_id, number, title, day, state) values
               ('60000000-0000-4000-8000-000000000009', '50000000-0000-4000-8000-000000000001', 9, 'La pluie', '2024-07-02', 'approved')",
        "insert into hearings (id, series_id, number, title, day, state, closed) values
               ('60000000-0000-4000-8000-000000000010', '50000000-0000-4000-8000-000000000001', 10, 'Le captage', '2024-07-03', 'in_review', true)",
        "insert into turns (id, hearing_id, number, position, text) values
               ('70000000-0000-4000-8000-000000000101', '60000000-0000-4000-8000-000000000010', 1, 1, 'Entre nous.')",
        "insert into turns (id, hearing_id, number, position, text, version, provenance, section, section_title, removed, merged_into) values
               ('70000000-0000-4000-8000-000000000091', '60000000-0000-4000-8000-000000000009', 1, 1, 'Il pleut moins.', 2, 'corrected', 'opening_statement', '', false, null),
               ('70000000-0000-4000-8000-000000000092', '60000000-0000-4000-8000-000000000009', 2, 2, 'On attend.', 1, 'imported', 'titled', 'Et puis', false, null)",
        "insert into turns (id, hearing_id, number, position, text, removed, merged_into) values
               ('70000000-0000-4000-8000-000000000093', '60000000-0000-4000-8000-000000000009', 3, 3, 'Oui.', true, '70000000-0000-4000-8000-000000000092')",
        "insert into changes (id, hearing_id, kind, subject, actor, reason, member_id) values
               ('01000000-0000-7000-8000-000000000091', '60000000-0000-4000-8000-000000000009', 'approval', 'La pluie', '', '', 'f0000000-0000-4000-8000-000000000001'),
               ('01000000-0000-7000-8000-000000000092', '60000000-0000-4000-8000-000000000009', 'erratum', 'La pluie', '', 'Un chiffre.', 'f0000000-0000-4000-8000-000000000002'),
               ('01000000-0000-7000-8000-000000000093', '60000000-0000-4000-8000-000000000009', 'publication_withdrawal', 'La pluie', '', 'Un nom.', 'f0000000-0000-4000-8000-000000000001')",
        "insert into changed_rows (change_id, table_name, row_id, version, before)
         select '01000000-0000-7000-8000-000000000092', 'turns', id, 2, to_jsonb(turns) || '{\"version\": 1, \"text\": \"Il pleut plus.\", \"provenance\": \"imported\", \"section\": null}'
           from turns where id = '70000000-0000-4000-8000-000000000091'",
    ];
    for statement in statements {
        world.sql(statement).await;
    }
    world
}
