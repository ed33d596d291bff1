//! An attendance: a person at a hearing, in the capacity of that day.

use chrono::NaiveTime;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::presence::{Evidence, Presence};
use crate::{directory::bodies::body::BodyKind, text::i18n::Lang, words::words};

words! {
    /// A part of the table of those present.
    pub enum Category("category") {
        Witness = "witness",
        PoliticalGroup = "political_group",
        Executive = "executive",
        Administration = "administration",
    }
}

impl Category {
    /// The usual category of a member of a body of this kind.
    pub fn expected(body: Option<BodyKind>) -> Self {
        match body {
            Some(BodyKind::PoliticalGroup) => Self::PoliticalGroup,
            Some(BodyKind::Cabinet) => Self::Executive,
            Some(BodyKind::Department) => Self::Administration,
            Some(BodyKind::Organisation) | None => Self::Witness,
        }
    }
}

/// An attendance. Name, title and body are those of the day; the colour is that of the group today.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Attendance {
    pub id: Uuid,
    pub person_id: Uuid,
    pub category: Category,
    pub name: String,
    pub title: String,
    pub body_name: String,
    pub body_id: Option<Uuid>,
    /// The colour of the political group.
    pub colour: Option<i16>,
    pub presence: Presence,
    /// The attendance of the substitute, and their name.
    pub replaced_by: Option<Uuid>,
    pub substitute: Option<String>,
    /// Local time, on the day of the hearing.
    pub arrived_at: Option<NaiveTime>,
    pub left_at: Option<NaiveTime>,
    pub evidence: Evidence,
    pub version: i32,
}

impl Attendance {
    /// "Hydrologue, Bureau d’études Ruissel"
    pub fn capacity(&self) -> String {
        let parts = [self.title.as_str(), self.body_name.as_str()];
        parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The capacity, and the presence if they were not there: for lists of speakers.
    pub fn described(&self, lang: Lang) -> String {
        let away = (!self.presence.attended()).then(|| lang.t(self.presence.label_id()));
        let parts = [Some(self.capacity()), away].into_iter().flatten();
        parts.filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The presence in words, unless it is plain: "excusé(e), remplacé(e) par Paul Vesle".
    pub fn told(&self, lang: Lang) -> String {
        let presence = (self.presence != Presence::Present).then(|| lang.t(self.presence.label_id()));
        let substitute =
            self.substitute.as_ref().map(|name| lang.t1("presence-replaced-by", "name", name.as_str()));
        let hour = |id, at: Option<NaiveTime>| at.map(|at| lang.t1(id, "hour", lang.hour(at)));
        let hours = [hour("presence-arrived", self.arrived_at), hour("presence-left", self.left_at)];
        let parts = [presence, substitute].into_iter().chain(hours).flatten();
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// The attendances of one category.
#[derive(Debug)]
pub struct Section {
    pub category: Category,
    pub present: Vec<Attendance>,
}

impl Section {
    /// The number of people who attended.
    pub fn attended(&self) -> usize {
        self.present.iter().filter(|it| it.presence.attended()).count()
    }
}

/// The attendance of this id.
pub fn speaker(present: &[Section], id: Option<Uuid>) -> Option<&Attendance> {
    let id = id?;
    present.iter().flat_map(|section| &section.present).find(|it| it.id == id)
}

/// The table of those present, by category; without empty ones.
pub fn sections(present: Vec<Attendance>) -> Vec<Section> {
    let mut sections = Category::ALL.map(|category| Section { category, present: Vec::new() });
    for attendance in present {
        if let Some(section) = sections.iter_mut().find(|it| it.category == attendance.category) {
            section.present.push(attendance);
        }
    }
    sections.into_iter().filter(|it| !it.present.is_empty()).collect()
}

/// How many were there, and how many were not: "12 personnes présentes, 2 excusées".
pub fn headcounts(sections: &[Section], lang: Lang) -> String {
    let all = || sections.iter().flat_map(|it| &it.present);
    let away = |presence, id| match all().filter(|it| it.presence == presence).count() {
        0 => None,
        count => Some(lang.t1(id, "count", count)),
    };
    let there = lang.t1("present-count", "count", sections.iter().map(Section::attended).sum::<usize>());
    let parts =
        [Some(there), away(Presence::Excused, "excused-count"), away(Presence::Absent, "absent-count")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// How many attendances of a political group were present.
#[derive(Debug, PartialEq)]
pub struct Strength<'a> {
    pub name: &'a str,
    pub colour: i16,
    pub there: usize,
    pub noted: usize,
}

/// The strength of each group, in the order of the table; empty if everyone was there.
pub fn strengths(sections: &[Section]) -> Vec<Strength<'_>> {
    let mut groups: Vec<Strength> = Vec::new();
    for it in sections.iter().flat_map(|it| &it.present) {
        let Some(colour) = it.colour else { continue };
        let at = groups.iter().position(|group| group.name == it.body_name).unwrap_or_else(|| {
            groups.push(Strength { name: &it.body_name, colour, there: 0, noted: 0 });
            groups.len() - 1
        });
        groups[at].noted += 1;
        groups[at].there += usize::from(it.presence.attended());
    }
    if groups.iter().all(|it| it.there == it.noted) { Vec::new() } else { groups }
}
