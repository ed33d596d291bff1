//! The preview of minutes: read, matched with the directory, each warning
//! beside the turn that it concerns.

use std::collections::HashMap;

use super::matching::{self, Body, Match, People, Person};
use crate::{
    attendances::{attendance::Category, presence::Presence},
    record::{
        heading::Heading,
        text::{self, TurnHtml},
        time,
        turn::Footnote,
    },
    text::i18n::Lang,
};
use formats::{
    self, Minutes, Time, Warning,
    names::{fold, sorted_key},
};

/// Minutes, and what the directory has of them.
#[derive(Debug)]
pub struct Draft {
    pub minutes: Minutes,
    pub people: Vec<Present>,
    /// The bodies printed, each once.
    pub bodies: Vec<Named>,
    pub turns: Vec<Turn>,
    /// The warnings that concern no turn.
    pub remarks: Vec<Warning>,
}

/// A person in the table of those present.
#[derive(Debug)]
pub struct Present {
    pub name: String,
    pub category: Category,
    pub title: String,
    pub body_name: String,
    /// Its place in [`Draft::bodies`].
    pub body: Option<usize>,
    pub found: Match<Person>,
    pub presence: Presence,
    /// The place among [`Draft::people`] of their substitute.
    pub replaced_by: Option<usize>,
}

/// A body as printed.
#[derive(Debug)]
pub struct Named {
    pub name: String,
    pub found: Match<Body>,
    /// Whether it becomes an outside organisation if the directory has none like it. Only
    /// managers add groups, cabinets and departments.
    pub is_outside: bool,
}

impl Named {
    /// The id of the sentence about a body that the directory does not have.
    pub fn new_id(&self) -> &'static str {
        if self.is_outside { "import-body-new" } else { "import-body-name-only" }
    }
}

/// A turn as it would be.
#[derive(Debug)]
pub struct Turn {
    pub number: i32,
    /// Its place in [`Draft::people`].
    pub speaker: Option<usize>,
    pub label: String,
    /// The section that begins with it.
    pub heading: Option<Heading>,
    pub text: String,
    pub footnotes: Vec<Footnote>,
    /// Its time in the recording.
    pub time: Option<Time>,
    pub remarks: Vec<Warning>,
}

impl Turn {
    /// Its text as HTML.
    pub fn said(&self) -> TurnHtml<'_> {
        TurnHtml { number: self.number, text: &self.text, notes: &self.footnotes, search: None }
    }

    /// For each note whether its text calls it.
    pub fn called(&self) -> Vec<bool> {
        text::called(&self.text, &self.footnotes)
    }

    /// The sentences of its warnings.
    pub fn remarks(&self, lang: &Lang) -> Vec<String> {
        self.remarks.iter().map(|warning| warning.sentence(lang)).collect()
    }
}

impl From<formats::Category> for Category {
    fn from(printed: formats::Category) -> Self {
        match printed {
            formats::Category::Witness => Self::Witness,
            formats::Category::PoliticalGroup => Self::PoliticalGroup,
            formats::Category::Executive => Self::Executive,
            formats::Category::Administration => Self::Administration,
        }
    }
}

/// The longest name, title or body that the database stores, in characters.
const LONGEST_NAME: usize = 200;
const LONGEST_TITLE: usize = 500;
const LONGEST_LABEL: usize = 1000;
const LONGEST_HEADING: usize = 300;
const LONGEST_MARKER: usize = 50;

impl Draft {
    /// Matches minutes with those people and bodies of the directory that may be meant.
    pub fn new(minutes: Minutes, people: &[Person], bodies: &[Body]) -> Self {
        let mut draft =
            Self { people: Vec::new(), bodies: Vec::new(), turns: Vec::new(), remarks: Vec::new(), minutes };
        draft.match_people(people, bodies);
        draft.turns = turns(&draft.minutes);
        draft.place_remarks();
        draft
    }

    fn match_people(&mut self, people: &[Person], bodies: &[Body]) {
        let people = People::new(people);
        let mut known: HashMap<String, usize> = HashMap::new();
        for printed in &self.minutes.attendances {
            let category = Category::from(printed.category);
            let body_name = clip(printed.body.as_deref().unwrap_or_default(), LONGEST_NAME);
            let body = (!body_name.is_empty()).then(|| {
                *known.entry(fold(&body_name)).or_insert_with(|| {
                    let found = matching::body(&body_name, bodies);
                    self.bodies.push(Named { name: body_name.clone(), found, is_outside: false });
                    self.bodies.len() - 1
                })
            });
            if let Some(named) = body.and_then(|at| self.bodies.get_mut(at)) {
                named.is_outside |= category == Category::Witness;
            }
            self.people.push(Present {
                name: clip(&printed.name, LONGEST_NAME),
                category,
                title: clip(printed.title.as_deref().unwrap_or_default(), LONGEST_TITLE),
                body_name,
                body,
                found: people.find(&printed.name),
                presence: printed.presence.into(),
                replaced_by: printed.replaced_by.as_ref().and_then(|name| self.place_of(name)),
            });
        }
    }

    /// The place in the table of the person with this name.
    fn place_of(&self, name: &str) -> Option<usize> {
        let key = sorted_key(name);
        self.minutes.attendances.iter().position(|it| sorted_key(&it.name) == key)
    }

    /// Puts each warning beside the turn that has its line.
    fn place_remarks(&mut self) {
        for warning in &self.minutes.warnings {
            let before = self.minutes.turns.partition_point(|turn| turn.line <= warning.line);
            match before.checked_sub(1).and_then(|at| self.turns.get_mut(at)) {
                Some(turn) if warning.line > 0 => turn.remarks.push(warning.clone()),
                _ => self.remarks.push(warning.clone()),
            }
        }
    }

    /// The speaker, if the minutes name one.
    pub fn speaker(&self, turn: &Turn) -> Option<&Present> {
        self.people.get(turn.speaker?)
    }

    /// How many notes there are in all.
    pub fn footnotes(&self) -> usize {
        self.turns.iter().map(|turn| turn.footnotes.len()).sum()
    }
}

fn turns(minutes: &Minutes) -> Vec<Turn> {
    let turn = |(number, printed): (i32, &formats::Turn)| {
        let label = clip(&printed.label, LONGEST_LABEL);
        let section = printed.heading.as_deref().map(|it| clip(it, LONGEST_HEADING));
        // A heading that is too long is shown in full above the text of the turn.
        let long_section = printed.heading.as_deref().filter(|it| Some(*it) != section.as_deref());
        let long_label = Some(printed.label.as_str()).filter(|it| *it != label);
        let above = long_section.into_iter().chain(long_label).map(|it| format!("{it}\n\n"));
        let text = format!("{}{}", above.collect::<String>(), printed.text);
        let shift = text.len() - printed.text.len();
        Turn {
            number,
            speaker: printed.speaker,
            label,
            heading: section.as_deref().and_then(Heading::parse),
            text: text.trim_end().to_owned(),
            footnotes: printed.footnotes.iter().map(footnote).collect(),
            time: printed.time.clone().map(|time| time::shifted(time, shift)),
            remarks: Vec::new(),
        }
    };
    (1..).zip(&minutes.turns).map(turn).collect()
}

fn footnote(printed: &formats::Footnote) -> Footnote {
    Footnote { marker: clip(&printed.marker, LONGEST_MARKER), text: printed.text.clone() }
}

fn clip(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    text.chars().take(longest - 1).chain(['…']).collect()
}
