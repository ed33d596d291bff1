//! Hearings and the minutes of their records.

use std::sync::LazyLock;

/// A hearing. Its day is relative to the day on which the data is written.
#[derive(Default)]
pub struct Planned {
    pub series: &'static str,
    pub number: i32,
    pub title: &'static str,
    pub days: i64,
    pub hour: (u32, u32),
    pub place: &'static str,
    pub state: &'static str,
    /// Held in closed session.
    pub closed: bool,
    /// The record, as minutes with `{date}` for the date; empty if there is none yet.
    pub minutes: &'static str,
}

const WATER: &str = "l-eau-dans-la-ville";
const MEALS: &str = "l-alimentation-des-enfants";

/// The hearings of the first tenant.
#[allow(clippy::needless_update, reason = "a new field of the struct needs no edit here")]
pub static ALL: LazyLock<Vec<Planned>> = LazyLock::new(|| {
    vec![
        Planned {
            series: WATER,
            number: 1,
            title: "Désimperméabiliser les cours d’école",
            days: -86,
            hour: (14, 30),
            place: "Hôtel de ville, salle des Commissions",
            state: "published",
            minutes: include_str!("minutes/eau-1.txt"),
            ..Planned::default()
        },
        Planned {
            series: WATER,
            number: 2,
            title: "Les sols et la mémoire des crues",
            days: -41,
            hour: (9, 0),
            place: "Maison de la Prairie",
            state: "in_review",
            minutes: include_str!("minutes/eau-2.txt"),
            ..Planned::default()
        },
        Planned {
            series: WATER,
            number: 3,
            title: "Boire l’eau du robinet à tout âge",
            days: -9,
            hour: (17, 30),
            place: "Hôtel de ville, salle des Commissions",
            state: "held",
            minutes: include_str!("minutes/eau-3.txt"),
            ..Planned::default()
        },
        Planned {
            series: WATER,
            number: 4,
            title: "Le prix de l’eau",
            days: 19,
            hour: (14, 30),
            place: "Hôtel de ville, salle des Commissions",
            state: "planned",
            ..Planned::default()
        },
        Planned {
            series: MEALS,
            number: 1,
            title: "Une cuisine centrale ou des cuisines d’école ?",
            days: -65,
            hour: (10, 0),
            place: "École Jean-Macé, réfectoire",
            state: "approved",
            minutes: include_str!("minutes/cantine-1.txt"),
            ..Planned::default()
        },
        Planned {
            series: MEALS,
            number: 2,
            title: "Ce que mangent les enfants, et ce qu’ils laissent",
            days: -23,
            hour: (16, 0),
            place: "Hôtel de ville, salle Simone-Veil",
            state: "in_review",
            minutes: include_str!("minutes/cantine-2.txt"),
            ..Planned::default()
        },
        Planned {
            series: MEALS,
            number: 3,
            title: "Les maraîchers d’à côté",
            days: 12,
            hour: (18, 0),
            place: "Ferme des Prés hauts",
            state: "planned",
            ..Planned::default()
        },
        Planned {
            series: MEALS,
            number: 4,
            title: "Cuisiner pour les allergiques",
            days: -3,
            hour: (10, 0),
            place: "École Jean-Macé, réfectoire",
            state: "cancelled",
            ..Planned::default()
        },
        Planned {
            series: WATER,
            number: 5,
            title: "Le rachat du captage des Lavandières",
            days: -5,
            hour: (8, 30),
            place: "Hôtel de ville, bureau de l’adjointe",
            state: "in_review",
            closed: true,
            minutes: include_str!("minutes/eau-5.txt"),
            ..Planned::default()
        },
    ]
});

/// The one hearing of the second tenant.
pub static VALSERINE: LazyLock<Planned> = LazyLock::new(|| Planned {
    series: "la-foret",
    number: 1,
    title: "La forêt après les scolytes",
    days: 26,
    hour: (9, 30),
    place: "Mairie de Valserine-le-Haut",
    state: "planned",
    ..Planned::default()
});

#[cfg(test)]
mod tests {
    use formats::{
        minutes,
        names::{Found, Roster, fold},
    };

    use super::*;
    use crate::directory::PEOPLE;

    #[test]
    fn minutes_parse_without_warnings_and_every_attendee_is_in_the_directory() {
        let roster = Roster::new(PEOPLE.iter().map(|(name, ..)| *name));
        for planned in ALL.iter().filter(|it| !it.minutes.is_empty()) {
            let minutes =
                minutes::parse(&planned.minutes.replace("{date}", "3 avril 2024 à 14\u{a0}h\u{a0}30"));
            assert_eq!(minutes.warnings, [], "{}", planned.title);
            assert_eq!(minutes.number, u32::try_from(planned.number).ok());
            assert_eq!(minutes.title.as_deref().map(fold), Some(fold(planned.title)));
            assert!((8..=20).contains(&minutes.turns.len()), "{}", planned.title);
            assert!(minutes.turns.iter().all(|turn| turn.speaker.is_some()), "{}", planned.title);
            assert!(minutes.turns.iter().any(|turn| !turn.footnotes.is_empty()), "{}", planned.title);
            for attendance in &minutes.attendances {
                assert!(matches!(roster.find(&attendance.name), Found::One { .. }), "{}", attendance.name);
                assert!(attendance.title.is_some(), "{}", attendance.name);
            }
        }
    }
}
