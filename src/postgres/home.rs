//! The folder of a private Postgres: its layout, its lock, its socket, its end.

use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use nix::unistd::geteuid;

use super::account::{self, Account};
use super::addresses::PORT;
use super::lock::{self, Lock};
use super::{Error, Keep, leftovers};

/// A socket's path may have 107 bytes on Linux and 103 on BSD and macOS.
const LONGEST_SOCKET: usize = 103;
/// How temporary folders begin.
const TEMPORARY: &str = "greffe-temporary-";
/// Memory that a temporary server should find free, in bytes.
const ROOM: u64 = 1 << 30;
/// A temporary folder younger than this may belong to a start under way.
const YOUNG: Duration = Duration::from_secs(60);

/// An open, locked folder; dropping it removes what should not outlive the server.
#[derive(Debug)]
pub struct Home {
    /// `<data_dir>/postgres`, or a temporary folder.
    pub base: PathBuf,
    /// The folder of the socket.
    pub sockets: PathBuf,
    /// Who runs the server; `None` is "as ourselves".
    pub account: Option<Account>,
    pub temporary: bool,
    lock: Lock,
}

impl Home {
    /// Makes the folder where it does not exist, and locks it.
    ///
    /// # Errors
    /// The folder is in use or another account's, or the system refuses.
    pub fn open(keep: &Keep) -> Result<Self, Error> {
        let (base, temporary) = match keep {
            Keep::In(data_dir) => (make_persistent(data_dir)?, false),
            Keep::Temporary => (make_temporary()?, true),
        };
        let lock = Lock::take(&base, lock::PATIENCE)?;
        let account = Account::for_server(&base.join("data"))?;
        if let Some(old) = &lock.before.sockets {
            remove_sockets(old);
        }
        let sockets = make_sockets(&base, account.as_ref())?;
        let home = Self { base, sockets, account, temporary, lock };
        let outside = !home.sockets.starts_with(&home.base);
        home.tell(outside.then_some(&home.sockets))?;
        Ok(home)
    }

    /// Tells a second start where the server is, which is ready.
    ///
    /// # Errors
    /// The lock file cannot be written.
    pub fn announce(&self) -> Result<(), Error> {
        self.tell(Some(&self.sockets))
    }

    fn tell(&self, sockets: Option<&PathBuf>) -> Result<(), Error> {
        self.lock.tell(sockets.map(PathBuf::as_path)).map_err(Error::file("write the lock in", &self.base))
    }

