//! One Greffe a folder: a lock that the system releases however its holder ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use nix::fcntl::OFlag;

use super::Error;

/// How long to wait for a holder that may just be going.
pub const PATIENCE: Duration = Duration::from_millis(300);

/// The held lock of a folder.
#[derive(Debug)]
pub struct Lock {
    file: File,
    /// What the last holder left there.
    pub before: Holder,
}

/// What a lock file tells: `pid=<number>` and, once its server is ready, `sockets=<folder>`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    pub pid: Option<String>,
    pub sockets: Option<PathBuf>,
}

impl Lock {
    /// Takes the lock of `base`, waiting for it as long as `patience`.
    ///
    /// # Errors
    /// Another process holds it, or the file cannot be written.
    pub fn take(base: &Path, patience: Duration) -> Result<Self, Error> {
        let path = path(base);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .custom_flags(OFlag::O_NOFOLLOW.bits())
            .open(&path)
            .map_err(Error::file("open", &path))?;
        let free = wait_for(&file, patience).map_err(Error::file("lock", &path))?;
        let before = Holder::read(&mut file).map_err(Error::file("read", &path))?;
        if !free {
            return Err(Error::AlreadyRunning {
                base: base.to_path_buf(),
                pid: before.pid.unwrap_or_else(|| "unknown".into()),
                sockets: before
                    .sockets
                    .map_or_else(|| "the making".into(), |path| path.display().to_string()),
            });
        }
        Ok(Self { file, before })
    }

    /// Tells others who holds the lock and, once it is ready, where the server's socket is.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn tell(&self, sockets: Option<&Path>) -> io::Result<()> {
        let mut text = format!("pid={}\n", std::process::id());
        if let Some(sockets) = sockets {
            text.push_str(&format!("sockets={}\n", sockets.display()));
        }
        self.write(&text)
    }

    /// Leaves an empty file behind: nothing is left for the next holder to clean up.
    pub fn clear(&self) -> io::Result<()> {
        self.write("")
    }

    fn write(&self, text: &str) -> io::Result<()> {
        let mut file = &self.file;
        file.rewind()?;
        file.set_len(0)?;
        file.write_all(text.as_bytes())
    }
}

impl Holder {
    fn read(file: &mut File) -> io::Result<Self> {
        let mut text = String::new();
        file.rewind()?;
        file.read_to_string(&mut text)?;
        Ok(Self::parse(&text))
    }

    fn parse(text: &str) -> Self {
        let value = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        Self { pid: value("pid").map(str::to_owned), sockets: value("sockets").map(PathBuf::from) }
    }
}

fn path(base: &Path) -> PathBuf {
    base.join("lock")
}

fn wait_for(file: &File, patience: Duration) -> io::Result<bool> {
    let until = Instant::now() + patience;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::Error(cause)) => return Err(cause),
            Err(TryLockError::WouldBlock) if Instant::now() >= until => return Ok(false),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_file_is_read_at_every_stage() {
        assert_eq!(Holder::parse(""), Holder::default());
        assert_eq!(Holder::parse("pid=12\n"), Holder { pid: Some("12".into()), sockets: None });
        let ready = Holder::parse("pid=12\nsockets=/run/a=b\n");
        assert_eq!(ready.sockets, Some(PathBuf::from("/run/a=b")));
    }

    #[test]
    fn a_second_holder_is_told_about_the_first() {
        let base = std::env::temp_dir().join(format!("greffe-lock-{}", std::process::id()));
        std::fs::create_dir_all(&base).expect("a folder");
        let lock = Lock::take(&base, Duration::ZERO).expect("the lock");
        lock.tell(Some(Path::new("/run/sockets"))).expect("told");
        let error = Lock::take(&base, Duration::ZERO).expect_err("taken").to_string();
        assert!(error.contains(&std::process::id().to_string()) && error.contains("/run/sockets"), "{error}");
        drop(lock);
        Lock::take(&base, Duration::ZERO).expect("free again");
        std::fs::remove_dir_all(&base).expect("removed");
    }
}
