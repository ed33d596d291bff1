//! A private Postgres, for demo, tests and single-machine use.
//!
//! The server programs are found, never bundled, and run beside Greffe for as long as Greffe
//! runs: on a Unix socket only, with passwords made at random, under an unprivileged account
//! when Greffe itself is root. A *persistent* server keeps its rows in a data folder; a
//! *temporary* one is fast, unsafe against power cuts, and removed at the end.
//!
//! What `<data_dir>/postgres/` holds:
//!
//! | entry | what | owner |
//! |---|---|---|
//! | `data/` | what Postgres writes | the server's account |
//! | `data.new/` | a first initialisation under way; removed if found at start | the server's account |
//! | `socket/` | the socket (elsewhere when the path would be too long) | the server's account |
//! | `postgresql.conf`, `pg_hba.conf` | written once, then the operator's to tune | who runs Greffe |
//! | `secrets` | passwords of the two roles, mode 0600 | who runs Greffe |
//! | `lock` | held while Greffe runs; names the process and its socket | who runs Greffe |
//! | `server.log` | what the server says; the previous one is `server.log.1` | who runs Greffe |
//!
//! Killing Greffe or Postgres by force at any moment leaves nothing that the next start does not
//! put right.

mod account;
mod addresses;
mod cluster;
mod error;
mod home;
mod leftovers;
mod lock;
mod programs;
mod server;
#[cfg(test)]
mod tests;
pub mod with_postgres;

use std::path::{Path, PathBuf};
use std::process::ExitStatus;

pub use addresses::Addresses;
pub use error::Error;
pub use home::default_data_dir;

use home::Home;
use programs::Programs;
use server::Server;

/// The role that owns the database: migrations, and clones of the database in tests.
pub const OWNER_ROLE: &str = "greffe_owner";
/// The role that serves: owns nothing, and row-level security holds it.
pub const APP_ROLE: &str = "greffe_app";
/// The database made at the first start.
pub const DATABASE: &str = "greffe";

/// Where the rows live, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keep {
    /// In this data folder, safely, from one start to the next.
    In(PathBuf),
    /// In memory where there is room, until the end.
    Temporary,
}

/// How to start a private Postgres.
#[derive(Clone, Debug)]
pub struct Settings {
    pub keep: Keep,
    /// The folder of the server programs; `None` looks at `GREFFE_POSTGRES_BIN`, then at
    /// `pg_config`, the folders of the distributions and `PATH`.
    pub programs: Option<PathBuf>,
}

impl Settings {
    /// Rows kept in `data_dir`, below `postgres/`.
    pub fn persistent(data_dir: impl Into<PathBuf>) -> Self {
        Self { keep: Keep::In(data_dir.into()), programs: None }
    }

    /// Rows forgotten at the end.
    pub fn temporary() -> Self {
        Self { keep: Keep::Temporary, programs: None }
    }
}

/// A running private Postgres; dropping it stops the server, `stop` does so with patience.
#[derive(Debug)]
pub struct PrivatePostgres {
    // Dropped in this order: the server stops before its folder goes and its lock opens.
    server: Server,
    home: Home,
    addresses: Addresses,
}

impl PrivatePostgres {
    /// Starts the server, making its database first where there is none.
    ///
    /// Returns once the server takes connections. A dropped future still cleans up after itself.
    ///
    /// # Errors
    /// No server programs; a folder in use, of another account, of another version or that the
    /// server's account cannot enter; a server that ends early (with its last words).
    pub async fn start(settings: Settings) -> Result<Self, Error> {
        blocking(move || Self::start_blocking(&settings)).await
    }

    fn start_blocking(settings: &Settings) -> Result<Self, Error> {
        let home = Home::open(&settings.keep)?;
        leftovers::stop(&home.data())?;
        leftovers::stop(&home.fresh())?;

        let made_with = cluster::made_with(&home)?;
        let programs = Programs::find(settings.programs.as_deref(), made_with.as_ref())?;
        let secrets = cluster::ensure(&home, &programs)?;
        let server = Server::start(&home, &programs)?;

        let addresses = Addresses::new(&home.sockets, &secrets);
        home.announce()?;
        tracing::debug!(version = programs.version, folder = %home.base.display(), "private Postgres is ready");
        Ok(Self { server, home, addresses })
    }

    /// Forgets all rows in `data_dir`, and what a killed Greffe left running on them. Removes what
    /// Greffe made there and nothing else.
    ///
    /// # Errors
    /// A Greffe runs on the folder, it is another account's, or a file cannot be removed.
    pub async fn forget(data_dir: &Path) -> Result<(), Error> {
        if !home::base_of(data_dir).exists() {
            return Ok(());
        }
        let keep = Keep::In(data_dir.to_path_buf());
        blocking(move || {
            let home = Home::open(&keep)?;
            leftovers::stop(&home.data())?;
            leftovers::stop(&home.fresh())?;
            home.empty()
        })
        .await
    }

    /// Both addresses.
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// The address of the role that owns the database.
    pub fn owner_url(&self) -> &str {
        self.addresses.owner_url()
    }

    /// The address of the role that serves.
    pub fn app_url(&self) -> &str {
        self.addresses.app_url()
    }

    /// The folder of the server: data, log, lock.
    #[cfg(test)]
    pub fn folder(&self) -> &Path {
        &self.home.base
    }

    /// What the server says.
    pub fn log(&self) -> PathBuf {
        self.home.log()
    }

    /// The process id of the server.
    #[cfg(test)]
    pub fn pid(&self) -> u32 {
        self.server.pid()
    }

    /// Waits until the server has ended, whoever ended it.
    pub async fn ended(&self) -> Option<ExitStatus> {
        self.server.ended().await
    }

    /// Stops the server: clients are disconnected, rows are written, and after a time limit it is
    /// told to end at once.
    ///
    /// # Errors
    /// The server is still there after all time limits.
    pub async fn stop(self) -> Result<(), Error> {
        blocking(move || {
            let Self { server, home, .. } = self;
            let stopped = server.stop(server::PATIENCE);
            drop(server);
            drop(home);
            stopped
        })
        .await
    }
}

/// Runs `work` where it may block.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(failure) if failure.is_panic() => std::panic::resume_unwind(failure.into_panic()),
        Err(_) => Err(Error::Interrupted),
    }
}
