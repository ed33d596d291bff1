//! Checks at start that row-level security applies to the connected role.

use sqlx::{PgPool, Row as _};

/// Why the serving role is refused at start.
#[derive(Debug, thiserror::Error)]
pub enum PoolError {
    #[error("the database cannot be reached: {0}")]
    Connect(#[from] sqlx::Error),
    #[error(
        "the database role “{role}” {why}, so tenants would not be isolated; \
         let DATABASE_URL name the restricted role greffe_app (README, “In production”)"
    )]
    TooPrivileged { role: String, why: &'static str },
    #[error(
        "the table “{0}” belongs to tenants but row-level security is not forced on it; run `greffe migrate`"
    )]
    NotForced(String),
    #[error("the database has no tables yet; run `greffe migrate` as its owner")]
    Empty,
}

/// Row-level security does not apply to superusers and to roles with `BYPASSRLS`. It applies to an
/// owner only where it is forced.
const QUESTION: &str = "select current_user::text as role,
        r.rolsuper, r.rolbypassrls,
        exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = 'public' and c.relkind in ('r', 'p')
                   and pg_has_role(current_user, c.relowner, 'member')) as owns,
        to_regclass('public.tenants') is null as empty,
        (select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
           join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
          where n.nspname = 'public' and c.relkind in ('r', 'p')
            and not (c.relrowsecurity and c.relforcerowsecurity) limit 1) as not_forced
   from pg_roles r where r.rolname = current_user";

/// The properties of the connected role and of the tables.
pub struct RowSecurity {
    role: String,
    rolsuper: bool,
    rolbypassrls: bool,
    owns: bool,
    empty: bool,
    not_forced: Option<String>,
}

impl RowSecurity {
    /// Queries the catalogue.
    pub async fn of(connections: &PgPool) -> Result<Self, sqlx::Error> {
        #[expect(clippy::disallowed_methods, reason = "it queries the catalogue, outside every transaction")]
        let row = sqlx::query(QUESTION).fetch_one(connections).await?;
        Ok(Self {
            role: row.try_get("role")?,
            rolsuper: row.try_get("rolsuper")?,
            rolbypassrls: row.try_get("rolbypassrls")?,
            owns: row.try_get("owns")?,
            empty: row.try_get("empty")?,
            not_forced: row.try_get("not_forced")?,
        })
    }

    /// Refuses a role or a schema under which tenants would not be isolated.
    pub fn check(self) -> Result<(), PoolError> {
        let privileges = [
            (self.rolsuper, "is a superuser"),
            (self.rolbypassrls, "may bypass row-level security"),
            (self.owns, "owns tables of the register"),
        ];
        if let Some((_, why)) = privileges.into_iter().find(|(has, _)| *has) {
            return Err(PoolError::TooPrivileged { role: self.role, why });
        }
        if self.empty {
            return Err(PoolError::Empty);
        }
        self.not_forced.map_or(Ok(()), |table| Err(PoolError::NotForced(table)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn privileged_roles_may_not_serve() {
        let role = || RowSecurity {
            role: "someone".to_owned(),
            rolsuper: false,
            rolbypassrls: false,
            owns: false,
            empty: false,
            not_forced: None,
        };
        assert!(role().check().is_ok());
        let said = |of: RowSecurity| of.check().map_err(|why| why.to_string()).unwrap_err();
        assert!(said(RowSecurity { rolsuper: true, ..role() }).contains("“someone” is a superuser"));
        assert!(said(RowSecurity { rolbypassrls: true, ..role() }).contains("may bypass row-level security"));
        assert!(said(RowSecurity { owns: true, ..role() }).contains("owns tables"));
        assert!(said(RowSecurity { empty: true, ..role() }).contains("greffe migrate"));
        assert!(said(RowSecurity { not_forced: Some("turns".to_owned()), ..role() }).contains("“turns”"));
    }
}
