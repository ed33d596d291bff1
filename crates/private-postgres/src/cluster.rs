//! A folder with a server in it: locked, started and stopped.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{self as unix, DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::os::unix::{fs::PermissionsExt as _, net::UnixStream, process::CommandExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, thread::sleep, time::Duration};

use nix::sys::statvfs::statvfs;
use nix::unistd::{Pid, User, geteuid};
use tempfile::TempDir;

use crate::{Error, PORT, Result, cannot, programs::Programs};

/// The longest path of a socket in bytes: 107 on Linux, 103 on BSD and macOS.
const LONGEST_SOCKET: usize = 103;

/// A locked folder and the programs that work on it. Dropping it stops the server.
pub struct Cluster {
    /// `<data_dir>/postgres`, or a temporary folder.
    pub base: PathBuf,
    /// PostgreSQL's data directory.
    pub data: PathBuf,
    /// The folder of the socket.
    pub sockets: PathBuf,
    pub programs: Programs,
    /// The shell of [`Self::start_guard`].
    pub guard: Option<Child>,
    /// The account that runs the server, if it is not Greffe's own.
    account: Option<User>,
    pub temporary: Option<TempDir>,
    _lock: File,
}

impl Cluster {
    /// Locks `<data_dir>/postgres`, or a new temporary folder, and stops a server that a killed
    /// Greffe left there.
    pub fn open(data_dir: Option<&Path>) -> Result<Self> {
        let (base, temporary) = match data_dir {
            Some(data_dir) => (make_persistent(data_dir)?, None),
            None => make_temporary().map(|folder| (folder.path().to_path_buf(), Some(folder)))?,
        };
        let metadata = base.symlink_metadata().map_err(cannot("open", &base))?;
        if metadata.uid() != geteuid().as_raw() {
            let advice = "run greffe under that account, or choose another data folder";
            return Err(Error(format!("{} belongs to another account: {advice}", base.display())));
        }
        let lock = lock(&base)?;
        let (data, mut sockets) = (base.join("data"), base.join("socket"));
        let longest = data.join(format!("../socket/.s.PGSQL.{PORT}"));
        if longest.to_str().is_none_or(|path| path.len() > LONGEST_SOCKET) {
            sockets = format!("/tmp/greffe-{:x}-{:x}", metadata.dev(), metadata.ino()).into();
        }
        let version = fs::read_to_string(data.join("PG_VERSION")).ok();
        let programs = Programs::find(version.and_then(|version| version.trim().parse().ok()))?;
        let account = account_for(&data)?;
        let cluster = Self { base, data, sockets, programs, guard: None, account, temporary, _lock: lock };
        cluster.stop()?;
        Ok(cluster)
    }

    pub fn log(&self) -> PathBuf {
        self.base.join("server.log")
    }

    /// PostgreSQL's note about its running server.
    pub fn pid_file(&self) -> PathBuf {
        self.data.join("postmaster.pid")
    }

    /// Starts the server, waits until it accepts connections, and returns its process id.
    pub fn start(&mut self) -> Result<Pid> {
        remove(&self.sockets)?;
        DirBuilder::new().mode(0o700).create(&self.sockets).map_err(cannot("make", &self.sockets))?;
        self.chown(&self.sockets)?;
        let mut tries = 0..50;
        while let Err(error) = self.start_once() {
            // The processes of a killed server need a moment to end.
            if !error.0.contains("shared memory block") || tries.next().is_none() {
                return Err(error);
            }
            sleep(Duration::from_millis(200));
        }
        let pid = self.running().ok_or_else(|| Error("the PostgreSQL server has ended".into()))?;
        self.guard = Some(self.start_guard(pid).map_err(cannot("run", Path::new("/bin/sh")))?);
        Ok(pid)
    }

