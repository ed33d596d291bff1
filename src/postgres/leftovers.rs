//! Ends what an earlier Greffe left running on a folder, and a note it left behind.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::{Duration, Instant};

use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::Error;

/// How long the server may take to end, and then its workers, before the next, ruder signal.
const STEPS: [(Option<Signal>, Duration); 4] = [
    (Some(Signal::SIGINT), Duration::from_secs(20)),
    (None, Duration::from_secs(3)),
    (Some(Signal::SIGQUIT), Duration::from_secs(5)),
    (Some(Signal::SIGKILL), Duration::from_secs(2)),
];

/// Ends the server, and any worker of it, that runs on the rows in `data`.
///
/// Only for the holder of the folder's lock. A process counts as one of this folder when it is a
/// `postgres` whose current directory is that very folder.
///
/// # Errors
/// A process does not end, or the stale note cannot be corrected.
pub fn stop(data: &Path) -> Result<(), Error> {
    let Ok(data) = data.canonicalize() else { return Ok(()) };
    for (signal, limit) in STEPS {
        let running = servers_in(&data);
        if running.is_empty() {
            return correct_note(&data);
        }
        tracing::info!(folder = %data.display(), ?running, ?signal, "ending a PostgreSQL server left by an earlier start");
        // A worker takes SIGINT as "cancel the query": the server itself gets it, if there is one.
        let server = noted_pid(&data).filter(|pid| running.contains(pid));
        for pid in running.iter().filter(|pid| signal != Some(Signal::SIGINT) || server == Some(**pid)) {
            let _ = kill(Pid::from_raw(*pid), signal);
        }
        let patience =
            if signal == Some(Signal::SIGINT) && server.is_none() { Duration::ZERO } else { limit };
        wait_until_gone(&data, patience);
    }
    match servers_in(&data).first() {
        Some(&pid) => Err(Error::WouldNotStop { pid }),
        None => correct_note(&data),
    }
}

fn wait_until_gone(data: &Path, limit: Duration) {
    let until = Instant::now() + limit;
    while Instant::now() < until && !servers_in(data).is_empty() {
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The pid that the server noted in `postmaster.pid`.
fn noted_pid(data: &Path) -> Option<i32> {
    let note = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    note.lines().next()?.trim().parse().ok().filter(|pid| *pid > 1)
}

/// After a crash, the noted pid may by now be another program's, and PostgreSQL would refuse to
/// start. It takes its own parent for no rival: so the note gets our pid. The rest of the note
/// stays, since PostgreSQL finds leftover workers by it.
fn correct_note(data: &Path) -> Result<(), Error> {
    let path = data.join("postmaster.pid");
    let Some(pid) = noted_pid(data) else { return Ok(()) };
    let is_dead = matches!(kill(Pid::from_raw(pid), None), Err(Errno::ESRCH));
    if is_dead {
        return Ok(());
    }
    let correct = || {
        let note = fs::read_to_string(&path)?;
        let rest = note.split_once('\n').map_or("", |(_, rest)| rest);
        let mut file = OpenOptions::new()
            .write(true)
            .truncate(true)
            .custom_flags(OFlag::O_NOFOLLOW.bits())
            .open(&path)?;
        file.write_all(format!("{}\n{rest}", std::process::id()).as_bytes())
    };
    correct().map_err(Error::file("correct", &path))
}

/// The `postgres` processes that work in `data`, which has no symbolic link in its path.
#[cfg(target_os = "linux")]
fn servers_in(data: &Path) -> Vec<i32> {
    let Ok(processes) = fs::read_dir("/proc") else { return Vec::new() };
    let pids = processes.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| works_in(*pid, data)).collect()
}

#[cfg(target_os = "linux")]
fn works_in(pid: i32, data: &Path) -> bool {
    let link = |name: &str| fs::read_link(format!("/proc/{pid}/{name}"));
    let is_there = link("cwd").is_ok_and(|folder| folder == data);
    // After an upgrade of its package the name ends in " (deleted)".
    is_there
        && link("exe").is_ok_and(|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("postgres"))
        })
}

/// The server that `postmaster.pid` names, if its command line names the folder.
#[cfg(not(target_os = "linux"))]
fn servers_in(data: &Path) -> Vec<i32> {
    let runs_there = |pid: &i32| {
        let output =
            std::process::Command::new("ps").args(["-o", "command=", "-p", &pid.to_string()]).output();
        output.is_ok_and(|output| {
            let line = String::from_utf8_lossy(&output.stdout).into_owned();
            line.contains("postgres") && line.contains(&*data.to_string_lossy())
        })
    };
    noted_pid(data).into_iter().filter(runs_there).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_whose_pid_was_taken_over_gets_ours() {
        let data = std::env::temp_dir().join(format!("greffe-leftovers-{}", std::process::id()));
        fs::create_dir_all(&data).expect("a folder");
        let note = data.join("postmaster.pid");
        let parent = std::os::unix::process::parent_id();
        fs::write(&note, format!("{parent}\n/rest\n")).expect("a note");
        stop(&data).expect("nothing to stop");
        let text = fs::read_to_string(&note).expect("the note");
        fs::remove_dir_all(&data).expect("removed");
        assert_eq!(text, format!("{}\n/rest\n", std::process::id()));
    }
}
