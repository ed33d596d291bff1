//! Measures Greffe against its stated bounds. bin/bench starts it beside a private Postgres.

mod bounds;
mod long;
mod server;
mod speech;
mod world;
mod wrk;

use std::{
    path::PathBuf,
    process::{Command, ExitCode},
    time::Instant,
};

use bounds::Bounds;
use formats::minutes;
use server::Server;

type Failure = Box<dyn std::error::Error + Send + Sync>;

const ROUNDS: usize = 5;
const SECONDS: u32 = 5;

#[tokio::main]
async fn main() -> Result<ExitCode, Failure> {
    let mut bounds = Bounds::default();
    import(&mut bounds)?;
    first_page(&mut bounds)?;
    println!("filling a register of 1,001 hearings and 10,000 people");
    world::fill(&std::env::var("GREFFE_OWNER_URL")?).await?;
    page(&mut bounds)?;
    Ok(bounds.verdict())
}

/// A program built together with this one.
fn program(name: &str) -> Result<PathBuf, Failure> {
    Ok(std::env::current_exe()?.with_file_name(name))
}

/// The hearing page, compared with the bare server, which sends independent statements at once, and
/// with the same server that waits for each answer, as Greffe's driver does.
fn page(bounds: &mut Bounds) -> Result<(), Failure> {
    let greffe = Server::start(&program("greffe")?, &["serve"], "/health")?;
    let bare = Server::start(&program("bare")?, &[], "/health")?;
    let in_turn = Server::start(&program("bare")?, &["--in-turn"], "/health")?;
    let cookie = world::cookie()?;
    alike(&greffe, &bare, &cookie)?;

    let mut runs = [const { Vec::new() }; 3];
    for round in 0..=ROUNDS {
        for (server, runs) in [&greffe, &bare, &in_turn].into_iter().zip(&mut runs) {
            let seconds = if round == 0 { 2 } else { SECONDS };
            let run = wrk::run(&server.url(world::PAGE), &cookie, seconds)?;
            if round > 0 {
                runs.push(run);
            }
        }
    }
    let [ours, theirs, turn_by_turn] = runs.each_ref().map(|runs| wrk::median(runs));
    let names = ["greffe", "bare", "in turn"];
    for ((name, runs), median) in names.into_iter().zip(&runs).zip([ours, theirs, turn_by_turn]) {
        let each: Vec<String> = runs.iter().map(|run| format!("{:.0}", run.per_second)).collect();
        println!(
            "{name:<7} {:>6.0} requests/s   p50 {:.2} ms   p99 {:.2} ms   (runs: {})",
            median.per_second,
            median.p50,
            median.p99,
            each.join(", ")
        );
    }
    bounds.at_least("requests/s, greffe / bare", ours.per_second / theirs.per_second, 0.9);
    println!("requests/s, greffe / in turn: {:.2}", ours.per_second / turn_by_turn.per_second);
    bounds.at_most("p99 / p50, greffe", ours.p99 / ours.p50, 5.0);
    println!("bare server: {:.1} MB resident", bare.resident()?);
    drop((bare, in_turn));
    bounds.at_most("resident memory of greffe after the run, MB", greffe.resident()?, 60.0);
    long::record(bounds, &greffe, &cookie)
}

/// Checks that both servers do the same work.
fn alike(greffe: &Server, bare: &Server, cookie: &str) -> Result<(), Failure> {
    let [ours, theirs] = [greffe.get(world::PAGE, cookie)?, bare.get(world::PAGE, cookie)?];
    let (us, them) = (ours.body.len(), theirs.body.len());
    println!("the page: {us} bytes from greffe, {them} from the bare server");
    if ours.status != 200 || theirs.status != 200 {
        return Err(format!("the pages answer {} and {}", ours.status, theirs.status).into());
    }
    if us.abs_diff(them) * 20 > us {
        return Err("the pages differ by more than 5 %: mend the bare server's template".into());
    }
    let turns = ours.body.matches("<article class=\"turn\"").count();
    let notes = ours.body.matches("role=\"doc-backlink\"").count();
    if (turns, notes) != (speech::TURNS, speech::NOTES) {
        return Err(format!("the page has {turns} turns and {notes} notes").into());
    }
    Ok(())
}

/// `greffe import --dry-run` on minutes of realistic size, from start to end.
fn import(bounds: &mut Bounds) -> Result<(), Failure> {
    let text = speech::minutes();
    let read = minutes::parse(&text);
    let notes: usize = read.turns.iter().map(|turn| turn.footnotes.len()).sum();
    println!("minutes: {} bytes, {} turns, {notes} notes", text.len(), read.turns.len());
    let found = (read.attendances.len(), read.turns.len(), notes);
    if found != (speech::PRESENT.len(), speech::TURNS, speech::NOTES) {
        return Err(format!("the minutes were read otherwise: {found:?}, {:?}", read.warnings).into());
    }

    let file = scratch("minutes.txt");
    std::fs::write(&file, text)?;
    let begun = Instant::now();
    let output =
        Command::new(program("greffe")?).args(["import", "--dry-run", "--json"]).arg(&file).output()?;
    let took = begun.elapsed();
    std::fs::remove_file(&file)?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    bounds.at_most("greffe import --dry-run, ms", took.as_secs_f64() * 1e3, 100.0);
    Ok(())
}

/// The time from the second start of `greffe demo` to its first page.
fn first_page(bounds: &mut Bounds) -> Result<(), Failure> {
    let folder = scratch("demo");
    let arguments = ["demo", "--data-dir", folder.to_str().ok_or("a folder without a name")?];
    let start = || Server::start(&program("greffe")?, &arguments, "/sign-in");
    let seeded = start().and_then(Server::end);
    let again = seeded.and_then(|_| start()).and_then(Server::end);
    std::fs::remove_dir_all(&folder)?;
    bounds.at_most(
        "greffe demo, start to first page on existing data, ms",
        again?.as_secs_f64() * 1e3,
        1000.0,
    );
    Ok(())
}

/// A path for a temporary file of this run.
fn scratch(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("greffe-bench-{}-{name}", std::process::id()))
}
