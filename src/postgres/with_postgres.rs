//! Runs a command beside a private Postgres: `greffe with-postgres -- cargo test`.

use std::ffi::OsString;
use std::future::Future;
use std::os::unix::process::ExitStatusExt;
use std::pin::pin;
use std::process::{ExitCode, ExitStatus};

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, getpgrp, tcgetpgrp};
use tokio::process::{Child, Command};
use tokio::signal::unix::{self, SignalKind, signal};

use super::{Addresses, Error, PrivatePostgres, Settings};

/// The address of the restricted role, for the command.
pub const APP_VARIABLE: &str = "DATABASE_URL";
/// The address of the owner, for the command.
pub const OWNER_VARIABLE: &str = "GREFFE_OWNER_URL";

/// What `prepare` may fail with.
pub type PrepareError = Box<dyn std::error::Error + Send + Sync>;

/// Starts Postgres, runs `prepare` (migrations, say), then `command` with both addresses in its
/// environment, and stops Postgres whatever happens.
///
/// The answer is the command's exit code, or 128 and the number of the signal that ended it.
/// SIGINT, SIGTERM and SIGHUP are passed on to the command; before it runs they end the start.
///
/// # Errors
/// Postgres does not start, `prepare` fails, or the command cannot be run.
pub async fn run<P>(command: Vec<OsString>, settings: Settings, prepare: P) -> Result<ExitCode, Error>
where
    P: AsyncFnOnce(&Addresses) -> Result<(), PrepareError>,
{
    if command.is_empty() {
        return Err(Error::NoCommand);
    }
    let mut signals = Signals::listen().map_err(Error::Signals)?;
    let postgres = match signals.unless(PrivatePostgres::start(settings)).await {
        Ok(started) => started?,
        Err(signal) => return Ok(code_of_signal(signal)),
    };

    let outcome = prepare_and_run(&command, postgres.addresses(), prepare, &mut signals).await;
    let stopped = postgres.stop().await;
    outcome.and_then(|code| stopped.map(|()| code))
}

async fn prepare_and_run<P>(
    command: &[OsString],
    addresses: &Addresses,
    prepare: P,
    signals: &mut Signals,
) -> Result<ExitCode, Error>
where
    P: AsyncFnOnce(&Addresses) -> Result<(), PrepareError>,
{
    match signals.unless(prepare(addresses)).await {
        Ok(prepared) => prepared.map_err(Error::Prepare)?,
        Err(signal) => return Ok(code_of_signal(signal)),
    }

    let name = command[0].to_string_lossy().into_owned();
    let failed = |cause| Error::Command { command: name.clone(), cause };
    let mut child = Command::new(&command[0])
        .args(&command[1..])
        .env(APP_VARIABLE, addresses.app_url())
        .env(OWNER_VARIABLE, addresses.owner_url())
        .spawn()
        .map_err(failed)?;
    loop {
        match signals.unless(child.wait()).await {
            Ok(status) => return status.map(code_of).map_err(failed),
            Err(signal) => pass_on(signal, &child),
        }
    }
}

/// Ctrl-C in a terminal reaches the command by itself, and twice would be once too many.
fn pass_on(signal: Signal, child: &Child) {
    let from_terminal = signal == Signal::SIGINT && is_in_foreground();
    if let (false, Some(pid)) = (from_terminal, child.id()) {
        let _ = kill(Pid::from_raw(pid.cast_signed()), signal);
    }
}

fn is_in_foreground() -> bool {
    std::fs::File::open("/dev/tty").is_ok_and(|terminal| tcgetpgrp(terminal) == Ok(getpgrp()))
}

fn code_of(status: ExitStatus) -> ExitCode {
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(1);
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

fn code_of_signal(signal: Signal) -> ExitCode {
    code_of(ExitStatus::from_raw(signal as i32))
}

/// The signals that ask to stop.
struct Signals {
    interrupt: unix::Signal,
    terminate: unix::Signal,
    hang_up: unix::Signal,
}

impl Signals {
    fn listen() -> std::io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    /// What `work` answers, unless a signal comes first.
    async fn unless<T>(&mut self, work: impl Future<Output = T>) -> Result<T, Signal> {
        let mut work = pin!(work);
        tokio::select! {
            answer = &mut work => Ok(answer),
            _ = self.interrupt.recv() => Err(Signal::SIGINT),
            _ = self.terminate.recv() => Err(Signal::SIGTERM),
            _ = self.hang_up.recv() => Err(Signal::SIGHUP),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_follow_the_shell() {
        assert_eq!(code_of(ExitStatus::from_raw(3 << 8)), ExitCode::from(3));
        assert_eq!(code_of_signal(Signal::SIGTERM), ExitCode::from(143));
    }
}
