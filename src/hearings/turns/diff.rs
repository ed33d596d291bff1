//! Two texts, word by word.

use std::{fmt, time::Duration};

use askama::{FastWritable, Values, filters::HtmlSafe};
use similar::{ChangeTag, TextDiff};

use super::inline::escape;

/// What became of a text: as HTML, with `<del>` and `<ins>`.
#[derive(Debug)]
pub struct Diff(Vec<Stretch>);

impl Diff {
    /// Of a text that was `before` and is `after`.
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

/// A stretch of words, and in which of the two texts it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stretch {
    Both(String),
    Before(String),
    After(String),
}

/// No comparison takes longer; what is left then is told as replaced.
const LONGEST: Duration = Duration::from_millis(500);

/// What became of a text. What stands in both and before is the text as it
/// was, what stands in both and after is the text as it is.
fn words(before: &str, after: &str) -> Vec<Stretch> {
    let diff = TextDiff::configure().timeout(LONGEST).diff_unicode_words(before, after);
    let mut stretches: Vec<Stretch> = Vec::new();
    for change in diff.iter_all_changes() {
        let words = change.value();
        match (change.tag(), stretches.last_mut()) {
            (ChangeTag::Equal, Some(Stretch::Both(text)))
            | (ChangeTag::Delete, Some(Stretch::Before(text)))
            | (ChangeTag::Insert, Some(Stretch::After(text))) => text.push_str(words),
            (ChangeTag::Equal, _) => stretches.push(Stretch::Both(words.to_owned())),
            (ChangeTag::Delete, _) => stretches.push(Stretch::Before(words.to_owned())),
            (ChangeTag::Insert, _) => stretches.push(Stretch::After(words.to_owned())),
        }
    }
    stretches
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
    fn a_word_that_changed_is_told_alone() {
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

    proptest! {
        #[test]
        fn both_texts_are_whole(before in "\\PC{0,80}", after in "\\PC{0,80}") {
            let stretches = words(&before, &after);
            prop_assert_eq!(side(&stretches, |it| matches!(it, Stretch::After(_))), before);
            prop_assert_eq!(side(&stretches, |it| matches!(it, Stretch::Before(_))), after);
        }
    }
}
