//! The parts of an exported record before and after its turns.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    access::{permissions::ReadRegister, scope::Scope},
    attendances::{
        self,
        attendance::{Attendance, Section, sections, speaker},
    },
    clock,
    config::Config,
    hearings::{hearing::Hearing, pages::Settlement},
    record::{
        self,
        errata::{self, Erratum},
        turn::Turn,
    },
    tenants::entity as tenants,
    text::i18n::Lang,
    web::{error::Result, page::Page},
};

/// The parts of the file before and after the turns.
#[derive(Debug)]
pub struct Head {
    pub hearing: Hearing,
    pub present: Vec<Section>,
    pub settlement: Settlement,
    /// The language of the authority, and of the record.
    pub language: Lang,
    /// The address of the record, with the host.
    pub address: String,
    /// Whether one of the turns was said in closed session.
    pub holds_closed: bool,
    /// The time of the copy.
    pub made: DateTime<Utc>,
    pub page: Page,
}

impl Head {
    pub async fn load(scope: &Scope<ReadRegister>, config: &Config, hearing: Hearing) -> Result<Self> {
        let present = sections(attendances::store::of_hearing(scope, &hearing).await?);
        let errata = errata::of_hearing(scope, &hearing, &present).await?;
        let settlement = Settlement::of(scope, &hearing, errata).await?;
        let authority = scope.find::<tenants::Entity>().one(scope.db()).await?;
        let holds_closed = record::store::has_closed(scope, &hearing).await?;
        Ok(Self {
            present,
            holds_closed,
            settlement,
            language: authority.and_then(|it| Lang::parse(&it.language)).unwrap_or_default(),
            address: config.absolute(&scope.page().url(hearing.path())),
            made: clock::now(),
            page: scope.page().clone(),
            hearing,
        })
    }

    pub fn lang(&self) -> Lang {
        self.page.lang
    }

    /// "Compte rendu de l’audition nº 1"
    pub fn kind(&self) -> String {
        self.page.t1("record-title", "number", self.hearing.number.to_string())
    }

    /// Date, time and place.
    pub fn occasion(&self) -> String {
        let when = self.hearing.when(&self.page);
        match self.hearing.place.as_str() {
            "" => when,
            place => format!("{when}, {place}"),
        }
    }

    /// The status of the record (a draft, or approved by whom and when), and when it was copied from where.
    pub fn standing(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.hearing.closed || self.holds_closed {
            lines.push(self.page.t("export-closed"));
        }
        if !self.hearing.state.is_settled() {
            let state = self.page.t(self.hearing.state.label_id());
            lines.push(self.page.t1("export-draft", "state", state));
        }
        for it in &self.settlement.changes {
            lines.push(format!("{} {}", it.settlement(&self.page), it.reason).trim().to_owned());
        }
        let moment = self.page.moment(&self.made);
        lines.push(self.page.t2("export-copied", "moment", moment, "address", self.address.as_str()));
        lines
    }

    /// An attendance in one line.
    pub fn line(&self, it: &Attendance) -> String {
        let parts = [it.name.clone(), it.capacity(), it.told(self.lang())];
        parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
    }

    pub fn speaker(&self, turn: &Turn) -> Option<&Attendance> {
        speaker(&self.present, turn.attendance_id)
    }

    /// The speaker with the capacity, or the name as the minutes spell it.
    pub fn who(&self, turn: &Turn) -> String {
        match self.speaker(turn) {
            Some(it) if it.capacity().is_empty() => it.name.clone(),
            Some(it) => format!("{}, {}", it.name, it.capacity()),
            None if turn.label.is_empty() => self.page.t("speaker-unknown"),
            None => self.page.t1("speaker-printed", "label", turn.label.as_str()),
        }
    }

    /// The errata of a turn.
    pub fn errata(&self, turn: &Turn) -> impl Iterator<Item = Correction<'_>> {
        let id = turn.id;
        self.settlement.errata.iter().filter(move |it| it.turn_id == id).map(|it| self.correction(it))
    }

    fn correction<'a>(&self, it: &'a Erratum) -> Correction<'a> {
        let moment = self.page.moment(&it.at);
        let sentence = self.page.t2("erratum-of", "moment", moment, "reason", it.reason.as_str());
        let unknown = || self.page.t("speaker-unknown");
        let name = |of: &Option<String>| of.clone().unwrap_or_else(unknown);
        let speaker = (it.speaker_before != it.speaker_after).then(|| name(&it.speaker_before));
        Correction { sentence, speaker, before: &it.before }
    }

    /// The day of the last erratum, of the approval, or of the copy.
    pub fn settled_on(&self) -> NaiveDate {
        let approval = self.settlement.changes.first().map_or(self.made, |it| it.at);
        let at = self.settlement.errata.last().map_or(approval, |it| it.at);
        at.with_timezone(&self.page.zone).date_naive()
    }
}

/// What an erratum changed.
#[derive(Debug)]
pub struct Correction<'a> {
    pub sentence: String,
    /// The speaker before, where that changed.
    pub speaker: Option<String>,
    /// The text before, in the light Markdown of the record.
    pub before: &'a str,
}

impl Correction<'_> {
    /// As lines.
    pub fn lines(&self, head: &Head) -> Vec<String> {
        let speaker = self.speaker.as_ref();
        let speaker = speaker.map(|it| head.page.t1("export-speaker-before", "name", it.as_str()));
        let words = format!("{} {}", head.page.t("export-before"), self.before);
        [Some(self.sentence.clone()), speaker, Some(words)].into_iter().flatten().collect()
    }
}
