//! `greffe import FILE…`: documents from the command line, read only or written.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
    str::FromStr as _,
};

use chrono_tz::Tz;
use clap::Args;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::Failure;
use crate::{
    access::scope::{Pool, TenantTransaction},
    clock,
    hearings::form::NewHearing,
    history::{
        change::ChangeKind,
        recording::{About, By, Change},
    },
    imports::minutes::{
        draft::Draft,
        matching::Match,
        plan::{Plan, unattended},
        store,
        writing::{self, Written},
    },
    text::i18n::Lang,
};
use formats::{self, Minutes};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Minutes (Word, OpenDocument, PDF, XML, text, Markdown); captions (WebVTT, SubRip), transcripts (WhisperX, or copied from a page)
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Only read, and say what would be imported; needs no database
    #[arg(long)]
    dry_run: bool,
    /// With --dry-run: print one JSON object for each file
    #[arg(long, requires = "dry_run")]
    json: bool,
    /// The authority, by its name in addresses
    #[arg(long, required_unless_present = "dry_run")]
    tenant: Option<String>,
    /// The series, by its name in addresses
    #[arg(long, required_unless_present = "dry_run")]
    series: Option<String>,
    /// Database, as the restricted role
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, required_unless_present = "dry_run")]
    database_url: Option<String>,
}

/// Imports every file that can be; those that cannot are told, and make the exit code.
///
/// # Errors
/// When the database cannot be reached.
pub async fn run(arguments: Arguments) -> Result<ExitCode, Failure> {
    let register = match (&arguments.database_url, &arguments.tenant, &arguments.series) {
        (Some(url), Some(tenant), Some(series)) if !arguments.dry_run => {
            Some(Register { pool: Pool::connect(url, 1).await?, tenant, series })
        }
        _ => None,
    };
    let mut code = ExitCode::SUCCESS;
    for file in &arguments.files {
        if let Err(why) = import(file, &arguments, register.as_ref()).await {
            eprintln!("greffe: {}: {why}", file.display());
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}

async fn import(file: &Path, arguments: &Arguments, register: Option<&Register<'_>>) -> Result<(), Failure> {
    let minutes = formats::read(&std::fs::read(file)?)?;
    let said = match register {
        Some(register) => format!("{}: {}", file.display(), register.write(minutes).await?),
        None if arguments.json => json(&minutes)?,
        None => report(file, &minutes),
    };
    // Not println!, which panics where the reader has gone.
    Ok(writeln!(std::io::stdout(), "{said}")?)
}

/// For programs: the data, and for each warning its French sentence.
fn json(minutes: &Minutes) -> serde_json::Result<String> {
    let mut value = serde_json::to_value(minutes)?;
    let printed = value["warnings"].as_array_mut().into_iter().flatten();
    for (printed, warning) in printed.zip(&minutes.warnings) {
        printed["message"] = warning.sentence(&Lang::Fr).into();
    }
    serde_json::to_string(&value)
}

/// For reading: what was found, and what is to be looked at.
fn report(file: &Path, minutes: &Minutes) -> String {
    let text = |it: &Option<String>| it.clone().unwrap_or_else(|| "–".to_owned());
    let number = minutes.number.map(|it| it.to_string());
    let date = minutes.date.map(|it| it.to_string());
    let mut lines = vec![
        format!("{}", file.display()),
        format!("  series   {}", text(&minutes.series)),
        format!("  hearing  {}  {}  {}", text(&number), text(&date), text(&minutes.title)),
        format!("  present  {}", minutes.attendances.len()),
    ];
    lines.extend(minutes.attendances.iter().map(|it| {
        let capacity: Vec<&str> = [&it.title, &it.body].into_iter().flatten().map(String::as_str).collect();
        format!("    {} – {}", it.name, capacity.join(", "))
    }));
    let notes: usize = minutes.turns.iter().map(|turn| turn.footnotes.len()).sum();
    lines.push(format!("  turns    {}, with {notes} footnotes", minutes.turns.len()));
    lines.extend(minutes.warnings.iter().map(|it| format!("  line {}: {}", it.line, it.sentence(&Lang::En))));
    lines.join("\n")
}

/// Where minutes are written.
struct Register<'a> {
    pool: Pool,
    tenant: &'a str,
    series: &'a str,
}

#[derive(FromQueryResult)]
struct Series {
    id: Uuid,
    time_zone: String,
}

impl Register<'_> {
    /// One transaction a file. What was written, in a sentence.
    async fn write(&self, minutes: Minutes) -> Result<String, Failure> {
        let tenant = self.pool.as_operator_of(self.tenant).await.map_err(|_| "no such authority")?;
        let series: Option<Series> = tenant
            .row(
                "select s.id, t.time_zone from series s join tenants t on t.id = $tenant
                  where s.tenant_id = $tenant and s.slug = $1",
                [self.series.into()],
            )
            .await?;
        let series = series.ok_or("no such series")?;
        let hearing = hearing(&minutes, Tz::from_str(&series.time_zone).unwrap_or(chrono_tz::Europe::Paris))?;
        let draft = store::draft(&tenant, minutes).await?;
        let (people, bodies) = unattended(&draft);
        let plan = Plan { hearing, people, bodies, draft };
        self.keep(tenant, series.id, &plan).await
    }

    async fn keep(&self, tenant: TenantTransaction, series_id: Uuid, plan: &Plan) -> Result<String, Failure> {
        let id = match writing::write(&tenant, None, series_id, plan).await? {
            Written::Hearing(id) => id,
            Written::HasRecord => {
                return Err(format!("hearing {} has a record already", plan.hearing.number).into());
            }
            Written::NotOpen => {
                return Err(
                    format!("hearing {} is cancelled, or its record is out", plan.hearing.number).into()
                );
            }
        };
        let about = About::hearing(id, &plan.hearing.title);
        Change::record(&tenant, ChangeKind::Import, about, &By::program("greffe import"), "").await?;
        tenant.commit().await?;
        let (turns, people) = (plan.draft.turns.len(), plan.draft.people.len());
        Ok(format!("hearing {}, {turns} turns, {people} present{}", plan.hearing.number, alike(&plan.draft)))
    }
}

fn hearing(minutes: &Minutes, zone: Tz) -> Result<NewHearing, Failure> {
    let number = minutes.number.and_then(|it| i32::try_from(it).ok()).filter(|it| (1..=99_999).contains(it));
    let number = number.ok_or("no number of a hearing found; import it on the web, where it can be typed")?;
    let day = minutes.date.ok_or("no date found; import it on the web, where it can be typed")?;
    let title = minutes.title.as_deref().unwrap_or_default();
    if title.is_empty() || title.chars().count() > 300 {
        return Err("no title of at most 300 characters; import it on the web, where it can be typed".into());
    }
    // An hour that clocks skip or show twice is not told: nobody is there to be asked.
    let starts_at = minutes.time.and_then(|time| clock::instant(day, time, zone).ok());
    let (id, place) = (Uuid::now_v7(), String::new());
    Ok(NewHearing { id, number, title: title.to_owned(), day, starts_at, place, closed: false })
}

/// People who were added although somebody of the directory has a name like theirs.
fn alike(draft: &Draft) -> String {
    let mut said = String::new();
    for present in &draft.people {
        if let Match::Near(people) = &present.found {
            let names: Vec<&str> = people.iter().map(|it| it.name.as_str()).collect();
            said += &format!("\n  added {}, although the directory has {}", present.name, names.join(", "));
        }
    }
    said
}
