//! An authority's own settings: name, time zone, language.

use std::str::FromStr as _;

use actix_web::HttpResponse;
use askama::Template;
use chrono_tz::{TZ_VARIANTS, Tz};
use sea_orm::FromQueryResult;
use serde::Deserialize;

use crate::{
    access::{
        permissions::Manage,
        scope::{Outcome, Post, Scope, redirected, rendered},
    },
    history::change::ChangeKind,
    text::i18n::Lang,
    web::{
        error::{Error, Result},
        forms::{Errors, Form},
        page::Page,
    },
};

/// The settings, as kept and as typed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, FromQueryResult)]
pub struct Settings {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub time_zone: String,
    #[serde(default)]
    pub language: String,
}

#[derive(Template)]
#[template(path = "tenants/settings.html")]
pub struct Edit {
    pub page: Page,
    pub form: Settings,
    pub errors: Errors,
}

impl Edit {
    /// What the browser proposes while a time zone is typed.
    fn zones(&self) -> impl Iterator<Item = &'static str> {
        TZ_VARIANTS.iter().map(|it| it.name())
    }

    fn languages(&self) -> [Lang; 2] {
        Lang::ALL
    }
}

/// `GET /{tenant}/settings`
pub async fn edit(scope: Scope<Manage>) -> Result<HttpResponse> {
    let form = load(&scope).await?;
    scope.render(|page| Edit { page, form, errors: Errors::default() })
}

/// `POST /{tenant}/settings`
pub async fn update(Post(scope, form): Post<Scope<Manage>, Form<Settings>>) -> Result<Outcome> {
    match form.check(scope.lang()) {
        Ok(new) if new == load(&scope).await? => {
            redirected(scope.redirect_unchanged("/settings", "done-settings-changed")?)
        }
        Ok(new) => {
            store(&scope, &new).await?;
            scope.record(ChangeKind::SettingsChanged, &new.name).await?;
            redirected(scope.commit_and_redirect("/settings", "done-settings-changed").await?)
        }
        Err(errors) => rendered(scope.unprocessable(|page| Edit { page, form: form.0, errors })?),
    }
}

impl Settings {
    /// With the time zone under its IANA name.
    fn check(&self, lang: Lang) -> Result<Self, Errors> {
        let mut errors = Errors::default();
        let name = errors.required(lang, "name", &self.name, 200);
        let zone = Tz::from_str(self.time_zone.trim());
        if zone.is_err() {
            errors.add("time_zone", lang.t("error-time-zone"));
        }
        let language = Lang::parse(&self.language);
        if language.is_none() {
            errors.add("language", lang.t("error-choose"));
        }
        match (zone, language) {
            (Ok(zone), Some(language)) if errors.is_empty() => {
                Ok(Self { name, time_zone: zone.name().to_owned(), language: language.code().to_owned() })
            }
            _ => Err(errors),
        }
    }
}

async fn load(scope: &Scope<Manage>) -> Result<Settings> {
    let row = scope.row("select name, time_zone, language from tenants where id = $tenant", []).await?;
    row.ok_or(Error::NotFound)
}

async fn store(scope: &Scope<Manage>, new: &Settings) -> Result<()> {
    scope
        .execute(
            "update tenants set name = $1, time_zone = $2, language = $3 where id = $tenant",
            [new.name.clone().into(), new.time_zone.clone().into(), new.language.clone().into()],
        )
        .await?;
    Ok(())
}
