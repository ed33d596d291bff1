//! The settings of a tenant: name, time zone, language.

use std::str::FromStr as _;

use actix_web::HttpResponse;
use askama::Template;
use chrono_tz::{TZ_VARIANTS, Tz};
use sea_orm::{ActiveValue::Set, QueryFilter as _};
use serde::Deserialize;

use super::entity as tenants;
use crate::{
    access::{
        permissions::Manage,
        scope::{Outcome, Post, Scope, TenantTransaction, Written, redirected, rendered},
    },
    history::change::ChangeKind,
    text::i18n::Lang,
    web::{
        error::{Error, Result},
        forms::{Errors, Form, Version},
        page::Page,
    },
};

/// The settings, as saved and as typed.
#[derive(Debug, Clone, Deserialize)]
pub struct Settings {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub time_zone: String,
    #[serde(default)]
    pub language: String,
    /// The version that the form was loaded with.
    #[serde(default)]
    pub version: Version,
}

#[derive(Template)]
#[template(path = "tenants/settings.html")]
pub struct Edit {
    pub page: Page,
    pub form: Settings,
    /// The present settings, if someone else has changed them meanwhile.
    pub theirs: Option<Settings>,
    pub errors: Errors,
}

impl Edit {
    /// The time zones that the browser proposes.
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
    scope.render(|page| Edit { page, form, theirs: None, errors: Errors::default() })
}

/// `POST /{tenant}/settings`
pub async fn update(Post(scope, form): Post<Scope<Manage>, Form<Settings>>) -> Result<Outcome> {
    let version = form.version.required()?;
    let new = match form.check(scope.lang()) {
        Ok(new) => new,
        Err(errors) => {
            let form = form.0;
            return rendered(scope.unprocessable(|page| Edit { page, form, theirs: None, errors })?);
        }
    };
    let theirs = load(&scope).await?;
    if new.has_same_values(&theirs) {
        return redirected(scope.redirect_unchanged("/settings", "done-settings-changed")?);
    }
    if store(&scope, version, &new).await? == Written::Stale {
        let form = Settings { version: theirs.version, ..form.0 };
        let errors = Errors::default();
        return rendered(scope.conflict(|page| Edit { page, form, theirs: Some(theirs), errors })?);
    }
    scope.record(ChangeKind::SettingsChanged, &new.name).await?;
    redirected(scope.commit_and_redirect("/settings", "done-settings-changed").await?)
}

impl Settings {
    fn language_name(&self) -> String {
        Lang::parse(&self.language).map_or(String::new(), |it| it.t("language-name"))
    }

    fn has_same_values(&self, other: &Self) -> bool {
        (&self.name, &self.time_zone, &self.language) == (&other.name, &other.time_zone, &other.language)
    }

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
            (Ok(zone), Some(language)) if errors.is_empty() => Ok(Self {
                name,
                time_zone: zone.name().to_owned(),
                language: language.code().to_owned(),
                version: self.version,
            }),
            _ => Err(errors),
        }
    }
}

async fn load(scope: &Scope<Manage>) -> Result<Settings> {
    let tenant = scope.find::<tenants::Entity>().one(scope.db()).await?.ok_or(Error::NotFound)?;
    let tenants::Model { name, time_zone, language, version, .. } = tenant;
    Ok(Settings { name, time_zone, language, version: version.into() })
}

async fn store(scope: &Scope<Manage>, version: i32, new: &Settings) -> Result<Written> {
    let to = tenants::ActiveModel {
        name: Set(new.name.clone()),
        time_zone: Set(new.time_zone.clone()),
        language: Set(new.language.clone()),
        ..Default::default()
    };
    let to = tenants::ActiveModel { version: Set(version + 1), ..to };
    let update = scope.update_many::<tenants::Entity>().set(to).filter(tenants::COLUMN.version.eq(version));
    let updated = update.exec(scope.db()).await?;
    Ok(if updated.rows_affected == 1 { Written::Updated } else { Written::Stale })
}

/// The language of the tenant, for recipients who have not chosen one.
pub async fn language(tx: &TenantTransaction) -> Result<Lang> {
    let tenant = tx.find::<tenants::Entity>().one(tx.db()).await?;
    Ok(tenant.and_then(|it| Lang::parse(&it.language)).unwrap_or_default())
}