    fn start_once(&self) -> Result<()> {
        // A shell reads the options: relative paths need no quotes.
        let is_inside = self.sockets.starts_with(&self.base);
        let sockets = if is_inside { "../socket".into() } else { self.sockets.to_string_lossy() };
        let options = [
            "-c config_file=postgresql.conf -c hba_file=pg_hba.conf -c ident_file=data/pg_ident.conf",
            &format!("-c listen_addresses= -c port={PORT} -c unix_socket_directories={sockets}"),
        ];
        let log = self.log();
        let _ = fs::rename(&log, log.with_extension("log.1"));
        let file = OpenOptions::new().append(true).create(true).mode(0o600).open(&log);
        let file = file.map_err(cannot("make", &log))?;
        let mut command = self.command("pg_ctl", &self.data);
        command.args(["start", "--silent", "--wait", "--timeout=180", "--options", &options.join(" ")]);
        command.stdout(file.try_clone().map_err(cannot("open", &log))?).stderr(file);
        if command.status().map_err(|cause| self.explain(&command, cause))?.success() {
            return Ok(());
        }
        let text = fs::read(&log).unwrap_or_default();
        let (log, text) = (log.display(), String::from_utf8_lossy(&text));
        Err(Error(format!("the PostgreSQL server did not start. {log} says:\n{}", text.trim_end())))
    }

    /// Starts a shell that stops the server, and removes a temporary folder, when the shell's
    /// standard input closes. This also happens when Greffe is killed.
    fn start_guard(&self, pid: Pid) -> io::Result<Child> {
        let wait = r#"kill -INT "$0" && while kill -0 "$0"; do sleep 0.1; done"#;
        let script = format!(r#"read -r line || {{ {wait}; rm -rf "$1"; }}"#);
        let mut command = Command::new("/bin/sh");
        command.args(["-c", &script, &pid.to_string()]);
        command.arg(self.temporary.as_ref().map_or(Path::new(""), TempDir::path));
        command.env_clear().current_dir("/").process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
    }

    /// Stops the server, if one runs on the folder, within 60 s.
    pub fn stop(&self) -> Result<()> {
        if self.running().is_none() {
            return Ok(());
        }
        let mut command = self.command("pg_ctl", &self.data);
        let mode = if self.temporary.is_some() { "immediate" } else { "fast" };
        command.args(["stop", "--silent", "--wait", "--timeout=60", "--mode", mode]);
        self.run(command, "").or_else(|error| self.running().map_or(Ok(()), |_| Err(error)))
    }

    /// The process id of the server, if it listens. After a crash, the number in the file may be
    /// of another program.
    fn running(&self) -> Option<Pid> {
        let text = fs::read_to_string(self.pid_file()).ok()?;
        let lines: Vec<&str> = text.lines().collect();
        let [pid, _, _, port, sockets, ..] = lines[..] else { return None };
        UnixStream::connect(self.data.join(sockets).join(format!(".s.PGSQL.{port}"))).ok()?;
        pid.parse().ok().map(Pid::from_raw)
    }

    /// Gives a folder to the account of the server.
    pub fn chown(&self, folder: &Path) -> Result<()> {
        let Some(User { uid, gid, .. }) = self.account else { return Ok(()) };
        unix::lchown(folder, Some(uid.as_raw()), Some(gid.as_raw()))
            .map_err(cannot("change the owner of", folder))
    }

    /// A program of PostgreSQL that runs under the server's account, in a process group that
    /// Ctrl-C does not reach, and without Greffe's environment, which may hold secrets. `PGDATA`
    /// needs no quotes, while `pg_ctl -D` does.
    pub fn command(&self, program: &str, data: &Path) -> Command {
        let mut command = Command::new(self.programs.folder.join(program));
        command.env_clear().env("LC_ALL", "C").env("PGDATA", data);
        command.envs(env::vars_os().filter(|(name, _)| name == "PATH" || name == "LD_LIBRARY_PATH"));
        command.current_dir(&self.base).process_group(0).stdin(Stdio::null());
        if let Some(user) = &self.account {
            command.gid(user.gid.as_raw()).uid(user.uid.as_raw());
        }
        command
    }

    /// Runs a command with this input. The error has its output.
    pub fn run(&self, mut command: Command, input: &str) -> Result<()> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|cause| self.explain(&command, cause))?;
        // A program that ends early explains it in its output.
        let _ = child.stdin.take().map(|mut stdin| stdin.write_all(input.as_bytes()));
        let output = child.wait_with_output().map_err(|cause| self.explain(&command, cause))?;
        if output.status.success() {
            return Ok(());
        }
        let text = [output.stderr, output.stdout].concat();
        let (text, program) = (String::from_utf8_lossy(&text), command.get_program().display());
        Err(Error(format!("{program} failed ({}):\n{}", output.status, text.trim())))
    }

    fn explain(&self, command: &Command, cause: io::Error) -> Error {
        match &self.account {
            Some(User { name, .. }) if cause.kind() == ErrorKind::PermissionDenied => Error(format!(
                "the account {name}, which runs PostgreSQL for root, cannot enter {}: run `chmod o+x` on that \
                 folder and those above it, or choose another data folder, such as /var/lib/greffe",
                self.base.display()
            )),
            _ => cannot("run", Path::new(command.get_program()))(cause),
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Err(error) = self.stop() {
            tracing::error!(%error, "the PostgreSQL server still runs");
        }
        if let Some(mut guard) = self.guard.take() {
            let _ = guard.kill().and_then(|()| guard.wait());
        }
        let _ = remove(&self.sockets);
    }
}

