use proptest::prelude::*;

use super::*;

fn notes(markers: &[&str]) -> Vec<Footnote> {
    markers.iter().map(|it| Footnote { marker: (*it).to_owned(), text: String::new() }).collect()
}

fn said(text: &str) -> String {
    TurnHtml { number: 7, text, notes: &notes(&["4", "*", "a&b"]), search: None }.to_string()
}

#[test]
fn light_markdown_becomes_html() {
    for (text, html) in [
        ("Un.\n\n \nDeux\ntrois.\n", "<p>Un.</p><p>Deux<br>trois.</p>"),
        (
            "un *mot*, **deux**, ***trois***",
            "<p>un <em>mot</em>, <strong>deux</strong>, <strong><em>trois</em></strong></p>",
        ),
        ("**très *bien* dit**", "<p><strong>très <em>bien</em> dit</strong></p>"),
        ("**jamais *fermé**", "<p><strong>jamais *fermé</strong></p>"),
        ("2 * 3, renvoi\\* et seul*", "<p>2 * 3, renvoi* et seul*</p>"),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("ni \\[^4] ni [^9] ni [^]", "<p>ni [^4] ni [^9] ni [^]</p>"),
        ("hier, http, https://", "<p>hier, http, https://</p>"),
    ] {
        assert_eq!(said(text), html);
    }
}

#[test]
fn notes_link_back_to_their_first_call() {
    assert_eq!(
        said("oui[^4], non[^4]"),
        "<p>oui<sup><a href=\"#t7-n1\" id=\"t7-n1-call\" role=\"doc-noteref\" aria-label=\"Note 4\">4</a></sup>, \
         non<sup><a href=\"#t7-n1\" role=\"doc-noteref\" aria-label=\"Note 4\">4</a></sup></p>"
    );
    assert!(said("étoile[^\\*]").contains("#t7-n2\""));
    assert!(said("étoile[^*] et *mot*").contains("<em>mot</em>"));
    assert!(said("x[^a&b]").contains("aria-label=\"Note a&amp;b\">a&amp;b</a>"));
    assert_eq!(called("oui[^4], [^\\*]", &notes(&["4", "5", "*"])), [true, false, true]);
    assert_eq!(called("oui\\[^4]", &notes(&["4"])), [false]);
}

#[test]
fn matches_are_marked_across_markup() {
    let found = |words: &str, text: &str| {
        let notes = notes(&["4"]);
        let mut search = Search::of(words).unwrap();
        search.found = TurnHtml { number: 7, text, notes: &notes, search: None }.count(&search);
        (search.found, TurnHtml { number: 7, text, notes: &notes, search: Some(&search) }.to_string())
    };
    let open = |place: usize, next: usize| {
        format!("<a class=\"found\" href=\"#m{next}\" id=\"m{place}\" aria-describedby=\"found-next\"><mark>")
    };
    assert_eq!(
        found("cour", "La Cour, *les cours*"),
        (2, format!("<p>La {}Cour</mark></a>, <em>les {}cour</mark></a>s</em></p>", open(1, 2), open(2, 1)))
    );
    assert_eq!(
        found("c'est la pluie qui", "C’est *la pluie*[^4] qui"),
        (
            1,
            format!(
                "<p>{}C’est </mark></a><em><mark>la pluie</mark></em><sup><a href=\"#t7-n4\" id=\"t7-n4-call\" \
                 role=\"doc-noteref\" aria-label=\"Note 4\">4</a></sup><mark> qui</mark></p>",
                open(1, 1)
            )
            .replace("n4", "n1")
        )
    );
    let (count, html) = found("a<b>", "a<b> et [^a<b>]");
    assert_eq!(count, 2);
    assert!(html.ends_with("[^<a class=\"found\" href=\"#m1\" id=\"m2\" aria-describedby=\"found-next\"><mark>a</mark></a><mark>&lt;</mark><mark>b</mark><mark>&gt;</mark>]</p>"), "{html}");
    assert_eq!(found("exemple", "https://exemple.example/exemple").0, 0);
}

#[test]
fn links_end_before_punctuation() {
    let link = |to: &str| format!("<a href=\"{to}\" rel=\"noopener noreferrer nofollow\">{to}</a>");
    for (text, html) in [
        (
            "voir <https://a.example/x?b=1&c=*d*>.",
            format!("voir {}.", link("https://a.example/x?b=1&amp;c=*d*")),
        ),
        ("(https://a.example/x).", format!("({}).", link("https://a.example/x"))),
        ("https://a.example/x_(y), fin", format!("{}, fin", link("https://a.example/x_(y)"))),
        ("*http://a.example*", format!("<em>{}</em>", link("http://a.example"))),
        ("<https://a\" onclick=b>", "&lt;".to_owned() + &link("https://a") + "\" onclick=b&gt;"),
        ("<https://a\"onclick=b>", link("https://a&quot;onclick=b")),
        (
            "javascript:alert(1) <javascript:alert(1)>",
            "javascript:alert(1) &lt;javascript:alert(1)&gt;".into(),
        ),
    ] {
        assert_eq!(NoteHtml { text, search: None }.to_string(), html);
    }
}

