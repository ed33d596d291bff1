//! Code shared by the benchmark and the bare server.

use tokio_postgres::{Config, config::Host};

/// How to reach the database of an address that `greffe with-postgres` prints: only by its socket.
///
/// # Errors
/// When the address is invalid.
pub fn config(url: &str) -> Result<Config, tokio_postgres::Error> {
    let named: Config = url.parse()?;
    let mut config = Config::new();
    config.user(named.get_user().unwrap_or_default()).dbname(named.get_dbname().unwrap_or_default());
    config.password(named.get_password().unwrap_or_default());
    for host in named.get_hosts() {
        if let Host::Unix(folder) = host {
            config.host_path(folder);
        }
    }
    Ok(config)
}
