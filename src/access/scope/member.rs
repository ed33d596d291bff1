//! The signed-in member of a request.

use std::sync::Arc;

use actix_web::HttpRequest;
use chrono::{DateTime, Utc};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::{TenantTransaction, raw_sql};
use crate::{
    access::permissions::Role,
    clock,
    text::i18n::Lang,
    web::{
        error::Result,
        page::{self, Page},
        session,
    },
};

/// The signed-in member, as loaded at the start of the request.
#[derive(Debug, Clone)]
pub struct Member {
    pub id: Uuid,
    pub account_id: Uuid,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub manager: bool,
    pub body_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
    /// The ids of the series that the member organises: as a member of the organising body, or as
    /// an editor.
    pub organised: Arc<[Uuid]>,
}

impl Member {
    /// The first letters of the first and the last word of the name.
    pub fn initials(&self) -> String {
        let mut words = self.name.split([' ', '-']).filter_map(|word| word.chars().next());
        let first = words.next();
        first.into_iter().chain(words.next_back()).collect()
    }
}

/// The row of [`ENTRY`]. The member's columns are null if the account is no member.
#[derive(FromQueryResult)]
pub struct Entry {
    pub last_seen_at: DateTime<Utc>,
    account_id: Uuid,
    email: String,
    language: Option<String>,
    tenant_name: String,
    time_zone: String,
    tenant_language: String,
    member_id: Option<Uuid>,
    name: Option<String>,
    role: Option<Role>,
    manager: Option<bool>,
    body_id: Option<Uuid>,
    person_id: Option<Uuid>,
    organised: Vec<Uuid>,
}

/// The ids of the series that a member organises, as an array.
macro_rules! organised_series {
    ($member:literal, $body:literal) => {
        concat!(
            "array(select o.id from series o where o.tenant_id = $tenant and o.body_id = ",
            $body,
            " union all select e.series_id from series_editors e
               where e.tenant_id = $tenant and e.member_id = ",
            $member,
            ") as organised"
        )
    };
}

raw_sql! {
    /// Session, account, tenant and member of a token ($1), and the series that the member
    /// organises. One statement, since every request runs it first.
    pub const ENTRY = concat!("
        select s.last_seen_at, a.id as account_id, a.email, a.language,
               t.name as tenant_name, t.time_zone, t.language as tenant_language,
               m.id as member_id, m.name, m.role, m.manager, m.body_id, m.person_id,
               ", organised_series!("m.id", "m.body_id"), "
          from sessions s
          join accounts a on a.id = s.account_id
          join tenants t on t.id = $tenant
          left join members m on m.tenant_id = $tenant and m.account_id = a.id and m.removed_at is null
         where s.token_hash = $1 and s.created_at > $2 and s.last_seen_at > $3");

    /// The series that the member $1 of the body $2 organises.
    pub const ORGANISED = concat!("select ", organised_series!("$1::uuid", "$2::uuid"));
}

#[derive(FromQueryResult)]
struct Organised {
    organised: Vec<Uuid>,
}

/// The ids of the series that another member organises.
pub async fn organised_by(
    tenant: &TenantTransaction,
    member: Uuid,
    body: Option<Uuid>,
) -> Result<Arc<[Uuid]>> {
    let row: Option<Organised> = tenant.raw_row(ORGANISED, [member.into(), body.into()]).await?;
    Ok(row.map(|it| it.organised).unwrap_or_default().into())
}

/// Finds the member of a token. None if its session has ended.
pub async fn enter(tenant: &TenantTransaction, token: &session::Token) -> Result<Option<Entry>> {
    let now = clock::now();
    let limits = [(now - session::ABSOLUTE_LIMIT).into(), (now - session::IDLE_LIMIT).into()];
    tenant.raw_row(ENTRY, [token.hash().into()].into_iter().chain(limits)).await
}

impl Entry {
    /// The member and the frame of their pages. None if the account is no member.
    pub fn into_parts(self, request: &HttpRequest, slug: &str) -> Option<(Member, Page)> {
        let member = Member {
            id: self.member_id?,
            account_id: self.account_id,
            name: self.name?,
            email: self.email,
            role: self.role?,
            manager: self.manager?,
            body_id: self.body_id,
            person_id: self.person_id,
            organised: self.organised.into(),
        };
        let lang = (self.language.as_deref().and_then(Lang::parse))
            .or_else(|| Lang::parse(&self.tenant_language))
            .unwrap_or_else(|| page::browser_language(request));
        let zone = clock::zone(&self.time_zone);
        let page = Page {
            lang,
            zone,
            today: clock::today(zone),
            tenant: slug.to_owned(),
            tenant_name: self.tenant_name,
            member: Some(member.clone()),
            ..Page::outside(request, None)
        };
        Some((member, page))
    }
}
