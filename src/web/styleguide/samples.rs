//! The samples of the style guide: invented people and hearings. The macros take any type with the
//! fields that they read, so most samples have only these.

use std::sync::Arc;

use actix_web::HttpRequest;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::Guide;
use crate::{
    access::{permissions::Role, scope::Member},
    actions::{action::ActionStatus, entity as actions},
    attendances::{
        attendance::{Attendance, Category},
        presence::{Evidence, Presence},
    },
    charts::{self, Lane, Tick},
    documents::{document::DocumentKind, media::Media},
    hearings::{entity as hearings, form::HearingForm, hearing::HearingState},
    history::change::ChangeKind,
    imports::minutes::matching::{self, Match},
    record::{
        diff::Diff,
        form::TurnForm,
        heading::Heading,
        provenance::Provenance,
        search::Search,
        turn::{Footnote, Turn},
        view::Record,
    },
    rounds::round::ProposalState,
    series::timeline::{Mark, Timeline},
    text::i18n::Lang,
    web::{drafts::Offer, forms::Errors, page::Page, pagination::Pagination},
};

pub struct Series {
    pub title: &'static str,
    pub description: &'static str,
    pub body_name: &'static str,
    pub hearings: i64,
}

pub struct Hearing {
    row: hearings::Model,
    pub series_title: &'static str,
    pub turns: i64,
}

impl Hearing {
    pub fn is_long(&self) -> bool {
        false
    }
}

pub struct Action {
    row: actions::Model,
    pub closed: bool,
    status: ActionStatus,
}

impl Action {
    pub fn in_charge(&self) -> &'static str {
        "Direction des espaces verts"
    }

    pub fn source(&self, _: &Lang) -> Option<&'static str> {
        Some("audition nº 6, intervention 13")
    }

    pub fn status(&self, _: &NaiveDate) -> ActionStatus {
        self.status
    }
}

pub struct Document {
    pub title: &'static str,
    pub kind: DocumentKind,
    pub source: &'static str,
    pub dated: Option<NaiveDate>,
    pub media: Option<Media>,
    pub pages: Option<i32>,
    pub closed: bool,
}

impl Document {
    pub fn weight(&self, lang: Lang) -> Option<String> {
        Some(crate::documents::document::weight(1_230_000, lang))
    }
}

pub struct Recording {
    pub title: &'static str,
    pub is_video: bool,
}

impl Recording {
    pub fn host(&self) -> Option<&'static str> {
        Some("films.example")
    }

    pub fn preload(&self) -> &'static str {
        "none"
    }

    /// Empty: the guide plays no recording.
    pub fn source(&self, page: &Page) -> &'static str {
        page.asset("favicon.svg")
    }

    pub fn path_at(&self, _: &u32) -> &'static str {
        "#t1"
    }
}

/// A person of imported minutes.
pub struct Person {
    pub name: &'static str,
    pub title: &'static str,
    pub body_name: &'static str,
    pub category: Category,
    pub found: Match<matching::Person>,
}

/// The choices for the people.
pub struct Choices;

impl Choices {
    pub fn person(&self, _: &usize, person: &Person) -> String {
        person.found.candidates().first().map_or(String::new(), |it| it.id.to_string())
    }
}

pub struct Edition {
    pub name: &'static str,
    pub colour: Option<i16>,
    pub recipients: Vec<Recipient>,
}

pub struct Recipient {
    pub name: &'static str,
    pub email: &'static str,
}

pub struct Proposal {
    pub id: Uuid,
    pub state: ProposalState,
    pub comment: &'static str,
    pub answer: &'static str,
}

impl Proposal {
    pub fn words(&self, turn: &Turn) -> Diff {
        Diff::of(&turn.text, &turn.text.replace("trente", "trente-quatre"))
    }
}

/// A line of a history.
pub struct Line {
    pub kind: ChangeKind,
    pub at: DateTime<Utc>,
    pub author: &'static str,
    pub guest: Option<&'static str>,
    pub reason: &'static str,
    turns: &'static [i64],
}

impl Line {
    pub fn turns(&self) -> impl Iterator<Item = &'static i64> {
        self.turns.iter()
    }
}

/// The text that someone else saved meanwhile.
pub struct Saved {
    pub author: String,
    pub at: DateTime<Utc>,
}

/// The tools that the record offers.
pub struct May {
    pub assign: bool,
    pub correct: bool,
    pub write_errata: bool,
    pub approve: Option<Uuid>,
}

