//! Makes the rows' folder at the first start: roles, database, extensions, passwords.
//!
//! It is made under another name and then renamed, so that it exists whole or not at all, and by
//! PostgreSQL's single-user mode, so that no server listens before its passwords are set.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::home::{Home, random_hex, remove};
use super::programs::{MadeWith, Programs};
use super::{APP_ROLE, DATABASE, Error, OWNER_ROLE, account};

/// Nobody signs in under this name: it has no password.
const SUPERUSER: &str = "postgres";
/// Only the socket, and only with a password.
const CLIENT_RULES: &str = "local all all scram-sha-256\n";
const CONFIG: &str = include_str!("postgresql.conf");
/// What a temporary server changes: all safety against power cuts is off.
const TEMPORARY_CONFIG: &str = include_str!("temporary.conf");

/// Passwords of the two roles, in hexadecimal digits.
pub struct Secrets {
    pub owner: String,
    pub app: String,
}

impl Secrets {
    fn random() -> Result<Self, Error> {
        Ok(Self { owner: random_hex::<24>()?, app: random_hex::<24>()? })
    }

    fn parse(text: &str) -> Option<Self> {
        let value = |name: &str| {
            let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='))?;
            let is_hex = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_hexdigit());
            is_hex.then(|| value.to_owned())
        };
        Some(Self { owner: value("owner")?, app: value("app")? })
    }
}

/// Which version wrote the rows; `None` where there are none yet.
///
/// # Errors
/// The folder is there, but its version cannot be read.
pub fn made_with(home: &Home) -> Result<Option<MadeWith>, Error> {
    let data = home.data();
    if matches!(data.try_exists(), Ok(false)) {
        return Ok(None);
    }
    let path = data.join("PG_VERSION");
    let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    Ok(Some(MadeWith { data, major: text.trim().to_owned() }))
}

/// The stored passwords; `None` where there are none.
///
/// # Errors
/// The file cannot be read, or is not what was written.
pub fn read_secrets(base: &Path) -> Result<Option<Secrets>, Error> {
    let path = base.join("secrets");
    match fs::read_to_string(&path) {
        Ok(text) => Secrets::parse(&text).map(Some).ok_or(Error::BadSecrets { path }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::file("read", &path)(error)),
    }
}

/// Makes what is missing of rows, configuration and passwords.
///
/// # Errors
/// A program of PostgreSQL fails (with what it said), or the system refuses.
pub fn ensure(home: &Home, programs: &Programs) -> Result<Secrets, Error> {
    remove(&home.fresh()).map_err(Error::file("remove", &home.fresh()))?;
    write_config(home)?;
    if !home.data().exists() {
        return create(home, programs);
    }
    if let Some(secrets) = read_secrets(&home.base)? {
        return Ok(secrets);
    }
    let secrets = Secrets::random()?;
    single_user(home, programs, &home.data(), SUPERUSER, &password_statements(&secrets))?;
    write_secrets(home, &secrets)?;
    Ok(secrets)
}

fn create(home: &Home, programs: &Programs) -> Result<Secrets, Error> {
    let (fresh, data) = (home.fresh(), home.data());
    DirBuilder::new().mode(0o700).create(&fresh).map_err(Error::file("make", &fresh))?;
    if let Some(account) = &home.account {
        account.take(&fresh)?;
    }
    let secrets = Secrets::random()?;
    initdb(home, programs)?;
    let statements = [role_statements(), password_statements(&secrets)].concat();
    single_user(home, programs, &fresh, SUPERUSER, &statements)?;
    single_user(home, programs, &fresh, DATABASE, &database_statements())?;

    write_secrets(home, &secrets)?;
    fs::rename(&fresh, &data).map_err(Error::file("rename", &fresh))?;
    sync(&home.base)?;
    Ok(secrets)
}

fn initdb(home: &Home, programs: &Programs) -> Result<(), Error> {
    let mut command = account::command(&programs.initdb(), home.account.as_ref(), &home.base);
    command.arg("-D").arg(home.fresh());
    command.args(["--username", SUPERUSER, "--auth=reject", "--encoding=UTF8", "--data-checksums"]);
    command.args(["--text-search-config=simple", "--no-instructions"]);
    if cfg!(target_os = "macos") {
        command.args(["--locale=C", "--lc-ctype=en_US.UTF-8"]);
    } else {
        command.arg("--locale=C.UTF-8");
    }
    if home.temporary {
        command.arg("--no-sync");
    }
    run(command, "", home)
}

