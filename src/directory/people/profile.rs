//! The page of a person: who, what and when, every hearing, every word that the
//! reader may read, every action.

use actix_web::{HttpResponse, http::header, web};
use askama::Template;
use chrono::NaiveDate;
use sea_orm::FromQueryResult;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    names::{self, OtherName},
    person::{Heard, Person},
    store,
};
use crate::{
    access::{
        permissions::{ExtendDirectory, Manage, Permission, ReadRegister},
        scope::Scope,
        visibility::{readable, reader},
    },
    actions::{
        action::Action,
        store::{Reader, select},
    },
    directory::{
        mergers::store::{self as mergers, Merger},
        positions::{
            position::Position,
            store::{self as positions, Assistant},
        },
    },
    hearings::hearing,
    record::passage::passage,
    web::{
        error::{Error, Result},
        page::Page,
        pagination::{self, Pagination},
    },
};

#[derive(Template)]
#[template(path = "directory/people/show.html")]
pub struct Show {
    pub page: Page,
    pub person: Person,
    pub names: Vec<OtherName>,
    pub positions: Vec<Position>,
    pub staff: Vec<Assistant>,
    /// Who was merged into this person, for managers.
    pub mergers: Vec<Merger>,
    pub hearings: Vec<Heard>,
    pub pagination: Pagination,
    pub may_extend: bool,
    pub may_manage: bool,
}

/// Which page of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProfileQuery {
    page: String,
}

type Path = web::Path<(String, Uuid)>;

/// Someone, or where someone is found who was merged into somebody else.
async fn found(scope: &Scope<ReadRegister>, id: Uuid) -> Result<Result<Person, HttpResponse>> {
    match store::find(scope, id).await {
        Ok(person) => Ok(Ok(person)),
        Err(Error::NotFound) => {
            let kept = mergers::kept(scope, id).await?.ok_or(Error::NotFound)?;
            let here = scope.page().url(format!("/people/{id}"));
            let rest = scope.page().path.strip_prefix(&here).unwrap_or_default();
            let there = scope.page().url(format!("/people/{kept}{rest}"));
            // Not for ever: a merger can be undone.
            Ok(Err(HttpResponse::TemporaryRedirect().insert_header((header::LOCATION, there)).finish()))
        }
        Err(why) => Err(why),
    }
}

/// `GET /{tenant}/people/{id}`
pub async fn show(
    scope: Scope<ReadRegister>,
    path: Path,
    asked: web::Query<ProfileQuery>,
) -> Result<HttpResponse> {
    let person = match found(&scope, path.1).await? {
        Ok(person) => person,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let names = names::of_people(&scope, vec![person.id]).await?;
    let positions = positions::of_person(&scope, person.id).await?;
    let staff = positions::staff_of(&scope, person.id).await?;
    let total = store::count_heard(&scope, person.id).await?;
    let pagination = Pagination::new(&asked.page, total, ());
    let hearings = store::heard(&scope, person.id, pagination.offset()).await?;
    let standing = store::standing(&scope).await?;
    let (may_extend, may_manage) = (scope.may::<ExtendDirectory>(standing), scope.may::<Manage>(standing));
    let mergers = if may_manage { mergers::into_person(&scope, person.id).await? } else { Vec::new() };
    scope.render(|page| Show {
        page,
        person,
        names,
        positions,
        staff,
        mergers,
        hearings,
        pagination,
        may_extend,
        may_manage,
    })
}

/// How much of a turn is shown, in characters, and how much is read to find it among its markup.
const SHOWN: usize = 280;
const READ: usize = 4 * SHOWN;

/// Something someone said.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Said {
    pub series_slug: String,
    pub hearing_number: i32,
    pub hearing_title: String,
    pub day: NaiveDate,
    pub number: i32,
    /// Said behind closed doors.
    pub closed: bool,
    /// In the capacity of the day.
    pub title: String,
    pub body_name: String,
    text: String,
}

impl Said {
    /// Inside the tenant: the turn in its record, for ever.
    pub fn path(&self) -> String {
        hearing::turn_path(&self.series_slug, self.hearing_number, self.number)
    }

    /// How the turn begins, as plain words.
    pub fn excerpt(&self) -> String {
        passage(&self.text, SHOWN)
    }
}

#[derive(Template)]
#[template(path = "directory/people/turns.html")]
pub struct Turns {
    pub page: Page,
    pub person: Person,
    pub turns: Vec<Said>,
    pub total: i64,
    pub pagination: Pagination,
}

/// `GET /{tenant}/people/{id}/turns`
pub async fn turns(
    scope: Scope<ReadRegister>,
    path: Path,
    asked: web::Query<ProfileQuery>,
) -> Result<HttpResponse> {
    let person = match found(&scope, path.1).await? {
        Ok(person) => person,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let total = count_said(&scope, person.id).await?;
    let pagination = Pagination::new(&asked.page, total, ());
    let turns = said(&scope, person.id, pagination.offset()).await?;
    scope.render(|page| Turns { page, person, turns, total, pagination })
}

/// The turns `t` of the person $4 that the member may read.
fn of_person<P: Permission>(scope: &Scope<P>) -> String {
    format!(
        "from attendances a
           join turns t on t.tenant_id = $tenant and t.attendance_id = a.id
           join hearings h on h.tenant_id = $tenant and h.id = t.hearing_id
           join series s on s.tenant_id = $tenant and s.id = h.series_id
          where a.tenant_id = $tenant and a.person_id = $4 and {}",
        readable(scope)
    )
}

async fn count_said<P: Permission>(scope: &Scope<P>, person: Uuid) -> Result<i64> {
    let sql = format!("select count(*) {}", of_person(scope));
    Ok(scope.value(&sql, reader(scope).into_iter().chain([person.into()])).await?.unwrap_or(0))
}

/// A page of them, the latest hearing first. Texts are fetched for the page alone.
async fn said<P: Permission>(scope: &Scope<P>, person: Uuid, offset: u32) -> Result<Vec<Said>> {
    let sql = format!(
        "with said as materialized (
             select t.id, s.slug, h.number as hearing, h.title as hearing_title, h.day, h.id as hearing_id,
                    t.number, t.position, h.closed or t.closed as closed, a.title, a.body_name {}
              order by h.day desc, h.id, t.position limit $5 offset $6)
         select d.slug as series_slug, d.hearing as hearing_number, d.hearing_title, d.day, d.number, d.closed,
                d.title, d.body_name, left(w.text, {READ}) as text
           from said d join turns w on w.tenant_id = $tenant and w.id = d.id
          order by d.day desc, d.hearing_id, d.position",
        of_person(scope)
    );
    let window = [person.into(), pagination::SIZE.into(), offset.into()];
    scope.rows(&sql, reader(scope).into_iter().chain(window)).await
}

#[derive(Template)]
#[template(path = "directory/people/actions.html")]
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
    asked: web::Query<ProfileQuery>,
) -> Result<HttpResponse> {
    let person = match found(&scope, path.1).await? {
        Ok(person) => person,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let reader = Reader::from(&scope.member);
    let values = || reader.values().into_iter().chain([person.id.into()]);
    let all = select(&reader, OF_PERSON, THEIRS);
    let total = scope.value(&format!("select count(*) from ({all}) n"), values()).await?.unwrap_or(0);
    let pagination = Pagination::new(&asked.page, total, ());
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
