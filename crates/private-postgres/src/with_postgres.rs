//! Runs a command beside a private PostgreSQL: `greffe with-postgres -- cargo test`.

use std::future::{Future, poll_fn};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, ExitStatus};
use std::{ffi::OsString, fs::File, io, task::Poll};

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, getpgrp, tcgetpgrp};
use tokio::process::{Child, Command};
use tokio::signal::unix::{self, SignalKind};

use crate::{Error, PrivatePostgres, Result, cannot};

/// Any error of `prepare`.
pub type PrepareError = Box<dyn std::error::Error + Send + Sync>;

/// Starts PostgreSQL ([`PrivatePostgres::start`]), runs `prepare` (migrations, for example), then
/// `command` (a program and its arguments), and stops PostgreSQL in any case. The command finds
/// the address of the serving role in `DATABASE_URL`, that of the owner in `GREFFE_OWNER_URL`.
///
/// Returns the exit code of the command, or 128 plus the number of the signal that ended it.
/// SIGINT, SIGTERM and SIGHUP are forwarded to the command; before it runs, they end the start.
///
/// # Errors
/// PostgreSQL does not start, `prepare` fails, or the command cannot be run.
pub async fn run<P>(command: Vec<OsString>, data_dir: Option<PathBuf>, prepare: P) -> Result<ExitCode>
where
    P: AsyncFnOnce(&PrivatePostgres) -> Result<(), PrepareError>,
{
    let mut signals = Signals::listen().map_err(|why| Error(format!("cannot listen to signals: {why}")))?;
    let postgres = match signals.unless(PrivatePostgres::start(data_dir)).await {
        Ok(started) => started?,
        Err(signal) => return Ok(exit_code(ExitStatus::from_raw(signal as i32))),
    };
    let outcome = match signals.unless(prepare(&postgres)).await {
        Ok(Ok(())) => run_command(&command, &postgres, &mut signals).await,
        Ok(Err(cause)) => Err(Error(format!("cannot prepare the database: {cause}"))),
        Err(signal) => Ok(ExitStatus::from_raw(signal as i32)),
    };
    let stopped = postgres.stop().await;
    outcome.and_then(|status| stopped.map(|()| exit_code(status)))
}

async fn run_command(
    command: &[OsString],
    postgres: &PrivatePostgres,
    signals: &mut Signals,
) -> Result<ExitStatus> {
    let [name, arguments @ ..] = command else { return Err(Error("there is no command".into())) };
    let mut command = Command::new(name);
    command.args(arguments);
    command.env("DATABASE_URL", postgres.app_url()).env("GREFFE_OWNER_URL", postgres.owner_url());
    let mut child = command.spawn().map_err(cannot("run", Path::new(name)))?;
    loop {
        match signals.unless(child.wait()).await {
            Ok(status) => return status.map_err(cannot("wait for", Path::new(name))),
            Err(signal) => forward(signal, &child),
        }
    }
}

/// The terminal sends Ctrl-C to the command itself: it must not receive it twice.
fn forward(signal: Signal, child: &Child) {
    let in_foreground = || File::open("/dev/tty").is_ok_and(|terminal| tcgetpgrp(terminal) == Ok(getpgrp()));
    if let Some(pid) = child.id()
        && !(signal == Signal::SIGINT && in_foreground())
    {
        let _ = kill(Pid::from_raw(pid.cast_signed()), signal);
    }
}

fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().or_else(|| status.signal().map(|signal| 128 + signal)).unwrap_or(1);
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

/// The signals that ask to stop.
struct Signals([(Signal, unix::Signal); 3]);

impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self([
            (Signal::SIGINT, unix::signal(SignalKind::interrupt())?),
            (Signal::SIGTERM, unix::signal(SignalKind::terminate())?),
            (Signal::SIGHUP, unix::signal(SignalKind::hangup())?),
        ]))
    }

    /// The result of `work`, unless a signal arrives first.
    async fn unless<T>(&mut self, work: impl Future<Output = T>) -> Result<T, Signal> {
        let signal = poll_fn(|context| {
            let mut all = self.0.iter_mut();
            let arrived =
                all.find_map(|(name, signal)| signal.poll_recv(context).is_ready().then_some(*name));
            arrived.map_or(Poll::Pending, Poll::Ready)
        });
        tokio::select! {
            result = work => Ok(result),
            signal = signal => Err(signal),
        }
    }
}

#[test]
fn exit_codes_follow_the_shell_convention() {
    assert_eq!(exit_code(ExitStatus::from_raw(3 << 8)), ExitCode::from(3));
    assert_eq!(exit_code(ExitStatus::from_raw(Signal::SIGTERM as i32)), ExitCode::from(143));
}
