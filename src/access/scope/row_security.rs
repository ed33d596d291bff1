//! Whether the wall between tenants holds for the connected role: asked once, at start.

use sqlx::{PgPool, Row as _};

/// Why the serving role is refused at start.
#[derive(Debug, thiserror::Error)]
pub enum PoolError {
    #[error("the database cannot be reached: {0}")]
    Connect(#[from] sqlx::Error),
    #[error(
        "the database role “{role}” {why}, so the wall between tenants would not hold; \
         let DATABASE_URL name the restricted role greffe_app (README, “In production”)"
    )]
    Overpowered { role: String, why: &'static str },
    #[error(
        "the table “{0}” belongs to tenants but row-level security is not forced on it; run `greffe migrate`"
    )]
    Unwalled(String),
    #[error("the database has no tables yet; run `greffe migrate` as its owner")]
    Empty,
}

/// A superuser or an owner passes row-level security unless it is forced, and
/// whoever has the attribute passes it in any case.
const QUESTION: &str = "select current_user::text as role,
        r.rolsuper, r.rolbypassrls,
        exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = 'public' and c.relkind in ('r', 'p')
                   and pg_has_role(current_user, c.relowner, 'member')) as owns,
        to_regclass('public.tenants') is null as empty,
        (select c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
           join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
          where n.nspname = 'public' and c.relkind in ('r', 'p')
            and not (c.relrowsecurity and c.relforcerowsecurity) limit 1) as unwalled
   from pg_roles r where r.rolname = current_user";

/// What there is to know of the connected role and the tables.
pub struct RowSecurity {
    role: String,
    rolsuper: bool,
    rolbypassrls: bool,
    owns: bool,
    empty: bool,
    unwalled: Option<String>,
}

impl RowSecurity {
    /// Asks the database.
    pub async fn of(connections: &PgPool) -> Result<Self, sqlx::Error> {
        #[expect(
            clippy::disallowed_methods,
            reason = "it is asked outside every transaction, of the catalogue"
        )]
        let row = sqlx::query(QUESTION).fetch_one(connections).await?;
        Ok(Self {
            role: row.try_get("role")?,
            rolsuper: row.try_get("rolsuper")?,
            rolbypassrls: row.try_get("rolbypassrls")?,
            owns: row.try_get("owns")?,
            empty: row.try_get("empty")?,
            unwalled: row.try_get("unwalled")?,
        })
    }

    /// Whether it holds.
    pub fn check(self) -> Result<(), PoolError> {
        let climbs = [
            (self.rolsuper, "is a superuser"),
            (self.rolbypassrls, "may bypass row-level security"),
            (self.owns, "owns tables of the register"),
        ];
        if let Some((_, why)) = climbs.into_iter().find(|(climbs, _)| *climbs) {
            return Err(PoolError::Overpowered { role: self.role, why });
        }
        if self.empty {
            return Err(PoolError::Empty);
        }
        self.unwalled.map_or(Ok(()), |table| Err(PoolError::Unwalled(table)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_could_climb_the_wall_may_not_serve() {
        let role = || RowSecurity {
            role: "someone".to_owned(),
            rolsuper: false,
            rolbypassrls: false,
            owns: false,
            empty: false,
            unwalled: None,
        };
        assert!(role().check().is_ok());
        let said = |of: RowSecurity| of.check().map_err(|why| why.to_string()).unwrap_err();
        assert!(said(RowSecurity { rolsuper: true, ..role() }).contains("“someone” is a superuser"));
        assert!(said(RowSecurity { rolbypassrls: true, ..role() }).contains("may bypass row-level security"));
        assert!(said(RowSecurity { owns: true, ..role() }).contains("owns tables"));
        assert!(said(RowSecurity { empty: true, ..role() }).contains("greffe migrate"));
        assert!(said(RowSecurity { unwalled: Some("turns".to_owned()), ..role() }).contains("“turns”"));
    }
}
