//! Markdown as people type it, made into HTML that is safe anywhere and into
//! plain text for mail. Raw HTML is shown as typed, and ammonia cleans the result.
//!
//! # The dialect
//!
//! Turns and summaries share these signs, and a test renders them by both
//! (`record::text`):
//!
//! - an empty line between two paragraphs;
//! - `*italics*`, `**bold**`, also inside each other and inside a word;
//! - `<https://…>` is a link;
//! - a backslash before `*`, `[`, `<` or a backslash: the sign itself.
//!
//! A turn is speech, so it has no other signs: `# 3`, `- oui`, `_a_` and
//! `&eacute;` stay as typed. Only a turn has notes (`[^4]`), keeps the
//! ends of lines, and makes a link of an address without brackets.
//!
//! A summary is CommonMark: headings, lists, quotes, code, `[words](address)`,
//! `_italics_` and a backslash before any punctuation. `[#12]` cites turn 12 of
//! the record.
//!
//! They also differ where asterisks have no clear partner (`**a*`), or are
//! between a letter and punctuation (`mot*(x)*`): a turn pairs each run of
//! asterisks with one of the same length, CommonMark has finer rules.

mod citation;
mod plain;

use std::{collections::HashSet, sync::LazyLock};

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

pub use citation::Record;
use citation::{cite, cited, is_citation};
pub use plain::text;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .tags(HashSet::from([
            "a",
            "blockquote",
            "br",
            "code",
            "em",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "strong",
            "ul",
        ]))
        .tag_attributes([("a", HashSet::from(["href"])), ("ol", HashSet::from(["start"]))].into())
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .allowed_classes([("a", HashSet::from(["cite"]))].into());
    cleaner
});

/// HTML of a Markdown text. A citation leads to its turn of the record; of a
/// turn that is not there only the words remain. Without a record (in a
/// preview) a citation is no link.
pub fn html(markdown: &str, record: Option<&Record>) -> String {
    let mut html = String::with_capacity(markdown.len() * 3 / 2);
    let mut open = Vec::new();
    let mut run = 0;
    let events = parse(markdown).map(|event| restrict(event, record, &mut open));
    let events = events.flat_map(|event| part(event, &mut run));
    pulldown_cmark::html::push_html(&mut html, events);
    CLEANER.clean(&html).to_string()
}

/// CommonMark without extensions, in which `[#12]` is a link. Quotes and lists that are nested
/// too deep are left out, their words are not.
fn parse(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    let mut depth = 0;
    Parser::new_with_broken_link_callback(markdown, Options::empty(), Some(cited))
        .map(move |event| flatten(event, &mut depth))
}

/// Limit of nested quotes and lists: the time to clean HTML grows with its square.
const DEEPEST: usize = 24;

fn flatten<'a>(event: Event<'a>, depth: &mut usize) -> Event<'a> {
    let is_too_deep = match event {
        Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => {
            *depth += 1;
            *depth > DEEPEST
        }
        Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => {
            *depth = depth.saturating_sub(1);
            *depth >= DEEPEST
        }
        _ => false,
    };
    if is_too_deep { Event::SoftBreak } else { event }
}

/// The longest run of text in bytes, and the longest address. For each `&` and each no-break space
/// the cleaner's serializer looks through the rest of the text, or of the attribute.
const LONGEST_RUN: usize = 1024;

/// Ends a run of text. The cleaner drops it.
const END_OF_RUN: Event<'static> = Event::InlineHtml(CowStr::Borrowed("<wbr>"));

/// Splits text into runs; `run` is the length of the last one.
fn part<'a>(event: Event<'a>, run: &mut usize) -> Vec<Event<'a>> {
    let (text, is_code) = match event {
        Event::Text(text) => (text, false),
        Event::Code(text) if text.len() > LONGEST_RUN => (text, true),
        other => return vec![other],
    };
    if *run + text.len() <= LONGEST_RUN {
        *run += text.len();
        return vec![Event::Text(text)];
    }
    let mut parts = if is_code { vec![Event::InlineHtml("<code>".into())] } else { Vec::new() };
    let mut rest = text.as_ref();
    while !rest.is_empty() {
        let (first, more) = rest.split_at(rest.floor_char_boundary(LONGEST_RUN));
        parts.extend([END_OF_RUN, Event::Text(first.to_owned().into())]);
        (*run, rest) = (first.len(), more);
    }
    if is_code {
        parts.push(Event::InlineHtml("</code>".into()));
    }
    parts
}