/// Runs statements, one a line, as the superuser of a server that nobody else can reach.
fn single_user(
    home: &Home,
    programs: &Programs,
    data: &Path,
    database: &str,
    statements: &[String],
) -> Result<(), Error> {
    let mut command = account::command(&programs.postgres(), home.account.as_ref(), &home.base);
    command.arg("--single").arg("-D").arg(data);
    for setting in
        ["exit_on_error=on", "log_min_error_statement=panic", "log_checkpoints=off", "max_connections=20"]
    {
        command.args(["-c", setting]);
    }
    if home.temporary {
        command.args(["-c", "fsync=off"]);
    }
    command.arg(database);
    run(command, &(statements.join("\n") + "\n"), home)
}

fn role_statements() -> Vec<String> {
    vec![
        format!(
            "CREATE ROLE {OWNER_ROLE} LOGIN NOSUPERUSER CREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;"
        ),
        format!(
            "CREATE ROLE {APP_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;"
        ),
        // A clone of the database that is still in use can then be dropped.
        format!("GRANT pg_signal_backend TO {OWNER_ROLE};"),
        format!("CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE};"),
        format!("REVOKE ALL ON DATABASE {DATABASE}, postgres, template1 FROM PUBLIC;"),
        format!("GRANT CONNECT ON DATABASE {DATABASE} TO {APP_ROLE};"),
        // To clone the database, its owner must connect beside it.
        format!("GRANT CONNECT ON DATABASE postgres TO {OWNER_ROLE};"),
    ]
}

/// The extensions are trusted: their owner can be the database's.
fn database_statements() -> Vec<String> {
    vec![
        format!("ALTER SCHEMA public OWNER TO {OWNER_ROLE};"),
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC;".into(),
        format!("SET SESSION AUTHORIZATION {OWNER_ROLE};"),
        "CREATE EXTENSION pg_trgm SCHEMA public;".into(),
        "CREATE EXTENSION unaccent SCHEMA public;".into(),
        "CREATE EXTENSION btree_gist SCHEMA public;".into(),
    ]
}

fn password_statements(secrets: &Secrets) -> Vec<String> {
    let statement = |role: &str, password: &str| format!("ALTER ROLE {role} PASSWORD '{password}';");
    vec![statement(OWNER_ROLE, &secrets.owner), statement(APP_ROLE, &secrets.app)]
}

/// Runs a program with `input` and fails with what it wrote.
fn run(mut command: Command, input: &str, home: &Home) -> Result<(), Error> {
    let program = Path::new(command.get_program()).to_path_buf();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    account::end_with_us(&mut command, nix::sys::signal::Signal::SIGKILL);
    let output = feed(command, input)
        .map_err(|cause| account::explain(cause, &program, &home.base, home.account.as_ref()))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stderr, output.stdout].concat();
    Err(Error::Program {
        program: program.display().to_string(),
        status: output.status.to_string(),
        folder: home.base.clone(),
        output: String::from_utf8_lossy(&said).trim().to_owned(),
    })
}

fn feed(mut command: Command, input: &str) -> io::Result<Output> {
    let mut child = command.spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ended early says why in its output.
        let _ = stdin.write_all(input.as_bytes());
    }
    child.wait_with_output()
}

fn write_config(home: &Home) -> Result<(), Error> {
    let text = if home.temporary { [CONFIG, TEMPORARY_CONFIG].concat() } else { CONFIG.to_owned() };
    for (path, text) in [(home.config(), text.as_str()), (home.client_rules(), CLIENT_RULES)] {
        if !path.exists() {
            replace(&path, text, 0o644)?;
        }
    }
    Ok(())
}

fn write_secrets(home: &Home, secrets: &Secrets) -> Result<(), Error> {
    let text = format!("owner={}\napp={}\n", secrets.owner, secrets.app);
    replace(&home.base.join("secrets"), &text, 0o600)?;
    sync(&home.base)
}

/// Writes a file whole or not at all.
fn replace(path: &Path, text: &str, mode: u32) -> Result<(), Error> {
    let new = path.with_extension("new");
    match fs::remove_file(&new) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(Error::file("remove", &new)(error)),
        _ => {}
    }
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(&new)?;
        file.set_permissions(fs::Permissions::from_mode(mode))?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, path)
    };
    write().map_err(Error::file("write", path))
}

fn sync(folder: &Path) -> Result<(), Error> {
    File::open(folder).and_then(|file| file.sync_all()).map_err(Error::file("write", folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_hexadecimal_or_refused() {
        let secrets = Secrets::parse("owner=0a1b\napp=2c3d\n").expect("two secrets");
        assert_eq!((secrets.owner.as_str(), secrets.app.as_str()), ("0a1b", "2c3d"));
        assert!(Secrets::parse("owner=0a1b\n").is_none());
        assert!(Secrets::parse("owner='; DROP\napp=2c\n").is_none());
    }
}
