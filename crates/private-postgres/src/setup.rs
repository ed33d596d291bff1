//! The first start: data directory, roles, database, passwords.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::Path;

use crate::cluster::{Cluster, remove};
use crate::{Error, Result, cannot};

const SUPERUSER: &str = "postgres";
/// The beginning of the name of a data directory that is not finished.
const UNFINISHED: &str = "data.new-";
const CONFIG: &str = include_str!("postgresql.conf");
const TEMPORARY_CONFIG: &str = include_str!("temporary.conf");
/// One statement a line.
const MAKE_ROLES: &str = include_str!("roles.sql");
const OWN_SCHEMA: &str = include_str!("database.sql");

/// The passwords of the two roles, in hexadecimal digits.
pub struct Secrets {
    pub owner: String,
    pub app: String,
}

/// Makes what is missing of the settings, the data directory and the passwords.
pub fn prepare(cluster: &Cluster) -> Result<Secrets> {
    for entry in cluster.base.read_dir().into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            let _ = remove(&entry.path());
        }
    }
    // A stale file makes PostgreSQL refuse to start if another process has its number now.
    // PostgreSQL still detects processes that work on the data, by their shared memory.
    remove(&cluster.pid_file())?;
    let config = cluster.base.join("postgresql.conf");
    if !config.exists() {
        let temporary = if cluster.temporary.is_some() { TEMPORARY_CONFIG } else { "" };
        write(&config, &[CONFIG, temporary].concat(), 0o644)?;
    }
    write(&cluster.base.join("pg_hba.conf"), "local all all scram-sha-256\n", 0o644)?;

    let file = cluster.base.join("secrets");
    if cluster.data.exists() {
        check_version(cluster)?;
        if let Some(secrets) = fs::read_to_string(&file).ok().and_then(|text| Secrets::parse(&text)) {
            return Ok(secrets);
        }
    }
    // The file is written last: without it, the next start sets new passwords.
    remove(&file)?;
    let secrets = Secrets::random()?;
    if cluster.data.exists() {
        run_sql(cluster, &cluster.data, SUPERUSER, &secrets.sql())?;
    } else {
        make_data(cluster, &secrets.sql())?;
    }
    write(&file, &format!("owner={}\napp={}\n", secrets.owner, secrets.app), 0o600)?;
    Ok(secrets)
}

fn check_version(cluster: &Cluster) -> Result<()> {
    let path = cluster.data.join("PG_VERSION");
    let made_with = fs::read_to_string(&path).map_err(cannot("read", &path))?;
    let (data, made_with, found) = (cluster.data.display(), made_with.trim(), cluster.programs.major);
    if made_with.parse() == Ok(found) {
        return Ok(());
    }
    Err(Error(format!(
        "the data in {data} was written by PostgreSQL {made_with}, and version {found} is installed. Install \
         PostgreSQL {made_with} as well (both can stay), or export the database with the old version and \
         import it in a new data folder"
    )))
}

/// Makes the data directory under another name, so that it exists as a whole or not at all, and
/// without a server, so that nobody can connect before the passwords are set.
fn make_data(cluster: &Cluster, set_passwords: &str) -> Result<()> {
    let new = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(&cluster.base);
    let new = new.map_err(cannot("make a folder in", &cluster.base))?;
    cluster.chown(new.path())?;
    let mut initdb = cluster.command("initdb", new.path());
    initdb.args(["--username", SUPERUSER, "--auth=reject", "--encoding=UTF8", "--data-checksums"]);
    let ctype = if cfg!(target_os = "macos") { "en_US.UTF-8" } else { "C.UTF-8" };
    initdb.args(["--locale=C", "--lc-ctype", ctype]);
    initdb.args(cluster.temporary.is_some().then_some("--no-sync"));
    cluster.run(initdb, "")?;
    run_sql(cluster, new.path(), SUPERUSER, &[MAKE_ROLES, set_passwords].concat())?;
    run_sql(cluster, new.path(), "greffe", OWN_SCHEMA)?;
    fs::rename(new.path(), &cluster.data).map_err(cannot("rename", new.path()))
}

/// Runs statements as the superuser, without a server.
fn run_sql(cluster: &Cluster, data: &Path, database: &str, statements: &str) -> Result<()> {
    let mut postgres = cluster.command("postgres", data);
    let fsync = if cluster.temporary.is_some() { "fsync=off" } else { "fsync=on" };
    postgres.args(["--single", "-c", "exit_on_error=on", "-c", "log_min_error_statement=panic"]);
    postgres.args(["-c", fsync, database]);
    cluster.run(postgres, statements)
}

fn write(path: &Path, text: &str, mode: u32) -> Result<()> {
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(path);
    let write = |mut file: File| {
        file.set_permissions(Permissions::from_mode(mode))?;
        file.write_all(text.as_bytes())
    };
    file.and_then(write).map_err(cannot("write", path))
}

impl Secrets {
    fn random() -> Result<Self> {
        let (path, mut bytes) = (Path::new("/dev/urandom"), [0; 48]);
        File::open(path).and_then(|mut file| file.read_exact(&mut bytes)).map_err(cannot("read", path))?;
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { owner: hex(&bytes[..24]), app: hex(&bytes[24..]) })
    }

    /// Reads `owner=…` and `app=…`; `None` if one is missing or damaged.
    fn parse(text: &str) -> Option<Self> {
        let value = |name: &str| {
            let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='))?;
            (value.len() == 48 && value.bytes().all(|byte| byte.is_ascii_hexdigit()))
                .then(|| value.to_owned())
        };
        Some(Self { owner: value("owner")?, app: value("app")? })
    }

    fn sql(&self) -> String {
        let Self { owner, app } = self;
        format!("ALTER ROLE greffe_owner PASSWORD '{owner}';\nALTER ROLE greffe_app PASSWORD '{app}';\n")
    }
}
