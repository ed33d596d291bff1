//! Queries of the home page, each of a few rows.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{
    access::{
        permissions::{
            ApproveRecords, ApproveSummaries, AssignActions, EditHearings, Permission, PublishRecords,
            Standing, WriteSummaries,
        },
        scope::Scope,
        visibility::{reader, visible},
    },
    actions::action,
    hearings::hearing::{self, HearingState},
    series::store::{ORGANISER, who},
    web::error::Result,
    words::words,
};

/// How many rows a list has at most.
pub(super) const FEW: i64 = 5;

/// A hearing in a list.
#[derive(Debug, Clone, FromQueryResult)]
pub struct HomeLine {
    pub series_slug: String,
    pub series_title: String,
    pub number: i32,
    pub title: String,
    pub day: NaiveDate,
    pub starts_at: Option<DateTime<Utc>>,
    pub state: HearingState,
    pub closed: bool,
}

impl HomeLine {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        hearing::path(&self.series_slug, self.number)
    }
}

/// Whether the authority has yet to open its first series.
pub async fn has_no_series<P: Permission>(scope: &Scope<P>) -> Result<bool> {
    let sql = "select not exists (select from series where tenant_id = $tenant)";
    Ok(scope.value(sql, []).await?.unwrap_or_default())
}

/// The next hearings, then the latest records that everyone may read.
pub async fn hearings<P: Permission>(scope: &Scope<P>) -> Result<Vec<HomeLine>> {
    let columns = format!(
        "select s.slug as series_slug, s.title as series_title, h.number, h.title, h.day, h.starts_at, h.state, h.closed
           from hearings h join series s on s.tenant_id = $tenant and s.id = h.series_id
          where h.tenant_id = $tenant and {}",
        visible(scope)
    );
    let sql = format!(
        "({columns} and h.state = 'planned' and h.day >= $4 order by h.day, h.starts_at, h.id limit {FEW})
         union all
         ({columns} and h.state in ('in_review', 'approved', 'published') order by h.day desc, h.id limit {FEW})"
    );
    scope.rows(&sql, reader(scope).into_iter().chain([scope.page().today.into()])).await
}

/// An action that is not done yet.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Due {
    pub id: Uuid,
    pub title: String,
    pub due_on: Option<NaiveDate>,
    /// Who is in charge, where it is not the member alone.
    pub in_charge: Option<String>,
}

impl Due {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        action::path(self.id)
    }

    /// Whether its day has passed.
    pub fn is_late(&self, today: &NaiveDate) -> bool {
        self.due_on.is_some_and(|day| day < *today)
    }
}

/// Actions that the member or the member's body is in charge of, the most pressing first.
pub async fn actions<P: Permission>(scope: &Scope<P>) -> Result<Vec<Due>> {
    let sql = format!(
        "select x.id, x.title, x.due_on, b.name as in_charge
           from actions x left join bodies b on b.tenant_id = $tenant and b.id = x.body_id
          where x.tenant_id = $tenant and x.state <> 'done' and (x.member_id = $1 or x.body_id = $2)
          order by x.due_on, x.id limit {FEW}"
    );
    scope.rows(&sql, who(scope)).await
}

/// Actions of the series that the member organises whose day has passed, the
/// longest ago first; others are in charge of them.
pub async fn late<P: Permission>(scope: &Scope<P>) -> Result<Vec<Due>> {
    if !scope.may::<AssignActions>(Standing::organiser(true)) {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select x.id, x.title, x.due_on, concat_ws(', ', m.name, b.name) as in_charge
           from actions x
           join hearings h on h.tenant_id = $tenant and h.id = x.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
           left join bodies b on b.tenant_id = $tenant and b.id = x.body_id
           left join members m on m.tenant_id = $tenant and m.id = x.member_id
          where x.tenant_id = $tenant and x.state <> 'done' and x.due_on < $3 and {ORGANISER}
            and not coalesce(x.member_id = $1, false) and not coalesce(x.body_id = $2, false)
          order by x.due_on, x.id limit {FEW}"
    );
    let [member, body] = who(scope);
    scope.rows(&sql, [member, body, scope.page().today.into()]).await
}

/// A summary of which some messages did not arrive.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Failed {
    pub id: Uuid,
    pub title: String,
    pub sent_at: Option<DateTime<Utc>>,
    /// How many messages wait for someone to look after them.
    pub messages: i64,
}

impl Failed {
    /// Inside the tenant: where they can be sent again.
    pub fn path(&self) -> String {
        format!("/summaries/{}#deliveries", self.id)
    }
}

