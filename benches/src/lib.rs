//! What the measurer and the bare server share.

use tokio_postgres::{Config, config::Host};

/// How to reach the database that an address of `greffe with-postgres` names:
/// by its socket only.
///
/// # Errors
/// When the address is none.
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
