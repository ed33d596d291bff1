//! Two texts, word by word.

use std::{fmt, time::Duration};

use askama::{FastWritable, Values, filters::HtmlSafe};
use similar::{ChangeTag, TextDiff};

use super::inline::escape;

/// The changes of a text as HTML, with `<del>` and `<ins>`.
#[derive(Debug)]
pub struct Diff(Vec<Stretch>);

impl Diff {
    /// The changes from `before` to `after`.
    pub fn of(before: &str, after: &str) -> Self {
        Self(words(before, after))
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for stretch in &self.0 {
            let (tag, text) = match stretch {
                Stretch::Both(text) => ("", text),
                Stretch::Before(text) => ("del", text),
                Stretch::After(text) => ("ins", text),
            };
            if tag.is_empty() {
                escape(text, out)?;
            } else {
                write!(out, "<{tag}>")?;
                escape(text, out)?;
                write!(out, "</{tag}>")?;
            }
        }
        Ok(())
    }
}

impl FastWritable for Diff {
    fn write_into(&self, out: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(write!(out, "{self}")?)
    }
}

// Every character of the texts went through `escape`.
impl HtmlSafe for Diff {}

/// Consecutive words, and which of the two texts has them.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stretch {
    Both(String),
    Before(String),
    After(String),
}

/// Timeout of a comparison; the rest is then shown as replaced.
const LONGEST: Duration = Duration::from_millis(100);

/// Limit of the differing part in bytes; a longer one is shown as replaced.
const MOST: usize = 20_000;

/// The differences of two texts. The stretches of both and of `before` make up `before`, those of
/// both and of `after` make up `after`.
fn words(before: &str, after: &str) -> Vec<Stretch> {
    let (start, end) = (common_start(before, after), common_end(before, after));
    let mut stretches = Vec::new();
    push(&mut stretches, ChangeTag::Equal, &before[..start]);
    let end = end.min(before.len() - start).min(after.len() - start);
    let (left, right) = (&before[start..before.len() - end], &after[start..after.len() - end]);
    if left.len() + right.len() > MOST {
        push(&mut stretches, ChangeTag::Delete, left);
        push(&mut stretches, ChangeTag::Insert, right);
    } else {
        let diff = TextDiff::configure().timeout(LONGEST).diff_unicode_words(left, right);
        for change in diff.iter_all_changes() {
            push(&mut stretches, change.tag(), change.value());
        }
    }
    push(&mut stretches, ChangeTag::Equal, &before[before.len() - end..]);
    stretches
}

/// Adds words to the last stretch, or begins another.
fn push(stretches: &mut Vec<Stretch>, tag: ChangeTag, words: &str) {
    match (tag, stretches.last_mut()) {
        _ if words.is_empty() => {}
        (ChangeTag::Equal, Some(Stretch::Both(text)))
        | (ChangeTag::Delete, Some(Stretch::Before(text)))
        | (ChangeTag::Insert, Some(Stretch::After(text))) => text.push_str(words),
        (ChangeTag::Equal, _) => stretches.push(Stretch::Both(words.to_owned())),
        (ChangeTag::Delete, _) => stretches.push(Stretch::Before(words.to_owned())),
        (ChangeTag::Insert, _) => stretches.push(Stretch::After(words.to_owned())),
    }
}

/// The length of the common beginning in bytes, up to the end of a word.
fn common_start(before: &str, after: &str) -> usize {
    let same = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let mut reach = same;
    while !before.is_char_boundary(reach) {
        reach -= 1;
    }
    match same == before.len() && same == after.len() {
        true => reach,
        false => before[..reach]
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8)),
    }
}

/// The length of the common end in bytes, from the beginning of a word.
fn common_end(before: &str, after: &str) -> usize {
    let same = before.bytes().rev().zip(after.bytes().rev()).take_while(|(a, b)| a == b).count();
    let mut from = before.len() - same;
    while !before.is_char_boundary(from) {
        from += 1;
    }
    before[from..].find(char::is_whitespace).map_or(0, |at| before.len() - from - at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn side(stretches: &[Stretch], is_other: fn(&Stretch) -> bool) -> String {
        stretches
            .iter()
            .filter(|it| !is_other(it))
            .map(|it| match it {
                Stretch::Both(text) | Stretch::Before(text) | Stretch::After(text) => text.as_str(),
            })
            .collect()
    }

    #[test]
    fn only_changed_words_are_marked() {
        assert_eq!(
            words("Une cour qui boit.", "Une place qui boit."),
            [
                Stretch::Both("Une ".into()),
                Stretch::Before("cour".into()),
                Stretch::After("place".into()),
                Stretch::Both(" qui boit.".into())
            ]
        );
        assert_eq!(words("Même.", "Même."), [Stretch::Both("Même.".into())]);
    }

    #[test]
    fn long_differences_are_replacements() {
        let (before, after) = ("1 ".repeat(99_000), "2 ".repeat(99_000));
        let begun = std::time::Instant::now();
        let stretches = words(&format!("Début {before} fin."), &format!("Début {after} fin."));
        assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
        assert_eq!(stretches.len(), 4, "both, before, after, both");
    }

    proptest! {
        #[test]
        fn both_texts_are_whole(before in "[a-c é\u{202f}]{0,40}", after in "[a-c é\u{202f}]{0,40}") {
            let stretches = words(&before, &after);
            prop_assert_eq!(side(&stretches, |it| matches!(it, Stretch::After(_))), before);
            prop_assert_eq!(side(&stretches, |it| matches!(it, Stretch::Before(_))), after);
        }
    }
}