/// A part that has the columns of a table.
macro_rules! has_columns {
    ($($type:ty => $table:ident),*) => {
        $(impl std::ops::Deref for $type {
            type Target = $table::Model;

            fn deref(&self) -> &$table::Model {
                &self.row
            }
        })*
    };
}

has_columns!(Hearing => hearings, Action => actions);

/// A part with another address and otherwise the same fields.
macro_rules! leads_to {
    ($($type:ty => $address:literal),*) => {
        $(impl $type {
            pub fn path(&self) -> &'static str {
                $address
            }
        })*
    };
}

leads_to!(Series => "#lists", Hearing => "#lists", Action => "#lists", Document => "#lists", Recording => "#record", Edition => "#sending");

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 5, 28).unwrap_or_default()
}

fn moment() -> DateTime<Utc> {
    day().and_hms_opt(12, 30, 0).unwrap_or_default().and_utc()
}

fn member() -> Member {
    Member {
        id: Uuid::nil(),
        account_id: Uuid::nil(),
        name: "Nadia Brémond".to_owned(),
        email: "nadia.bremond@montreuvray.example".to_owned(),
        role: Role::ALL[0],
        manager: true,
        body_id: None,
        person_id: None,
        organised: Arc::default(),
    }
}

/// The frame of a member's page.
pub fn page(request: &HttpRequest) -> Page {
    let draft = Offer { form: "/styleguide".to_owned(), saved_at: moment(), resumed: false };
    Page {
        tenant: "montreuvray".to_owned(),
        tenant_name: "Ville de Montreuvray".to_owned(),
        member: Some(member()),
        flash: Some("done-turn-corrected|/montreuvray/styleguide".to_owned()),
        draft: Some(draft),
        ..Page::outside(request, None)
    }
}

fn attendance(at: u128, name: &str, colour: Option<i16>, presence: Presence) -> Attendance {
    Attendance {
        id: Uuid::from_u128(at),
        person_id: Uuid::from_u128(at),
        category: Category::Witness,
        name: name.to_owned(),
        title: if colour.is_some() { "Conseiller municipal" } else { "Hydrologue" }.to_owned(),
        body_name: if colour.is_some() { "Écologie citoyenne" } else { "Bureau d’études Ruissel" }.to_owned(),
        body_id: None,
        colour,
        presence,
        replaced_by: None,
        substitute: None,
        arrived_at: None,
        left_at: None,
        evidence: Evidence::None,
        version: 1,
    }
}

fn turn(number: i32, speaker: Option<u128>, text: &str) -> Turn {
    Turn {
        id: Uuid::from_u128(number.unsigned_abs().into()),
        number,
        attendance_id: speaker.map(Uuid::from_u128),
        label: String::new(),
        text: text.to_owned(),
        closed: false,
        version: 1,
        heading: None,
        footnotes: Vec::new(),
        time: None,
        provenance: Provenance::Imported,
    }
}

fn record() -> Record {
    let note =
        Footnote { marker: "1".to_owned(), text: "Moyenne de la station de *Montreuvray*.".to_owned() };
    let first = Turn {
        heading: Some(Heading::OpeningStatement),
        footnotes: vec![note],
        time: Some(formats::Time { start: 725_000, end: None, cues: Vec::new() }),
        ..turn(
            1,
            Some(1),
            "Une cour reçoit sept cents mètres cubes de pluie par an[^1].\n\nElle en boit *dix millimètres*.",
        )
    };
    let second = Turn { heading: Some(Heading::Exchange), ..turn(2, Some(2), "Et la pluie d’orage ?") };
    let closed = Turn { closed: true, ..turn(3, Some(1), "Les montants restent entre nous.") };
    let unknown = Turn { label: "UNE VOIX DANS LA SALLE".to_owned(), ..turn(4, None, "Et les racines ?") };
    let mut search = Search::of("pluie");
    if let Some(search) = &mut search {
        search.found = 2;
    }
    Record {
        turns: vec![first, second, closed, unknown],
        joined: Vec::new(),
        search,
        sections: Vec::new(),
        pagination: None,
    }
}

fn timeline() -> Timeline {
    let place = |at: usize| format!("{}", 12 * at + 8);
    let mark = |(at, state): (usize, HearingState)| Mark {
        x: place(at),
        y: 14,
        number: i32::try_from(at).unwrap_or_default() + 1,
        title: "Les sols et la mémoire des crues".to_owned(),
        day: day(),
        state,
    };
    let ticks = ["janv.", "févr.", "mars", "avril"];
    let tick = |(at, label): (usize, &str)| Tick {
        x: format!("{}", 25 * at),
        label: label.to_owned(),
        under: if at == 0 { "2026".to_owned() } else { String::new() },
    };
    Timeline {
        width: 240,
        ground: 28,
        marks: HearingState::ALL.into_iter().enumerate().map(mark).collect(),
        ticks: ticks.into_iter().enumerate().map(tick).collect(),
        today: Some("78".to_owned()),
        states: HearingState::ALL.map(|it| (it, 1)).into(),
    }
}

