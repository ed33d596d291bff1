//! Summaries. One is sent, through the outbox as usual.

use demo::{
    directory::RECIPIENTS,
    summaries::{ALL, Summary as Written},
};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::seed::{World, named};
use crate::{
    config::Config,
    summaries::{
        edition::{self, Dispatch},
        entity as summaries, group_entity as summary_groups, recipients,
        summary::{Summary, SummaryState},
    },
    web::error::{Error, Result},
};

/// Adds the summaries.
pub async fn add(world: &World, hearings: &[Uuid], config: &Config) -> Result<()> {
    for written in ALL {
        let id = add_summary(world, hearings, written).await?;
        let mut groups = Vec::new();
        for (group, _) in RECIPIENTS {
            groups.push(summary_groups::ActiveModel {
                summary_id: Set(id),
                body_id: Set(named(&world.bodies, group)?),
                ..Default::default()
            });
        }
        world.tenant.insert_many::<summary_groups::Entity>(groups).await?;
        if written.sent {
            send(world, hearings, written, id, config).await?;
        }
    }
    Ok(())
}

async fn add_summary(world: &World, hearings: &[Uuid], written: &Written) -> Result<Uuid> {
    let id = Uuid::now_v7();
    let approved_by = written.approved.map(|(name, _)| named(&world.members, name)).transpose()?;
    let row = summaries::ActiveModel {
        id: Set(id),
        hearing_id: Set(*hearings.get(written.hearing).ok_or_else(|| Error::internal("no such hearing"))?),
        title: Set(written.title.to_owned()),
        markdown: Set(written.markdown.to_owned()),
        state: Set(if approved_by.is_some() { SummaryState::Approved } else { SummaryState::Draft }),
        created_by: Set(named(&world.members, written.by)?),
        created_at: Set(world.instant(written.days)),
        approved_by: Set(approved_by),
        approved_at: Set(written.approved.map(|(_, days)| world.instant(days))),
        ..Default::default()
    };
    world.tenant.insert_many::<summaries::Entity>([row]).await?;
    Ok(id)
}

async fn send(world: &World, hearings: &[Uuid], written: &Written, id: Uuid, config: &Config) -> Result<()> {
    let hearing = &demo::hearings::ALL[written.hearing];
    let summary = Summary {
        id,
        hearing_id: hearings.get(written.hearing).copied().unwrap_or_default(),
        series_slug: hearing.series.to_owned(),
        series_title: String::new(),
        hearing_number: hearing.number,
        hearing_title: hearing.title.to_owned(),
        hearing_day: world.day(hearing.days),
        title: written.title.to_owned(),
        markdown: written.markdown.to_owned(),
        state: SummaryState::Approved,
        version: 1,
        created_by: written.by.to_owned(),
        created_at: world.instant(written.days),
        approved_by: written.approved.map(|(name, _)| name.to_owned()),
        approved_at: written.approved.map(|(_, days)| world.instant(days)),
        sent_by: None,
        sent_at: None,
        organiser: true,
        closed: false,
    };
    let member = named(&world.members, written.by)?;
    let dispatch = Dispatch { tenant: &world.tenant, slug: "montreuvray", member, summary: &summary, config };
    edition::send(&dispatch, &recipients::of_summary(&world.tenant, &summary).await?).await
}
