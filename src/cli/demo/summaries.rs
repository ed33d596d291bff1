//! The summaries of the demonstration: one of each state.

use uuid::Uuid;

use super::{
    directory::RECIPIENTS,
    hearings,
    seed::{World, named},
};
use crate::{
    config::Config,
    summaries::{
        edition::{self, Dispatch},
        recipients,
        summary::{Summary, SummaryState},
    },
    web::error::Result,
};

/// A summary, its days counted from the day on which the data is made.
struct Written {
    /// The place of the hearing in [`hearings::ALL`].
    hearing: usize,
    title: &'static str,
    markdown: &'static str,
    by: &'static str,
    days: i64,
    /// Who approved it, and when.
    approved: Option<(&'static str, i64)>,
    sent: bool,
}

const ALL: &[Written] = &[
    Written {
        hearing: 0,
        title: "Désimperméabiliser les cours d’école : ce qu’il faut retenir",
        markdown: include_str!("summaries/eau-1.md"),
        by: "Thomas Œuvrard",
        days: -78,
        approved: Some(("Nadia Brémond", -75)),
        sent: true,
    },
    Written {
        hearing: 4,
        title: "Cuisine centrale ou cuisines d’école : les termes du choix",
        markdown: include_str!("summaries/cantine-1.md"),
        by: "Léa Montferrand",
        days: -50,
        approved: Some(("Yannick Prud’homme", -47)),
        sent: false,
    },
    Written {
        hearing: 1,
        title: "La mémoire des crues",
        markdown: include_str!("summaries/eau-2.md"),
        by: "Thomas Œuvrard",
        days: -4,
        approved: None,
        sent: false,
    },
];

/// Adds the summaries; one that is sent goes through the outbox like any other.
pub async fn add(world: &World, hearings: &[Uuid], config: &Config) -> Result<()> {
    for written in ALL {
        let id = add_summary(world, hearings, written).await?;
        for (group, _) in RECIPIENTS {
            let sql = "insert into summary_groups (tenant_id, summary_id, body_id) values ($tenant, $1, $2)";
            world.tenant.execute(sql, [id.into(), named(&world.bodies, group)?.into()]).await?;
        }
        if written.sent {
            send(world, hearings, written, id, config).await?;
        }
    }
    Ok(())
}

async fn add_summary(world: &World, hearings: &[Uuid], written: &Written) -> Result<Uuid> {
    let sql =
        "insert into summaries (tenant_id, id, hearing_id, title, markdown, state, created_by, created_at,
                                      approved_by, approved_at)
               values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let approved_by = written.approved.map(|(name, _)| named(&world.members, name)).transpose()?;
    let state = if approved_by.is_some() { SummaryState::Approved } else { SummaryState::Draft };
    let values = [
        hearings.get(written.hearing).copied().into(),
        written.title.into(),
        written.markdown.into(),
        state.code().into(),
        named(&world.members, written.by)?.into(),
        world.instant(written.days).into(),
        approved_by.into(),
        written.approved.map(|(_, days)| world.instant(days)).into(),
    ];
    world.add(sql, values).await
}

async fn send(world: &World, hearings: &[Uuid], written: &Written, id: Uuid, config: &Config) -> Result<()> {
    let hearing = &hearings::ALL[written.hearing];
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
