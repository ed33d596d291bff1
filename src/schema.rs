//! Every table as its entity describes it, for the test that compares the entities
//! with the catalogue of the migrated database.

use sea_orm::{
    ColumnTrait, EntityTrait, IdenStatic as _, Iterable, PrimaryKeyToColumn, RelationTrait,
    sea_query::{ColumnType, TableName, TableRef},
};

/// A table: its columns in any order, its key, and the foreign keys that its relations claim.
#[derive(Debug)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    pub key: Vec<String>,
    /// Columns, the table that they refer to, and its columns.
    pub references: Vec<(Vec<String>, String, Vec<String>)>,
}

/// A column: its name, its type as PostgreSQL's `format_type` writes it, whether it may be null.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Column {
    pub name: String,
    pub data_type: String,
    pub nullable: bool,
}

fn describe<E>() -> Table
where
    E: EntityTrait,
    E::Column: Iterable,
    E::Relation: Iterable,
{
    let column = |it: E::Column| {
        let definition = it.def();
        Column {
            name: it.as_str().to_owned(),
            data_type: data_type(definition.get_column_type()),
            nullable: definition.is_null(),
        }
    };
    let names = |identity: &sea_orm::Identity| identity.iter().map(|it| it.to_string()).collect();
    let reference = |relation: E::Relation| {
        let definition = relation.def();
        let target = table_name(&definition.to_tbl);
        (names(&definition.from_col), target, names(&definition.to_col))
    };
    Table {
        name: E::default().table_name().to_owned(),
        columns: E::Column::iter().map(column).collect(),
        key: E::PrimaryKey::iter().map(|it| it.into_column().as_str().to_owned()).collect(),
        references: E::Relation::iter().map(reference).collect(),
    }
}

fn table_name(table: &TableRef) -> String {
    match table {
        TableRef::Table(TableName(_, name), _) => name.to_string(),
        other => format!("{other:?}"),
    }
}

/// The type as `format_type` writes it.
fn data_type(column: &ColumnType) -> String {
    match column {
        ColumnType::Uuid => "uuid",
        ColumnType::Text | ColumnType::String(_) => "text",
        ColumnType::Boolean => "boolean",
        ColumnType::SmallInteger => "smallint",
        ColumnType::Integer => "integer",
        ColumnType::BigInteger => "bigint",
        ColumnType::Date => "date",
        ColumnType::Time => "time without time zone",
        ColumnType::TimestampWithTimeZone => "timestamp with time zone",
        ColumnType::Json | ColumnType::JsonBinary => "jsonb",
        ColumnType::Binary(_) | ColumnType::VarBinary(_) | ColumnType::Blob => "bytea",
        ColumnType::Custom(name) => return name.to_string(),
        other => return format!("{other:?}"),
    }
    .to_owned()
}

macro_rules! tables {
    ($($($module:ident)::+),* $(,)?) => {
        /// Every table of the schema but the migrator's own.
        pub fn tables() -> Vec<Table> {
            vec![$(describe::<crate::$($module)::+::Entity>()),*]
        }
    };
}

tables! {
    actions::entity,
    actions::updates::entity,
    attendances::entity,
    directory::bodies::entity,
    directory::bodies::recipient_entity,
    directory::duplicates::entity,
    directory::mergers::entity,
    directory::people::entity,
    directory::people::name_entity,
    directory::positions::entity,
    documents::entity,
    hearings::entity,
    history::entity,
    history::row_entity,
    imports::minutes::entity,
    imports::people::entity,
    mail::entity,
    members::entity,
    record::entity,
    rounds::entity,
    rounds::guest_entity,
    rounds::link_entity,
    rounds::proposal_entity,
    series::entity,
    series::editor_entity,
    sign_in::account_entity,
    sign_in::session_entity,
    sign_in::token_entity,
    summaries::entity,
    summaries::edition_entity,
    summaries::group_entity,
    tenants::entity,
    web::drafts::entity,
}
