//! A spreadsheet as Office Open XML (`.xlsx`). Every cell in its rows is read, and declared sizes allocate
//! nothing.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

use super::{MOST_CELLS, MOST_TEXT, Measure, Row, Sheet};
use crate::{
    Unreadable,
    archive::Archive,
    xml::{Child, Element, Vocabulary, Xml},
};

const VOCABULARY: Vocabulary = &[
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "x"),
    ("http://purl.oclc.org/ooxml/spreadsheetml/main", "x"),
    ("http://schemas.openxmlformats.org/package/2006/relationships", "rel"),
];

/// The part that lists the sheets.
const WORKBOOK: &str = "xl/workbook.xml";

/// The most sheets a file may have.
const MOST_SHEETS: usize = 200;

/// What cells refer to: shared strings and styles.
struct Book {
    strings: Vec<String>,
    /// For each cell style, whether its number is a day.
    days: Vec<bool>,
    /// The day with number 0.
    first_day: NaiveDate,
    measure: Measure,
}

pub(super) fn read(mut parts: Archive) -> Result<Vec<Sheet>, Unreadable> {
    if !parts.has(WORKBOOK) {
        return Err(Unreadable::Unknown);
    }
    let (first_day, named) = tables(&parts.text(WORKBOOK)?)?;
    let targets = targets(&parts.text("xl/_rels/workbook.xml.rels")?)?;
    let mut book = Book {
        strings: strings(&parts.text("xl/sharedStrings.xml")?)?,
        days: days(&parts.text("xl/styles.xml")?)?,
        first_day,
        measure: Measure::default(),
    };
    let mut sheets = Vec::new();
    for (name, id) in named {
        let part = targets.get(&id).ok_or(Unreadable::Damaged)?;
        let text = parts.text(part)?;
        // A chart sheet has no rows.
        if !text.is_empty() {
            sheets.push(Sheet { name: super::tidy(&name), rows: book.rows(&text)? });
        }
    }
    Ok(sheets)
}

/// The first day, and the name and reference of each visible sheet.
fn tables(text: &str) -> Result<(NaiveDate, Vec<(String, String)>), Unreadable> {
    let mut first_day = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    let mut named = Vec::new();
    each(text, "workbook", |xml, element| match element.name() {
        ("x", "workbookPr") => {
            if element.is("date1904", "1") || element.is("date1904", "true") {
                first_day = NaiveDate::from_ymd_opt(1904, 1, 1).unwrap_or_default();
            }
            xml.skip()
        }
        ("x", "sheets") => children(xml, |xml, sheet| {
            let hidden = sheet.get("state").is_some_and(|it| it != "visible");
            if sheet.name() == ("x", "sheet") && !hidden && named.len() < MOST_SHEETS {
                named.push((sheet.get("name").unwrap_or_default(), sheet.get("id").unwrap_or_default()));
            }
            xml.skip()
        }),
        _ => xml.skip(),
    })?;
    Ok((first_day, named))
}

/// The paths of the parts by their relationship ids.
fn targets(text: &str) -> Result<HashMap<String, String>, Unreadable> {
    let mut targets = HashMap::new();
    each(text, "Relationships", |xml, element| {
        if let (Some(id), Some(target)) = (element.get("Id"), element.get("Target")) {
            let part = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            };
            targets.insert(id, part);
        }
        xml.skip()
    })?;
    Ok(targets)
}

/// The shared strings. Each is tidied here, once, however many cells use it.
fn strings(text: &str) -> Result<Vec<String>, Unreadable> {
    let mut strings = Vec::new();
    each(text, "sst", |xml, element| match element.name() {
        ("x", "si") if strings.len() < MOST_CELLS => {
            strings.push(super::tidy(&string(xml)?));
            Ok(())
        }
        ("x", "si") => Err(Unreadable::TooLargeInside),
        _ => xml.skip(),
    })?;
    Ok(strings)
}

/// The text of its runs, without phonetic hints.
fn string(xml: &mut Xml) -> Result<String, Unreadable> {
    let mut said = String::new();
    while let Some(child) = xml.child()? {
        match child {
            Child::Element(element) => match element.name() {
                ("x", "t" | "r") => said.push_str(&string(xml)?),
                _ => xml.skip()?,
            },
            Child::Text(text) => said.push_str(&text),
        }
    }
    Ok(said)
}

/// For each cell style, whether it shows a number as a day.
fn days(text: &str) -> Result<Vec<bool>, Unreadable> {
    let (mut own, mut styles) = (HashMap::new(), Vec::new());
    each(text, "styleSheet", |xml, element| match element.name() {
        ("x", "numFmts") => children(xml, |xml, format| {
            if let (Some(id), Some(code)) = (format.get("numFmtId"), format.get("formatCode")) {
                own.insert(id, shows_day(&code));
            }
            xml.skip()
        }),
        ("x", "cellXfs") => children(xml, |xml, style| {
            let id = style.get("numFmtId").unwrap_or_default();
            styles.push(own.get(&id).copied().unwrap_or_else(|| is_day(&id)));
            xml.skip()
        }),
        _ => xml.skip(),
    })?;
    Ok(styles)
}

