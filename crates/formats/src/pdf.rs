//! Minutes from a PDF. The text is extracted by `pdftotext`, an external program with little time, little
//! memory and none of our environment, so a malicious file cannot harm this process.

use std::{
    fs::File,
    io::{ErrorKind, Read, Seek as _, SeekFrom, Write as _},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::{Minutes, Unreadable, minutes};

/// The most pages of a record.
const MOST_PAGES: usize = 1_000;

/// The longest record, in bytes of text.
const LONGEST: u64 = 4 * 1024 * 1024;

/// The limits of the program: memory, processor seconds, total seconds.
const MEMORY: &str = "--as=536870912";
const PROCESSOR: &str = "--cpu=15";
const PATIENCE: Duration = Duration::from_secs(30);

/// One file at a time, so that the limits hold for all together.
static TURN: Mutex<()> = Mutex::new(());

/// Reads a document.
///
/// # Errors
/// [`Unreadable`] if it is damaged, encrypted, scanned, has embedded documents, or if the program is not
/// installed.
pub fn read(bytes: &[u8]) -> Result<Minutes, Unreadable> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let last = (MOST_PAGES + 1).to_string();
    let text = run("pdftotext", &["-enc", "UTF-8", "-eol", "unix", "-l", &last, "-", "-"], bytes)?;
    if text.bytes().filter(|it| *it == b'\x0c').count() > MOST_PAGES {
        return Err(Unreadable::TooLargeInside);
    }
    // A PDF with embedded documents has little text itself.
    let attached = run("pdfdetach", &["-list", "fd://0"], bytes)?;
    if attached.lines().skip(1).any(|name| name.to_lowercase().ends_with(".pdf")) {
        return Err(Unreadable::Nested);
    }
    if text.trim().is_empty() {
        return Err(Unreadable::Scanned);
    }
    Ok(minutes::parse(&text))
}

/// The text of a document on the disk, of any length; empty for scanned pages.
///
/// # Errors
/// [`Unreadable`] if it takes too long or the program is not installed.
pub fn text(file: &File) -> Result<String, Unreadable> {
    let last = MOST_PAGES.to_string();
    read_file("pdftotext", &["-enc", "UTF-8", "-eol", "unix", "-l", &last, "-", "-"], file)
}

/// The number of pages of a document on the disk, if declared.
///
/// # Errors
/// [`Unreadable`] if it is damaged or encrypted, or the program is not installed.
pub fn pages(file: &File) -> Result<Option<u32>, Unreadable> {
    let said = read_file("pdfinfo", &["-enc", "UTF-8", "-"], file)?;
    Ok(said.lines().find_map(|it| it.strip_prefix("Pages:")?.trim().parse().ok()))
}

/// The output of one of the programs for a file on the disk, which it reads itself.
fn read_file(program: &str, arguments: &[&str], mut file: &File) -> Result<String, Unreadable> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    file.seek(SeekFrom::Start(0)).map_err(|_| Unreadable::Damaged)?;
    let source = file.try_clone().map_err(|_| Unreadable::Damaged)?;
    listen(program, arguments, source.into(), |_| ())
}

/// The output of one of the programs for a file, within its limits.
fn run(program: &str, arguments: &[&str], file: &[u8]) -> Result<String, Unreadable> {
    listen(program, arguments, Stdio::piped(), |stdin| {
        // A program that has read enough closes its input.
        stdin.map(|mut it| it.write_all(file)).transpose().ok();
    })
}

fn listen(
    program: &str,
    arguments: &[&str],
    source: Stdio,
    feed: impl FnOnce(Option<ChildStdin>) + Send,
) -> Result<String, Unreadable> {
    let child = Command::new("prlimit")
        .args([MEMORY, PROCESSOR, "--core=0", "--fsize=0", "--nofile=32", "--", program])
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin")
        .current_dir("/")
        .stdin(source)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.map_err(|why| match why.kind() {
        ErrorKind::NotFound => Unreadable::NoPdfReader,
        _ => Unreadable::Damaged,
    })?;
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (said, complaint, status) = thread::scope(|scope| {
        scope.spawn(move || feed(stdin));
        let said = scope.spawn(move || beginning(stdout, LONGEST));
        let complaint = scope.spawn(move || heard_out(stderr, 64 * 1024));
        let status = wait(&mut child);
        (said.join().unwrap_or_default(), complaint.join().unwrap_or_default(), status)
    });
    match status {
        // `prlimit` itself did not find the program.
        Some(127) => Err(Unreadable::NoPdfReader),
        Some(0) if said.len() as u64 > LONGEST => Err(Unreadable::TooLargeInside),
        Some(0) => String::from_utf8(said).map_err(|_| Unreadable::Damaged),
        Some(3) => Err(Unreadable::Encrypted),
        Some(_) if String::from_utf8_lossy(&complaint).contains("password") => Err(Unreadable::Encrypted),
        Some(_) => Err(Unreadable::Damaged),
        None => Err(Unreadable::TooLargeInside),
    }
}

/// At most this many bytes, plus one if there are more; the rest is not read.
fn beginning(pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    pipe.map(|it| it.take(most + 1).read_to_end(&mut bytes)).transpose().ok();
    bytes
}

/// Like [`beginning`], but the rest is drained: a program with many complaints may still succeed.
fn heard_out(mut pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let bytes = beginning(pipe.as_mut(), most);
    pipe.map(|mut it| std::io::copy(&mut it, &mut std::io::sink())).transpose().ok();
    bytes
}

/// How the program ended; `None` if it ran out of time.
fn wait(child: &mut Child) -> Option<i32> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.code(),
            Ok(None) if start.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(5)),
            _ => break,
        }
    }
    child.kill().and_then(|()| child.wait()).ok();
    None
}