/// Summaries whose messages the worker has given up, of the series that the
/// member organises, for whoever may send them again.
pub async fn failed<P: Permission>(scope: &Scope<P>) -> Result<Vec<Failed>> {
    if !scope.may::<WriteSummaries>(Standing::organiser(true)) {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select u.id, u.title, u.sent_at, count(*) as messages
           from deliveries d
           join editions i on i.tenant_id = $tenant and i.id = d.edition_id
           join summaries u on u.tenant_id = $tenant and u.id = i.summary_id
           join hearings h on h.tenant_id = $tenant and h.id = u.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
          where d.tenant_id = $tenant and d.state in ('bounced', 'uncertain') and {ORGANISER}
          group by u.id, u.title, u.sent_at
          order by u.sent_at desc, u.id limit {FEW}"
    );
    scope.rows(&sql, who(scope)).await
}

/// The address of a series for which the member may prepare a hearing.
pub async fn own_series<P: Permission>(scope: &Scope<P>) -> Result<Option<String>> {
    if !scope.may::<EditHearings>(Standing::organiser(true)) {
        return Ok(None);
    }
    let sql = format!(
        "select s.slug from series s where s.tenant_id = $tenant and {ORGANISER}
          order by s.created_at desc, s.id limit 1"
    );
    scope.value(&sql, who(scope)).await
}

words! {
    /// What an organiser has to do about a hearing or a summary.
    pub enum TaskKind("task") {
        Approve = "approve",
        Send = "send",
        /// A record that is in review.
        Settle = "settle",
        /// A record that is approved.
        Publish = "publish",
        Finish = "finish",
        Import = "import",
        Hold = "hold",
    }
}

/// Something that waits for an organiser.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Task {
    pub kind: TaskKind,
    pub id: Uuid,
    pub series_slug: String,
    pub number: i32,
    pub title: String,
    pub day: NaiveDate,
}

impl Task {
    /// Inside the tenant.
    pub fn path(&self) -> String {
        match self.kind {
            TaskKind::Approve | TaskKind::Send => format!("/summaries/{}", self.id),
            _ => hearing::path(&self.series_slug, self.number),
        }
    }
}

/// Summaries to approve or to send and records to finish, to approve or to publish,
/// of the series that the member organises; only what the member may do, the oldest first.
/// What someone has just withdrawn waits for nobody.
pub async fn tasks<P: Permission>(scope: &Scope<P>) -> Result<Vec<Task>> {
    let organiser = Standing::organiser(true);
    let [member, body] = who(scope);
    let values = [
        member,
        body,
        scope.page().today.into(),
        scope.may::<ApproveSummaries>(organiser).into(),
        scope.may::<WriteSummaries>(organiser).into(),
        scope.may::<EditHearings>(organiser).into(),
        scope.may::<ApproveRecords>(organiser).into(),
        scope.may::<PublishRecords>(organiser).into(),
    ];
    let of_series = "join series s on s.tenant_id = $tenant and s.id = h.series_id";
    let sql = format!(
        "select case u.state when 'draft' then 'approve' else 'send' end as kind,
                u.id, s.slug as series_slug, h.number, u.title, h.day
           from summaries u join hearings h on h.tenant_id = $tenant and h.id = u.hearing_id {of_series}
          where u.tenant_id = $tenant and {ORGANISER}
            and ((u.state = 'draft' and $4) or (u.state = 'approved' and $5))
         union all
         select case when h.state = 'planned' then 'hold'
                     when exists (select from turns t where t.tenant_id = $tenant and t.hearing_id = h.id and not t.removed) then 'finish'
                     else 'import' end,
                h.id, s.slug, h.number, h.title, h.day
           from hearings h {of_series}
          where h.tenant_id = $tenant and {ORGANISER} and $6
            and (h.state = 'held' or (h.state = 'planned' and h.day < $3))
         union all
         select case h.state when 'in_review' then 'settle' else 'publish' end, h.id, s.slug, h.number, h.title, h.day
           from hearings h {of_series}
          where h.tenant_id = $tenant and {ORGANISER}
            and ((h.state = 'in_review' and $7) or (h.state = 'approved' and $8))
            and coalesce((select d.kind from changes d where d.tenant_id = $tenant and d.hearing_id = h.id
                    and d.kind in ('review', 'approval', 'publication', 'withdrawal', 'publication_withdrawal')
                  order by d.id desc limit 1), '') not in ('withdrawal', 'publication_withdrawal')
          order by day, id limit {FEW}"
    );
    scope.rows(&sql, values).await
}
