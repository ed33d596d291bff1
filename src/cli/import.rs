//! `greffe import FILE…`: documents from the command line, read only or written.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use chrono_tz::Tz;
use clap::Args;
use sea_orm::{QueryFilter as _, QuerySelect as _};
use uuid::Uuid;

use super::Failure;
use crate::{
    access::scope::Pool,
    clock,
    hearings::form::NewHearing,
    history::recording::By,
    imports::minutes::{
        draft::Draft,
        importing,
        matching::Match,
        plan::{Plan, unattended},
        source::Source,
        store,
        writing::Written,
    },
    series::entity as series,
    tenants::entity as tenants,
    text::i18n::Lang,
    web::error::Error,
};
use formats::{self, Minutes};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Minutes (Word, OpenDocument, PDF, XML, text, Markdown); captions (WebVTT, SubRip), transcripts (WhisperX, or copied from a page)
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Only read, and print what would be imported; needs no database
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

/// Imports every file that can be read. The others are reported, and the exit code is a failure.
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
    let bytes = std::fs::read(file)?;
    let minutes = formats::read(&bytes)?;
    let said = match register {
        Some(register) => {
            let file_name =
                file.file_name().unwrap_or_default().to_string_lossy().chars().take(300).collect();
            let source = Source { id: Uuid::now_v7(), file_name, bytes: bytes.into() };
            format!("{}: {}", file.display(), register.write(source, minutes).await?)
        }
        None if arguments.json => json(&minutes)?,
        None => report(file, &minutes),
    };
    // Not println!, which panics when the reader has closed the pipe.
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

/// For people: what was found, and the warnings.
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

/// The series into which minutes are imported.
struct Register<'a> {
    pool: Pool,
    tenant: &'a str,
    series: &'a str,
}

impl Register<'_> {
    /// Stores and confirms an import, as a member does on the web, in one transaction. What was
    /// written, in a sentence.
    async fn write(&self, source: Source, minutes: Minutes) -> Result<String, Failure> {
        let tenant = self.pool.as_operator_of(self.tenant).await.map_err(|why| match why {
            Error::NotFound => Failure::from("no such authority"),
            why => why.into(),
        })?;
        let series_id = tenant
            .find::<series::Entity>()
            .select_only()
            .column(series::Column::Id)
            .filter(series::COLUMN.slug.eq(self.series))
            .into_tuple::<Uuid>()
            .one(tenant.db())
            .await?
            .ok_or("no such series")?;
        let authority = tenant.find::<tenants::Entity>().one(tenant.db()).await?;
        let zone = clock::zone(&authority.ok_or("no such authority")?.time_zone);
        let hearing = hearing(&minutes, zone)?;
        let import = source.id;
        store::insert(&tenant, None, series_id, source).await?;
        let draft = store::draft(&tenant, minutes).await?;
        let (people, bodies) = unattended(&draft);
        let plan = Plan { hearing, people, bodies, draft, zone };
        let by = By::program("greffe import");
        let number = plan.hearing.number;
        match importing::confirm(&tenant, &by, import, series_id, &plan).await? {
            Written::Hearing(_) => {}
            Written::HasRecord => return Err(format!("hearing {number} has a record already").into()),
            Written::NotOpen => {
                return Err(format!("hearing {number} is cancelled, or its record is out").into());
            }
        }
        tenant.commit().await?;
        let (turns, people) = (plan.draft.turns.len(), plan.draft.people.len());
        Ok(format!("hearing {number}, {turns} turns, {people} present{}", similar(&plan.draft)))
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
    // A command line cannot ask about an hour that clocks skip or show twice.
    let starts_at = minutes.time.and_then(|time| clock::instant(day, time, zone).ok());
    Ok(NewHearing { number, title: title.to_owned(), day, starts_at, ..NewHearing::default() })
}

/// The people who were added although the directory has a similar name.
fn similar(draft: &Draft) -> String {
    let mut said = String::new();
    for present in &draft.people {
        if let Match::Near(people) = &present.found {
            let names: Vec<&str> = people.iter().map(|it| it.name.as_str()).collect();
            said += &format!("\n  added {}, although the directory has {}", present.name, names.join(", "));
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_warning_has_its_sentence_in_the_json() {
        let minutes = formats::minutes::parse("Du texte sans titre ni date.");
        let printed: serde_json::Value = serde_json::from_str(&json(&minutes).expect("JSON")).expect("JSON");
        let warnings = printed["warnings"].as_array().expect("a list");
        assert!(!warnings.is_empty());
        assert!(warnings.iter().all(|it| it["message"].as_str().is_some_and(|text| !text.is_empty())));
    }
}
