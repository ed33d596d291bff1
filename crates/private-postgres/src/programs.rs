//! Finds PostgreSQL's server programs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{cmp, env};

use crate::{Error, Result};

/// The oldest major version that is supported.
const OLDEST: u32 = 15;

/// A folder with `postgres`, `initdb` and `pg_ctl`.
pub struct Programs {
    pub folder: PathBuf,
    /// The major version, such as 15.
    pub major: u32,
}

impl Programs {
    /// The programs of the version `preferred`, else the newest ones. Looks in the folder
    /// `GREFFE_POSTGRES_BIN` only, if it is set.
    ///
    /// # Errors
    /// There are none, or they are too old.
    pub fn find(preferred: Option<u32>) -> Result<Self> {
        let named = env::var_os("GREFFE_POSTGRES_BIN").filter(|value| !value.is_empty());
        let folders = named.map_or_else(usual_folders, |folder| vec![folder.into()]);
        let mut found: Vec<Self> = folders.into_iter().filter_map(Self::look_in).collect();
        found.retain(|programs| programs.major >= OLDEST);
        found.sort_by_key(|programs| cmp::Reverse((preferred == Some(programs.major), programs.major)));
        found.into_iter().next().ok_or_else(|| {
            let package =
                if Path::new("/etc/redhat-release").exists() { "postgresql-server" } else { "postgresql" };
            Error(format!(
                "no PostgreSQL server of version {OLDEST} or later was found: install the package {package}, \
                 or set GREFFE_POSTGRES_BIN to the folder of postgres, initdb and pg_ctl"
            ))
        })
    }

    fn look_in(folder: PathBuf) -> Option<Self> {
        let is_whole = ["initdb", "pg_ctl"].iter().all(|program| folder.join(program).is_file());
        let version = answer(&folder.join("postgres"), "--version").filter(|_| is_whole)?;
        Some(Self { folder, major: major_in(&version)? })
    }
}

fn usual_folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for (parent, prefix) in [("/usr/lib/postgresql", ""), ("/usr", "pgsql-")] {
        let entries = Path::new(parent).read_dir().into_iter().flatten().flatten();
        let fitting = entries.filter(|it| it.file_name().to_string_lossy().starts_with(prefix));
        folders.extend(fitting.map(|it| it.path().join("bin")));
    }
    folders.extend(answer(Path::new("pg_config"), "--bindir").map(PathBuf::from));
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    folders
}

/// What `program` prints for `argument`.
fn answer(program: &Path, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// 15 for `postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)`, 17 for `postgres (PostgreSQL) 17beta1`.
fn major_in(version: &str) -> Option<u32> {
    let number = version.strip_prefix("postgres (PostgreSQL) ")?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[test]
fn major_version_is_parsed() {
    assert_eq!(major_in("postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)"), Some(15));
    assert_eq!(major_in("postgres (PostgreSQL) 17beta1"), Some(17));
    assert_eq!(major_in("postgres (PostgreSQL) devel"), None);
}
