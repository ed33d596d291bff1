//! A hearing of the demonstration, its record read from minutes as an import would.

use chrono_tz::Europe::Paris;
use uuid::Uuid;

use super::{
    hearings::Planned,
    seed::{World, named},
};
use crate::{
    error::{Error, Result},
    formats::minutes,
    hearings::{
        form::NewHearing,
        imports::{
            plan::{Plan, unattended},
            store,
            writing::{self, Written},
        },
    },
    i18n::Lang,
};

/// Adds the hearing, those present and the record.
pub async fn add(world: &World, planned: &Planned) -> Result<Uuid> {
    let day = world.day(planned.days);
    let at = world.at(day, planned.hour);
    let series = named(&world.series, planned.series)?;
    let hearing = NewHearing {
        id: Uuid::now_v7(),
        number: planned.number,
        title: planned.title.to_owned(),
        day,
        starts_at: Some(at),
        place: planned.place.to_owned(),
    };
    let text = planned.minutes.replace("{date}", &Lang::Fr.moment(at, Paris));
    let draft = store::draft(&world.tenant, minutes::parse(&text)).await?;
    let (people, bodies) = unattended(&draft);
    let plan = Plan { hearing, people, bodies, draft };
    let Written::Hearing(id) = writing::write(&world.tenant, None, series, &plan).await? else {
        return Err(Error::internal(format!("hearing {} is there already", planned.number)));
    };
    let sql = "update hearings set state = $2 where tenant_id = $tenant and id = $1";
    world.tenant.execute(sql, [id.into(), planned.state.code().into()]).await?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::super::{directory::PEOPLE, hearings};
    use super::*;
    use crate::formats::names::{Found, Roster, fold};

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
