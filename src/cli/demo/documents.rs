//! Documents of the first hearing, and the times of its turns in the recording.

use std::io::Write as _;

use demo::documents::{ARTICLES, CONTRIBUTION, LETTERS, recording};
use sea_orm::{ActiveValue::Set, QueryFilter as _, QueryOrder as _};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::seed::{World, named};
use crate::{
    config::Config,
    documents::{
        document::{DocumentKind, TextState},
        entity as documents,
        media::Media,
    },
    record::entity as turns,
    storage::Objects,
    web::error::{Error, Result},
};

const AUTHOR: &str = "Thomas Œuvrard";

/// Adds the documents of the first hearing, and the times of its turns in the recording.
pub async fn add(world: &World, config: &Config, hearings: &[Uuid]) -> Result<()> {
    let hearing = *hearings.first().ok_or_else(|| Error::internal("no hearing"))?;
    let objects = Objects::open(&config.documents).map_err(Error::internal)?;
    let day = world.day(demo::hearings::ALL[0].days);
    for (title, source, author, days, text) in ARTICLES {
        let row = documents::ActiveModel {
            kind: Set(DocumentKind::PressArticle),
            title: Set(title.to_owned()),
            source: Set(source.to_owned()),
            author: Set(author.to_owned()),
            dated: Set(Some(day + chrono::Days::new(days.unsigned_abs()))),
            text: Set(text.to_owned()),
            text_state: Set(TextState::Pasted),
            ..document(world, hearing)?
        };
        world.tenant.insert_many::<documents::Entity>([row]).await?;
    }
    let paper = documents::ActiveModel {
        kind: Set(DocumentKind::Contribution),
        title: Set("Contribution écrite du syndicat des eaux".to_owned()),
        file_name: Set("contribution.pdf".to_owned()),
        media: Set(Some(Media::Pdf)),
        pages: Set(Some(1)),
        ..document(world, hearing)?
    };
    add_file(world, &objects, paper, CONTRIBUTION).await?;
    let sound = recording(&set_times(world, hearing).await?);
    let record = documents::ActiveModel {
        kind: Set(DocumentKind::Recording),
        title: Set("Enregistrement de la séance".to_owned()),
        file_name: Set("seance.wav".to_owned()),
        media: Set(Some(Media::Wav)),
        ..document(world, hearing)?
    };
    add_file(world, &objects, record, &sound).await
}

/// The columns that all documents of the demonstration share.
fn document(world: &World, hearing: Uuid) -> Result<documents::ActiveModel> {
    Ok(documents::ActiveModel {
        id: Set(Uuid::now_v7()),
        hearing_id: Set(hearing),
        created_by: Set(named(&world.members, AUTHOR)?),
        ..Default::default()
    })
}

async fn add_file(world: &World, objects: &Objects, row: documents::ActiveModel, bytes: &[u8]) -> Result<()> {
    let sum = Sha256::digest(bytes).to_vec();
    let id = Uuid::now_v7();
    let row = documents::ActiveModel {
        id: Set(id),
        bytes: Set(Some(i64::try_from(bytes.len()).map_err(Error::internal)?)),
        sha256: Set(Some(sum.clone())),
        ..row
    };
    world.tenant.insert_many::<documents::Entity>([row]).await?;
    let mut file = tempfile::tempfile().map_err(Error::internal)?;
    file.write_all(bytes).map_err(Error::internal)?;
    objects.put(world.tenant.object_key(id, &sum), &file).await
}

/// Sets the time of each turn by its length. Returns the second at which each turn begins, and
/// the one at which the last ends.
async fn set_times(world: &World, hearing: Uuid) -> Result<Vec<u32>> {
    let tenant = &world.tenant;
    #[expect(clippy::disallowed_methods, reason = "the demonstration acts for no reader")]
    let said = tenant
        .find_unrestricted::<turns::Entity>()
        .filter(turns::COLUMN.hearing_id.eq(hearing))
        .order_by_asc(turns::Column::Position)
        .all(tenant.db())
        .await?;
    let mut seconds = vec![0];
    for turn in said {
        let begins = seconds.last().copied().unwrap_or_default();
        let letters = u32::try_from(turn.text.chars().count()).map_err(Error::internal)?;
        let ends = begins + letters / LETTERS + 2;
        let milliseconds = |second: u32| i32::try_from(second * 1_000).ok();
        let to = turns::ActiveModel {
            starts_ms: Set(milliseconds(begins)),
            ends_ms: Set(milliseconds(ends)),
            ..Default::default()
        };
        let row = tenant.update_many::<turns::Entity>().set(to);
        row.filter(turns::COLUMN.id.eq(turn.id)).exec(tenant.db()).await?;
        seconds.push(ends);
    }
    Ok(seconds)
}
