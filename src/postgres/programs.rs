//! Finds PostgreSQL's server programs.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Error;

/// The oldest major version that will do.
pub const OLDEST: u32 = 15;
/// Extensions that must be there; a distribution without its contrib package lacks them all.
const EXTENSIONS: [&str; 3] = ["pg_trgm", "unaccent", "btree_gist"];
/// Where distributions keep server programs: parent, start of the name, folder inside.
const PLACES: [(&str, &str, &str); 8] = [
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr", "pgsql-", "bin"),
    ("/usr/libexec", "postgresql", ""),
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "", "bin"),
    ("/usr/local", "pgsql", "bin"),
    ("/opt", "pgsql", "bin"),
];

/// A folder of server programs that were looked at and will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programs {
    folder: PathBuf,
    /// Such as `15.8`.
    pub version: String,
}

impl Programs {
    /// The first programs that will do: in `explicit`, else in `GREFFE_POSTGRES_BIN`, else
    /// wherever they are usually found. With `wanted`, only that major version will do.
    ///
    /// # Errors
    /// None are installed; or those found are too old, lack extensions, or are of another version.
    pub fn find(explicit: Option<&Path>, wanted: Option<&MadeWith>) -> Result<Self, Error> {
        let named = explicit.map(Path::to_path_buf).or_else(|| {
            std::env::var_os("GREFFE_POSTGRES_BIN").filter(|value| !value.is_empty()).map(PathBuf::from)
        });
        if let Some(folder) = named {
            let programs = Self::look_in(&folder).ok_or(Error::NotInFolder { folder })?;
            return programs.check(wanted);
        }

        let mut refused = None;
        for programs in usual_folders().iter().filter_map(|folder| Self::look_in(folder)) {
            match programs.check(wanted) {
                Ok(programs) => return Ok(programs),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Err(refused.unwrap_or(Error::NotInstalled))
    }

    /// The server.
    pub fn postgres(&self) -> PathBuf {
        self.folder.join("postgres")
    }

    /// What makes a folder of rows.
    pub fn initdb(&self) -> PathBuf {
        self.folder.join("initdb")
    }

    /// Follows a link such as `/usr/local/bin/postgres` to where all the programs are.
    fn look_in(folder: &Path) -> Option<Self> {
        let postgres = folder.join("postgres").canonicalize().ok()?;
        let folder = [postgres.parent()?, folder]
            .into_iter()
            .find(|folder| folder.join("postgres").is_file() && folder.join("initdb").is_file())?;
        let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let version = version_in(&String::from_utf8_lossy(&output.stdout))?;
        Some(Self { folder: folder.to_path_buf(), version })
    }

    fn check(self, wanted: Option<&MadeWith>) -> Result<Self, Error> {
        let major = major_of(&self.version);
        if let Some(wanted) = wanted
            && wanted.major.parse() != Ok(major)
        {
            let (data, made_with) = (wanted.data.clone(), wanted.major.clone());
            return Err(Error::OtherVersion { data, made_with, found: self.version });
        }
        if major < OLDEST {
            return Err(Error::TooOld { folder: self.folder, version: self.version });
        }
        match self.missing_extension() {
            Some(extension) => Err(Error::NoContrib { folder: self.folder, extension }),
            None => Ok(self),
        }
    }

    /// An extension that the share folder lacks; none when that folder is not known.
    fn missing_extension(&self) -> Option<&'static str> {
        let share = self.share_folder()?;
        EXTENSIONS.into_iter().find(|name| !share.join(format!("{name}.control")).is_file())
    }

    fn share_folder(&self) -> Option<PathBuf> {
        let said = said_by(&self.folder.join("pg_config"), "--sharedir");
        let major = major_of(&self.version);
        let guesses = [
            self.folder.join("../share"),
            self.folder.join("../share/postgresql"),
            PathBuf::from(format!("/usr/share/postgresql/{major}")),
            PathBuf::from("/usr/share/pgsql"),
        ];
        said.into_iter()
            .chain(guesses)
            .map(|share| share.join("extension"))
            .find(|folder| folder.join("plpgsql.control").is_file())
    }
}

/// The major version that wrote a folder of rows, such as `15`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeWith {
    pub data: PathBuf,
    pub major: String,
}

