//! Connection addresses that sqlx and the PostgreSQL client programs both understand.

use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use super::cluster::Secrets;
use super::{APP_ROLE, DATABASE, OWNER_ROLE};

/// The socket is named after the port, though nothing listens on the network.
pub(super) const PORT: u16 = 5432;

/// All but unreserved characters and `/`: what cannot stand in a query.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// How to reach a private Postgres, as each of its two roles.
///
/// `postgres://greffe_app:<password>@localhost:5432/greffe?host=<socket folder>&sslmode=disable`
#[derive(Clone, PartialEq, Eq)]
pub struct Addresses {
    owner: String,
    app: String,
}

impl Addresses {
    pub(super) fn new(sockets: &Path, secrets: &Secrets) -> Self {
        let host = percent_encode(sockets.as_os_str().as_bytes(), ENCODED);
        let address = |role: &str, password: &str| {
            format!("postgres://{role}:{password}@localhost:{PORT}/{DATABASE}?host={host}&sslmode=disable")
        };
        Self { owner: address(OWNER_ROLE, &secrets.owner), app: address(APP_ROLE, &secrets.app) }
    }

    /// The address of the role that owns the database.
    pub fn owner_url(&self) -> &str {
        &self.owner
    }

    /// The address of the role that serves.
    pub fn app_url(&self) -> &str {
        &self.app
    }
}

/// Says nothing: the addresses hold passwords.
impl fmt::Debug for Addresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Addresses").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_the_socket_folder() {
        let secrets = Secrets { owner: "aa".into(), app: "bb".into() };
        let addresses = Addresses::new(Path::new("/srv/été & co/socket"), &secrets);
        assert_eq!(
            addresses.app_url(),
            "postgres://greffe_app:bb@localhost:5432/greffe?host=/srv/%C3%A9t%C3%A9%20%26%20co/socket&sslmode=disable"
        );
    }

    #[test]
    fn passwords_stay_out_of_logs() {
        let secrets = Secrets { owner: "hidden-owner".into(), app: "hidden-app".into() };
        let said = format!("{:?}", Addresses::new(Path::new("/s"), &secrets));
        assert!(!said.contains("hidden"), "{said}");
    }
}
