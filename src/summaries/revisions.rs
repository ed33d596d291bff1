//! Earlier texts of a summary, from the rows that its changes kept.

use chrono::{DateTime, Utc};
use sea_orm::{
    FromQueryResult, JoinType, JsonValue, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    RelationTrait as _,
};
use serde::Deserialize;

use super::summary::{Revision, Summary};
use crate::{
    access::{permissions::Permission, scope::Scope},
    history::{entity as changes, row_entity as changed_rows},
    web::error::{Error, Result},
};

/// How many changes a page looks back.
const MOST: u64 = 50;

/// A row that a change kept, and the change. The row had the version before `version`.
#[derive(FromQueryResult)]
struct Kept {
    version: i32,
    before: JsonValue,
    actor: String,
    created_at: DateTime<Utc>,
}

#[derive(PartialEq, Eq, Deserialize)]
struct Text {
    title: String,
    markdown: String,
}

/// The earlier texts of a summary, the latest first. Changes that left the text as it was, such as
/// an approval, make none.
pub async fn of_summary<P: Permission>(scope: &Scope<P>, summary: &Summary) -> Result<Vec<Revision>> {
    let rows: Vec<Kept> = scope
        .parts_of::<changed_rows::Entity, _>(summary)
        .select_only()
        .columns([changed_rows::Column::Version, changed_rows::Column::Before])
        .columns([changes::Column::Actor, changes::Column::CreatedAt])
        .join(JoinType::InnerJoin, changed_rows::Relation::Changes.def())
        .filter(changed_rows::COLUMN.before.is_not_null())
        .order_by_desc(changed_rows::Column::Version)
        .limit(MOST)
        .into_model()
        .all(scope.db())
        .await?;
    let mut newer = Text { title: summary.title.clone(), markdown: summary.markdown.clone() };
    let mut revisions = Vec::new();
    for row in rows {
        let text: Text =
            serde_json::from_value(row.before).map_err(|why| Error::internal(why.to_string()))?;
        if text != newer {
            revisions.push(Revision {
                version: row.version - 1,
                title: text.title.clone(),
                markdown: text.markdown.clone(),
                replaced_by: row.actor,
                replaced_at: row.created_at,
            });
        }
        newer = text;
    }
    Ok(revisions)
}