/// How to install the programs on this kind of machine, as a sentence.
pub fn how_to_install() -> &'static str {
    let is_there = |path: &str| Path::new(path).exists();
    if is_there("/etc/debian_version") {
        "Install it with `sudo apt-get install postgresql postgresql-contrib`"
    } else if is_there("/etc/redhat-release") {
        "Install it with `sudo dnf install postgresql-server postgresql-contrib`"
    } else if is_there("/etc/alpine-release") {
        "Install it with `apk add postgresql postgresql-contrib`"
    } else if cfg!(target_os = "macos") {
        "Install it with `brew install postgresql@17`"
    } else {
        "Install the PostgreSQL server (15 or later) and its contrib extensions from your system's packages"
    }
}

fn usual_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = said_by(Path::new("pg_config"), "--bindir").into_iter().collect();
    for (parent, start, inside) in PLACES {
        folders.extend(newest_first(Path::new(parent), start).into_iter().map(|folder| folder.join(inside)));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path).filter(|folder| folder.is_absolute()));
    folders
}

/// Folders in `parent` whose name begins with `start`, highest version first.
fn newest_first(parent: &Path, start: &str) -> Vec<PathBuf> {
    let Ok(entries) = parent.read_dir() else { return Vec::new() };
    let mut names: Vec<OsString> = entries.flatten().map(|entry| entry.file_name()).collect();
    names.retain(|name| name.to_string_lossy().starts_with(start));
    names.sort_by_key(|name| std::cmp::Reverse(numbers_in(&name.to_string_lossy())));
    names.into_iter().map(|name| parent.join(name)).collect()
}

fn numbers_in(name: &str) -> Vec<u32> {
    name.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// The folder that `pg_config` answers.
fn said_by(pg_config: &Path, question: &str) -> Option<PathBuf> {
    let output = Command::new(pg_config).arg(question).output().ok()?;
    let folder = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim());
    (output.status.success() && folder.is_absolute()).then_some(folder)
}

/// `15.8` out of `postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)`.
fn version_in(output: &str) -> Option<String> {
    let version = output.strip_prefix("postgres (PostgreSQL) ")?.split_whitespace().next()?;
    (major_of(version) > 0).then(|| version.to_owned())
}

/// `17` for `17.2` and `17beta1`; 0 for what is no version.
fn major_of(version: &str) -> u32 {
    numbers_in(version)
        .first()
        .copied()
        .filter(|_| version.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        let said = "postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)\n";
        assert_eq!(version_in(said).as_deref(), Some("15.8"));
        assert_eq!(major_of("17beta1"), 17);
        assert_eq!(version_in("postgres (EnterpriseDB) 15"), None);
        assert_eq!(version_in("postgres (PostgreSQL) devel"), None);
    }

    #[test]
    fn ten_comes_after_nine() {
        let parent = std::env::temp_dir().join(format!("greffe-programs-{}", std::process::id()));
        for name in ["pgsql-9.6", "pgsql-16", "pgsql-15", "other"] {
            std::fs::create_dir_all(parent.join(name)).expect("a folder");
        }
        let found = newest_first(&parent, "pgsql-");
        std::fs::remove_dir_all(&parent).expect("removed");
        assert_eq!(found, ["pgsql-16", "pgsql-15", "pgsql-9.6"].map(|name| parent.join(name)));
    }

    #[test]
    fn a_folder_without_programs_is_refused_by_name() {
        let error = Programs::find(Some(Path::new("/nowhere")), None).expect_err("no such folder");
        assert!(error.to_string().contains("/nowhere"), "{error}");
    }
}
