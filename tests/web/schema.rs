//! The entities and the raw statements fit the migrated database.

use std::collections::BTreeSet;

use greffe::schema::{self, Column};
use sqlx::{Connection as _, PgConnection, Row as _};

use crate::world::World;

#[actix_web::test]
async fn every_entity_has_the_columns_of_its_table() {
    let world = World::start().await;
    let rows = world
        .sql(
            "select c.relname::text, a.attname::text, format_type(a.atttypid, null), not a.attnotnull
               from pg_class c join pg_namespace n on n.oid = c.relnamespace
               join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
              where n.nspname = 'public' and c.relname <> '_sqlx_migrations'
                and c.relkind in ('r', 'p') and a.attgenerated = ''",
        )
        .await;
    let mut catalogue: BTreeSet<(String, Column)> = BTreeSet::new();
    for row in rows {
        let table: String = row.get(0);
        catalogue.insert((table, Column { name: row.get(1), data_type: row.get(2), nullable: row.get(3) }));
    }
    let described: BTreeSet<(String, Column)> = schema::tables()
        .into_iter()
        .flat_map(|table| table.columns.into_iter().map(move |column| (table.name.clone(), column)))
        .collect();
    let missing: Vec<_> = catalogue.difference(&described).collect();
    let wrong: Vec<_> = described.difference(&catalogue).collect();
    assert!(missing.is_empty() && wrong.is_empty(), "missing: {missing:#?}\nwrong: {wrong:#?}");
    world.end().await;
}

#[actix_web::test]
async fn every_entity_has_the_keys_of_its_table() {
    let world = World::start().await;
    let keys = "select con.conrelid::regclass::text, con.contype::text, coalesce(con.confrelid::regclass::text, ''),
                       array(select a.attname::text from unnest(con.conkey) with ordinality k(n, i)
                               join pg_attribute a on a.attrelid = con.conrelid and a.attnum = k.n order by k.i),
                       array(select a.attname::text from unnest(con.confkey) with ordinality k(n, i)
                               join pg_attribute a on a.attrelid = con.confrelid and a.attnum = k.n order by k.i)
                  from pg_constraint con where con.contype in ('p', 'f')";
    let mut primary: BTreeSet<(String, Vec<String>)> = BTreeSet::new();
    let mut foreign: BTreeSet<(String, Vec<String>, String, Vec<String>)> = BTreeSet::new();
    for row in world.sql(keys).await {
        let (table, columns): (String, Vec<String>) = (row.get(0), row.get(3));
        match row.get::<String, _>(1).as_str() {
            "p" => drop(primary.insert((table, columns))),
            _ => drop(foreign.insert((table, columns, row.get(2), row.get(4)))),
        }
    }
    for table in schema::tables() {
        assert!(primary.contains(&(table.name.clone(), table.key.clone())), "key of {}", table.name);
        for (columns, target, of_target) in table.references {
            let claimed = (table.name.clone(), columns, target, of_target);
            assert!(foreign.contains(&claimed), "no foreign key {claimed:?}");
        }
    }
    world.end().await;
}

/// The serving role can prepare each raw statement, and each statement names the tenant for every
/// tenant-owned table. A template is checked for each table it is used with.
#[actix_web::test]
async fn every_raw_statement_fits_the_schema_and_names_the_tenant() {
    let world = World::start().await;
    let owned: Vec<String> = schema::tables()
        .into_iter()
        .filter(|it| it.columns.iter().any(|column| column.name == "tenant_id"))
        .map(|it| it.name)
        .collect();
    let mut app = PgConnection::connect(&world.config.database_url).await.unwrap();
    let statements = greffe::raw_statements();
    let names: BTreeSet<&str> = statements.iter().map(|it| it.name()).collect();
    assert!(names.len() <= 40, "{} raw statements", names.len());
    for (number, raw) in statements.iter().enumerate() {
        let prepare = format!("prepare raw_{number} as {}", raw.prepared());
        let prepared = sqlx::raw_sql(sqlx::AssertSqlSafe(prepare)).execute(&mut app).await;
        assert!(prepared.is_ok(), "{}: {}", raw.name(), prepared.unwrap_err());
        // Every tenant-owned table in a statement needs its own comparison with the tenant.
        let words: Vec<&str> = raw.sql().split(|c: char| !c.is_alphanumeric() && c != '_').collect();
        let mentions = words
            .windows(2)
            .filter(|it| {
                matches!(it[0], "from" | "join" | "using" | "update" | "into")
                    && owned.iter().any(|name| name == it[1])
            })
            .count();
        let named = raw.sql().matches("$tenant").count();
        assert!(!raw.sql().contains(['{', '}']), "{}: a hole is left", raw.name());
        assert!(named >= mentions, "{}: {mentions} tables, {named} times the tenant", raw.name());
    }
    world.end().await;
}
