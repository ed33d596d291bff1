//! Queries on the people who hold a position in a body.

use sea_orm::{
    ColumnTrait as _, Condition, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::{
    access::{permissions::Permission, scope::Scope},
    directory::{
        people::entity as people,
        positions::{entity as positions, store},
    },
    web::{error::Result, pagination},
};

/// A person who holds, held or will hold a position in a body.
pub type Holder = store::Assistant;

/// Whose positions a body's page lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Today,
    /// Positions that are over, or have not begun.
    NotToday,
}

impl Period {
    fn condition<P: Permission>(self, scope: &Scope<P>) -> Condition {
        let today = scope.page().today;
        match self {
            Self::Today => store::on_day(today),
            Self::NotToday => store::not_on_day(today),
        }
    }
}

/// How many positions of a body there are.
pub async fn count<P: Permission>(scope: &Scope<P>, body: Uuid, period: Period) -> Result<i64> {
    let positions = scope
        .find::<positions::Entity>()
        .filter(positions::Column::BodyId.eq(body))
        .filter(period.condition(scope));
    Ok(i64::try_from(positions.count(scope.db()).await?).unwrap_or(i64::MAX))
}

/// A page of them: by name today, otherwise the latest first.
pub async fn page_of<P: Permission>(
    scope: &Scope<P>,
    body: Uuid,
    period: Period,
    offset: u32,
) -> Result<Vec<Holder>> {
    let positions = store::with_holder(scope)
        .filter(positions::Column::BodyId.eq(body))
        .filter(period.condition(scope))
        .limit(u64::from(pagination::SIZE))
        .offset(u64::from(offset));
    let positions = match period {
        Period::Today => positions.order_by_asc(people::Column::NameKey).order_by_asc(people::Column::Id),
        Period::NotToday => store::latest_first(positions).order_by_asc(people::Column::NameKey),
    };
    Ok(positions.order_by_asc(positions::Column::Id).into_model().all(scope.db()).await?)
}
