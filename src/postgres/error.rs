//! What can go wrong, each time with what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use super::programs::{OLDEST, how_to_install};

/// Why a private Postgres did not start or stop.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "no PostgreSQL server was found on this machine. {}, or name their folder in GREFFE_POSTGRES_BIN",
        how_to_install()
    )]
    NotInstalled,

    #[error(
        "{} holds no PostgreSQL server programs (postgres and initdb): correct GREFFE_POSTGRES_BIN, or leave it out", folder.display()
    )]
    NotInFolder { folder: PathBuf },

    #[error("PostgreSQL {version} in {} is too old: {OLDEST} or later is needed. {}", folder.display(), how_to_install())]
    TooOld { folder: PathBuf, version: String },

    #[error("PostgreSQL in {} lacks the extension {extension}, which is in the contrib package. {}", folder.display(), how_to_install())]
    NoContrib { folder: PathBuf, extension: &'static str },

    #[error(
        "the rows in {} were written by PostgreSQL {made_with}, and {found} is what is installed here. Install PostgreSQL {made_with} beside it (both can stay), \
         or export the database with the old version and import it in a new data folder", data.display()
    )]
    OtherVersion { data: PathBuf, made_with: String, found: String },

    #[error(
        "greffe already runs on {} (process {pid}, Postgres socket in {sockets}): stop it first, or choose another data folder", base.display()
    )]
    AlreadyRunning { base: PathBuf, pid: String, sockets: String },

    #[error(
        "{} belongs to {owner}, and greffe runs as {me}: run it as {owner}, or choose another data folder", folder.display()
    )]
    OtherOwner { folder: PathBuf, owner: String, me: String },

    #[error(
        "PostgreSQL never runs as root, and neither the account postgres nor nobody exists: create one (`useradd --system postgres`), or run greffe as an ordinary user"
    )]
    NoAccount,

    #[error(
        "the account {account}, which runs PostgreSQL for root, cannot enter {}: allow passage (`chmod o+x {}`), or choose another data folder such as /var/lib/greffe",
        folder.display(), folder.display()
    )]
    Closed { folder: PathBuf, account: String },

    #[error("neither XDG_DATA_HOME nor HOME is set: name a data folder")]
    NoHome,

    #[error("`{program}` failed ({status}) while preparing {}:\n{output}", folder.display())]
    Program { program: String, status: String, folder: PathBuf, output: String },

    #[error("the PostgreSQL server ended while starting ({status}). The end of {}:\n{output}", log.display())]
    EndedEarly { status: String, log: PathBuf, output: String },

    #[error(
        "the PostgreSQL server was not ready after {seconds} s; it may be recovering from a crash: try again. The end of {}:\n{output}", log.display()
    )]
    NotReady { seconds: u64, log: PathBuf, output: String },

    #[error("the PostgreSQL process {pid} does not end: look at it, then `kill -QUIT {pid}`")]
    WouldNotStop { pid: i32 },

    #[error("cannot {action} {}: {cause}", path.display())]
    File { action: &'static str, path: PathBuf, cause: io::Error },

    #[error("{} is damaged: remove it, and new passwords are made at the next start", path.display())]
    BadSecrets { path: PathBuf },

    #[error("no command was given to run beside PostgreSQL")]
    NoCommand,

    #[error("cannot run `{command}`: {cause}")]
    Command { command: String, cause: io::Error },

    #[error("the system gives no random bytes: {0}")]
    Random(String),

    #[error("cannot listen to signals: {0}")]
    Signals(io::Error),

    #[error("the database could not be prepared: {0}")]
    Prepare(Box<dyn std::error::Error + Send + Sync>),

    #[error("greffe is shutting down")]
    Interrupted,
}

impl Error {
    /// Makes an error of what a file operation said: `.map_err(Error::file("read", path))`.
    pub(super) fn file(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |cause| Self::File { action, path: path.to_path_buf(), cause }
    }
}
