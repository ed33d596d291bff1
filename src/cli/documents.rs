//! `greffe documents check`: compares the files of all documents with their checksums.

use std::{collections::HashSet, process::ExitCode};

use chrono::TimeDelta;
use clap::{Args, Subcommand};
use object_store::path::Path;
use sea_orm::{
    ColumnTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use super::Failure;
use crate::{
    access::scope::{Pool, TenantTransaction},
    clock,
    config::DocumentsConfig,
    documents::entity as documents,
    storage::Objects,
    web::error::Error,
};

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Compare every file with the checksum that was stored at its upload
    Check(Check),
}

#[derive(Debug, Args)]
struct Check {
    /// Move files without a document, once they are a day old, below `trash/`
    #[arg(long)]
    sweep: bool,
    /// Database, as the restricted role
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: String,
    #[command(flatten)]
    documents: DocumentsConfig,
}

/// A file is written before its row: the row of a younger file may not be committed yet.
const UNDER_WAY: TimeDelta = TimeDelta::days(1);

/// Prints the files that are missing, damaged or left over. The exit code says whether there are any.
///
/// # Errors
/// When the database or the store cannot be reached.
pub async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let Command::Check(check) = arguments.command;
    let pool = Pool::connect(&check.database_url, 1).await?;
    let objects = Objects::open(&check.documents)?;
    let mut all = Found::default();
    for tenant in pool.all_tenants().await? {
        let tenant = pool.as_operator(tenant).await?;
        examine(&tenant, &objects, check.sweep, &mut all).await?;
    }
    println!("{} files are as they were brought, {} are not; {} left over", all.good, all.bad, all.left_over);
    Ok(if all.bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[derive(Default)]
struct Found {
    good: usize,
    bad: usize,
    left_over: usize,
}

#[derive(FromQueryResult)]
struct Kept {
    id: Uuid,
    sha256: Vec<u8>,
}

async fn examine(
    tenant: &TenantTransaction,
    objects: &Objects,
    sweep: bool,
    all: &mut Found,
) -> Result<(), Failure> {
    let begun = clock::now();
    // Removed documents can be restored: their files are kept, too.
    let files = files(tenant).order_by_asc(documents::Column::Id);
    let kept: Vec<Kept> = files.into_model().all(tenant.db()).await.map_err(Error::from)?;
    let mut known: HashSet<Path> = HashSet::new();
    for document in kept {
        let key = tenant.object_key(document.id, &document.sha256);
        let said = match objects.checksum(&key).await? {
            Some(sum) if sum[..] == document.sha256[..] => None,
            Some(_) => Some("is damaged"),
            None => Some("is missing"),
        };
        match said {
            None => all.good += 1,
            Some(said) => {
                println!("{key} {said}");
                all.bad += 1;
            }
        }
        known.insert(key);
    }
    for object in objects.below(&tenant.object_prefix()).await? {
        let before = begun - UNDER_WAY;
        if known.contains(&object.location) || object.last_modified > before {
            continue;
        }
        // Checked again just before the move: the form may have been sent again meanwhile.
        let is_old = objects.modified(&object.location).await?.is_some_and(|it| it <= before);
        if !is_old || has_document(tenant, &object.location).await? {
            continue;
        }
        all.left_over += 1;
        println!("{} belongs to no document{}", object.location, if sweep { ": taken away" } else { "" });
        if sweep {
            objects.discard(&object.location).await?;
        }
    }
    Ok(())
}

/// Whether a document has this file.
async fn has_document(tenant: &TenantTransaction, key: &Path) -> Result<bool, Failure> {
    let Some(id) = key.parts().nth(1).and_then(|it| Uuid::try_parse(it.as_ref()).ok()) else {
        return Ok(false);
    };
    let file = files(tenant).filter(documents::COLUMN.id.eq(id));
    let kept: Option<Kept> = file.into_model().one(tenant.db()).await.map_err(Error::from)?;
    Ok(kept.is_some_and(|it| tenant.object_key(id, &it.sha256) == *key))
}

/// The documents that have a file.
fn files(tenant: &TenantTransaction) -> Select<documents::Entity> {
    #[expect(clippy::disallowed_methods, reason = "the operator checks the files of all documents")]
    let documents = tenant.find_unrestricted::<documents::Entity>();
    documents
        .select_only()
        .columns([documents::Column::Id, documents::Column::Sha256])
        .filter(documents::Column::Sha256.is_not_null())
}
