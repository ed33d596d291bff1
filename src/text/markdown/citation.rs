//! Citations of a record: `[#12]` is turn 12.

use std::collections::HashSet;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType};

use super::Opened;

/// The record whose turns a text cites.
#[derive(Debug)]
pub struct Record {
    /// Its absolute address.
    pub address: String,
    /// The numbers of its turns.
    pub turns: HashSet<i32>,
}

/// `#12` of `[#12]`, as the target of a link.
pub(super) fn cited<'a>(link: BrokenLink<'a>) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let number = link.reference.strip_prefix('#')?;
    let is_number = (1..=6).contains(&number.len()) && number.bytes().all(|it| it.is_ascii_digit());
    is_number.then(|| (format!("#t{number}").into(), "".into()))
}

pub(super) fn is_citation(kind: LinkType) -> bool {
    matches!(kind, LinkType::ShortcutUnknown | LinkType::CollapsedUnknown | LinkType::ReferenceUnknown)
}

/// The beginning of a citation, whose target is `#t12`.
pub(super) fn cite<'a>(target: &str, record: Option<&Record>, open: &mut Vec<Opened>) -> Event<'a> {
    let turn: Option<i32> = target.strip_prefix("#t").and_then(|it| it.parse().ok());
    let address = match (record, turn) {
        (None, _) => String::new(),
        (Some(record), Some(turn)) if record.turns.contains(&turn) => {
            format!(" href=\"{}?turn={turn}#t{turn}\"", record.address)
        }
        _ => {
            open.push(Opened::Words);
            return Event::Text("[".into());
        }
    };
    open.push(Opened::Citation);
    Event::InlineHtml(format!("<a class=\"cite\"{address}>").into())
}