fn make_persistent(data_dir: &Path) -> Result<PathBuf> {
    let data_dir = std::path::absolute(data_dir).map_err(cannot("find", data_dir))?;
    let base = data_dir.join("postgres");
    for (folder, mode_for_root) in [(&data_dir, 0o755), (&base, 0o711)] {
        if !folder.exists() {
            fs::create_dir_all(folder).map_err(cannot("make", folder))?;
            set_mode(folder, mode_for_root)?;
        }
    }
    Ok(base)
}

#[allow(clippy::useless_conversion, reason = "these numbers are smaller on macOS")]
fn make_temporary() -> Result<TempDir> {
    let has_room = statvfs("/dev/shm")
        .is_ok_and(|it| u64::from(it.blocks_available()) * u64::from(it.fragment_size()) >= 1 << 30);
    let parent = if has_room { "/dev/shm".into() } else { env::temp_dir() };
    let folder = tempfile::Builder::new().prefix("greffe-temporary-").tempdir_in(&parent);
    let folder = folder.map_err(cannot("make a folder in", &parent))?;
    set_mode(folder.path(), 0o711)?;
    Ok(folder)
}

/// The server's account must pass through the folders of root; those of others are private.
fn set_mode(folder: &Path, mode_for_root: u32) -> Result<()> {
    let mode = Permissions::from_mode(if geteuid().is_root() { mode_for_root } else { 0o700 });
    fs::set_permissions(folder, mode).map_err(cannot("set the mode of", folder))
}

/// Locks `<base>/lock` and writes the process id there. The system releases the lock when Greffe
/// ends. A child that another thread forks shares the lock until it runs its program, so it is
/// tried for 300 ms.
fn lock(base: &Path) -> Result<File> {
    let path = base.join("lock");
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(0o600);
    let mut file = options.open(&path).map_err(cannot("open", &path))?;
    for _ in 0..30 {
        if file.try_lock().is_ok() {
            let written = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
            return written.map(|()| file).map_err(cannot("write", &path));
        }
        sleep(Duration::from_millis(10));
    }
    let mut pid = String::new();
    file.read_to_string(&mut pid).map_err(cannot("read", &path))?;
    let base = base.display();
    Err(Error(format!(
        "greffe already runs on {base} (process {pid}): stop it, or choose another data folder"
    )))
}

/// The account for a server on `data`: its owner, or an unprivileged one. `None`: Greffe's own.
fn account_for(data: &Path) -> Result<Option<User>> {
    if !geteuid().is_root() {
        return Ok(None);
    }
    let owner = data.symlink_metadata().ok().and_then(|it| User::from_uid(it.uid().into()).ok()?);
    let service = || ["postgres", "nobody"].iter().find_map(|name| User::from_name(name).ok()?);
    let user = owner.or_else(service);
    let no_account = "PostgreSQL does not run as root and needs another account: create one with \
                      `useradd --system postgres`, or run greffe as an ordinary user";
    user.filter(|user| !user.uid.is_root()).map(Some).ok_or_else(|| Error(no_account.into()))
}

/// Removes a file or a folder, if there is one.
pub fn remove(path: &Path) -> Result<()> {
    let is_folder = path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
    let removed = if is_folder { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(cannot("remove", path)(cause)),
        _ => Ok(()),
    }
}
