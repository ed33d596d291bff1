//! Minutes out of a PDF. Its text is taken by `pdftotext`, a program of its
//! own: whatever a file makes it do, it has little time, little memory, nothing
//! of our environment, and no part in this process.

use std::{
    fs::File,
    io::{ErrorKind, Read, Seek as _, SeekFrom, Write as _},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::{Minutes, Unreadable, minutes};

/// No record has more pages.
const MOST_PAGES: usize = 1_000;

/// The longest record, in bytes of text.
const LONGEST: u64 = 4 * 1024 * 1024;

/// What the program may take: memory, seconds of the processor, seconds in all.
const MEMORY: &str = "--as=536870912";
const PROCESSOR: &str = "--cpu=15";
const PATIENCE: Duration = Duration::from_secs(30);

/// One file after the other: together they would take what one may not.
static TURN: Mutex<()> = Mutex::new(());

/// Reads a document.
///
/// # Errors
/// [`Unreadable`], where it is damaged, asks for a password, holds pictures of
/// pages or other documents, or where the program is not there.
pub fn read(bytes: &[u8]) -> Result<Minutes, Unreadable> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let last = (MOST_PAGES + 1).to_string();
    let text = run("pdftotext", &["-enc", "UTF-8", "-eol", "unix", "-l", &last, "-", "-"], bytes)?;
    if text.bytes().filter(|it| *it == b'\x0c').count() > MOST_PAGES {
        return Err(Unreadable::TooLargeInside);
    }
    // What holds other documents says little itself.
    let attached = run("pdfdetach", &["-list", "fd://0"], bytes)?;
    if attached.lines().skip(1).any(|name| name.to_lowercase().ends_with(".pdf")) {
        return Err(Unreadable::Nested);
    }
    if text.trim().is_empty() {
        return Err(Unreadable::Scanned);
    }
    Ok(minutes::parse(&text))
}

/// The text of a document on the disk, however long it is; empty where it has pictures of pages alone.
///
/// # Errors
/// [`Unreadable`], where it takes too long, or the program is not there.
pub fn text(file: &File) -> Result<String, Unreadable> {
    let last = MOST_PAGES.to_string();
    read_file("pdftotext", &["-enc", "UTF-8", "-eol", "unix", "-l", &last, "-", "-"], file)
}

/// How many pages a document on the disk has, where it says so.
///
/// # Errors
/// [`Unreadable`], where it is damaged, asks for a password, or the program is not there.
pub fn pages(file: &File) -> Result<Option<u32>, Unreadable> {
    let said = read_file("pdfinfo", &["-enc", "UTF-8", "-"], file)?;
    Ok(said.lines().find_map(|it| it.strip_prefix("Pages:")?.trim().parse().ok()))
}

/// What one of the programs says of a file on the disk, which it reads from there.
fn read_file(program: &str, arguments: &[&str], mut file: &File) -> Result<String, Unreadable> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    file.seek(SeekFrom::Start(0)).map_err(|_| Unreadable::Damaged)?;
    let source = file.try_clone().map_err(|_| Unreadable::Damaged)?;
    listen(program, arguments, source.into(), |_| ())
}

/// What one of the programs says of a file, within its limits.
fn run(program: &str, arguments: &[&str], file: &[u8]) -> Result<String, Unreadable> {
    listen(program, arguments, Stdio::piped(), |stdin| {
        // A program that has read enough closes its end.
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
        // `prlimit` itself found no such program.
        Some(127) => Err(Unreadable::NoPdfReader),
        Some(0) if said.len() as u64 > LONGEST => Err(Unreadable::TooLargeInside),
        Some(0) => String::from_utf8(said).map_err(|_| Unreadable::Damaged),
        Some(3) => Err(Unreadable::Encrypted),
        Some(_) if String::from_utf8_lossy(&complaint).contains("password") => Err(Unreadable::Encrypted),
        Some(_) => Err(Unreadable::Damaged),
        None => Err(Unreadable::TooLargeInside),
    }
}

/// At most so many bytes, and one more if there are more; then nobody listens.
fn beginning(pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    pipe.map(|it| it.take(most + 1).read_to_end(&mut bytes)).transpose().ok();
    bytes
}

/// As [`beginning`], but the rest is heard too: a program that complains much may yet be right.
fn heard_out(mut pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let bytes = beginning(pipe.as_mut(), most);
    pipe.map(|mut it| std::io::copy(&mut it, &mut std::io::sink())).transpose().ok();
    bytes
}

/// How the program ended: by itself, or (`None`) because its time or its patience was over.
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
