//! Undoes mergers: moves back the rows that are still where the merger put them, even if they were
//! edited since.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, QueryFilter as _, QuerySelect as _,
    sea_query::{Expr, LockType},
};
use uuid::Uuid;

use super::{
    content::Content,
    entity as mergers,
    moving::{Pair, insert_distinct, moved},
};
use crate::{
    access::{permissions::Permission, scope::Scope},
    attendances::entity as attendances,
    directory::{
        people::{entity as people, name_entity as person_names},
        positions::entity as positions,
    },
    members::entity as members,
    web::error::{Error, Result},
};

/// Undoes a merger. The name of the removed person; none where it was undone before.
///
/// # Errors
/// [`Error::Conflict`] where the remaining person was merged into a third one since.
pub async fn undo<P: Permission>(scope: &Scope<P>, pair: Pair) -> Result<Option<String>> {
    let Pair { removed, remaining } = pair;
    let merger = scope
        .find::<mergers::Entity>()
        .filter(mergers::COLUMN.gone.eq(removed))
        .filter(mergers::COLUMN.kept.eq(remaining))
        .lock(LockType::Update)
        .one(scope.db())
        .await?;
    let Some(merger) = merger else { return Ok(None) };
    let content: Content = serde_json::from_value(merger.content).map_err(Error::internal)?;
    let found = scope
        .find::<people::Entity>()
        .filter(people::COLUMN.id.eq(remaining))
        .lock(LockType::Update)
        .one(scope.db())
        .await?;
    let kept = found.ok_or(Error::Conflict)?;
    restore_person(scope, pair, &content, &kept).await?;
    restore_positions(scope, pair, &content).await?;
    moved::<attendances::Entity, P>(scope, &content.attendances)
        .col_expr(attendances::Column::PersonId, Expr::value(removed))
        .filter(attendances::COLUMN.person_id.eq(remaining))
        .exec(scope.db())
        .await?;
    moved::<members::Entity, P>(scope, &content.members)
        .col_expr(members::Column::PersonId, Expr::value(removed))
        .filter(members::Column::PersonId.eq(remaining))
        .exec(scope.db())
        .await?;
    restore_names(scope, pair, &content).await?;
    restore_distinct(scope, removed, &content).await?;
    scope.delete_many::<mergers::Entity>().filter(mergers::COLUMN.gone.eq(removed)).exec(scope.db()).await?;
    Ok(Some(merger.name))
}

async fn restore_person<P: Permission>(
    scope: &Scope<P>,
    pair: Pair,
    content: &Content,
    kept: &people::Model,
) -> Result<()> {
    let person = people::ActiveModel {
        id: Set(pair.removed),
        name: Set(content.person.name.clone()),
        name_key: Set(content.person.name_key.clone()),
        email: Set(content.person.email.clone()),
        created_at: Set(content.person.created_at),
        version: Set(content.person.version + 1),
        ..Default::default()
    };
    scope.insert_many::<people::Entity>([person]).await?;
    if kept.email == content.email_after {
        moved::<people::Entity, P>(scope, &[pair.remaining])
            .col_expr(people::Column::Email, Expr::value(content.email_before.clone()))
            .exec(scope.db())
            .await?;
    }
    Ok(())
}

async fn restore_positions<P: Permission>(
    scope: &Scope<P>,
    Pair { removed, remaining }: Pair,
    content: &Content,
) -> Result<()> {
    moved::<positions::Entity, P>(scope, &content.positions)
        .col_expr(positions::Column::PersonId, Expr::value(removed))
        .filter(positions::COLUMN.person_id.eq(remaining))
        .exec(scope.db())
        .await?;
    moved::<positions::Entity, P>(scope, &content.behalf)
        .col_expr(positions::Column::BehalfOf, Expr::value(removed))
        .filter(positions::Column::BehalfOf.eq(remaining))
        .exec(scope.db())
        .await?;
    for twin in &content.twins {
        let row = positions::ActiveModel {
            id: Set(twin.id),
            person_id: Set(removed),
            body_id: Set(twin.body_id),
            title: Set(twin.title.clone()),
            behalf_of: Set(twin.behalf_of),
            since: Set(twin.since),
            until: Set(twin.until),
            created_at: Set(twin.created_at),
            version: Set(twin.version + 1),
            ..Default::default()
        };
        scope.insert_if_free(row).await?;
    }
    for (assistant, principal) in [(removed, remaining), (remaining, removed)] {
        moved::<positions::Entity, P>(scope, &content.selves)
            .col_expr(positions::Column::BehalfOf, Expr::value(principal))
            .filter(positions::COLUMN.person_id.eq(assistant))
            .filter(positions::COLUMN.behalf_of.is_null())
            .exec(scope.db())
            .await?;
    }
    Ok(())
}

async fn restore_names<P: Permission>(
    scope: &Scope<P>,
    Pair { removed, remaining }: Pair,
    content: &Content,
) -> Result<()> {
    let moved: Vec<Uuid> = content.names.iter().map(|it| it.id).chain([removed]).collect();
    scope
        .delete_many::<person_names::Entity>()
        .filter(person_names::COLUMN.person_id.eq(remaining))
        .filter(person_names::Column::Id.is_in(moved))
        .exec(scope.db())
        .await?;
    let rows = content.names.iter().map(|it| person_names::ActiveModel {
        id: Set(it.id),
        person_id: Set(removed),
        kind: Set(it.kind),
        name: Set(it.name.clone()),
        name_key: Set(it.name_key.clone()),
        created_at: Set(it.created_at),
        version: Set(it.version + 1),
        ..Default::default()
    });
    scope.insert_many::<person_names::Entity>(rows).await
}

/// The people who are different from the removed person are so again. The remaining person stays
/// different from them.
async fn restore_distinct<P: Permission>(scope: &Scope<P>, removed: Uuid, content: &Content) -> Result<()> {
    let known = scope
        .find::<people::Entity>()
        .select_only()
        .column(people::Column::Id)
        .filter(people::Column::Id.is_in(content.apart.iter().copied()));
    let known: Vec<Uuid> = known.into_tuple().all(scope.db()).await?;
    for other in known {
        insert_distinct(scope, removed, other).await?;
    }
    Ok(())
}
