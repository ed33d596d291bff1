//! Tags in angle brackets in captions. Only certain markup is removed; all other brackets belong to the
//! text.

use super::stamp;
use crate::names::turns_direction;

/// A stretch of a caption.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// A change of speaker; unknown if empty.
    Voice(&'a str),
    /// A change of time.
    Time(u32),
}

const TAGS: [&str; 10] = ["v", "c", "i", "b", "u", "s", "ruby", "rt", "lang", "font"];

/// The longest tag.
const LONGEST_TAG: usize = 300;

/// The stretches of a line, without its tags.
pub(super) fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(step) = line.get(at..).and_then(|rest| rest.find(['<', '{'])) {
        at += step;
        let rest = line.get(at..).unwrap_or_default();
        let Some((piece, length)) = tag(rest) else {
            at += 1;
            continue;
        };
        pieces.extend(line.get(from..at).filter(|it| !it.is_empty()).map(Piece::Text));
        pieces.extend(piece);
        at += length;
        from = at;
    }
    pieces.extend(line.get(from..).filter(|it| !it.is_empty()).map(Piece::Text));
    pieces
}

/// The meaning of the tag at the beginning of a text, and the length of the tag.
fn tag(text: &str) -> Option<(Option<Piece<'_>>, usize)> {
    let end = text.bytes().take(LONGEST_TAG).skip(1).position(|byte| b"<>}".contains(&byte))? + 1;
    let (inside, closing) = (text.get(1..end)?, text.as_bytes().get(end)?);
    match (text.as_bytes().first()?, closing) {
        (b'{', b'}') if is_placement(inside) => Some((None, end + 1)),
        (b'<', b'>') => angled(inside).map(|piece| (piece, end + 1)),
        _ => None,
    }
}

/// The SubRip code for a position on the screen: `{\an8}`.
fn is_placement(inside: &str) -> bool {
    inside.starts_with('\\') && !inside.contains(char::is_whitespace)
}

fn angled(inside: &str) -> Option<Option<Piece<'_>>> {
    if let Some(time) = stamp::read(inside) {
        return Some(Some(Piece::Time(time)));
    }
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let (name, annotation) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
    let name = name.split('.').next()?.to_ascii_lowercase();
    let voice = (name == "v").then(|| Piece::Voice(annotation.trim()));
    TAGS.contains(&name.as_str()).then_some(voice)
}

/// The character entities of WebVTT.
const ENTITIES: [(&str, &str); 7] =
    [("lt", "<"), ("gt", ">"), ("amp", "&"), ("nbsp", "\u{a0}"), ("quot", "\""), ("lrm", ""), ("rlm", "")];

/// The text with its entities decoded; unknown ones stay.
pub(super) fn with_entities(text: &str) -> String {
    let mut read = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('&') {
        read.push_str(before);
        let entity = from.bytes().take(10).position(|byte| byte == b';').and_then(|end| {
            let character = entity(from.get(..end)?)?;
            Some((character, from.get(end + 1..)?))
        });
        rest = match entity {
            Some((character, after)) => {
                read.push_str(&character);
                after
            }
            None => {
                read.push('&');
                from
            }
        };
    }
    read + rest
}

fn entity(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES.iter().find(|(it, _)| *it == name).map(|(_, character)| (*character).to_owned());
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| !c.is_control() && !turns_direction(*c)).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_removed_and_other_brackets_are_kept() {
        let text = |line| -> String {
            let pieces = pieces(line).into_iter();
            pieces.filter_map(|it| if let Piece::Text(text) = it { Some(text) } else { None }).collect()
        };
        for (line, expected) in [
            ("<i>fort</i>", "fort"),
            ("<c.jaune.gras>ici</c>", "ici"),
            ("<lang en>open data</lang>", "open data"),
            ("<font color=\"#fff\">blanc</font>", "blanc"),
            ("{\\an8}en haut", "en haut"),
            ("si a < b et b > c", "si a < b et b > c"),
            ("<inconnu> et {accolade}", "<inconnu> et {accolade}"),
            ("<b", "<b"),
            ("<<b>>", "<>"),
        ] {
            assert_eq!(text(line), expected, "{line}");
        }
        let found = pieces("<v.fort Ève Marand>Oui. <00:01:02.000>Non.</v>");
        let expected = [
            Piece::Voice("Ève Marand"),
            Piece::Text("Oui. "),
            Piece::Time(62_000),
            Piece::Text("Non."),
            Piece::Voice(""),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn known_entities_are_decoded_and_others_are_kept() {
        assert_eq!(with_entities("a &amp; b &lt;c&gt; &#233;&#xe9;"), "a & b <c> éé");
        assert_eq!(with_entities("R&D; &inconnu; &#0; &#x202e; &"), "R&D; &inconnu; &#0; &#x202e; &");
        assert_eq!(with_entities("&amp;lt;"), "&lt;");
    }
}