/// The end of an open link or image.
enum Opened {
    Link,
    Citation,
    /// A citation of a missing turn.
    Words,
    /// No link: its address is too long.
    LongAddress,
}

/// Changes what a page may not contain: raw HTML becomes text; `h1` is the page's own
/// title, so it becomes `h2`; an image, which the browser would fetch from
/// another site, becomes a link.
fn restrict<'a>(event: Event<'a>, record: Option<&Record>, open: &mut Vec<Opened>) -> Event<'a> {
    match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
        Event::Start(Tag::Heading { level: HeadingLevel::H1, id, classes, attrs }) => {
            Event::Start(Tag::Heading { level: HeadingLevel::H2, id, classes, attrs })
        }
        Event::End(TagEnd::Heading(HeadingLevel::H1)) => Event::End(TagEnd::Heading(HeadingLevel::H2)),
        Event::Start(Tag::Link { link_type, dest_url, .. }) if is_citation(link_type) => {
            cite(&dest_url, record, open)
        }
        Event::Start(Tag::Image { ref dest_url, .. } | Tag::Link { ref dest_url, .. })
            if dest_url.len() > LONGEST_RUN =>
        {
            open.push(Opened::LongAddress);
            Event::Text("".into())
        }
        Event::Start(
            Tag::Image { link_type, dest_url, title, id } | Tag::Link { link_type, dest_url, title, id },
        ) => {
            open.push(Opened::Link);
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        Event::End(TagEnd::Link | TagEnd::Image) => match open.pop() {
            Some(Opened::Citation) => Event::InlineHtml("</a>".into()),
            Some(Opened::Words) => Event::Text("]".into()),
            Some(Opened::LongAddress) => Event::Text("".into()),
            Some(Opened::Link) | None => Event::End(TagEnd::Link),
        },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record() -> Record {
        Record { address: "https://g.example/x".to_owned(), turns: HashSet::from([1, 12]) }
    }

    #[test]
    fn markdown_becomes_html() {
        let html =
            html("# Titre\n\nUne *cour* [#12] :\n\n- **haut**\n- [bas](https://a.example/)", Some(&record()));
        assert_eq!(
            html,
            "<h2>Titre</h2>\n<p>Une <em>cour</em> <a class=\"cite\" href=\"https://g.example/x?turn=12#t12\" rel=\"noopener noreferrer\">#12</a> :</p>\n\
             <ul>\n<li><strong>haut</strong></li>\n<li><a href=\"https://a.example/\" rel=\"noopener noreferrer\">bas</a></li>\n</ul>\n"
        );
    }

    #[test]
    fn a_citation_without_a_record_is_not_a_link() {
        assert_eq!(html("[#3]", None), "<p><a class=\"cite\" rel=\"noopener noreferrer\">#3</a></p>\n");
        assert_eq!(html("[#x] [#1234567]", None), "<p>[#x] [#1234567]</p>\n");
    }

    #[test]
    fn a_citation_of_a_missing_turn_is_text() {
        assert_eq!(
            html("[#999] *[#13]* [#012]", Some(&record())),
            "<p>[#999] <em>[#13]</em> <a class=\"cite\" href=\"https://g.example/x?turn=12#t12\" rel=\"noopener noreferrer\">#012</a></p>\n"
        );
    }

    #[test]
    fn deep_nesting_is_flattened() {
        for (mark, tag) in [("> ", "<blockquote>"), ("1. ", "<ol>"), ("- ", "<ul>")] {
            let typed = format!("{}fond\n\naprès", mark.repeat(40));
            let html = html(&typed, None);
            assert!((10..=DEEPEST).contains(&html.matches(tag).count()), "{html}");
            assert!(html.contains("fond") && html.ends_with("<p>après</p>\n"), "{html}");
            assert!(text(&typed).contains("fond"));
        }
    }

    #[test]
    fn nesting_and_escapes_take_linear_time() {
        for sign in [">", "> ", "1. ", "* * a\n", "&", "\u{a0}", "« »"] {
            let long = sign.repeat(60_000 / sign.len());
            let address = format!("[a](https://a.example/?{long})");
            for typed in [format!("`{long}`"), format!("    {long}"), address, long] {
                let started = std::time::Instant::now();
                assert!(!html(&typed, None).is_empty() || !text(&typed).is_empty());
                let took = started.elapsed();
                assert!(took.as_secs() < 5, "{took:?} for {:.9}…", typed);
            }
        }
    }

    #[test]
    fn long_text_keeps_every_character() {
        let long = "été & ".repeat(2_000);
        let escaped = long.trim_end().replace('&', "&amp;");
        assert_eq!(html(&long, None), format!("<p>{escaped}</p>\n"));
        assert_eq!(html(&format!("`{}`", long.trim_end()), None), format!("<p><code>{escaped}</code></p>\n"));
        assert_eq!(html(&format!("[ici](https://a.example/?{})", "a".repeat(2_000)), None), "<p>ici</p>\n");
    }

    #[test]
    fn raw_html_is_escaped_and_images_become_links() {
        let html = html(
            "<script>alert(1)</script>\n\nun <b onclick=x>mot</b> ![plan](https://s.example/p.png) [a](javascript:x) [b](/ici)",
            None,
        );
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{html}");
        assert!(html.contains("&lt;b onclick=x&gt;"), "{html}");
        assert!(html.contains("<a href=\"https://s.example/p.png\""), "{html}");
        assert!(!html.contains("<img") && !html.contains("javascript") && !html.contains("/ici"), "{html}");
    }

    /// Every tag of the output, found without a parser.
    fn tags(html: &str) -> impl Iterator<Item = &str> {
        html.split('<').skip(1).map(|it| it.split('>').next().unwrap_or(it))
    }

    fn is_harmless(tag: &str) -> bool {
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let known = CLEANER.clone_tags().contains(name.trim_start_matches('/'));
        let mut rest = attributes;
        while let Some((attribute, after)) = rest.split_once("=\"") {
            let Some((value, after)) = after.split_once('"') else { return false };
            let sound = match attribute.trim() {
                "href" => {
                    ["https:", "http:", "mailto:"].iter().any(|it| value.to_ascii_lowercase().starts_with(it))
                }
                "class" => value == "cite",
                "rel" => value == "noopener noreferrer",
                "start" => true,
                _ => false,
            };
            if !sound {
                return false;
            }
            rest = after;
        }
        known && rest.is_empty()
    }

    /// Pieces that injections are made of.
    fn nasty() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "<script>",
            "</script>",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=x>",
            "javascript:",
            "data:text/html,",
            "[a](",
            ")",
            "![",
            "](",
            "<",
            ">",
            "\"",
            "'",
            "&#106;avascript:",
            "&lt;",
            "`",
            "```\n",
            "\n\n",
            "\n",
            "    ",
            "- ",
            "1. ",
            "> ",
            "*",
            "**",
            "[#1]",
            "[#1](x)",
            "[x]: javascript:alert(1)\n",
            "[x]",
            "<!--",
            "-->",
            "<![CDATA[",
            "<?",
            "<a href=\"javascript:x\">",
            "\\",
            "mailto:",
            "https://a.example",
            " onclick=x ",
            "é",
            "\u{0}",
            "\u{202e}",
        ]);
        prop::collection::vec(prop_oneof![pieces.prop_map(str::to_owned), "\\PC{0,4}"], 0..24)
            .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_text_brings_a_script(typed in nasty()) {
            let html = html(&typed, Some(&record()));
            for tag in tags(&html) {
                prop_assert!(is_harmless(tag), "<{tag}> in {html}");
            }
        }

        #[test]
        fn plain_text_keeps_every_word(words in prop::collection::vec("[a-zé]{2,8}", 1..20), marks in prop::collection::vec(prop::sample::select(vec![" ", "\n", "\n\n", "\n\n- ", "\n\n> ", "\n\n## ", " **", "** ", " *", "* ", "\n\n1. ", " [#1] "]), 20)) {
            let typed: String = words.iter().zip(&marks).flat_map(|(word, mark)| [word.as_str(), mark]).collect();
            let plain = text(&typed);
            for word in &words {
                prop_assert!(plain.to_lowercase().contains(word.as_str()), "{word} in {plain}");
            }
        }
    }
}
