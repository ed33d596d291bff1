//! `greffe with-postgres -- COMMAND`: any command beside a private Postgres.

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use clap::Args;
use private_postgres::{PrivatePostgres, with_postgres};

use super::Failure;
use crate::migrations;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Folder of the database; without it the data is deleted at the end
    #[arg(long, env = "GREFFE_DATA_DIR")]
    data_dir: Option<PathBuf>,

    /// The command and its arguments
    #[arg(last = true, required = true)]
    command: Vec<OsString>,
}

/// Starts Postgres, brings its database up to date, runs the command, stops Postgres.
///
/// # Errors
/// When Postgres does not start, a migration fails or the command cannot be run.
pub async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let prepare = async |postgres: &PrivatePostgres| Ok(migrations::run(postgres.owner_url()).await?);
    Ok(with_postgres::run(arguments.command, arguments.data_dir, prepare).await?)
}
