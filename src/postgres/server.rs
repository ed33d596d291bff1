//! The server process: started on a thread of its own, watched, stopped.

use std::ffi::{OsStr, OsString};
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use nix::fcntl::OFlag;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::sync::watch;

use super::addresses::PORT;
use super::home::Home;
use super::programs::Programs;
use super::{Error, account};

/// How long an orderly stop may take before the server is told to end at once.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// The same when nobody asked for an orderly stop.
const HASTE: Duration = Duration::from_secs(5);
/// How long to wait after telling it to end at once.
const LAST_WAIT: Duration = Duration::from_secs(5);
/// A server that recovers from a crash reads its journal first.
const START_LIMIT: Duration = Duration::from_secs(180);
/// A larger log is put aside at the next start.
const LARGEST_LOG: u64 = 1 << 20;
/// How much of the log goes with an error.
const LAST_LINES: usize = 15;

/// A running server; dropping it stops it.
#[derive(Debug)]
pub struct Server {
    pid: u32,
    /// Set once the process has ended.
    end: watch::Receiver<Option<ExitStatus>>,
    first_signal: Signal,
}

impl Server {
    /// Starts the server and waits until it takes connections.
    ///
    /// # Errors
    /// It cannot be run, ends early, or is not ready in time.
    pub fn start(home: &Home, programs: &Programs) -> Result<Self, Error> {
        let log = Log::open(home.log())?;
        let program = programs.postgres();
        let command = command(home, &program, &log)?;
        let (pid, end) = spawn(command)
            .map_err(|cause| account::explain(cause, &program, &home.base, home.account.as_ref()))?;
        // What is removed at the end needs no orderly stop.
        let first_signal = if home.temporary { Signal::SIGQUIT } else { Signal::SIGINT };
        let server = Self { pid, end, first_signal };
        server.wait_until_ready(&home.data(), &log)?;
        Ok(server)
    }

    /// The process id.
    #[cfg(test)]
    pub fn pid(&self) -> u32 {
        self.pid
    }

    /// Waits until the process has ended.
    pub async fn ended(&self) -> Option<ExitStatus> {
        let mut end = self.end.clone();
        end.wait_for(Option::is_some).await.ok().and_then(|status| *status)
    }

    /// Stops the server, orderly if that takes no longer than `patience`.
    ///
    /// # Errors
    /// It is still there after that.
    pub fn stop(&self, patience: Duration) -> Result<(), Error> {
        for (signal, limit) in [(self.first_signal, patience), (Signal::SIGQUIT, LAST_WAIT)] {
            if self.end.borrow().is_some() {
                return Ok(());
            }
            let _ = kill(Pid::from_raw(self.raw_pid()), signal);
            if self.wait(limit) {
                return Ok(());
            }
            tracing::warn!(pid = self.pid, %signal, "the PostgreSQL server has not ended yet");
        }
        Err(Error::WouldNotStop { pid: self.raw_pid() })
    }

    fn wait(&self, limit: Duration) -> bool {
        let until = Instant::now() + limit;
        while self.end.borrow().is_none() {
            if Instant::now() > until {
                return false;
            }
            thread::sleep(Duration::from_millis(2));
        }
        true
    }

    /// The server notes its state in `postmaster.pid`: the eighth line becomes `ready`.
    fn wait_until_ready(&self, data: &Path, log: &Log) -> Result<(), Error> {
        let note = data.join("postmaster.pid");
        let until = Instant::now() + START_LIMIT;
        loop {
            if let Some(status) = *self.end.borrow() {
                let status = status.to_string();
                return Err(Error::EndedEarly { status, log: log.path.clone(), output: log.last_lines() });
            }
            if fs::read_to_string(&note).is_ok_and(|note| is_ready(&note, self.pid)) {
                return Ok(());
            }
            if Instant::now() > until {
                let seconds = START_LIMIT.as_secs();
                return Err(Error::NotReady { seconds, log: log.path.clone(), output: log.last_lines() });
            }
            thread::sleep(Duration::from_millis(3));
        }
    }

    fn raw_pid(&self) -> i32 {
        self.pid.cast_signed()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.stop(HASTE) {
            tracing::error!(%error, "PostgreSQL was left running");
        }
    }
}