    /// Removes rows, passwords and log; the operator's tuned settings go with them.
    ///
    /// # Errors
    /// Something cannot be removed.
    pub fn empty(&self) -> Result<(), Error> {
        for folder in [self.data(), self.fresh()] {
            remove(&folder).map_err(Error::file("remove", &folder))?;
        }
        for name in ["secrets", "postgresql.conf", "pg_hba.conf", "server.log", "server.log.1"] {
            let file = self.base.join(name);
            match fs::remove_file(&file) {
                Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::file("remove", &file)(cause));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The rows.
    pub fn data(&self) -> PathBuf {
        self.base.join("data")
    }

    /// The rows while they are being made.
    pub fn fresh(&self) -> PathBuf {
        self.base.join("data.new")
    }

    /// What the server says.
    pub fn log(&self) -> PathBuf {
        self.base.join("server.log")
    }

    /// The settings of the server.
    pub fn config(&self) -> PathBuf {
        self.base.join("postgresql.conf")
    }

    /// Who may connect, and how.
    pub fn client_rules(&self) -> PathBuf {
        self.base.join("pg_hba.conf")
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        remove_sockets(&self.sockets);
        let gone = if self.temporary { remove(&self.base) } else { self.lock.clear() };
        if let Err(error) = gone {
            tracing::warn!(folder = %self.base.display(), %error, "the folder of the private Postgres was not cleaned");
        }
    }
}

/// `<data_dir>/postgres`.
pub fn base_of(data_dir: &Path) -> PathBuf {
    std::path::absolute(data_dir).unwrap_or_else(|_| data_dir.to_path_buf()).join("postgres")
}

/// Where rows are kept unless told otherwise: `/var/lib/greffe` for root,
/// `$XDG_DATA_HOME/greffe` or `~/.local/share/greffe` for anyone else.
///
/// # Errors
/// Neither variable is set.
pub fn default_data_dir() -> Result<PathBuf, Error> {
    if geteuid().is_root() {
        return Ok(PathBuf::from("/var/lib/greffe"));
    }
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    folder("XDG_DATA_HOME")
        .or_else(|| folder("HOME").map(|home| home.join(".local/share")))
        .map(|share| share.join("greffe"))
        .ok_or(Error::NoHome)
}

/// A random name, in hexadecimal digits.
///
/// # Errors
/// The system gives no random bytes.
pub fn random_hex<const BYTES: usize>() -> Result<String, Error> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|why| Error::Random(why.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Removes a folder, again if something still writes into it.
pub fn remove(folder: &Path) -> io::Result<()> {
    let mut tries = 0;
    loop {
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty && tries < 20 => tries += 1,
            other => return other,
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn make_persistent(data_dir: &Path) -> Result<PathBuf, Error> {
    let base = base_of(data_dir);
    let data_dir = base.parent().unwrap_or(data_dir);
    if !data_dir.exists() {
        fs::create_dir_all(data_dir).map_err(Error::file("make", data_dir))?;
        let mode = if geteuid().is_root() { 0o755 } else { 0o700 };
        set_mode(data_dir, mode)?;
    }
    if !base.exists() {
        make_folder(&base)?;
    }
    account::check_owner(&base)?;
    base.canonicalize().map_err(Error::file("follow", &base))
}

fn make_temporary() -> Result<PathBuf, Error> {
    let memory = Path::new("/dev/shm");
    let parent = if has_room(memory) { memory.to_path_buf() } else { std::env::temp_dir() };
    let parent = parent.canonicalize().map_err(Error::file("follow", &parent))?;
    sweep(&parent);
    let base = parent.join(format!("{TEMPORARY}{}", random_hex::<8>()?));
    make_folder(&base)?;
    Ok(base)
}

/// Makes a folder for us alone, which the server's account may pass through when we are root.
fn make_folder(folder: &Path) -> Result<(), Error> {
    DirBuilder::new().mode(0o700).create(folder).map_err(Error::file("make", folder))?;
    set_mode(folder, if geteuid().is_root() { 0o711 } else { 0o700 })
}

fn set_mode(path: &Path, mode: u32) -> Result<(), Error> {
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(Error::file("set the mode of", path))
}

#[allow(clippy::useless_conversion, reason = "these numbers are smaller on macOS")]
fn has_room(folder: &Path) -> bool {
    let writable = nix::unistd::access(folder, nix::unistd::AccessFlags::W_OK).is_ok();
    let room = nix::sys::statvfs::statvfs(folder).map_or(0, |space| {
        u64::from(space.blocks_available()).saturating_mul(u64::from(space.fragment_size()))
    });
    writable && room >= ROOM
}

/// Removes temporary folders whose Greffe was killed.
fn sweep(parent: &Path) {
    let Ok(entries) = parent.read_dir() else { return };
    for entry in entries.flatten() {
        let folder = entry.path();
        if entry.file_name().to_string_lossy().starts_with(TEMPORARY)
            && is_old_and_ours(&folder)
            && let Ok(lock) = Lock::take(&folder, Duration::ZERO)
            && leftovers::stop(&folder.join("data")).is_ok()
        {
            lock.before.sockets.as_deref().into_iter().for_each(remove_sockets);
            let _ = remove(&folder);
        }
    }
}

fn is_old_and_ours(folder: &Path) -> bool {
    folder.symlink_metadata().is_ok_and(|metadata| {
        let old =
            metadata.modified().ok().and_then(|time| time.elapsed().ok()).is_some_and(|age| age > YOUNG);
        metadata.is_dir() && metadata.uid() == geteuid().as_raw() && old
    })
}

/// The folder of the socket: in `base`, unless the socket's path would then be too long.
fn make_sockets(base: &Path, account: Option<&Account>) -> Result<PathBuf, Error> {
    let inside = base.join("socket");
    let sockets = if fits(&inside) {
        remove(&inside).map_err(Error::file("empty", &inside))?;
        inside
    } else {
        short_parent(account).join(format!("greffe-{}", random_hex::<8>()?))
    };
    DirBuilder::new().mode(0o700).create(&sockets).map_err(Error::file("make", &sockets))?;
    if let Some(account) = account {
        account.take(&sockets)?;
    }
    Ok(sockets)
}

fn fits(sockets: &Path) -> bool {
    let socket = sockets.join(format!(".s.PGSQL.{PORT}"));
    socket.to_str().is_some_and(|path| path.len() <= LONGEST_SOCKET && !path.contains('\n'))
}

fn short_parent(account: Option<&Account>) -> PathBuf {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    runtime
        .filter(|_| account.is_none())
        .filter(|folder| folder.is_absolute() && fits(&folder.join("greffe-0123456789abcdef")))
        .filter(|folder| account::check_owner(folder).is_ok())
        .unwrap_or_else(|| PathBuf::from("/tmp"))
}

/// Removes a folder of ours that holds nothing but a socket and its lock.
fn remove_sockets(folder: &Path) {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    if name != "socket" && !name.starts_with("greffe-") {
        return;
    }
    for file in [format!(".s.PGSQL.{PORT}"), format!(".s.PGSQL.{PORT}.lock")] {
        let _ = fs::remove_file(folder.join(file));
    }
    let _ = fs::remove_dir(folder);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_does_not_fit() {
        assert!(fits(Path::new("/var/lib/greffe/postgres/socket")));
        assert!(!fits(&Path::new("/").join("x".repeat(100))));
    }

    #[test]
    fn random_names_differ() {
        let (one, other) = (random_hex::<8>().expect("random"), random_hex::<8>().expect("random"));
        assert_eq!(one.len(), 16);
        assert_ne!(one, other);
    }
}
