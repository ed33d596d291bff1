//! French typography on pages and in sentences, and the language of a page.

use reqwest::Method;

use crate::world::{Answer, Manager, Nobody, OrganisingStaff, Persona, World};

const HEARING: &str = "/montreuvray/series/eau/hearings/1";

#[actix_web::test]
async fn dates_and_times_follow_french_typography() {
    let world = World::start().await;
    let whole = "mardi 28\u{a0}mai 2024 à\u{a0}14\u{a0}h\u{a0}30";
    for page in [HEARING, "/montreuvray/series/eau"] {
        let answer = world.get(OrganisingStaff, page).await;
        assert!(answer.body.contains(whole), "{page}: {}", answer.body);
    }
    world.sql("update hearings set day = '2024-05-01', starts_at = null where number = 1").await;
    let answer = world.get(OrganisingStaff, HEARING).await;
    assert!(answer.body.contains("mercredi 1er\u{a0}mai 2024</time>"), "{}", answer.body);
    world.end().await;
}

#[actix_web::test]
async fn typed_text_keeps_its_spaces() {
    let world = World::start().await;
    let (title, place) = ("L’eau\u{a0}: un «\u{a0}bien commun\u{a0}»\u{202f}?", "Salle nº\u{a0}2");
    let form = [("version", "1"), ("number", "1"), ("title", title), ("day", "28/5/24"), ("place", place)];
    world.post(OrganisingStaff, HEARING, &form).await.leads_to(HEARING);
    for page in [HEARING, &format!("{HEARING}/edit")] {
        let answer = world.get(OrganisingStaff, page).await;
        assert!(answer.body.contains(title) && answer.body.contains(place), "{page}: {}", answer.body);
    }

    let said = "Combien\u{202f}? 12\u{202f}000\u{a0}m³\u{202f}; «\u{a0}pas plus\u{a0}».";
    let form = [("version", "1"), ("speaker", "a0000000-0000-4000-8000-000000000001"), ("text", said)];
    world
        .post(OrganisingStaff, &format!("{HEARING}/turns/1"), &form)
        .await
        .leads_to(&format!("{HEARING}#t1"));
    let answer = world.get(OrganisingStaff, HEARING).await;
    assert!(answer.body.contains(said), "{}", answer.body);

    let summary = "/montreuvray/summaries/10000000-0000-4000-8000-000000000001";
    let form = [("version", "1"), ("title", title), ("markdown", said)];
    world.post(OrganisingStaff, summary, &form).await.leads_to(summary);
    let answer = world.get(OrganisingStaff, summary).await;
    let body = answer.body.replace("&nbsp;", "\u{a0}");
    assert!(body.contains(said) && body.contains(title), "{body}");
    world.end().await;
}

async fn page(world: &World, persona: Persona, path: &str, browser: &str) -> String {
    let cookies = format!("__Host-session={}", persona.token().secret());
    language(ask(world, &cookies, path, browser).await)
}

/// The response to a browser with these cookies and this language.
async fn ask(world: &World, cookies: &str, path: &str, browser: &str) -> Answer {
    let mut request = world.request(Nobody, Method::GET, path).header("cookie", cookies);
    // The header that the world sends is replaced, not repeated.
    request =
        request.headers([(reqwest::header::ACCEPT_LANGUAGE, browser.parse().unwrap())].into_iter().collect());
    Answer::of(request).await
}

fn language(page: Answer) -> String {
    page.body.split("<html lang=\"").nth(1).and_then(|it| it.split('"').next()).unwrap_or("").to_owned()
}

