//! The form that opens a round or invites more people.

use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::round::Speaker;
use crate::{
    text::email_address::EmailAddress,
    web::{forms::Errors, page::Page},
};

/// The form: an address, or nothing, for each speaker.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RoundForm {
    pub due_on: String,
    pub attendance: Vec<Uuid>,
    pub email: Vec<String>,
}

/// An attendance and the address of its link.
pub type Addressed = (Uuid, EmailAddress);

impl RoundForm {
    /// The form for these speakers, with known addresses.
    pub fn of(speakers: &[Speaker]) -> Self {
        Self {
            due_on: String::new(),
            attendance: speakers.iter().map(|it| it.id).collect(),
            email: speakers.iter().map(|it| it.email.clone().unwrap_or_default()).collect(),
        }
    }

    /// The address typed for a speaker.
    pub fn email_of(&self, speaker: &Speaker) -> &str {
        let at = self.attendance.iter().position(|it| *it == speaker.id);
        at.and_then(|at| self.email.get(at)).map_or("", String::as_str)
    }

    /// The last day.
    pub fn check_due(&self, page: &Page, errors: &mut Errors) -> Option<NaiveDate> {
        if self.due_on.trim().is_empty() {
            errors.add("due_on", page.t("error-required"));
        }
        let due_on = errors.day(page.lang, "due_on", &self.due_on, page.today)?;
        if due_on < page.today {
            errors.add("due_on", page.t("round-due-past"));
        }
        Some(due_on)
    }

    /// The people to invite, at least one.
    pub fn check(&self, page: &Page, speakers: &[Speaker], errors: &mut Errors) -> Vec<Addressed> {
        let mut invited = Vec::new();
        for speaker in speakers {
            let typed = self.email_of(speaker);
            match EmailAddress::parse(typed) {
                Some(email) => invited.push((speaker.id, email)),
                None if typed.trim().is_empty() => {}
                None => errors.add("emails", page.t1("round-email-wrong", "name", speaker.name.as_str())),
            }
        }
        if invited.is_empty() && errors.is_empty() {
            errors.add("emails", page.t("round-nobody"));
        }
        invited
    }
}
