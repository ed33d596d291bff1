//! The actions that a person is in charge of, or that follow from what the person said.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{
    person::Person,
    profile::{Path, ProfileQuery, find_or_redirect},
};
use crate::{
    access::{permissions::ReadRegister, scope::Scope},
    actions::{
        action::Action,
        store::{Reader, select},
    },
    web::{
        error::Result,
        page::Page,
        pagination::{self, Pagination},
    },
};

#[derive(Template)]
#[template(path = "directory/person_actions.html")]
pub struct Actions {
    pub page: Page,
    pub person: Person,
    pub actions: Vec<Action>,
    pub total: i64,
    pub pagination: Pagination,
}

/// `GET /{tenant}/people/{id}/actions`
pub async fn actions(
    scope: Scope<ReadRegister>,
    path: Path,
    query: web::Query<ProfileQuery>,
) -> Result<HttpResponse> {
    let person = match find_or_redirect(&scope, path.1).await? {
        Ok(person) => person,
        Err(redirect) => return Ok(redirect),
    };
    let reader = Reader::from(&scope.member);
    let values = || reader.values().into_iter().chain([person.id.into()]);
    let all = select(&reader, OF_PERSON, THEIRS);
    let total = scope.value(&format!("select count(*) from ({all}) n"), values()).await?.unwrap_or(0);
    let pagination = Pagination::new(&query.page, total, ());
    let sql = format!(
        "{all} order by x.state = 'done', x.due_on nulls last, x.created_at, x.id limit $5 offset $6"
    );
    let window = [pagination::SIZE.into(), pagination.offset().into()];
    let actions = scope.rows(&sql, values().chain(window)).await?;
    scope.render(|page| Actions { page, person, actions, total, pagination })
}

/// The actions that may have to do with the person $4, found by indexes alone.
const OF_PERSON: &str = "(select c.* from actions c where c.tenant_id = $tenant and c.id in (
        select i.id from members w
          join actions i on i.tenant_id = $tenant and i.member_id = w.id
         where w.tenant_id = $tenant and w.person_id = $4
        union all
        select i.id from attendances a
          join turns u on u.tenant_id = $tenant and u.attendance_id = a.id
          join actions i on i.tenant_id = $tenant and i.turn_id = u.id
         where a.tenant_id = $tenant and a.person_id = $4
        union all
        select i.id from attendances a
          join turns u on u.tenant_id = $tenant and u.attendance_id = a.id
          join turns v on v.tenant_id = $tenant and v.hearing_id = u.hearing_id and v.merged_into = u.id
          join actions i on i.tenant_id = $tenant and i.turn_id = v.id
         where a.tenant_id = $tenant and a.person_id = $4)) x";

/// Of those, what the person is in charge of, and what came from words of the
/// person that the reader may read: that someone spoke at all may be closed.
const THEIRS: &str = "and (exists (select from members w
            where w.tenant_id = $tenant and w.id = x.member_id and w.person_id = $4)
        or (r.readable and exists (select from attendances a
            where a.tenant_id = $tenant and a.id = t.attendance_id and a.person_id = $4)))";
