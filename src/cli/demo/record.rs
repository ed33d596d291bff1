//! A hearing of the demonstration, its record read from minutes as an import would.

use chrono_tz::Europe::Paris;
use uuid::Uuid;

use super::{
    hearings::Planned,
    seed::{World, named},
};
use crate::{
    access::permissions::Role,
    hearings::{form::NewHearing, hearing::HearingState},
    imports::minutes::{
        plan::{Plan, unattended},
        store,
        writing::{self, Written},
    },
    text::i18n::Lang,
    web::error::{Error, Result},
};
use formats::minutes;

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
        closed: planned.closed,
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
    tell(world, id, series, planned).await?;
    Ok(id)
}

/// Adds to the history who sent the record to review, approved it and published it.
async fn tell(world: &World, hearing: Uuid, series: Uuid, planned: &Planned) -> Result<()> {
    let steps = [
        ("review", Role::Staff, 6),
        ("approval", Role::ElectedOfficial, 8),
        ("publication", Role::ElectedOfficial, 8),
    ];
    let taken = match planned.state {
        HearingState::Published => 3,
        HearingState::Approved => 2,
        HearingState::InReview => 1,
        _ => 0,
    };
    for (kind, role, days) in steps.into_iter().take(taken) {
        let at = world.at(world.day(planned.days + days), (17, 15));
        let sql =
            "insert into changes (tenant_id, id, hearing_id, kind, subject, actor, member_id, created_at)
            select $tenant, $1, $2, $3, $7, m.name, m.id, $6
              from members m join series s on s.tenant_id = $tenant and s.body_id = m.body_id
             where m.tenant_id = $tenant and s.id = $4 and m.role = $5 order by m.name limit 1";
        let values: [sea_orm::Value; 7] = [
            Uuid::now_v7().into(),
            hearing.into(),
            kind.into(),
            series.into(),
            role.code().into(),
            at.into(),
            planned.title.into(),
        ];
        world.tenant.execute(sql, values).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::{directory::PEOPLE, hearings};
    use formats::names::{Found, Roster, fold};

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
