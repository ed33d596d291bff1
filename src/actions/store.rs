//! Queries on actions.

use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::action::Action;
use crate::{
    access::{
        permissions::{Permission, Role},
        scope::{Member, Scope, TenantTransaction},
        visibility::{readable_where, visible_to},
    },
    series::store::ORGANISER,
    web::error::{Error, Result},
};

/// The member who is to see an action: the signed-in one, or one who gets mail about it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Reader {
    pub id: Uuid,
    pub body_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    pub role: Role,
    pub manager: bool,
}

impl From<&Member> for Reader {
    fn from(member: &Member) -> Self {
        let Member { id, body_id, person_id, role, manager, .. } = *member;
        Self { id, body_id, person_id, role, manager }
    }
}

impl Reader {
    /// The values of [`select`], first in every statement that it makes.
    pub fn values(&self) -> [Value; 3] {
        [self.id.into(), self.body_id.into(), self.person_id.into()]
    }
}

/// [`Action`]s as a reader ($1, of the body $2, who is the person $3) sees them.
///
/// The words quoted and the link to their turn are as closed as the turn: they
/// are in the row only where the reader may read it. A quote whose turn is gone
/// is nobody's but the organisers', for nobody can tell how closed it was.
///
/// What follows from a hearing that the reader may not know of is there for
/// those in charge alone, and does not say from where it comes.
pub fn select(reader: &Reader, source: &str, narrowed: &str) -> String {
    let readable = readable_where(reader.role, reader.manager, "(t.closed or x.quote_closed)");
    let visible = visible_to(reader.role, reader.manager);
    format!(
        "select x.id, x.title, x.due_on, x.state, x.version, x.created_at, c.name as author_name,
                x.body_id, b.name as body_name, x.member_id, m.name as member_name,
                case when r.visible then s.slug end as series_slug, case when r.visible then s.title end as series_title,
                case when r.visible then h.number end as hearing_number, case when r.visible then h.title end as hearing_title,
                coalesce(r.visible and h.closed, false) as closed,
                case when r.readable then t.number end as turn_number,
                case when r.readable then nullif(x.quote, '') end as quote,
                {ORGANISER} as organiser,
                r.in_charge
           from {source}
           join hearings h on h.tenant_id = $tenant and h.id = x.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
           join members c on c.tenant_id = $tenant and c.id = x.created_by
           left join turns o on o.tenant_id = $tenant and o.id = x.turn_id
           left join turns t on t.tenant_id = $tenant and t.id = coalesce(o.merged_into, o.id)
           left join bodies b on b.tenant_id = $tenant and b.id = x.body_id
           left join members m on m.tenant_id = $tenant and m.id = x.member_id
          cross join lateral (
                select {visible} as visible, {readable} as readable,
                       coalesce(x.member_id = $1, false) or coalesce(x.body_id = $2, false) as in_charge) r
          where x.tenant_id = $tenant and (r.visible or r.in_charge) {narrowed}"
    )
}

/// An action that the member may act on as `P` says.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`].
pub async fn find<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<Action> {
    let action = as_seen_by(scope, &Reader::from(&scope.member), id).await?;
    let standing = action.standing();
    scope.authorize(action, standing)
}

/// Nobody else changes the action before this transaction ends, and what is
/// read from here on is what it has become.
pub async fn lock<P: Permission>(scope: &Scope<P>, id: Uuid) -> Result<()> {
    scope
        .execute("select from actions where tenant_id = $tenant and id = $1 for update", [id.into()])
        .await?;
    Ok(())
}

/// An action as any member sees it.
///
/// # Errors
/// [`Error::NotFound`].
pub(super) async fn as_seen_by(tenant: &TenantTransaction, reader: &Reader, id: Uuid) -> Result<Action> {
    let sql = select(reader, "actions x", "and x.id = $4");
    let values = reader.values().into_iter().chain([id.into()]);
    tenant.row(&sql, values).await?.ok_or(Error::NotFound)
}

/// The actions that follow from a hearing: what is to do by day, then what is done.
pub async fn of_hearing<P: Permission>(scope: &Scope<P>, hearing_id: Uuid) -> Result<Vec<Action>> {
    let reader = Reader::from(&scope.member);
    let narrowed = "and x.hearing_id = $4
          order by x.state = 'done', x.due_on nulls last, x.created_at, x.id";
    let sql = select(&reader, "actions x", narrowed);
    scope.rows(&sql, reader.values().into_iter().chain([hearing_id.into()])).await
}
