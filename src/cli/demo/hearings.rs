//! Hearings, their records read from minutes as an import does.

use chrono_tz::Europe::Paris;
use demo::hearings::Planned;
use formats::minutes;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, QueryFilter as _, QueryOrder as _};
use uuid::Uuid;

use super::seed::{World, named, word};
use crate::{
    access::permissions::Role,
    clock,
    hearings::{entity as hearings, form::NewHearing, hearing::HearingState},
    history::{change::ChangeKind, entity as changes},
    imports::minutes::{
        plan::{Plan, unattended},
        store,
        writing::{self, Written},
    },
    members::entity as members,
    series::entity as series,
    text::i18n::Lang,
    web::error::{Error, Result},
};

/// Adds the hearing, those present and the record.
pub async fn add(world: &World, planned: &Planned) -> Result<Uuid> {
    let day = world.day(planned.days);
    let at = world.at(day, planned.hour);
    let series = named(&world.series, planned.series)?;
    let state = word(HearingState::parse(planned.state), planned.state)?;
    let hearing = NewHearing {
        number: planned.number,
        title: planned.title.to_owned(),
        day,
        starts_at: Some(at),
        place: planned.place.to_owned(),
        closed: planned.closed,
        ..NewHearing::default()
    };
    let text = planned.minutes.replace("{date}", &Lang::Fr.moment(at, Paris));
    let draft = store::draft(&world.tenant, minutes::parse(&text)).await?;
    let (people, bodies) = unattended(&draft);
    let plan = Plan { hearing, people, bodies, draft, zone: Paris };
    let Written::Hearing(id) = writing::write(&world.tenant, None, series, &plan).await? else {
        return Err(Error::internal(format!("hearing {} is there already", planned.number)));
    };
    let to = hearings::ActiveModel { state: Set(state), ..Default::default() };
    let hearing = world.tenant.update_many::<hearings::Entity>().set(to);
    hearing.filter(hearings::COLUMN.id.eq(id)).exec(world.tenant.db()).await?;
    record_steps(world, id, series, planned, state).await?;
    Ok(id)
}

/// Records who sent the record to review, approved it and published it.
async fn record_steps(
    world: &World,
    hearing: Uuid,
    series_id: Uuid,
    planned: &Planned,
    state: HearingState,
) -> Result<()> {
    let steps = [(ChangeKind::Review, 6), (ChangeKind::Approval, 8), (ChangeKind::Publication, 8)];
    let taken = match state {
        HearingState::Published => 3,
        HearingState::Approved => 2,
        HearingState::InReview => 1,
        _ => 0,
    };
    let tenant = &world.tenant;
    let series =
        tenant.find::<series::Entity>().filter(series::COLUMN.id.eq(series_id)).one(tenant.db()).await?;
    let body = series.map(|it| it.body_id);
    for (kind, days) in steps.into_iter().take(taken) {
        let able = Role::ALL.into_iter().filter(|it| kind.rule().conceivable(*it, false));
        let member = tenant
            .find::<members::Entity>()
            .filter(members::Column::BodyId.eq(body))
            .filter(members::Column::Role.is_in(able))
            .order_by_asc(members::Column::Name)
            .one(tenant.db())
            .await?
            .ok_or_else(|| Error::internal("nobody takes the step"))?;
        let row = changes::ActiveModel {
            id: Set(Uuid::now_v7()),
            kind: Set(kind.code().to_owned()),
            hearing_id: Set(Some(hearing)),
            subject: Set(planned.title.to_owned()),
            actor: Set(member.name),
            member_id: Set(Some(member.id)),
            created_at: Set(world.at(world.day(planned.days + days), (17, 15)).min(clock::now())),
            ..Default::default()
        };
        tenant.insert_many::<changes::Entity>([row]).await?;
    }
    Ok(())
}