#[actix_web::test]
async fn the_language_comes_from_the_member_then_the_tenant_then_the_browser() {
    let world = World::start().await;
    let (inside, missing) = ("/montreuvray/series", "/montreuvray/series/nulle-part");
    // Without a choice, the language of the tenant applies, whatever the browser asks for.
    for path in [inside, missing] {
        assert_eq!(page(&world, OrganisingStaff, path, "en").await, "fr", "{path}");
    }
    let settings = [
        ("version", "1"),
        ("name", "Ville de Montreuvray"),
        ("time_zone", "Europe/Paris"),
        ("language", "en"),
    ];
    world.post(Manager, "/montreuvray/settings", &settings).await.leads_to("/montreuvray/settings");
    for path in [inside, missing] {
        assert_eq!(page(&world, OrganisingStaff, path, "fr").await, "en", "{path}");
    }
    // The choice of the member overrides both, also on error pages.
    let choice = [("language", "fr"), ("back", inside)];
    world.post(OrganisingStaff, "/language", &choice).await.leads_to(inside);
    for path in [inside, missing, "/account"] {
        assert_eq!(page(&world, OrganisingStaff, path, "en").await, "fr", "{path}");
    }
    assert_eq!(page(&world, Manager, inside, "fr").await, "en");
    // Outside every tenant and without a choice, the language of the browser applies.
    for (browser, expected) in [("en-GB,en;q=0.9", "en"), ("fr-CA", "fr"), ("de", "fr")] {
        assert_eq!(page(&world, Manager, "/account", browser).await, expected);
        assert_eq!(page(&world, Manager, "/sign-in", browser).await, expected);
    }
    world.end().await;
}

#[actix_web::test]
async fn pages_before_sign_in_keep_the_last_language() {
    let world = World::start().await;
    let session = format!("__Host-session={}", OrganisingStaff.token().secret());
    let outside =
        ["/sign-in", "/password-reset", "/accessibility", "/nowhere/at/all", "/montreuvray/nowhere"];
    // A browser that has not yet shown a member's page uses its own language.
    for path in outside {
        assert_eq!(language(ask(&world, "", path, "en").await), "en", "{path}");
        assert_eq!(language(ask(&world, "__Host-language=xx", path, "fr").await), "fr", "{path}");
    }
    // Afterwards the language of the tenant applies, signed in or out.
    let inside = ask(&world, &session, "/montreuvray/series", "en").await;
    let spoken = format!("__Host-language={}", inside.cookie("__Host-language").unwrap());
    assert_eq!(spoken, "__Host-language=fr");
    for path in outside {
        assert_eq!(language(ask(&world, &spoken, path, "en").await), "fr", "{path}");
        assert_eq!(language(ask(&world, &format!("{session}; {spoken}"), path, "en").await), "fr", "{path}");
    }
    // A cookie that is already set is not sent again.
    let again = ask(&world, &format!("{session}; {spoken}"), "/montreuvray/series", "en").await;
    assert_eq!(again.cookie("__Host-language"), None);
    // The choice of the member overrides everything.
    let choice = world.post(OrganisingStaff, "/language", &[("language", "en"), ("back", "/account")]).await;
    let chosen = format!("__Host-language={}", choice.cookie("__Host-language").unwrap());
    for path in outside {
        assert_eq!(language(ask(&world, &chosen, path, "fr").await), "en", "{path}");
    }
    let address = "/montreuvray/actions/x";
    assert_eq!(language(ask(&world, &format!("{session}; {chosen}"), address, "fr").await), "en");
    for path in ["/montreuvray/series", "/montreuvray/series/rien", "/account"] {
        assert_eq!(language(ask(&world, &format!("{session}; {spoken}"), path, "fr").await), "en", "{path}");
    }
    world.end().await;
}

/// In our own sentences: U+202F before ; ! ?, U+00A0 before : and inside « ».
#[test]
fn sentences_follow_french_spacing() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/fr");
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in text.lines().filter(|it| !it.starts_with('#')) {
            let characters: Vec<char> = line.chars().collect();
            for pair in characters.windows(2) {
                let is_wrong = match (pair[0], pair[1]) {
                    (before, ';' | '!' | '?') => before != '\u{202f}',
                    // `[^1]:` is not a sentence.
                    (before, ':') => !['\u{a0}', ']'].contains(&before),
                    (before, '»') => before != '\u{a0}',
                    ('«', after) => after != '\u{a0}',
                    _ => false,
                };
                if is_wrong {
                    wrong.push(format!("{pair:?} in {line}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
