//! Accessibility: large text, wide spacing, reduced motion, and focus in the right place.

use super::*;
use crate::{
    keyboard::{ENTER, TAB},
    world::OrganisingStaff,
};

/// One page of each kind.
const MAIN: &[&str] = &[
    "/montreuvray",
    "/montreuvray/series",
    "/montreuvray/series/eau",
    "/montreuvray/series/eau/hearings/1",
    "/montreuvray/series/eau/hearings/1/attendances",
    "/montreuvray/series/eau/hearings/2/turns/1/edit",
    "/montreuvray/series/eau/imports/40000000-0000-4000-8000-000000000001",
    "/montreuvray/actions?scope=all",
    "/montreuvray/actions/90000000-0000-4000-8000-000000000001",
    "/montreuvray/summaries/10000000-0000-4000-8000-000000000001",
    "/montreuvray/summaries/10000000-0000-4000-8000-000000000001/edit",
    "/montreuvray/people",
];

/// The spacing of WCAG 1.4.12, as a user's own style sheet sets it.
const LOOSE: &str = "
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
                       p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];";

/// Unreadable text: it overflows the page or is clipped by its box.
const LOST: &str = "
    const lost = [], root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) lost.push(`the page is ${root.scrollWidth} wide`);
    for (const it of document.body.querySelectorAll('*')) {
      if (!it.checkVisibility() || it.closest('.visually-hidden, .skip-link, svg, input, select, textarea')) continue;
      const { overflowX, overflowY } = getComputedStyle(it);
      const cut = (how, inner, outer) => ['hidden', 'clip'].includes(how) && inner > outer + 1;
      if (cut(overflowX, it.scrollWidth, it.clientWidth) || cut(overflowY, it.scrollHeight, it.clientHeight))
        lost.push(it.outerHTML.slice(0, 160));
    }
    return lost.join('\\n');";

#[actix_web::test]
async fn large_or_spaced_text_is_not_clipped() {
    let world = world().await;
    let browser = Browser::start(&world.address).await;
    browser.become_persona(OrganisingStaff).await;
    let mut report = String::new();
    for path in MAIN {
        browser.open(path).await;
        // 1280 px at 200 % and at 400 %, then wide spacing on a phone and on a desktop.
        for (width, script) in [(640, ""), (320, ""), (360, LOOSE), (1280, LOOSE)] {
            browser.appear("light", width).await;
            browser.run(script).await;
            let lost = browser.run(LOST).await;
            if lost != "" {
                report += &format!("{path} {width}: {}\n", lost.as_str().unwrap_or("?"));
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
    browser.close().await;
    world.end().await;
}

#[actix_web::test]
async fn reduced_motion_is_respected() {
    let world = world().await;
    let browser = Browser::start(&world.address).await;
    browser.become_persona(OrganisingStaff).await;
    let moving = "return [...document.querySelectorAll('*')].find((it) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(it);
        return transitionDuration.split(',').some((long) => parseFloat(long) > 0.01) || animationName !== 'none' || scrollBehavior === 'smooth';
      })?.outerHTML.slice(0, 120) ?? ''";
    for path in MAIN {
        browser.open(path).await;
        browser.motion("no-preference").await;
        assert_ne!(browser.run(moving).await, "", "{path} moves otherwise");
        browser.motion("reduce").await;
        assert_eq!(browser.run(moving).await, "", "{path}");
    }
    browser.close().await;
    world.end().await;
}

#[actix_web::test]
async fn one_key_skips_the_page_header() {
    let world = world().await;
    let browser = Browser::start(&world.address).await;
    browser.become_persona(OrganisingStaff).await;
    for path in MAIN.iter().filter(|it| !it.ends_with("/attendances")) {
        browser.open(path).await;
        browser.key(TAB).await;
        browser.reach(".skip-link", "Aller au contenu").await;
        browser.key(ENTER).await;
        browser.answers("return document.activeElement.id", "main").await;
    }
    browser.close().await;
    world.end().await;
}

#[actix_web::test]
async fn the_error_summary_gets_the_focus_and_links_to_each_field() {
    let world = world().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open("/montreuvray/series/eau/hearings/new").await;
    browser.fill("day", "le jour d’après").await;
    browser.press("Enregistrer, puis noter").await;
    browser.sees(&["Le formulaire comporte des erreurs"]).await;
    browser.answers("return document.activeElement.className", "error-summary").await;
    for field in ["title", "day"] {
        let link = format!("document.querySelector('.error-summary a[href=\"#{field}\"]')");
        browser.run(&format!("{link}.focus()")).await;
        browser.key(ENTER).await;
        browser.answers("return document.activeElement.id", field).await;
        let told = "const it = document.activeElement; return it.getAttribute('aria-invalid') === 'true' &&
                    it.getAttribute('aria-describedby').split(' ').some((id) => document.getElementById(id)?.className === 'error')";
        assert_eq!(browser.run(told).await, true, "{field}");
    }
    browser.close().await;
    world.end().await;
}
