//! The hearings of the demonstration.

use crate::hearings::hearing::HearingState;

/// A hearing, its day counted from the day on which the data is made.
pub struct Planned {
    pub series: &'static str,
    pub number: i32,
    pub title: &'static str,
    pub days: i64,
    pub hour: (u32, u32),
    pub place: &'static str,
    pub state: HearingState,
    /// Held in closed session.
    pub closed: bool,
    /// The record, as minutes with `{date}` for the date; empty where there is none yet.
    pub minutes: &'static str,
}

const WATER: &str = "l-eau-dans-la-ville";
const MEALS: &str = "l-alimentation-des-enfants";

/// Those of the first authority.
pub const ALL: &[Planned] = &[
    Planned {
        series: WATER,
        number: 1,
        title: "Désimperméabiliser les cours d’école",
        days: -86,
        hour: (14, 30),
        place: "Hôtel de ville, salle des Commissions",
        state: HearingState::Published,
        closed: false,
        minutes: include_str!("minutes/eau-1.txt"),
    },
    Planned {
        series: WATER,
        number: 2,
        title: "Les sols et la mémoire des crues",
        days: -41,
        hour: (9, 0),
        place: "Maison de la Prairie",
        state: HearingState::InReview,
        closed: false,
        minutes: include_str!("minutes/eau-2.txt"),
    },
    Planned {
        series: WATER,
        number: 3,
        title: "Boire l’eau du robinet à tout âge",
        days: -9,
        hour: (17, 30),
        place: "Hôtel de ville, salle des Commissions",
        state: HearingState::Held,
        closed: false,
        minutes: include_str!("minutes/eau-3.txt"),
    },
    Planned {
        series: WATER,
        number: 4,
        title: "Le prix de l’eau",
        days: 19,
        hour: (14, 30),
        place: "Hôtel de ville, salle des Commissions",
        state: HearingState::Planned,
        closed: false,
        minutes: "",
    },
    Planned {
        series: MEALS,
        number: 1,
        title: "Une cuisine centrale ou des cuisines d’école ?",
        days: -65,
        hour: (10, 0),
        place: "École Jean-Macé, réfectoire",
        state: HearingState::Approved,
        closed: false,
        minutes: include_str!("minutes/cantine-1.txt"),
    },
    Planned {
        series: MEALS,
        number: 2,
        title: "Ce que mangent les enfants, et ce qu’ils laissent",
        days: -23,
        hour: (16, 0),
        place: "Hôtel de ville, salle Simone-Veil",
        state: HearingState::InReview,
        closed: false,
        minutes: include_str!("minutes/cantine-2.txt"),
    },
    Planned {
        series: MEALS,
        number: 3,
        title: "Les maraîchers d’à côté",
        days: 12,
        hour: (18, 0),
        place: "Ferme des Prés hauts",
        state: HearingState::Planned,
        closed: false,
        minutes: "",
    },
    Planned {
        series: MEALS,
        number: 4,
        title: "Cuisiner pour les allergiques",
        days: -3,
        hour: (10, 0),
        place: "École Jean-Macé, réfectoire",
        state: HearingState::Cancelled,
        closed: false,
        minutes: "",
    },
    Planned {
        series: WATER,
        number: 5,
        title: "Le rachat du captage des Lavandières",
        days: -5,
        hour: (8, 30),
        place: "Hôtel de ville, bureau de l’adjointe",
        state: HearingState::InReview,
        closed: true,
        minutes: include_str!("minutes/eau-5.txt"),
    },
];

/// The one hearing of the second authority.
pub const VALSERINE: Planned = Planned {
    series: "la-foret",
    number: 1,
    title: "La forêt après les scolytes",
    days: 26,
    hour: (9, 30),
    place: "Mairie de Valserine-le-Haut",
    state: HearingState::Planned,
    closed: false,
    minutes: "",
};
