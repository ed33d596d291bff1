//! A hearing of the demonstration, its record read from minutes as an import would.

use uuid::Uuid;

use super::{
    directory::PEOPLE,
    hearings::Planned,
    seed::{World, named},
};
use crate::{
    error::{Error, Result},
    formats::{
        minutes::{self, Attendance, Category, Turn},
        names::{Found, Roster},
    },
    i18n::Lang,
};

/// Adds the hearing, those present and the record.
pub async fn add(world: &World, planned: &Planned) -> Result<Uuid> {
    let day = world.day(planned.days);
    let at = world.at(day, planned.hour);
    let hearing = world
        .add(
            "insert into hearings (tenant_id, id, series_id, number, title, day, starts_at, place, state)
             values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8)",
            [
                named(&world.series, planned.series)?.into(),
                planned.number.into(),
                planned.title.into(),
                day.into(),
                at.into(),
                planned.place.into(),
                planned.state.code().into(),
            ],
        )
        .await?;
    let minutes =
        minutes::parse(&planned.minutes.replace("{date}", &Lang::Fr.moment(at, chrono_tz::Europe::Paris)));
    let mut present = Vec::new();
    for (position, attendance) in (1..).zip(&minutes.attendances) {
        present.push(add_attendance(world, hearing, position, attendance).await?);
    }
    for (position, turn) in (1..).zip(&minutes.turns) {
        let speaker = turn.speaker.and_then(|at| present.get(at).copied());
        add_turn(world, hearing, position, speaker, turn).await?;
    }
    Ok(hearing)
}

/// In the capacity that the directory tells.
async fn add_attendance(world: &World, hearing: Uuid, position: i32, printed: &Attendance) -> Result<Uuid> {
    let roster = Roster::new(PEOPLE.iter().map(|(name, ..)| *name));
    let Found::One { at, .. } = roster.find(&printed.name) else {
        return Err(Error::internal(format!("nobody is called “{}”", printed.name)));
    };
    let (name, title, body) = PEOPLE[at];
    let sql = "insert into attendances
                 (tenant_id, id, hearing_id, person_id, position, category, name, title, body_name, body_id)
               values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = [
        hearing.into(),
        named(&world.people, name)?.into(),
        position.into(),
        category(printed.category).into(),
        name.into(),
        title.into(),
        body.into(),
        world.bodies.get(body).copied().into(),
    ];
    world.add(sql, values).await
}

fn category(category: Category) -> &'static str {
    match category {
        Category::Witness => "witness",
        Category::PoliticalGroup => "political_group",
        Category::Executive => "executive",
        Category::Administration => "administration",
    }
}

async fn add_turn(
    world: &World,
    hearing: Uuid,
    position: i32,
    speaker: Option<Uuid>,
    said: &Turn,
) -> Result<()> {
    let sql = "insert into turns (tenant_id, id, hearing_id, number, position, attendance_id, label, text)
               values ($tenant, $1, $2, $3, $3, $4, $5, $6)";
    let values = [
        hearing.into(),
        position.into(),
        speaker.into(),
        said.label.clone().into(),
        said.text.clone().into(),
    ];
    let turn = world.add(sql, values).await?;
    for (position, note) in (1..).zip(&said.footnotes) {
        let sql = "insert into footnotes (tenant_id, id, turn_id, position, marker, text) values ($tenant, $1, $2, $3, $4, $5)";
        let position: i32 = position;
        world
            .add(sql, [turn.into(), position.into(), note.marker.clone().into(), note.text.clone().into()])
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::hearings;
    use super::*;
    use crate::formats::names::fold;

    #[test]
    fn the_minutes_are_read_without_a_warning_and_everyone_is_in_the_directory() {
        let roster = Roster::new(PEOPLE.iter().map(|(name, ..)| *name));
        for planned in hearings::ALL.iter().filter(|it| !it.minutes.is_empty()) {
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
