//! Reading a record.

use super::*;

const FIRST: &str = "/montreuvray/series/eau/hearings/1";
const FOCUS: &str = "return document.activeElement.id";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

/// The content of the clipboard, pasted into a field of the page.
async fn pasted(browser: &Browser) -> String {
    browser.run("const it = document.createElement('textarea'); document.body.append(it); it.focus()").await;
    browser.keys("\u{e009}v\u{e000}").await;
    let text = browser.run("return document.body.lastElementChild.value").await;
    browser.run("document.body.lastElementChild.remove()").await;
    text.as_str().unwrap_or_default().to_owned()
}

#[actix_web::test]
async fn a_record_can_be_read_with_the_keyboard() {
    let world = world().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open(FIRST).await;
    browser.sees(&["Une cour qui boit"]).await;
    for (key, turn) in [("j", "t1"), ("j", "t2"), ("j", "t3"), ("k", "t2"), ("k", "t1")] {
        browser.keys(key).await;
        browser.answers(FOCUS, turn).await;
        let current = "return document.querySelector('.outline [aria-current]')?.hash";
        browser.answers(current, format!("#{turn}")).await;
    }

    // A note opens beside its call, and returns the focus.
    browser.run("document.getElementById('t1-n1-call').focus()").await;
    browser.keys(ENTER).await;
    browser
        .answers("return document.activeElement.firstElementChild?.textContent", "Moyenne sur trente ans.")
        .await;
    browser.keys(ESCAPE).await;
    browser.answers(FOCUS, "t1-n1-call").await;
    assert_eq!(browser.path().await, FIRST);

    // From one search result to the next.
    browser.keys("/").await;
    browser.answers(FOCUS, "q").await;
    browser.keys(&format!("kervadec jk/{ENTER}")).await;
    browser.sees(&["Rien ne correspond à « kervadec jk/ »"]).await;
    browser.answers(FOCUS, "found").await;
    browser.keys("/").await;
    browser.keys(&format!("solene{ENTER}")).await;
    browser.sees(&["2 passages trouvés"]).await;
    for place in ["found", "m1", "m2", "m1"] {
        browser.answers(FOCUS, place).await;
        browser.keys(ENTER).await;
    }

    // A dialog lists the keyboard shortcuts, and they can be switched off.
    browser.open(FIRST).await;
    browser.keys("?").await;
    browser.sees(&["intervention suivante", "Utiliser ces touches"]).await;
    browser.choose("Utiliser ces touches").await;
    browser.keys(ESCAPE).await;
    browser.open(FIRST).await;
    browser.keys("j").await;
    browser.answers("return document.activeElement.tagName", "BODY").await;
    browser.close().await;
    world.end().await;
}

#[actix_web::test]
async fn a_passage_is_quoted_with_its_source() {
    let world = world().await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    browser.open(FIRST).await;
    browser.click("//article[@id='t2']//button").await;
    browser.sees(&["La citation est copiée"]).await;
    let source = "audition nº\u{a0}1\u{a0}: Désimperméabiliser les cours d’école, 28\u{a0}mai 2024.";
    let who = "Idriss Lemarchand (Conseiller municipal, Écologie citoyenne). Ville de Montreuvray";
    let said = "«\u{a0}Lesquelles d’abord\u{202f}?\u{a0}»";
    let address = format!("{}{FIRST}", world.address);
    let copied = pasted(&browser).await.replace("abord ?", "abord\u{202f}?");
    assert_eq!(copied, format!("{said}\n— {who}, {source}\n{address}#t2"));

    // A selection is quoted alone, and is passed on to a new action.
    browser
        .run(
            "const text = document.querySelector('#t1 .said p').firstChild; const range = document.createRange();
             range.setStart(text, 0); range.setEnd(text, 17);
             getSelection().removeAllRanges(); getSelection().addRange(range)",
        )
        .await;
    browser.answers("return document.querySelectorAll('a[data-quoting]').length", 1).await;
    browser.click("//article[@id='t1']//button").await;
    browser.sees(&["La citation est copiée"]).await;
    let copied = pasted(&browser).await;
    assert!(copied.starts_with("«\u{a0}Une cour qui boit\u{a0}»\n— Solène Kervadec"), "{copied}");

    browser.click("//article[@id='t1']//a[@class='permalink']").await;
    browser.sees(&["Le lien vers l’intervention est copié"]).await;
    assert_eq!(pasted(&browser).await, format!("{address}#t1"));
    assert_eq!(browser.path().await, format!("{FIRST}#t1"));
    browser.close().await;
    world.end().await;
}

#[actix_web::test]
async fn the_longest_contents_fit_the_page() {
    let world = world().await;
    world.sql("update attendances set name = repeat('Nom', 66), title = repeat('Titre', 100), body_name = repeat('Corps', 60)").await;
    world.sql("update turns set text = repeat(repeat('mot ', 500) || E'\\n\\n', 75) || repeat('long', 500) where number = 1").await;
    world.sql("update turns set footnotes = json_build_array(json_build_array(repeat('9', 50), repeat('note', 500)))::jsonb where footnotes <> '[]'").await;
    world.sql("update hearings set title = repeat('Titre', 60), place = repeat('Lieu', 75)").await;
    let browser = signed_in(&world, "thomas.oeuvrard").await;
    for width in [320, 390, 768, 1280] {
        browser.appear("light", width).await;
        browser.open(FIRST).await;
        browser.answers("return document.documentElement.scrollWidth <= innerWidth", true).await;
    }
    // Within a long turn, the speaker stays visible and a link leads back to its beginning.
    browser.run("scrollTo({ top: document.getElementById('t1').getBoundingClientRect().bottom - 1500, behavior: 'instant' })").await;
    browser.answers("return document.querySelector('.outline [aria-current]')?.hash", "#t1").await;
    browser.keys("k").await;
    browser.answers(FOCUS, "t1").await;
    browser.close().await;
    world.end().await;
}
