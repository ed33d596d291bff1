//! Removes page furniture: rules, page numbers, running lines, letterheads. Each remaining line keeps the
//! number of its page.

use super::{
    Furniture, FurnitureKind,
    inline::plain,
    letterhead,
    lines::{Follows, Line},
    notes,
};
use crate::names::fold;

/// The remaining lines, and the removed ones.
pub(super) struct Sheets<'a> {
    pub lines: Vec<Line<'a>>,
    pub furniture: Vec<Furniture>,
    /// The letterhead above the first remaining line, which may contain the title.
    pub top: Vec<Line<'a>>,
}

pub(super) fn strip(mut lines: Vec<Line<'_>>) -> Sheets<'_> {
    let mut kinds: Vec<Option<FurnitureKind>> = lines.iter().map(kind_alone).collect();
    break_pages(&mut lines, &kinds);
    letterhead::mark(&lines, &mut kinds);
    mark_bare_numbers(&lines, &mut kinds);
    share_out(lines, &kinds)
}

/// The kind of a line by itself, regardless of position.
fn kind_alone(line: &Line) -> Option<FurnitureKind> {
    if is_rule(line.text) {
        Some(FurnitureKind::Rule)
    } else if is_page_mark(line.text) {
        Some(FurnitureKind::PageBreak)
    } else if is_page_number(line.text) {
        Some(FurnitureKind::PageNumber)
    } else {
        None
    }
}

fn is_rule(text: &str) -> bool {
    let mark = text.chars().next().filter(|mark| "-_*=–—".contains(*mark));
    mark.is_some_and(|mark| {
        let others = |c: char| c != mark && !c.is_whitespace();
        text.chars().filter(|c| *c == mark).nth(2).is_some() && !text.contains(others)
    })
}

/// `<!-- page 3 -->`, `{3}-----`: page marks of converters.
fn is_page_mark(text: &str) -> bool {
    let comment = text.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    let braces = text.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    comment.is_some_and(|inner| fold(inner).contains("page"))
        || braces.is_some_and(|(number, rule)| is_digits(number) && is_rule(rule.trim()))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

const LONGEST_PAGE_NUMBER: usize = 40;

/// `3/12`, `Page 3`, `- 3 -`, `page 3 sur 12`; a bare number is not enough.
fn is_page_number(text: &str) -> bool {
    if text.len() > LONGEST_PAGE_NUMBER {
        return false;
    }
    let text = plain(text);
    let folded = fold(&text);
    let words: Vec<&str> = folded.split(' ').collect();
    let (numbers, said): (Vec<&str>, Vec<&str>) = words.iter().partition(|w| is_small(w));
    let dashes: &[char] = &['-', '–', '—'];
    let between_dashes = text.starts_with(dashes) && text.ends_with(dashes);
    match (said.as_slice(), numbers.len()) {
        ([] | ["sur"], 2) => text.contains('/') && !text.contains(' ') || said == ["sur"],
        ([], 1) => between_dashes,
        (["page" | "p"] | ["page", "sur" | "de"], 1 | 2) => true,
        _ => false,
    }
}

fn is_small(word: &str) -> bool {
    is_digits(word) && word.len() <= 3
}

/// A page mark, a page number, or a rule without a note below ends the page.
fn break_pages(lines: &mut [Line], kinds: &[Option<FurnitureKind>]) {
    for (at, kind) in kinds.iter().enumerate() {
        if let (Some(_), Some(below)) = (kind, lines.get_mut(at + 1)) {
            below.follows = Follows::Break;
        }
    }
}

/// A number alone is a page number where a page ends or begins.
fn mark_bare_numbers(lines: &[Line], kinds: &mut [Option<FurnitureKind>]) {
    for (at, line) in lines.iter().enumerate() {
        let taken = |at: Option<usize>| at.is_some_and(|at| matches!(kinds.get(at), Some(Some(_))));
        let above = taken(at.checked_sub(1)) || (at > 0 && line.follows == Follows::Break);
        let breaks_below = lines.get(at + 1).is_none_or(|below| below.follows == Follows::Break);
        let at_edge = above || taken(Some(at + 1)) || breaks_below;
        if at_edge && is_small(line.text) {
            kinds.get_mut(at).into_iter().for_each(|kind| *kind = Some(FurnitureKind::PageNumber));
        }
    }
}

fn share_out<'a>(lines: Vec<Line<'a>>, kinds: &[Option<FurnitureKind>]) -> Sheets<'a> {
    let mut sheets = Sheets { lines: Vec::new(), furniture: Vec::new(), top: Vec::new() };
    let mut page = 0;
    let mut turned = false;
    let mut follows = Follows::Directly;
    for (at, line) in lines.iter().enumerate() {
        follows = follows.max(line.follows);
        let Some(kind) = kinds.get(at).copied().flatten() else {
            let fed = line.follows == Follows::Break && !after_rule(kinds, at);
            page += usize::from((turned || fed) && !sheets.lines.is_empty());
            sheets.lines.push(Line { page, follows, ..*line });
            (turned, follows) = (false, Follows::Directly);
            continue;
        };
        if sheets.lines.is_empty() && kind == FurnitureKind::Letterhead {
            sheets.top.push(*line);
        }
        turned |= kind != FurnitureKind::Rule || !stands_over_note(&lines, at);
        follows = Follows::Break;
        sheets.furniture.push(Furniture { line: line.number, kind, text: line.text.to_string() });
    }
    sheets
}

fn after_rule(kinds: &[Option<FurnitureKind>], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|above| kinds.get(above));
    matches!(above, Some(Some(FurnitureKind::Rule)))
}

fn stands_over_note(lines: &[Line], at: usize) -> bool {
    lines.get(at + 1).is_some_and(|below| notes::opening(below.text).is_some())
}
