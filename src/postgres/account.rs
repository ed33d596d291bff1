//! Who runs the server processes: whoever runs Greffe, but never root.

use std::io;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use nix::sys::signal::Signal;
use nix::unistd::{Gid, Uid, User, geteuid};

use super::Error;

/// Accounts that may run a server for root, best first.
const SERVICE_ACCOUNTS: [&str; 2] = ["postgres", "nobody"];
/// What server programs may see of Greffe's environment, which can hold other secrets.
const PASSED_ON: [&str; 2] = ["PATH", "LD_LIBRARY_PATH"];

/// An unprivileged account that runs the server for root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    name: String,
    uid: Uid,
    gid: Gid,
}

impl Account {
    /// The account for a server whose rows are, or will be, in `data`; `None` is "as ourselves".
    ///
    /// # Errors
    /// Greffe is root and there is no account to hand over to.
    pub fn for_server(data: &Path) -> Result<Option<Self>, Error> {
        if !geteuid().is_root() {
            return Ok(None);
        }
        if let Ok(metadata) = data.symlink_metadata() {
            return Self::owner(&metadata).map(Some);
        }
        SERVICE_ACCOUNTS
            .iter()
            .find_map(|name| User::from_name(name).ok().flatten())
            .filter(|user| !user.uid.is_root())
            .map(|user| Some(Self::from(user)))
            .ok_or(Error::NoAccount)
    }

    fn owner(metadata: &std::fs::Metadata) -> Result<Self, Error> {
        let (uid, gid) = (Uid::from_raw(metadata.uid()), Gid::from_raw(metadata.gid()));
        if uid.is_root() {
            return Err(Error::NoAccount);
        }
        Ok(Self { name: name_of(uid), uid, gid })
    }

    /// Gives `path` itself, never what it points to, to this account.
    ///
    /// # Errors
    /// The system refuses.
    pub fn take(&self, path: &Path) -> Result<(), Error> {
        std::os::unix::fs::lchown(path, Some(self.uid.as_raw()), Some(self.gid.as_raw()))
            .map_err(Error::file("give to the server's account the folder", path))
    }
}

impl From<User> for Account {
    fn from(user: User) -> Self {
        Self { name: user.name, uid: user.uid, gid: user.gid }
    }
}

/// A command run by `account` (`None`: by ourselves) in `folder`, in a process group of its own
/// so that Ctrl-C in a terminal does not reach it, and with a bare environment.
///
/// The standard library drops supplementary groups when it changes the user of a child.
pub fn command(program: &Path, account: Option<&Account>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("LC_ALL", "C").current_dir(folder).process_group(0);
    for name in PASSED_ON {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    if let Some(account) = account {
        command.gid(account.gid.as_raw()).uid(account.uid.as_raw());
    }
    command
}

/// Has the system send `signal` to the child when the thread that spawns it ends, so that no end
/// of Greffe leaves it running. Elsewhere than on Linux, the next start ends what was left.
pub fn end_with_us(command: &mut Command, signal: Signal) {
    #[cfg(target_os = "linux")]
    {
        let parent = nix::unistd::getpid();
        let ask = move || {
            nix::sys::prctl::set_pdeathsig(signal)?;
            if nix::unistd::getppid() == parent { Ok(()) } else { Err(io::ErrorKind::NotFound.into()) }
        };
        // SAFETY: between fork and exec, `ask` makes two system calls and neither allocates nor
        // locks. It runs after the change of user, which would undo it.
        unsafe { command.pre_exec(ask) };
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (command, signal);
}

/// Explains why `program` could not be run in `folder`: a folder on the way may be closed to the
/// account.
pub fn explain(cause: io::Error, program: &Path, folder: &Path, account: Option<&Account>) -> Error {
    if let (io::ErrorKind::PermissionDenied, Some(account)) = (cause.kind(), account)
        && let Some(closed) = [folder, program].into_iter().find_map(|path| closed_to(account, path))
    {
        return Error::Closed { folder: closed, account: account.name.clone() };
    }
    Error::Command { command: program.display().to_string(), cause }
}

/// The first folder on the way to `path` whose mode does not let `account` pass.
fn closed_to(account: &Account, path: &Path) -> Option<PathBuf> {
    let mut folders: Vec<&Path> = path.ancestors().collect();
    folders.reverse();
    let closed = folders.into_iter().find(|folder| {
        folder.metadata().is_ok_and(|metadata| metadata.is_dir() && !may_pass(account, &metadata))
    });
    closed.map(Path::to_path_buf)
}

fn may_pass(account: &Account, metadata: &std::fs::Metadata) -> bool {
    let passage = if metadata.uid() == account.uid.as_raw() {
        0o100
    } else if metadata.gid() == account.gid.as_raw() {
        0o010
    } else {
        0o001
    };
    metadata.mode() & passage != 0
}

/// Checks that `folder` belongs to whoever runs Greffe.
///
/// # Errors
/// It belongs to someone else, or cannot be looked at.
pub fn check_owner(folder: &Path) -> Result<(), Error> {
    let metadata = folder.symlink_metadata().map_err(Error::file("look at", folder))?;
    let owner = Uid::from_raw(metadata.uid());
    if owner == geteuid() {
        return Ok(());
    }
    Err(Error::OtherOwner { folder: folder.to_path_buf(), owner: name_of(owner), me: name_of(geteuid()) })
}

fn name_of(uid: Uid) -> String {
    let user = User::from_uid(uid).ok().flatten();
    user.map_or_else(|| format!("user {uid}"), |user| user.name)
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn the_folder_that_bars_the_way_is_named() {
        let stranger =
            Account { name: "stranger".into(), uid: Uid::from_raw(54_321), gid: Gid::from_raw(54_321) };
        let private = std::env::temp_dir().join(format!("greffe-account-{}", std::process::id()));
        fs::create_dir_all(private.join("inner")).expect("a folder");
        fs::set_permissions(&private, Permissions::from_mode(0o700)).expect("its mode");
        assert_eq!(closed_to(&stranger, &private.join("inner")), Some(private.clone()));
        fs::set_permissions(&private, Permissions::from_mode(0o711)).expect("its mode");
        assert_eq!(closed_to(&stranger, &private.join("inner")), None);
        fs::remove_dir_all(&private).expect("removed");
    }
}
