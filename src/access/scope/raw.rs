//! Statements that stay SQL, where a builder is worse or a round trip is saved.
//!
//! Each is a named constant, declared by [`raw_sql!`] beside its reader and listed in
//! [`crate::raw_statements`]. It names the tenant as `$tenant`. A test prepares every
//! one against the migrated schema. `clippy.toml` bans every other way to run a text.
//!
//! A statement that is the same for several tables is a [`RawTemplate`], declared by
//! [`raw_templates!`]. Its placeholders take the names of a table and its columns, which come
//! from an entity: `{table}`, `{columns}` (`"name", "role"`) and `{p_columns}`
//! (`p."name", p."role"`). The test prepares it for every table that it is used for.

use std::borrow::Cow;

use sea_orm::{
    ConnectionTrait as _, DbBackend, DbErr, FromQueryResult, IdenStatic as _, Iterable as _, Statement,
    TryGetable, Value,
};

use super::{TenantTransaction, Versioned};
use crate::web::error::Result;

/// A named SQL statement.
#[derive(Debug, Clone)]
pub struct Raw {
    name: &'static str,
    /// With `$tenant` and `$1`, `$2`, …
    sql: Cow<'static, str>,
}

/// A named SQL statement with placeholders for the names of a table.
#[derive(Debug, Clone, Copy)]
pub struct RawTemplate {
    name: &'static str,
    sql: &'static str,
}

/// The names that fill a [`RawTemplate`].
#[derive(Debug, Clone)]
pub struct TableNames {
    table: &'static str,
    columns: Vec<&'static str>,
}

/// Declares raw statements: `raw_sql! { /// Doc. pub const TOTALS = "select … $tenant …"; }`.
/// The module also gets `RAW`, the list of them.
macro_rules! raw_sql {
    ($($(#[$meta:meta])* $visibility:vis const $name:ident = $sql:expr;)*) => {
        $(
            $(#[$meta])*
            #[expect(clippy::disallowed_methods, reason = "RAW lists it")]
            $visibility const $name: $crate::access::scope::Raw =
                $crate::access::scope::Raw::new(concat!(module_path!(), "::", stringify!($name)), $sql);
        )*

        /// The raw statements of this module.
        pub const RAW: &[$crate::access::scope::Raw] = &[$($name),*];
    };
}

/// Declares templates, as [`raw_sql!`] does statements. The module also gets `TEMPLATES`.
macro_rules! raw_templates {
    ($($(#[$meta:meta])* $visibility:vis const $name:ident = $sql:expr;)*) => {
        $(
            $(#[$meta])*
            #[expect(clippy::disallowed_methods, reason = "TEMPLATES lists it")]
            $visibility const $name: $crate::access::scope::RawTemplate =
                $crate::access::scope::RawTemplate::new(concat!(module_path!(), "::", stringify!($name)), $sql);
        )*

        /// The templates of this module.
        pub const TEMPLATES: &[$crate::access::scope::RawTemplate] = &[$($name),*];
    };
}

pub(crate) use {raw_sql, raw_templates};

impl Raw {
    /// For [`raw_sql!`].
    pub const fn new(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql: Cow::Borrowed(sql) }
    }

    /// Module and name of its constant. All fillings of a template have the same.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The text, in which the tenant is `$tenant`.
    pub fn sql(&self) -> &str {
        &self.sql
    }

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

impl RawTemplate {
    /// For [`raw_templates!`].
    pub const fn new(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql }
    }

    /// The statement for one table.
    pub fn of(&self, names: &TableNames) -> Raw {
        let quoted: Vec<String> = names.columns.iter().map(|it| format!("\"{it}\"")).collect();
        let of_p: Vec<String> = quoted.iter().map(|it| format!("p.{it}")).collect();
        let sql = (self.sql.replace("{table}", names.table))
            .replace("{columns}", &quoted.join(", "))
            .replace("{p_columns}", &of_p.join(", "));
        Raw { name: self.name, sql: Cow::Owned(sql) }
    }
}

impl TableNames {
    /// The names of an entity. The columns are all but the tenant, the id and the version.
    pub fn of<E: Versioned>() -> Self {
        let own = [E::TENANT.as_str(), E::ID.as_str(), E::VERSION.as_str()];
        let columns = E::Column::iter().map(|it| it.as_str()).filter(|it| !own.contains(it)).collect();
        Self { table: E::default().table_name(), columns }
    }

    /// The name of the table.
    pub fn table(&self) -> &'static str {
        self.table
    }

    /// The same table, with those of its columns that are in the list.
    pub fn only(&self, columns: &[String]) -> Self {
        let kept = self.columns.iter().copied().filter(|it| columns.iter().any(|column| column == it));
        Self { table: self.table, columns: kept.collect() }
    }
}

#[expect(clippy::disallowed_methods, reason = "the statements are declared ones")]
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
        let rows = self.transaction().query_all_raw(self.bound(&raw, values)).await?;
        Ok(rows.iter().map(|row| T::from_query_result(row, "")).collect::<Result<_, DbErr>>()?)
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
        let row = self.transaction().query_one_raw(self.bound(&raw, values)).await?;
        Ok(row.map(|row| T::from_query_result(&row, "")).transpose()?)
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
        let row = self.transaction().query_one_raw(self.bound(&raw, values)).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
    }

    /// Runs a raw statement; the number of rows that it changed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn raw_execute(&self, raw: Raw, values: impl IntoIterator<Item = Value>) -> Result<u64> {
        Ok(self.transaction().execute_raw(self.bound(&raw, values)).await?.rows_affected())
    }

    fn bound(&self, raw: &Raw, values: impl IntoIterator<Item = Value>) -> Statement {
        let mut values: Vec<Value> = values.into_iter().collect();
        let text = raw.text(values.len());
        values.push(self.id().into());
        Statement::from_sql_and_values(DbBackend::Postgres, text, values)
    }
}
