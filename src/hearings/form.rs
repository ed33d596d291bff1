//! The form of a hearing: as typed, and checked.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use sea_orm::{
    ActiveModelTrait as _,
    ActiveValue::{NotSet, Set},
    IntoActiveModel as _, Iterable as _,
};
use serde::Deserialize;
use uuid::Uuid;

use super::{entity as hearings, hearing::Hearing};
use crate::{
    clock::{self, WallClockError},
    text::i18n::Lang,
    web::forms::{Errors, Version},
    words::words,
};

words! {
    /// The choice between the two moments at which clocks show a time, when they are put back.
    pub enum Occurrence("hearing-occurrence") {
        First = "first",
        Second = "second",
    }
}

/// The form of a hearing, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct HearingForm {
    pub id: Uuid,
    /// The version that the edit began from.
    pub version: Version,
    pub number: String,
    pub title: String,
    pub day: String,
    pub time: String,
    /// Which of the two, where clocks show the time twice: an [`Occurrence`].
    pub occurrence: String,
    pub place: String,
    /// Whether a new hearing is in closed session. A saved one is closed by another form.
    pub closed: Option<String>,
}

/// The values of a hearing, checked.
#[derive(Debug, Default)]
pub struct NewHearing {
    pub id: Uuid,
    pub number: i32,
    pub title: String,
    pub day: NaiveDate,
    pub starts_at: Option<DateTime<Utc>>,
    pub place: String,
    pub closed: bool,
}

impl From<&NewHearing> for hearings::ActiveModel {
    fn from(new: &NewHearing) -> Self {
        Self {
            id: Set(new.id),
            number: Set(new.number),
            title: Set(new.title.clone()),
            day: Set(new.day),
            starts_at: Set(new.starts_at),
            place: Set(new.place.clone()),
            closed: Set(new.closed),
            ..Default::default()
        }
    }
}

impl NewHearing {
    /// The columns that an edit sets: a saved hearing is closed by another form.
    pub fn edit(&self) -> hearings::ActiveModel {
        hearings::ActiveModel { id: NotSet, closed: NotSet, ..self.into() }
    }

    /// Whether the hearing has all of these values already.
    pub fn is_kept_in(&self, hearing: &Hearing) -> bool {
        let (new, kept) = (self.edit(), hearings::Model::clone(hearing).into_active_model());
        hearings::Column::iter().all(|it| {
            let value = new.get(it).into_value();
            value.is_none() || value == kept.get(it).into_value()
        })
    }
}

impl HearingForm {
    /// The form of a new hearing.
    pub fn proposing(number: i32) -> Self {
        Self { id: Uuid::now_v7(), number: number.to_string(), ..Self::default() }
    }

    /// The form among other fields, as typed.
    pub fn read(fields: &HashMap<String, String>) -> Self {
        let fields = serde_html_form::to_string(fields).unwrap_or_default();
        serde_html_form::from_str(&fields).unwrap_or_default()
    }

    /// The form of a saved hearing.
    pub fn of(hearing: &Hearing, lang: Lang, zone: Tz) -> Self {
        let mut form = Self {
            id: hearing.id,
            version: hearing.version.into(),
            number: hearing.number.to_string(),
            title: hearing.title.clone(),
            day: lang.date(hearing.day),
            time: hearing.starts_at.map(|at| lang.time(at, zone)).unwrap_or_default(),
            occurrence: String::new(),
            place: hearing.place.clone(),
            closed: None,
        };
        if let Some((first, _)) = form.twice(zone) {
            let is_first = hearing.starts_at == Some(first);
            let occurrence = if is_first { Occurrence::First } else { Occurrence::Second };
            form.occurrence = occurrence.code().to_owned();
        }
        form
    }

    /// The values, or the errors by field.
    pub fn check(&self, lang: Lang, zone: Tz) -> Result<NewHearing, Errors> {
        let mut errors = Errors::default();
        let number = self.number.trim().parse().ok().filter(|it| (1..=99_999).contains(it));
        if number.is_none() {
            errors.add("number", lang.t("hearing-number-unreadable"));
        }
        let title = errors.required(lang, "title", &self.title, 300);
        if self.day.trim().is_empty() {
            errors.add("day", lang.t("error-required-day"));
        }
        let day = errors.day(lang, "day", &self.day, clock::today(zone));
        let time = errors.time(lang, "time", &self.time);
        let starts_at =
            day.zip(time).and_then(|(day, time)| self.instant(&mut errors, lang, day, time, zone));
        let new = NewHearing {
            id: self.id,
            number: number.unwrap_or_default(),
            title,
            day: day.unwrap_or_default(),
            starts_at,
            place: errors.line(lang, "place", &self.place, 300),
            closed: self.closed.is_some(),
        };
        if errors.is_empty() { Ok(new) } else { Err(errors) }
    }

    fn instant(
        &self,
        errors: &mut Errors,
        lang: Lang,
        day: NaiveDate,
        time: NaiveTime,
        zone: Tz,
    ) -> Option<DateTime<Utc>> {
        match (clock::instant(day, time, zone), Occurrence::parse(&self.occurrence)) {
            (Ok(at), _) => return Some(at),
            (Err(WallClockError::Twice(first, _)), Some(Occurrence::First)) => return Some(first),
            (Err(WallClockError::Twice(_, second)), Some(Occurrence::Second)) => return Some(second),
            (Err(WallClockError::Twice(..)), _) => errors.add("occurrence", lang.t("hearing-time-twice")),
            (Err(WallClockError::Skipped), _) => errors.add("time", lang.t("hearing-time-skipped")),
        }
        None
    }

    pub fn occurrences(&self) -> [Occurrence; 2] {
        Occurrence::ALL
    }

    /// Whether this of the two instants is chosen.
    pub fn is_meant(&self, occurrence: &Occurrence) -> bool {
        Occurrence::parse(&self.occurrence) == Some(*occurrence)
    }

    /// Whether the form must ask which of two instants is meant.
    pub fn comes_twice(&self, zone: &Tz) -> bool {
        self.twice(*zone).is_some()
    }

    /// Both instants at which clocks show the time typed, where there are two.
    fn twice(&self, zone: Tz) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let mut unread = Errors::default();
        let day = unread.day(Lang::default(), "day", &self.day, clock::today(zone))?;
        let time = unread.time(Lang::default(), "time", &self.time)?;
        match clock::instant(day, time, zone) {
            Err(WallClockError::Twice(first, second)) => Some((first, second)),
            _ => None,
        }
    }
}
