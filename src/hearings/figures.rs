//! The shares of speakers and groups in the words of a hearing, as bars and as a table.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use uuid::Uuid;

use super::{hearing::Hearing, store};
use crate::{
    access::{permissions::ReadRegister, scope::Scope},
    attendances::{self, attendance::Attendance},
    record::{self, turn::Turn},
    web::{error::Result, page::Page, paths::HearingPath},
};

#[derive(Template)]
#[template(path = "hearings/figures.html")]
pub struct Figures {
    pub page: Page,
    pub hearing: Hearing,
    /// By group or category, then by speaker; the largest share first.
    pub tables: [(&'static str, Vec<Share>); 2],
}

/// The share of one speaker, group or category.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// None: the speaker is unknown.
    pub who: Option<Speaker>,
    pub turns: usize,
    pub words: usize,
    /// In percent of all words, 0 to 100.
    pub percent: f64,
}

impl Share {
    /// The length of its bar, of 100.
    pub fn bar(&self) -> String {
        format!("{:.1}", self.percent)
    }

    /// Whole percents.
    pub fn rounded(&self) -> i64 {
        self.percent.round() as i64
    }
}

/// A speaker, group or category.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// With the name of that day and the colour of the group.
    Named(String, Option<i16>),
    /// A category, for those without a group: the id of the sentence that names it.
    Category(&'static str),
}

impl Speaker {
    /// The speaker.
    fn person(of: &Attendance) -> Self {
        Self::Named(of.name.clone(), of.colour)
    }

    /// The political group of the speaker, else the category.
    fn side(of: &Attendance) -> Self {
        match of.colour {
            Some(colour) => Self::Named(of.body_name.clone(), Some(colour)),
            None => Self::Category(of.category.label_id()),
        }
    }

    pub fn name(&self, page: &Page) -> String {
        match self {
            Self::Named(name, _) => name.clone(),
            Self::Category(label) => page.t(label),
        }
    }

    pub fn colour(&self) -> Option<i16> {
        match self {
            Self::Named(_, colour) => *colour,
            Self::Category(_) => None,
        }
    }
}

/// The number of words of a text. Punctuation between blanks and references of notes do not count.
fn words(text: &str) -> usize {
    text.split_whitespace().filter(|it| it.contains(char::is_alphanumeric) && !it.starts_with("[^")).count()
}

/// The shares of what `who` counts together, the largest first.
fn shares(turns: &[Turn], present: &[Attendance], who: fn(&Attendance) -> Speaker) -> Vec<Share> {
    let speakers: HashMap<Uuid, Speaker> = present.iter().map(|it| (it.id, who(it))).collect();
    let mut shares: Vec<Share> = Vec::new();
    for turn in turns {
        let who = turn.attendance_id.and_then(|id| speakers.get(&id)).cloned();
        let at = shares.iter().position(|it| it.who == who).unwrap_or_else(|| {
            shares.push(Share { who, turns: 0, words: 0, percent: 0.0 });
            shares.len() - 1
        });
        shares[at].turns += 1;
        shares[at].words += words(&turn.text);
    }
    let all: usize = shares.iter().map(|it| it.words).sum();
    for share in &mut shares {
        share.percent = 100.0 * share.words as f64 / all.max(1) as f64;
    }
    shares.sort_by_key(|it| std::cmp::Reverse(it.words));
    shares
}

/// `GET …/hearings/{number}/figures`
pub async fn show(scope: Scope<ReadRegister>, path: web::Path<HearingPath>) -> Result<HttpResponse> {
    let hearing = store::find(&scope, &path.series, path.number).await?;
    let present = attendances::store::of_hearing(&scope, &hearing).await?;
    let turns = record::store::of_hearing(&scope, &hearing).await?;
    let tables = [
        ("figures-by-side", shares(&turns, &present, Speaker::side)),
        ("figures-by-speaker", shares(&turns, &present, Speaker::person)),
    ];
    scope.render(|page| Figures { page, hearing, tables })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_and_references_are_not_words() {
        assert_eq!(words("L’eau *monte* [^4] : « deux » mètres,\n\nen 1910 …"), 6);
        assert_eq!(words(" \n "), 0);
    }
}