/// The visible text of generated HTML; an error if its elements are not nested.
fn shown(html: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(c) = rest.chars().next() {
        match c {
            '<' => {
                let (tag, after) = rest[1..].split_once('>').ok_or("a tag is open")?;
                let name = tag.split(' ').next().unwrap_or_default();
                match name.strip_prefix('/') {
                    Some(name) if open.pop() == Some(name) => {}
                    Some(name) => return Err(format!("{name} is not open")),
                    None if ["p", "em", "strong", "sup", "a"].contains(&name) => open.push(name),
                    None if name == "br" => text.push('\n'),
                    None => return Err(format!("{name} is not ours")),
                }
                let attributes = &tag[name.len()..];
                if attributes.contains(['<', '\'']) || attributes.matches('"').count() % 2 == 1 {
                    return Err(format!("an attribute breaks out: {tag}"));
                }
                rest = after;
            }
            '&' => {
                let (entity, after) = rest[1..].split_once(';').ok_or("a bare &")?;
                let letter = match entity {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "#39" => '\'',
                    other => return Err(format!("no entity {other}")),
                };
                text.push(letter);
                rest = after;
            }
            '>' => return Err("a bare >".into()),
            letter => {
                text.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    if open.is_empty() { Ok(text) } else { Err(format!("open: {open:?}")) }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,6}",
        Just("[^4]".to_owned()),
        Just("[^".to_owned()),
        Just("]".to_owned()),
        Just("\\".to_owned()),
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just(" ".to_owned()),
        "[*]{1,4}",
        "<?https?://[a-z\"'<>&*.()\\\\]{0,8}>?",
        Just("<script a='b' c=\"d\">".to_owned()),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_is_typed_nothing_becomes_markup_and_no_word_is_lost(text in any_text()) {
        let shown = shown(&said(&text)).map_err(TestCaseError::fail)?;
        prop_assert_eq!(letters(&shown), letters(&text));
    }

    #[test]
    fn notes_hold_the_same(text in any_text()) {
        let shown = shown(&NoteHtml { text: &text, search: None }.to_string()).map_err(TestCaseError::fail)?;
        prop_assert_eq!(letters(&shown), letters(&text));
    }
}

/// Takes far less than a second, and several if each one is searched for repeatedly.
#[test]
fn many_notes_and_asterisks_take_linear_time() {
    let started = std::time::Instant::now();
    let markers: Vec<String> = (0..40_000).map(|it| it.to_string()).collect();
    let notes = notes(&markers.iter().map(String::as_str).collect::<Vec<_>>());
    let text: String = markers.iter().map(|it| format!("a[^{it}] ")).collect();
    assert!(called(&text, &notes).into_iter().all(|it| it));
    assert_eq!(
        TurnHtml { number: 1, text: &text, notes: &notes, search: None }.to_string().matches("<sup>").count(),
        40_000
    );
    let stars = format!("{}{}", "*a ".repeat(60_000), "x**** ".repeat(60_000));
    assert!(said(&stars).ends_with("x****</p>"));
    assert!(started.elapsed() < std::time::Duration::from_secs(10), "{:?}", started.elapsed());
}

/// HTML without what a reader does not see: the `rel` of links, line ends between blocks.
fn bare_html(html: &str) -> String {
    let html = html.replace(" rel=\"noopener noreferrer nofollow\"", "");
    html.replace(" rel=\"noopener noreferrer\"", "").replace("</p>\n", "</p>").replace("&nbsp;", "\u{a0}")
}

/// The signs that `text::markdown` documents for both.
#[test]
fn turns_and_summaries_share_a_dialect() {
    let turn = |text: &str| bare_html(&TurnHtml { number: 7, text, notes: &[], search: None }.to_string());
    let summary = |text: &str| bare_html(&crate::text::markdown::html(text, None));
    for text in [
        "Un.\n\nDeux.\n\n \n\nTrois.\n",
        "  Un, retrait.\n\n  Deux  ",
        "un *mot*, **deux** et *trois mots ici*",
        "**très *bien* dit** et *très **bien** dit*",
        "*jamais fermé, **jamais non plus",
        "in*croy*able, l’*eau*, (*oui*), «\u{a0}*non*\u{a0}», *fin*.",
        "2 * 3, 2*3, * seul, seul *, ** et ***",
        "renvoi\\*, \\*pas d’italique\\*, \\\\ et \\",
        "ni \\[^4] ni [^9] ni [^] ni [x]",
        "a < b & c > d, AT&T, 1<2",
        "un <script>alert(1)</script> et <b onclick=x>mot</b>",
        "un \\<b> mot",
        "voir <https://a.example/b?c=1&d=2> et <http://b.example/>.",
        "*voir <https://a.example/>*",
        "« Oui », dit-il : \"non\" — l'eau… 12 € 🙂",
        "1 000 euros, 3.5, n° 4, 50 %, a_b_c, 10~20",
    ] {
        assert_eq!(turn(text), summary(text), "{text}");
    }
}
