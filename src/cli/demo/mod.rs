//! `greffe demo`: the whole register with invented people, on one machine.
//!
//! A private Postgres in a data folder, migrations, demonstration data the
//! first time, then the pages and the mail worker in this one process.

mod documents;
mod earlier_series;
mod follow_up;
mod hearings;
mod over_time;
mod rounds;
mod seed;
mod summaries;

use std::{
    future::Future,
    io,
    net::TcpListener,
    path::{Path, PathBuf},
    pin::pin,
};

use clap::Args;
use private_postgres::{PrivatePostgres, default_data_dir};
use tokio::signal::unix::{SignalKind, signal};

use super::Failure;
use crate::{
    access::scope::Pool,
    app::Greffe,
    config::{Config, DocumentsConfig, MailConfig},
    mail,
    migrations::{self, MigrateError},
    storage::Objects,
};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Folder of the database and the mailbox [default: /var/lib/greffe for root, else ~/.local/share/greffe]
    #[arg(long, env = "GREFFE_DATA_DIR")]
    data_dir: Option<PathBuf>,

    /// Address and port to listen on
    #[arg(long, env = "GREFFE_LISTEN", default_value = "127.0.0.1:8080")]
    listen: String,

    /// Delete the data of an earlier demonstration and start over
    #[arg(long)]
    fresh: bool,
}

/// Serves until Ctrl-C, then ends all that it started.
///
/// # Errors
/// The port is in use; Postgres does not start; the data folder is in use.
pub async fn run(arguments: Arguments) -> Result<(), Failure> {
    let data_dir = arguments.data_dir.map_or_else(default_data_dir, Ok)?;
    let socket = bind(&arguments.listen)?;
    let Some(postgres) = unless_stopped(start_postgres(&data_dir, arguments.fresh)).await? else {
        return Ok(());
    };
    let served = serve(&postgres, socket, &data_dir).await;
    postgres.stop().await?;
    served
}

async fn start_postgres(data_dir: &Path, fresh: bool) -> Result<PrivatePostgres, Failure> {
    if fresh {
        PrivatePostgres::forget(data_dir).await?;
        forget_mail(&mailbox(data_dir))?;
        forget_documents(&documents_folder(data_dir))?;
    }
    Ok(PrivatePostgres::start(Some(data_dir.into())).await?)
}

async fn serve(postgres: &PrivatePostgres, socket: TcpListener, data_dir: &Path) -> Result<(), Failure> {
    let config = config(postgres, &socket, data_dir)?;
    let Some(pool) = unless_stopped(prepare(postgres, &config, data_dir)).await? else { return Ok(()) };
    let workers = std::thread::available_parallelism().map_or(2, usize::from);
    let greffe = Greffe::new(pool, Objects::open(&config.documents)?, config.clone());
    let pool = greffe.pool.clone();
    let server = greffe.serve(socket, workers, |_| ())?;
    // It ends with this function; each message is written to the mailbox atomically.
    let mail = mail::worker::run(&pool, &config.mail, std::future::pending());
    say(&config, data_dir);
    // The server ends by itself on Ctrl-C, after the requests under way.
    tokio::select! {
        ended = server => Ok(ended?),
        ended = mail => Ok(ended?),
        _ = postgres.ended() => Err(format!("Postgres ended by itself; {} tells why", postgres.log().display()).into()),
    }
}

async fn prepare(postgres: &PrivatePostgres, config: &Config, data_dir: &Path) -> Result<Pool, Failure> {
    migrations::run(postgres.owner_url()).await.map_err(|why| cannot_migrate(why, data_dir))?;
    let pool = Pool::connect(&config.database_url, config.database_connections).await?;
    seed::fill(postgres.owner_url(), &pool, config).await?;
    Ok(pool)
}

fn cannot_migrate(why: MigrateError, data_dir: &Path) -> Failure {
    match why {
        MigrateError::OtherVersion => format!(
            "the data in {} was made by another version of Greffe: start again with --fresh to replace it",
            data_dir.display()
        )
        .into(),
        other => other.into(),
    }
}

/// The result of `work`; none if the process is asked to stop before.
async fn unless_stopped<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<Option<T>, Failure> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let mut work = pin!(work);
    tokio::select! {
        done = &mut work => done.map(Some),
        _ = interrupt.recv() => Ok(None),
        _ = terminate.recv() => Ok(None),
    }
}

fn bind(listen: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(listen).map_err(|why| match why.kind() {
        io::ErrorKind::AddrInUse => {
            format!("{listen} is in use by another program: stop it, or choose another port, such as --listen 127.0.0.1:8081").into()
        }
        _ => format!("cannot listen on {listen}: {why}; choose another address with --listen").into(),
    })
}

fn config(postgres: &PrivatePostgres, socket: &TcpListener, data_dir: &Path) -> Result<Config, Failure> {
    let listen = socket.local_addr()?.to_string();
    Ok(Config {
        database_url: postgres.app_url().to_owned(),
        listen: listen.clone(),
        database_connections: 16,
        trusted_proxies: 0,
        #[cfg(debug_assertions)]
        styleguide: true,
        documents: DocumentsConfig {
            place: documents_folder(data_dir).to_string_lossy().into_owned(),
            s3_endpoint: None,
            s3_region: String::new(),
            largest_paper: 30,
            largest_image: 20,
            largest_recording: 500,
        },
        mail: MailConfig {
            public_url: format!("http://{listen}").parse()?,
            smtp_url: None,
            mail_from: "Greffe <greffe@montreuvray.example>".to_owned(),
            mailbox: Some(mailbox(data_dir)),
        },
    })
}

fn documents_folder(data_dir: &Path) -> PathBuf {
    data_dir.join("documents")
}

fn mailbox(data_dir: &Path) -> PathBuf {
    data_dir.join("mailbox")
}

/// Removes the messages of an earlier demonstration, and no other files.
fn forget_mail(mailbox: &Path) -> io::Result<()> {
    let Ok(files) = mailbox.read_dir() else { return Ok(()) };
    for file in files {
        let path = file?.path();
        if path.extension().is_some_and(|it| it == "eml") {
            std::fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// Removes the files of an earlier demonstration's documents.
fn forget_documents(folder: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => Err(why),
        _ => Ok(()),
    }
}

fn say(config: &Config, data_dir: &Path) {
    let address = config.absolute("");
    println!("\nGreffe: {address}\n");
    for it in demo::sign_ins::ALL {
        println!("  {:<46}{}", it.email, it.who);
    }
    println!("\n  The password of each is   {}", demo::sign_ins::PASSWORD);
    println!("  Mail that was sent        {address}/mailbox");
    println!("  Kept in                   {}", data_dir.display());
    println!("\nCtrl-C ends it; the next start finds the same data, with --fresh new data.");
}
