//! Screens of bodies.

use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::{
    body::{Body, BodyKind},
    groups::RecipientForm,
    holders::{self, Holder, Period},
    recipients::{self, Recipient},
    store,
};
use crate::{
    access::{
        permissions::{ExtendDirectory, KeepGroups, Manage, Permission, ReadRegister},
        scope::Scope,
    },
    directory::people::store as people,
    web::{error::Result, forms::Errors, page::Page, pagination::Pagination, paths::BodyPath},
};

#[derive(Template)]
#[template(path = "directory/bodies/index.html")]
pub struct Bodies {
    pub page: Page,
    pub bodies: Vec<Body>,
    /// The only kind that is shown.
    pub kind: Option<BodyKind>,
    pub total: i64,
    pub pagination: Pagination,
    pub may_manage: bool,
    pub may_extend: bool,
}

impl Bodies {
    fn kinds(&self) -> [BodyKind; 4] {
        BodyKind::ALL
    }

    fn is_chosen(&self, kind: &BodyKind) -> bool {
        self.kind == Some(*kind)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filter {
    kind: String,
    /// `otherwise`: positions that are over or have not begun.
    when: String,
    page: String,
}

impl Filter {
    fn period(&self) -> Period {
        if self.when == "otherwise" { Period::NotToday } else { Period::Today }
    }
}

/// `GET /{tenant}/bodies`
pub async fn index(scope: Scope<ReadRegister>, filter: web::Query<Filter>) -> Result<HttpResponse> {
    let kind = BodyKind::parse(&filter.kind);
    let total = store::count(&scope, kind).await?;
    let query = kind.map(|it| ("kind", it.code()));
    let pagination = Pagination::new(&filter.page, total, query.as_slice());
    let bodies = store::all(&scope, kind, pagination.offset()).await?;
    let standing = people::standing(&scope);
    let (may_manage, may_extend) = (scope.may::<Manage>(standing), scope.may::<ExtendDirectory>(standing));
    scope.render(|page| Bodies { page, bodies, kind, total, pagination, may_manage, may_extend })
}

#[derive(Template)]
#[template(path = "directory/bodies/show.html")]
pub struct Show {
    pub page: Page,
    pub body: Body,
    pub period: Period,
    /// How many positions are held today, and how many are not.
    pub today: i64,
    pub not_today: i64,
    pub people: Vec<Holder>,
    pub pagination: Pagination,
    /// The distribution list, for those who keep it.
    pub recipients: Vec<Recipient>,
    pub typed: Typed,
    pub errors: Errors,
    pub may_keep: bool,
    pub may_manage: bool,
}

impl Show {
    /// Whether those who hold a position today are listed.
    fn is_of_today(&self) -> bool {
        self.period == Period::Today
    }

    /// The name of a colour of political groups.
    fn colour_label(&self, colour: &Option<i16>) -> String {
        match colour {
            Some(number) => self.page.t1("group-colour-number", "number", *number),
            None => self.page.t("group-colour-none"),
        }
    }
}

/// The typed values of the forms of a body's page.
#[derive(Debug, Default)]
pub struct Typed {
    pub recipient: RecipientForm,
    /// The colour that was chosen for a group which someone else changed since.
    pub stale_colour: Option<Option<i16>>,
}

/// `GET /{tenant}/bodies/{body}`
pub async fn show(
    scope: Scope<ReadRegister>,
    path: web::Path<BodyPath>,
    filter: web::Query<Filter>,
) -> Result<HttpResponse> {
    let body = store::find(&scope, path.body).await?;
    let show = load(&scope, body, &filter).await?;
    scope.render(|page| show(page, Typed::default(), Errors::default()))
}

/// The page of a body, without typed values.
pub(super) async fn load<P: Permission>(
    scope: &Scope<P>,
    body: Body,
    filter: &Filter,
) -> Result<impl FnOnce(Page, Typed, Errors) -> Show + use<P>> {
    let period = filter.period();
    let today = holders::count(scope, body.id, Period::Today).await?;
    let not_today = holders::count(scope, body.id, Period::NotToday).await?;
    let (total, query) = match period {
        Period::Today => (today, None),
        Period::NotToday => (not_today, Some(("when", "otherwise"))),
    };
    let pagination = Pagination::new(&filter.page, total, query.as_slice());
    let people = holders::page_of(scope, body.id, period, pagination.offset()).await?;
    let (may_keep, may_manage) =
        (scope.may::<KeepGroups>(body.standing()), scope.may::<Manage>(body.standing()));
    let recipients = if may_keep { recipients::of_body(scope, body.id).await? } else { Vec::new() };
    Ok(move |page, typed, errors| Show {
        page,
        body,
        period,
        today,
        not_today,
        people,
        pagination,
        recipients,
        typed,
        errors,
        may_keep,
        may_manage,
    })
}
