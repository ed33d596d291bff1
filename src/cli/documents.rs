//! `greffe documents check`: whether the file of every document is there and is what was brought.

use std::{collections::HashSet, process::ExitCode};

use chrono::TimeDelta;
use clap::{Args, Subcommand};
use object_store::path::Path;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::Failure;
use crate::{
    access::scope::{Pool, TenantTransaction},
    clock,
    config::DocumentsConfig,
    storage::Objects,
};

#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read every file and compare it with the checksum that was kept when it came
    Check(Check),
}

#[derive(Debug, Args)]
struct Check {
    /// Move files that no document tells of, once they are a day old, below `trash/`
    #[arg(long)]
    sweep: bool,
    /// Database, as the restricted role
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: String,
    #[command(flatten)]
    documents: DocumentsConfig,
}

/// Bytes are written before their row is: younger than this, their row may be under way.
const UNDER_WAY: TimeDelta = TimeDelta::days(1);

/// Tells what is missing, damaged or left over; the exit code says whether all is well.
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
    // Those that were taken away can be put back: their files are kept, too.
    let sql = "select id, sha256 from documents where tenant_id = $tenant and sha256 is not null order by id";
    let kept: Vec<Kept> = tenant.rows(sql, []).await?;
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
        // Looked at again, now that it is its turn: its form may have been sent again meanwhile.
        let is_old = objects.modified(&object.location).await?.is_some_and(|it| it <= before);
        if !is_old || is_told_of(tenant, &object.location).await? {
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

/// Whether a document tells of what lies under a key.
async fn is_told_of(tenant: &TenantTransaction, key: &Path) -> Result<bool, Failure> {
    let Some(id) = key.parts().nth(1).and_then(|it| Uuid::try_parse(it.as_ref()).ok()) else {
        return Ok(false);
    };
    let sql = "select sha256 from documents where tenant_id = $tenant and id = $1 and sha256 is not null";
    let sha256: Option<Vec<u8>> = tenant.value(sql, [id.into()]).await?;
    Ok(sha256.is_some_and(|it| tenant.object_key(id, &it) == *key))
}
