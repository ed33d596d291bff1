//! Minutes from the XML in which the French Assemblée nationale publishes the records of its sittings: a
//! `compteRendu` of its *référentiel*.

use chrono::{NaiveDate, NaiveTime};

#[cfg(test)]
mod tests;

use crate::{
    Minutes, Unreadable,
    debate::Debate,
    prose::{Paragraph, Style},
    text,
    xml::{Child, Vocabulary, Xml},
};

type Result<T = ()> = std::result::Result<T, Unreadable>;

/// The namespace and the root element.
pub(super) const NAMESPACE: &str = "http://schemas.assemblee-nationale.fr/referentiel";
pub(super) const ROOT: &str = "compteRendu";
const VOCABULARY: Vocabulary = &[(NAMESPACE, "an")];

/// Reads a document.
///
/// # Errors
/// [`Unreadable`] if it is damaged, something else, or empty.
pub fn read(bytes: &[u8]) -> Result<Minutes> {
    let mut xml = Xml::new(text::decode(bytes)?, VOCABULARY);
    if xml.root()?.name() != ("an", ROOT) {
        return Err(Unreadable::Unknown);
    }
    let mut reader = Reader::default();
    while let Some(child) = xml.child()? {
        let Child::Element(element) = child else { continue };
        match element.name().1 {
            "contenu" => reader.content(&mut xml)?,
            name => reader.head(&mut xml, name.to_owned())?,
        }
    }
    reader.debate.finish()
}

#[derive(Default)]
struct Reader {
    debate: Debate,
}

/// A paragraph before it is assigned to a turn.
#[derive(Default)]
struct Said {
    /// The identifier and the printed name of each speaker.
    speakers: Vec<(String, String)>,
    paragraphs: Vec<Paragraph>,
}

impl Reader {
    /// The lines above the record.
    fn head(&mut self, xml: &mut Xml, name: String) -> Result {
        let mut words = String::new();
        while let Some(child) = xml.child()? {
            match child {
                Child::Text(text) => words.push_str(&text),
                Child::Element(element) => self.head(xml, element.name().1.to_owned())?,
            }
        }
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        self.debate.head(&words)?;
        let minutes = &mut self.debate.minutes;
        match name.as_str() {
            _ if words.is_empty() => {}
            "dateSeance" => (minutes.date, minutes.time) = moment(&words),
            "numSeance" => minutes.number = words.parse().ok(),
            "session" => minutes.series = minutes.series.take().or(Some(words)),
            // "Séance du mardi 1er octobre" is a better title than the day alone.
            "journee" => minutes.title = Some(words),
            "dateSeanceJour" => minutes.title = minutes.title.take().or(Some(words)),
            _ => {}
        }
        Ok(())
    }

    /// The record: nested points with their paragraphs.
    fn content(&mut self, xml: &mut Xml) -> Result {
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name().1 {
                "quantiemes" => self.head(xml, String::new())?,
                "paragraphe" => {
                    let said = self.said(xml)?;
                    self.place(said)?;
                }
                // The title of a point.
                "texte" | "intitule" | "sousIntitule" => {
                    let title = xml.words()?;
                    // The source has "0" for none.
                    if title != "0" {
                        self.debate.section(&title);
                    }
                }
                _ => self.content(xml)?,
            }
        }
        Ok(())
    }

    fn said(&mut self, xml: &mut Xml) -> Result<Said> {
        let mut said = Said::default();
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name().1 {
                "orateurs" => said.speakers = speakers(xml)?,
                _ => {
                    let mut paragraph = Paragraph::default();
                    self.debate.inlines(xml, Style::default(), &mut paragraph)?;
                    said.paragraphs.extend(paragraph.split()?);
                }
            }
        }
        Ok(said)
    }

    /// A speaker who continues stays in the same turn.
    fn place(&mut self, said: Said) -> Result {
        let key = said.speakers.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(" ");
        let label = said.speakers.iter().map(|(_, it)| it.as_str()).collect::<Vec<_>>().join(" et ");
        if label.is_empty() {
            self.debate.fall_silent();
        } else if !self.debate.is_speaking(&key, &label) {
            let person = if said.speakers.len() == 1 { label.as_str() } else { "" };
            self.debate.speak(&key, person, &label)?;
        }
        said.paragraphs.into_iter().try_for_each(|it| self.debate.paragraph(it))
    }
}

/// The identifier and the printed name of each speaker.
fn speakers(xml: &mut Xml) -> Result<Vec<(String, String)>> {
    let mut speakers = Vec::new();
    while let Some(child) = xml.child()? {
        let Child::Element(_) = child else { continue };
        let (mut name, mut id, mut capacity) = (String::new(), String::new(), String::new());
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name().1 {
                "nom" => name = xml.words()?,
                "id" => id = xml.words()?,
                "qualite" => capacity = xml.words()?,
                _ => xml.skip()?,
            }
        }
        let printed: Vec<&str> = [name.as_str(), &capacity].into_iter().filter(|it| !it.is_empty()).collect();
        let printed = printed.join(", ");
        if !printed.is_empty() {
            speakers.push((if id.is_empty() { printed.clone() } else { id }, printed));
        }
    }
    Ok(speakers)
}

/// `20241001150000000`: the day and an optional time.
fn moment(digits: &str) -> (Option<NaiveDate>, Option<NaiveTime>) {
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let date = || NaiveDate::from_ymd_opt(digits.get(..4)?.parse().ok()?, number(4, 6)?, number(6, 8)?);
    let time = || NaiveTime::from_hms_opt(number(8, 10)?, number(10, 12)?, 0);
    (date(), time())
}