fn command(home: &Home, program: &Path, log: &Log) -> Result<Command, Error> {
    let mut command = account::command(program, home.account.as_ref(), &home.base);
    command.arg("-D").arg(home.data());
    // These are set here whatever the configuration says.
    let mut set = |name: &str, value: &OsStr| {
        let mut setting = OsString::from(format!("{name}="));
        setting.push(value);
        command.arg("-c").arg(setting);
    };
    set("config_file", home.config().as_os_str());
    set("hba_file", home.client_rules().as_os_str());
    set("ident_file", home.data().join("pg_ident.conf").as_os_str());
    set("listen_addresses", OsStr::new(""));
    set("port", OsStr::new(&PORT.to_string()));
    set("unix_socket_directories", OsStr::new(&quoted(&home.sockets)));
    set("unix_socket_permissions", OsStr::new("0700"));

    let (output, errors) = log.writers()?;
    command.stdin(Stdio::null()).stdout(output).stderr(errors);
    account::end_with_us(&mut command, Signal::SIGINT);
    Ok(command)
}

/// One item of a list: commas and spaces in it are its own.
fn quoted(path: &Path) -> String {
    format!("\"{}\"", path.to_string_lossy().replace('"', "\"\""))
}

/// Spawns on a thread that lives as long as the child: the system ends the child with its parent
/// *thread*, and those of a runtime come and go.
fn spawn(mut command: Command) -> io::Result<(u32, watch::Receiver<Option<ExitStatus>>)> {
    let (tell, end) = watch::channel(None);
    let (started, start) = mpsc::sync_channel(1);
    let keep = move || {
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(cause) => return drop(started.send(Err(cause))),
        };
        drop(command);
        let _ = started.send(Ok(child.id()));
        if let Ok(status) = child.wait() {
            tell.send_replace(Some(status));
        }
    };
    thread::Builder::new().name("postgres-keeper".into()).spawn(keep)?;
    let pid = start.recv().unwrap_or_else(|_| Err(io::Error::other("its thread ended")))?;
    Ok((pid, end))
}

fn is_ready(note: &str, pid: u32) -> bool {
    let mut lines = note.lines();
    let is_ours = lines.next().and_then(|line| line.trim().parse().ok()) == Some(pid);
    is_ours && lines.nth(6).is_some_and(|state| state.trim() == "ready")
}

/// The server's log, from this start on.
struct Log {
    path: PathBuf,
    start: u64,
}

impl Log {
    fn open(path: PathBuf) -> Result<Self, Error> {
        let mut start = path.symlink_metadata().map_or(0, |metadata| metadata.len());
        if start > LARGEST_LOG {
            fs::rename(&path, path.with_extension("log.1")).map_err(Error::file("rename", &path))?;
            start = 0;
        }
        Ok(Self { path, start })
    }

    fn writers(&self) -> Result<(Stdio, Stdio), Error> {
        let mut options = OpenOptions::new();
        options.append(true).create(true).mode(0o600).custom_flags(OFlag::O_NOFOLLOW.bits());
        let open = || {
            let file = options.open(&self.path)?;
            Ok((file.try_clone()?.into(), file.into()))
        };
        open().map_err(Error::file("open", &self.path))
    }

    fn last_lines(&self) -> String {
        let read = || {
            let mut file = fs::File::open(&self.path)?;
            let end = file.metadata()?.len();
            file.seek(SeekFrom::Start(self.start.max(end.saturating_sub(8192))))?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            io::Result::Ok(String::from_utf8_lossy(&bytes).into_owned())
        };
        let text = read().unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(LAST_LINES)..].join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_is_said_in_the_eighth_line_by_the_right_process() {
        let note = "42\n/data\n1700000000\n5432\n/socket\n\n  123 4\nready   \n";
        assert!(is_ready(note, 42));
        assert!(!is_ready(note, 43));
        assert!(!is_ready(&note.replace("ready", "starting"), 42));
        assert!(!is_ready("42\n/data\n", 42));
    }

    #[test]
    fn a_socket_folder_may_hold_commas_and_quotes() {
        assert_eq!(quoted(Path::new("/a, \"b\"")), "\"/a, \"\"b\"\"\"");
    }
}
