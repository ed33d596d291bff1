//! A private PostgreSQL server, for the demonstration, the tests and single machines.
//!
//! The server programs come from the distribution. The server listens on a Unix socket only, has
//! random passwords, and runs under an unprivileged account when Greffe runs as root. A
//! *persistent* server works in `<data_dir>/postgres/`; a *temporary* one is fast, not safe
//! against power cuts, and removed at the end. The folder contains:
//!
//! | entry | content |
//! |---|---|
//! | `data/` | PostgreSQL's data directory |
//! | `socket/` | the socket; in `/tmp` when its path would be too long |
//! | `postgresql.conf` | settings: written at the first start, then the operator's to change |
//! | `pg_hba.conf` | client rules: only the socket, only with a password |
//! | `secrets` | passwords of the two roles, mode 0600 |
//! | `lock` | locked while Greffe runs; holds its process id |
//! | `server.log` | the server's log; `server.log.1` is of the start before |
//!
//! Greffe or PostgreSQL may be killed at any time: the next start repairs what is left.

mod cluster;
mod programs;
mod setup;
#[cfg(test)]
mod tests;
pub mod with_postgres;

use std::path::{Path, PathBuf};
use std::{env, io, time::Duration};

use nix::sys::signal::kill;
use nix::unistd::{Pid, geteuid};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use cluster::Cluster;

/// The port in the name of the socket. Nothing listens on the network.
const PORT: u16 = 5432;
/// Everything except unreserved characters and `/`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Why a private PostgreSQL did not start or stop. The text also says what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(String);

/// The result of this crate's functions.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A running server. Dropping it stops the server.
pub struct PrivatePostgres {
    cluster: Cluster,
    pid: Pid,
    owner_url: String,
    app_url: String,
}

impl PrivatePostgres {
    /// Starts a persistent server in `<data_dir>/postgres/`, or a temporary one without `data_dir`,
    /// and waits until it accepts connections. The first start makes the database `greffe` and the
    /// roles `greffe_owner` and `greffe_app`. A temporary server works in memory (`/dev/shm`) if
    /// 1 GiB is free there.
    ///
    /// # Errors
    /// There is no suitable PostgreSQL; the folder is in use, has another owner, has data of
    /// another major version, or is closed to the server's account; the server does not start
    /// (with the end of its log).
    pub async fn start(data_dir: Option<PathBuf>) -> Result<Self> {
        blocking(move || {
            let mut cluster = Cluster::open(data_dir.as_deref())?;
            let secrets = setup::prepare(&cluster)?;
            let pid = cluster.start()?;
            let sockets = cluster.sockets.to_string_lossy();
            let host = utf8_percent_encode(&sockets, ENCODED);
            let url = |account: String| {
                format!("postgres://{account}@localhost:{PORT}/greffe?host={host}&sslmode=disable")
            };
            let owner_url = url(format!("greffe_owner:{}", secrets.owner));
            let app_url = url(format!("greffe_app:{}", secrets.app));
            Ok(Self { cluster, pid, owner_url, app_url })
        })
        .await
    }

    /// Removes the data of a persistent server, not its settings.
    ///
    /// # Errors
    /// A Greffe runs on the folder, the folder has another owner, or a file cannot be removed.
    pub async fn forget(data_dir: &Path) -> Result<()> {
        let data_dir = data_dir.to_path_buf();
        blocking(move || cluster::remove(&Cluster::open(Some(&data_dir))?.data)).await
    }

    /// The address for the role that owns the database, which may also clone it:
    /// `postgres://greffe_owner:<password>@localhost:5432/greffe?host=<socket folder>&sslmode=disable`.
    pub fn owner_url(&self) -> &str {
        &self.owner_url
    }

    /// The address for `greffe_app`, of the same shape. This role serves requests: it owns nothing
    /// and cannot bypass row-level security.
    pub fn app_url(&self) -> &str {
        &self.app_url
    }

    /// The log file of the server.
    pub fn log(&self) -> PathBuf {
        self.cluster.log()
    }

    /// Waits until the server has ended.
    pub async fn ended(&self) {
        while kill(self.pid, None).is_ok() && self.cluster.pid_file().exists() {
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
    }

    /// Disconnects the clients and stops the server.
    ///
    /// # Errors
    /// The server does not stop.
    pub async fn stop(self) -> Result<()> {
        blocking(move || self.cluster.stop()).await
    }
}

/// The usual data folder: `/var/lib/greffe` for root, else `$XDG_DATA_HOME/greffe` or
/// `~/.local/share/greffe`.
///
/// # Errors
/// Neither `XDG_DATA_HOME` nor `HOME` is an absolute path.
pub fn default_data_dir() -> Result<PathBuf> {
    if geteuid().is_root() {
        return Ok("/var/lib/greffe".into());
    }
    let folder = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let share = folder("XDG_DATA_HOME").or_else(|| Some(folder("HOME")?.join(".local/share")));
    let no_home = || Error("neither XDG_DATA_HOME nor HOME is set: give a data folder".into());
    share.map(|share| share.join("greffe")).ok_or_else(no_home)
}

/// Runs `work` on a thread where it may block. It runs to its end even if the caller stops waiting.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|why| Error(why.to_string()))?
}

/// Describes an error of the system: `.map_err(cannot("read", path))`.
fn cannot(action: &str, path: &Path) -> impl FnOnce(io::Error) -> Error {
    move |cause| Error(format!("cannot {action} {}: {cause}", path.display()))
}
