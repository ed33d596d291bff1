//! Statements that stay SQL, where a builder is worse or a round trip is saved.
//!
//! Each is a named constant, declared by [`raw_sql!`] beside its reader and listed in
//! [`crate::raw_statements`]. It names the tenant as `$tenant`. A test prepares every
//! one against the migrated schema.

use sea_orm::{FromQueryResult, TryGetable, Value};

use super::{TenantTransaction, sql};
use crate::web::error::Result;

/// A named SQL statement.
#[derive(Debug, Clone, Copy)]
pub struct Raw {
    pub name: &'static str,
    /// With `$tenant` and `$1`, `$2`, …
    pub sql: &'static str,
}

/// Declares raw statements: `raw_sql! { /// Doc. pub const TOTALS = "select … $tenant …"; }`.
/// The module also gets `RAW`, the list of them.
macro_rules! raw_sql {
    ($($(#[$meta:meta])* $visibility:vis const $name:ident = $sql:expr;)*) => {
        $(
            $(#[$meta])*
            $visibility const $name: $crate::access::scope::Raw =
                $crate::access::scope::Raw { name: stringify!($name), sql: $sql };
        )*

        /// The raw statements of this module.
        pub const RAW: &[$crate::access::scope::Raw] = &[$($name),*];
    };
}

pub(crate) use raw_sql;

impl Raw {
    /// The text with the tenant as its last parameter, given the number of its own parameters.
    fn text(&self, own: usize) -> String {
        self.sql.replace("$tenant", &format!("${}", own + 1))
    }

    /// The text as the test prepares it. Every `$n` is a parameter, the tenant the last one.
    pub fn prepared(&self) -> String {
        let own = (1..=99).rev().find(|n| self.sql.contains(&format!("${n}"))).unwrap_or(0);
        self.text(own)
    }
}

impl TenantTransaction {
    /// All rows of a raw statement.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn raw_rows<T: FromQueryResult>(
        &self,
        raw: Raw,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<T>> {
        let (text, values) = self.bound(raw, values);
        sql::rows(self.transaction(), &text, values).await
    }

    /// The first row of a raw statement.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn raw_row<T: FromQueryResult>(
        &self,
        raw: Raw,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Option<T>> {
        let (text, values) = self.bound(raw, values);
        sql::row(self.transaction(), &text, values).await
    }

    /// The first column of the first row of a raw statement.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn raw_value<T: TryGetable>(
        &self,
        raw: Raw,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Option<T>> {
        let (text, values) = self.bound(raw, values);
        sql::value(self.transaction(), &text, values).await
    }

    /// Runs a raw statement; the number of rows that it changed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn raw_execute(&self, raw: Raw, values: impl IntoIterator<Item = Value>) -> Result<u64> {
        let (text, values) = self.bound(raw, values);
        sql::execute(self.transaction(), &text, values).await
    }

    fn bound(&self, raw: Raw, values: impl IntoIterator<Item = Value>) -> (String, Vec<Value>) {
        let mut values: Vec<Value> = values.into_iter().collect();
        let text = raw.text(values.len());
        values.push(self.id().into());
        (text, values)
    }
}
