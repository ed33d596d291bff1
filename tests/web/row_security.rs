//! Row-level security: every tenant-owned table has it, and it applies to the serving role.

use sqlx::{Connection as _, PgConnection, Row as _};

use crate::world::World;

/// Tables that belong to no tenant, each with the reason.
const OUTSIDE: &[&str] = &[
    "_sqlx_migrations", // the migrator's own
    "account_tokens",   // of an account
    "accounts",         // a person may be a member of several tenants
    "sessions",         // of an account
    "tenants",          // the list itself; its own policies
];

#[actix_web::test]
async fn every_table_has_row_security_or_is_a_known_exception() {
    let world = World::start().await;
    let rows = world
        .sql(
            "select c.relname::text,
                    c.relrowsecurity and c.relforcerowsecurity,
                    exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnotnull),
                    (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
                      where i.indrelid = c.oid and i.indisprimary)::text
               from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1",
        )
        .await;
    let mut outside = Vec::new();
    for row in &rows {
        let (table, forced, tenant, first): (String, bool, bool, Option<String>) =
            (row.get(0), row.get(1), row.get(2), row.get(3));
        if tenant {
            assert!(forced, "row-level security is not forced on {table}");
            assert_eq!(
                first.as_deref(),
                Some("tenant_id"),
                "the primary key of {table} does not begin with the tenant"
            );
        } else {
            outside.push(table);
        }
    }
    assert_eq!(outside, OUTSIDE);
    assert!(rows.len() > OUTSIDE.len() + 15);
    world.end().await;
}

#[actix_web::test]
async fn every_key_of_a_tenant_table_begins_with_the_tenant() {
    let world = World::start().await;
    let rows = world
        .sql(
            "select con.conname::text, (select a.attname from pg_attribute a where a.attrelid = con.conrelid and a.attnum = con.conkey[1])::text
               from pg_constraint con
               join pg_attribute t on t.attrelid = con.conrelid and t.attname = 'tenant_id'
              where con.contype in ('u', 'p')
                 or (con.contype = 'f' and exists (select from pg_attribute f where f.attrelid = con.confrelid and f.attname = 'tenant_id'))",
        )
        .await;
    for row in &rows {
        let (name, first): (String, String) = (row.get(0), row.get(1));
        assert_eq!(first, "tenant_id", "{name}");
    }
    assert!(rows.len() > 40, "{}", rows.len());
    world.end().await;
}

#[actix_web::test]
async fn the_serving_role_sees_at_most_one_tenant() {
    let world = World::start().await;
    let mut app = PgConnection::connect(&world.config.database_url).await.unwrap();
    let count = "select count(*) from series";
    let blind: i64 = sqlx::query_scalar(count).fetch_one(&mut app).await.unwrap();
    assert_eq!(blind, 0, "no row is visible without a tenant");
    for (tenant, title) in [("aaaaaaaa", "L’eau dans la ville"), ("bbbbbbbb", "La forêt")] {
        let mut tx = app.begin().await.unwrap();
        let set = format!("set local app.tenant = '{tenant}-0000-4000-8000-000000000000'");
        sqlx::raw_sql(sqlx::AssertSqlSafe(set)).execute(&mut *tx).await.unwrap();
        let titles: Vec<String> =
            sqlx::query_scalar("select title from series").fetch_all(&mut *tx).await.unwrap();
        assert_eq!(titles, [title]);
        let foreign = sqlx::query(
            "insert into bodies (tenant_id, id, kind, name) values (gen_random_uuid(), gen_random_uuid(), 'cabinet', 'x')",
        );
        assert!(foreign.execute(&mut *tx).await.is_err(), "a row of another tenant can be written");
    }
    world.end().await;
}

#[actix_web::test]
async fn privileged_roles_are_refused() {
    let world = World::start().await;
    let refused = greffe::access::scope::Pool::connect(world.owner_url(), 1).await;
    let why = refused.err().expect("the owner role is refused").to_string();
    assert!(why.contains("greffe_owner") && why.contains("owns tables"), "{why}");
    world.end().await;
}

/// A table whose row-level security was removed, by hand or by a migration that forgot it.
#[actix_web::test]
async fn a_database_without_full_row_security_is_refused() {
    let world = World::start().await;
    world.sql("alter table turns no force row level security").await;
    let refused = greffe::access::scope::Pool::connect(&world.config.database_url, 1).await;
    let why = refused.err().expect("the database is refused").to_string();
    assert!(why.contains("“turns”") && why.contains("greffe migrate"), "{why}");
    world.end().await;
}

#[actix_web::test]
async fn the_audit_trail_cannot_be_rewritten() {
    let world = World::start().await;
    let mut app = PgConnection::connect(&world.config.database_url).await.unwrap();
    for statement in [
        "update changes set actor = 'x'",
        "delete from changes",
        "update changed_rows set version = 1",
        "delete from changed_rows",
        "delete from deliveries",
    ] {
        let refused = sqlx::query(statement).execute(&mut app).await.unwrap_err().to_string();
        assert!(refused.contains("permission denied"), "{statement}: {refused}");
    }
    world.end().await;
}
