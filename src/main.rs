//! The command line.

use std::{net::TcpListener, process::ExitCode};

use clap::{Parser, Subcommand};
use greffe::{
    access::scope::Pool,
    app::Greffe,
    cli,
    config::{Config, MailConfig},
    mail, migrations,
    storage::Objects,
};
use tokio::signal::unix::{SignalKind, signal};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Greffe, the register of hearings of local authorities.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the pages
    Serve(Config),
    /// Send the queued mail
    Work(Work),
    /// Bring the database up to date (as its owner)
    Migrate {
        /// Database, as its owner
        #[arg(long, env = "GREFFE_OWNER_URL", hide_env_values = true)]
        owner_url: String,
    },
    /// Create an authority and its first manager (as the owner)
    Tenant(cli::tenant::Arguments),
    /// Run the whole register with invented people, on this machine only
    Demo(cli::demo::Arguments),
    /// Import minutes, captions and transcripts, or print what is read in them
    Import(cli::import::Arguments),
    /// Check the files of documents
    Documents(cli::documents::Arguments),
    /// Check whether a server is healthy (for containers)
    Health(cli::health::Arguments),
    /// Run a command beside a private Postgres, its addresses in DATABASE_URL and GREFFE_OWNER_URL
    WithPostgres(cli::with_postgres::Arguments),
}

fn main() -> ExitCode {
    let command = Cli::parse().command;
    // The demonstration prints its own messages; the other commands are followed by their log.
    let level = if matches!(command, Command::Demo(_)) { "warn" } else { "info" };
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| level.into()),
        )
        .with_writer(std::io::stderr)
        .init();
    match actix_web::rt::System::new().block_on(run(command)) {
        Ok(code) => code,
        Err(why) => {
            eprintln!("greffe: {why}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Serve(config) => serve(config).await?,
        Command::Work(settings) => work(settings).await?,
        Command::Migrate { owner_url } => migrations::run(&owner_url).await?,
        Command::Tenant(arguments) => cli::tenant::run(arguments).await?,
        Command::Demo(arguments) => cli::demo::run(arguments).await?,
        Command::Import(arguments) => return cli::import::run(arguments).await,
        Command::Documents(arguments) => return cli::documents::run(arguments).await,
        Command::Health(arguments) => cli::health::run(&arguments)?,
        Command::WithPostgres(arguments) => return cli::with_postgres::run(arguments).await,
    }
    Ok(ExitCode::SUCCESS)
}

/// Settings of the worker, a part of the server's.
#[derive(Debug, clap::Args)]
struct Work {
    /// Database, as the restricted role: postgres://greffe_app:…@host/greffe
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: String,

    #[command(flatten)]
    mail: MailConfig,
}

async fn serve(config: Config) -> Result<(), Failure> {
    let pool = Pool::connect(&config.database_url, config.database_connections).await?;
    let socket = TcpListener::bind(&config.listen)?;
    tracing::info!(address = %socket.local_addr()?, "serving");
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let objects = Objects::open(&config.documents)?;
    Greffe::new(pool, objects, config).serve(socket, workers, |_| ())?.await?;
    Ok(())
}

async fn work(settings: Work) -> Result<(), Failure> {
    let pool = Pool::connect(&settings.database_url, 2).await?;
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let shutdown = async {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    };
    tracing::info!("sending mail");
    mail::worker::run(&pool, &settings.mail, shutdown).await?;
    Ok(())
}