fn errors() -> Errors {
    let mut errors = Errors::default();
    errors.add("title", "Donnez un titre à l’audition.");
    errors.add("day", "Cette date n’existe pas.");
    errors
}

fn people() -> [Person; 2] {
    let known = |id, name: &str| matching::Person {
        id: Uuid::from_u128(id),
        name: name.to_owned(),
        known_as: name.to_owned(),
        name_key: name.to_owned(),
    };
    let person = |name, found| Person {
        name,
        title: "directeur technique",
        body_name: "Syndicat des eaux du Vaulx",
        category: Category::Witness,
        found,
    };
    [
        person("Bakary Doumbiaa", Match::Near(vec![known(1, "Bakary Doumbia"), known(2, "B. Doumbia")])),
        person("Jean Nouveau", Match::Nobody),
    ]
}

/// The page with all its samples.
#[expect(clippy::too_many_lines, reason = "one list of samples")]
pub fn guide(page: Page) -> Guide {
    let actions = [
        Action {
            row: actions::Model {
                title: "Chiffrer la reprise de douze cours".to_owned(),
                due_on: Some(day()),
                ..actions::Model::default()
            },
            closed: false,
            status: ActionStatus::Late(8),
        },
        Action {
            row: actions::Model {
                title: "Transmettre la carte des sols".to_owned(),
                ..actions::Model::default()
            },
            closed: true,
            status: ActionStatus::InProgress,
        },
    ];
    let recipients =
        vec![Recipient { name: "Hélène Ravoire", email: "helene.ravoire@montreuvray.example" }];
    let editions = vec![
        Edition { name: "Écologie citoyenne", colour: Some(6), recipients },
        Edition { name: "Centre et Indépendants", colour: Some(4), recipients: Vec::new() },
    ];
    let line = |kind, reason, turns| Line {
        kind,
        at: moment(),
        author: "Nadia Brémond",
        guest: None,
        reason,
        turns,
    };
    Guide {
        page,
        errors: errors(),
        form: HearingForm { day: "29 février 2023".to_owned(), ..HearingForm::proposing(6) },
        typed: TurnForm { text: "Celles du haut, *sans hésiter*.".to_owned(), ..TurnForm::default() },
        series: Series {
            title: "L’eau dans la ville",
            description: "Ce que la pluie, les réseaux et les sols demandent à une ville.",
            body_name: "Cabinet de l’adjointe à l’eau",
            hearings: 7,
        },
        hearing: Hearing {
            row: hearings::Model {
                number: 6,
                title: "Désimperméabiliser les cours d’école".to_owned(),
                day: day(),
                starts_at: Some(moment()),
                closed: true,
                state: HearingState::InReview,
                ..hearings::Model::default()
            },
            series_title: "L’eau dans la ville",
            turns: 37,
        },
        actions,
        document: Document {
            title: "Contribution écrite du syndicat des eaux",
            kind: DocumentKind::Contribution,
            source: "Syndicat des eaux du Vaulx",
            dated: Some(day()),
            media: Some(Media::Pdf),
            pages: Some(4),
            closed: true,
        },
        people: people(),
        choices: Choices,
        editions: (editions,),
        proposal: Proposal {
            id: Uuid::from_u128(1),
            state: ProposalState::Proposed,
            comment: "Le nombre a été donné en séance.",
            answer: "",
        },
        lines: [
            line(ChangeKind::Correction, "", &[1, 2]),
            line(ChangeKind::Withdrawal, "Un nom est mal écrit.", &[]),
        ],
        saved: Saved { author: "Thomas Œuvrard".to_owned(), at: moment() },
        timeline: timeline(),
        lane: Lane::new(&[2, 0, 1, 3], 3, &charts::ticks(&["1", "2", "3", "4"].map(str::to_owned))),
        pagination: Pagination::new("2", 1_000, ()),
        present: vec![
            attendance(1, "Solène Kervadec", None, Presence::Remote),
            attendance(2, "Idriss Lemarchand", Some(6), Presence::Present),
        ],
        record: record(),
        recording: Some(Recording { title: "Enregistrement de la séance", is_video: false }),
        may: May { assign: true, correct: true, write_errata: false, approve: Some(Uuid::nil()) },
    }
}
