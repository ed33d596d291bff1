//! Minutes of a hearing, read from the text of a PDF, plain or Markdown.
//!
//! Nothing is lost: every line of the source is either in a turn (its label, its text, its footnotes) or in
//! [`Minutes::furniture`]. Text that could not be placed is reported in [`Minutes::warnings`].
//!
//! ```text
//! lines → pages → notes → head → table → turns
//! ```

mod calls;
pub(super) mod capacity;
mod emphasis;
mod entry;
mod footnotes;
mod head;
mod headings;
mod inline;
mod letterhead;
mod lines;
mod notes;
mod pages;
mod paragraphs;
pub(super) mod people;
mod table;
mod turns;

#[cfg(test)]
mod tests;

use crate::{
    Attendance, Category, Footnote, Furniture, FurnitureKind, Kind, Minutes, Part, Turn, Unreadable, Warning,
    presence::Presence, text,
};

/// Reads minutes as text.
///
/// # Errors
/// If the bytes are not text.
pub fn read(bytes: &[u8]) -> Result<Minutes, Unreadable> {
    let text = text::decode(bytes)?;
    // Each line takes memory; no record has this many.
    if text.bytes().filter(|it| *it == b'\n').count() > MOST_LINES {
        return Err(Unreadable::TooLargeInside);
    }
    Ok(parse(text))
}

const MOST_LINES: usize = 200_000;

/// Reads minutes. Accepts any text, and reports missing parts as warnings.
pub fn parse(source: &str) -> Minutes {
    let text = text::clean(source);
    let mut warnings = Vec::new();
    let sheets = pages::strip(lines::split(&text));
    let (body, notes) = notes::take(sheets.lines, &mut warnings);
    let calls = calls::find(&body, &notes, &mut warnings);

    let head = head::read(&body);
    let (rows, table_length) = table::read(body.get(head.length..).unwrap_or_default());
    let mut attendances = entry::attendances(&rows, &mut warnings);

    let above = front_matter(&body, &head, table_length, &mut warnings);
    let spoken: Vec<usize> = (0..body.len()).filter(|at| !above.contains_key(at)).collect();
    let record =
        turns::Record { lines: &body, spoken, notes: &notes, calls: &calls, attendances: &attendances };
    let turns = turns::read(&record, &mut warnings);
    entry::admit_speakers(&mut attendances, &turns, &mut warnings);

    let head = head.or_from(&sheets.top);
    let mut furniture = sheets.furniture;
    furniture.extend(above.into_values());
    furniture.sort_by_key(|furniture| furniture.line);
    let mut minutes = Minutes {
        series: head.series,
        number: head.number,
        title: head.title,
        date: head.moment.map(|moment| moment.date),
        time: head.moment.and_then(|moment| moment.time),
        attendances,
        turns,
        warnings,
        furniture,
    };
    minutes.warn_of_missing(&Part::ALL);
    minutes
}

/// Whether a line is a heading of the attendance table.
pub(super) fn heads_those_present(line: &str) -> bool {
    table::heading(line).is_some_and(|(_, rest)| rest.is_empty())
}

/// Whether a line names a person, with or without a capacity.
pub(super) fn is_person(line: &str) -> bool {
    let text = inline::plain(line);
    let titled = || people::named(&text).is_some_and(|found| people::begins_with_function(found.rest));
    people::is_person_line(&text) || titled()
}

/// A speaker, who counts as present, as printed with a capacity; `None` if the text names nobody.
pub(super) fn attendance(printed: &str) -> Option<Attendance> {
    let (section, text) = (table::Section::Unsorted, printed.to_owned());
    let row = table::Row { section, body: None, line: 0, text, doubtful: Vec::new() };
    let listed = entry::people_of(&row).into_iter().next()?;
    Some(Attendance { presence: Presence::Present, replaced_by: None, ..listed.attendance })
}

/// A paragraph as a turn stores it: calls are kept, raised characters keep their printed form.
pub(super) fn rendered(paragraph: &str) -> String {
    inline::render(paragraph, |raised| raised.printed.starts_with("[^").then(|| raised.marker.clone()))
}

type FrontMatter = std::collections::BTreeMap<usize, Furniture>;

/// The lines of head and table. A sentence among them is left for the turns.
fn front_matter(
    body: &[lines::Line],
    head: &head::Head,
    table_length: usize,
    warnings: &mut Vec<Warning>,
) -> FrontMatter {
    let mut front = FrontMatter::new();
    for (at, line) in body.iter().enumerate().take(head.length + table_length) {
        let in_head = at < head.length;
        if in_head && head.unread.contains(&at) {
            let text = inline::plain(line.text);
            if people::ends_sentence(&text) || line.text.len() > head::LONGEST_LINE {
                continue;
            }
            warnings.push(Warning::at(line.number, Kind::UnreadHead { text }));
        }
        let kind = if in_head { FurnitureKind::Head } else { FurnitureKind::Table };
        let text = line.text.to_string();
        front.insert(at, Furniture { line: line.number, kind, text });
    }
    front
}
