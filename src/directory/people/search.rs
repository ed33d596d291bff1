//! Queries that find people by their names.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait as _, Condition, JoinType, Order, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _, RelationTrait as _, Select, sea_query::NullOrdering,
};
use uuid::Uuid;

use super::{
    entity as people, name_entity as person_names,
    person::{Holder, Person},
};
use crate::{
    access::{permissions::Permission, scope::Scope},
    directory::{
        bodies::entity as bodies,
        positions::{entity as positions, store::on_day},
    },
    web::error::{Error, Result},
};
use formats::names::fold;

/// Further words of a search are ignored.
const MOST_WORDS: usize = 8;

/// People whose name has words that begin with the searched words, in any order; everyone for
/// an empty search. One row for each position on the day.
///
/// Under row-level security PostgreSQL uses no index for such a comparison (its operator is not
/// leakproof), so this reads all names of the tenant: 7 ms for 50,000.
pub async fn search<P: Permission>(
    scope: &Scope<P>,
    sought: &str,
    day: NaiveDate,
    limit: u32,
    offset: u32,
) -> Result<Vec<Holder>> {
    let Some(found) = named(scope, sought) else { return Ok(Vec::new()) };
    let page = found
        .select_only()
        .column(people::Column::Id)
        .order_by_asc(people::Column::NameKey)
        .order_by_asc(people::Column::Id)
        .limit(u64::from(limit))
        .offset(u64::from(offset));
    let holders = holders(scope.find::<people::Entity>(), day)
        .filter(people::Column::Id.in_subquery(page.into_query()))
        .order_by_asc(people::Column::NameKey)
        .order_by_asc(people::Column::Id)
        .order_by_with_nulls(positions::Column::Since, Order::Desc, NullOrdering::Last)
        .order_by_asc(positions::Column::Id);
    Ok(holders.into_model().all(scope.db()).await?)
}

/// How many people [`search`] finds in all.
pub async fn count<P: Permission>(scope: &Scope<P>, sought: &str) -> Result<i64> {
    let Some(found) = named(scope, sought) else { return Ok(0) };
    Ok(i64::try_from(found.count(scope.db()).await?).unwrap_or(i64::MAX))
}

/// People of whom a name, or another name, has a word that begins with each searched word. None
/// if the search has only marks that no name has.
fn named<P: Permission>(scope: &Scope<P>, sought: &str) -> Option<Select<people::Entity>> {
    let key = fold(sought);
    let words: Vec<&str> = key.split(' ').filter(|it| !it.is_empty()).take(MOST_WORDS).collect();
    let all = scope.find::<people::Entity>();
    if words.is_empty() {
        return sought.trim().is_empty().then_some(all);
    }
    let others = scope
        .find::<person_names::Entity>()
        .select_only()
        .column(person_names::Column::PersonId)
        .filter(has_words(person_names::Column::NameKey, &words));
    let by_name = has_words(people::Column::NameKey, &words);
    Some(all.filter(Condition::any().add(by_name).add(people::Column::Id.in_subquery(others.into_query()))))
}

/// Whether each word begins a word of the folded name. Folded words have no character that LIKE interprets.
fn has_words<C: sea_orm::ColumnTrait>(key: C, words: &[&str]) -> Condition {
    words.iter().fold(Condition::all(), |all, word| {
        all.add(Condition::any().add(key.like(format!("{word}%"))).add(key.like(format!("% {word}%"))))
    })
}

/// The columns of [`Holder`], one row for each position held on a day.
fn holders(people: Select<people::Entity>, day: NaiveDate) -> Select<people::Entity> {
    let held = positions::Relation::Person.def().rev().on_condition(move |_, _| on_day(day));
    people
        .select_only()
        .column_as(people::Column::Id, "person_id")
        .column(people::Column::Name)
        .column_as(positions::Column::Id, "position_id")
        .column(positions::Column::Title)
        .column_as(bodies::Column::Id, "body_id")
        .column_as(bodies::Column::Name, "body_name")
        .column_as(bodies::Column::Kind, "body_kind")
        .column(bodies::Column::Colour)
        .join(JoinType::LeftJoin, held)
        .join(JoinType::LeftJoin, positions::Relation::Bodies.def())
}

/// A person in a position held on a day; in the latest, where none is named.
///
/// # Errors
/// [`Error::NotFound`] where the tenant has no such person, or not in that position on that day.
pub async fn holder<P: Permission>(
    scope: &Scope<P>,
    person: Uuid,
    position: Option<Uuid>,
    day: NaiveDate,
) -> Result<Holder> {
    let holders: Vec<Holder> = holders(scope.find::<people::Entity>(), day)
        .filter(people::COLUMN.id.eq(person))
        .order_by_with_nulls(positions::Column::Since, Order::Desc, NullOrdering::Last)
        .order_by_asc(positions::Column::Id)
        .into_model()
        .all(scope.db())
        .await?;
    let mut holders = holders.into_iter();
    holders.find(|it| position.is_none() || it.position_id == position).ok_or(Error::NotFound)
}

/// People who have exactly this name, as their name or as another one.
pub async fn homonyms<P: Permission>(scope: &Scope<P>, name: &str) -> Result<Vec<Person>> {
    let key = fold(name);
    let others = scope
        .find::<person_names::Entity>()
        .select_only()
        .column(person_names::Column::PersonId)
        .filter(person_names::COLUMN.name_key.eq(&key));
    let found = super::store::select(scope)
        .filter(
            Condition::any()
                .add(people::COLUMN.name_key.eq(&key))
                .add(people::Column::Id.in_subquery(others.into_query())),
        )
        .order_by_asc(people::Column::Id)
        .limit(20);
    Ok(found.into_model().all(scope.db()).await?)
}