/// Whether a built-in format (ECMA-376, 18.8.30) is a date format.
fn is_day(id: &str) -> bool {
    matches!(id.parse(), Ok(14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57..=58))
}

/// Whether a custom format has a day or a year outside its quoted parts.
fn shows_day(code: &str) -> bool {
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        let end = match letter {
            '"' => '"',
            '[' => ']',
            '\\' | '_' | '*' => {
                letters.next();
                continue;
            }
            'd' | 'D' | 'y' | 'Y' => return true,
            _ => continue,
        };
        letters.find(|it| *it == end);
    }
    false
}

impl Book {
    fn rows(&mut self, text: &str) -> Result<Vec<Row>, Unreadable> {
        let (mut rows, mut number) = (Vec::new(), 0_usize);
        each(text, "worksheet", |xml, element| match element.name() {
            ("x", "sheetData") => children(xml, |xml, row| {
                number = row.get("r").and_then(|it| it.parse().ok()).unwrap_or(number.saturating_add(1));
                let cells = self.cells(xml)?;
                if !cells.is_empty() {
                    rows.push(Row { number, cells });
                }
                Ok(())
            }),
            _ => xml.skip(),
        })?;
        Ok(rows)
    }

    fn cells(&mut self, xml: &mut Xml) -> Result<Vec<String>, Unreadable> {
        let (mut cells, mut next) = (Vec::new(), 0);
        children(xml, |xml, cell| {
            let column = cell.get("r").map_or(Some(next), |it| column(&it)).ok_or(Unreadable::Damaged)?;
            next = column.saturating_add(1);
            let raw = self.cell(xml, &cell)?;
            self.measure.put(&mut cells, column, &raw)
        })?;
        Ok(cells)
    }

    fn cell(&self, xml: &mut Xml, cell: &Element) -> Result<String, Unreadable> {
        let mut raw = String::new();
        children(xml, |xml, part| match part.name() {
            ("x", "v" | "is") => {
                raw = string(xml)?;
                Ok(())
            }
            _ => xml.skip(),
        })?;
        if raw.len() > MOST_TEXT {
            return Err(Unreadable::TooLargeInside);
        }
        Ok(match cell.get("t").as_deref() {
            Some("s") => {
                let at: Option<usize> = raw.trim().parse().ok();
                at.and_then(|at| self.strings.get(at)).ok_or(Unreadable::Damaged)?.clone()
            }
            Some("b") => if raw.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            Some("n") | None => self.number(cell, raw),
            Some(_) => raw,
        })
    }

    /// A number as people write it, or a day as `2024-04-03`.
    fn number(&self, cell: &Element, raw: String) -> String {
        let Ok(number) = raw.trim().parse::<f64>() else { return raw };
        let style = cell.get("s").and_then(|it| it.parse::<usize>().ok()).unwrap_or(0);
        if self.days.get(style) == Some(&true)
            && let Some(day) = self.day(number)
        {
            return day;
        }
        // Larger numbers would be written with hundreds of zeros.
        if number.abs() < 1e15 { number.to_string() } else { raw }
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within four millions")]
    fn day(&self, number: f64) -> Option<String> {
        if !(0.0..4_000_000.0).contains(&number) {
            return None;
        }
        let day = self.first_day.checked_add_days(Days::new(number.trunc() as u64))?;
        let minutes = (number.fract() * 1440.0).round() as i64;
        let (time, _) = NaiveTime::MIN.overflowing_add_signed(TimeDelta::minutes(minutes));
        Some(match minutes {
            0 => day.to_string(),
            _ => day.and_time(time).format("%Y-%m-%d %H:%M").to_string(),
        })
    }
}

/// The column of `BC12`, counted from 0.
fn column(reference: &str) -> Option<usize> {
    let mut letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.try_fold(0_usize, |number, letter| {
        let digit = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        number.checked_mul(26)?.checked_add(digit)
    })?;
    number.checked_sub(1)
}

/// Visits the children of the root element of a part, which must have this name. The part may be missing.
fn each<'a>(
    text: &'a str,
    root: &str,
    mut read: impl FnMut(&mut Xml<'a>, Element<'a>) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    if text.is_empty() {
        return Ok(());
    }
    let mut xml = Xml::new(text, VOCABULARY);
    if xml.root()?.name().1 != root {
        return Err(Unreadable::Damaged);
    }
    children(&mut xml, &mut read)
}

/// Visits the children of the element opened last; `read` must read each child to its end.
fn children<'a>(
    xml: &mut Xml<'a>,
    mut read: impl FnMut(&mut Xml<'a>, Element<'a>) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    while let Some(child) = xml.child()? {
        if let Child::Element(element) = child {
            read(xml, element)?;
        }
    }
    Ok(())
}
