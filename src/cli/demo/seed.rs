//! Fills the demonstration's database, once.

use std::collections::HashMap;

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Europe::Paris;
use sea_orm::Value;
use uuid::Uuid;

use super::{
    directory::{self, BODIES, MEMBERS, PEOPLE, RECIPIENTS, SERIES},
    documents, earlier, follow_up, hearings, over_time, record, rounds, sign_ins, summaries,
};
use crate::{
    access::scope::{Pool, TenantTransaction},
    clock,
    config::Config,
    sign_in::{passwords::Hasher, store as accounts},
    tenants::{self, Manager, NewTenant},
    text::{email_address::EmailAddress, i18n::Lang},
    web::error::{Error, Result},
};
use formats::names::fold;

/// The manager of both authorities.
const MANAGER: &str = "Paul Castagnet";
/// Where everyone of the demonstration has an address.
pub const DOMAIN: &str = "montreuvray.example";

/// Makes the authorities and their data, unless they are there. What a killed
/// start left half done is finished: an authority's data is one transaction.
///
/// # Errors
/// When the database refuses.
pub async fn fill(owner_url: &str, pool: &Pool, config: &Config) -> Result<(), super::Failure> {
    if let Some(mut world) = World::open(owner_url, pool, "montreuvray", "Ville de Montreuvray").await? {
        world.fill(config).await?;
        world.tenant.commit().await?;
    }
    let valserine = "Communauté de communes de la Valserine";
    if let Some(mut world) = World::open(owner_url, pool, "valserine", valserine).await? {
        world.fill_valserine().await?;
        world.tenant.commit().await?;
    }
    Ok(())
}

async fn make_tenant(owner_url: &str, slug: &str, name: &str) -> Result<(), super::Failure> {
    let email =
        EmailAddress::parse(&directory::email(MANAGER, DOMAIN)).ok_or("the manager has no address")?;
    let new = NewTenant {
        slug: slug.to_owned(),
        name: name.to_owned(),
        time_zone: Paris,
        language: Lang::Fr,
        manager: Manager { email, name: MANAGER.to_owned() },
    };
    tenants::create(owner_url, &new).await?;
    Ok(())
}

/// An authority that is being filled, with the ids by their names.
pub struct World {
    pub tenant: TenantTransaction,
    pub today: NaiveDate,
    pub bodies: HashMap<&'static str, Uuid>,
    pub people: HashMap<&'static str, Uuid>,
    pub members: HashMap<&'static str, Uuid>,
    pub series: HashMap<&'static str, Uuid>,
    /// Of the one password.
    hash: String,
}

async fn is_filled(tenant: &TenantTransaction) -> Result<bool> {
    let sql = "select exists (select from bodies where tenant_id = $tenant)";
    Ok(tenant.value(sql, []).await?.unwrap_or(false))
}

/// What has this name in one of the maps.
///
/// # Errors
/// Nothing has.
pub fn named(map: &HashMap<&'static str, Uuid>, name: &str) -> Result<Uuid> {
    map.get(name).copied().ok_or_else(|| Error::internal(format!("the demonstration knows no “{name}”")))
}

impl World {
    /// The authority, made where there is none yet; nothing where it is filled already.
    async fn open(
        owner_url: &str,
        pool: &Pool,
        slug: &str,
        name: &str,
    ) -> Result<Option<Self>, super::Failure> {
        let tenant = match pool.as_operator_of(slug).await {
            Err(Error::NotFound) => {
                make_tenant(owner_url, slug, name).await?;
                pool.as_operator_of(slug).await?
            }
            found => found?,
        };
        if is_filled(&tenant).await? {
            return Ok(None);
        }
        Ok(Some(Self {
            tenant,
            today: clock::today(Paris),
            bodies: HashMap::new(),
            people: HashMap::new(),
            members: HashMap::new(),
            series: HashMap::new(),
            hash: Hasher::default().hash(sign_ins::PASSWORD).await?,
        }))
    }

    /// Adds a row, of which the id is made here.
    ///
    /// # Errors
    /// The statement adds no row or several: it was drawn from something that is not there.
    pub async fn add(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<Uuid> {
        let id = Uuid::now_v7();
        match self.tenant.execute(sql, std::iter::once(id.into()).chain(values)).await? {
            1 => Ok(id),
            rows => Err(Error::internal(format!("{rows} rows added by {sql}"))),
        }
    }

    /// A working day, so many days from today.
    pub fn day(&self, days: i64) -> NaiveDate {
        let day = if days < 0 {
            self.today - Days::new(days.unsigned_abs())
        } else {
            self.today + Days::new(days.unsigned_abs())
        };
        match day.weekday() {
            Weekday::Sat => day - Days::new(1),
            Weekday::Sun => day - Days::new(2),
            _ => day,
        }
    }

    /// An instant of a day; where clocks skip it, the start of that day.
    pub fn at(&self, day: NaiveDate, (hour, minute): (u32, u32)) -> DateTime<Utc> {
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        clock::instant(day, time, Paris).unwrap_or_else(|_| day.and_time(NaiveTime::MIN).and_utc())
    }

    /// This hour, so many days from today.
    pub fn instant(&self, days: i64) -> DateTime<Utc> {
        clock::now() + TimeDelta::days(days)
    }

    async fn fill(&mut self, config: &Config) -> Result<()> {
        self.add_bodies(BODIES).await?;
        self.add_people().await?;
        self.add_members().await?;
        self.add_recipients().await?;
        self.add_series(SERIES).await?;
        let mut ids = Vec::new();
        for hearing in hearings::ALL {
            ids.push(record::add(self, hearing).await?);
        }
        follow_up::add(self, &ids).await?;
        rounds::add(self, config, *ids.get(1).ok_or_else(|| Error::internal("no second hearing"))?).await?;
        documents::add(self, config, &ids).await?;
        earlier::add(self).await?;
        over_time::add(self).await?;
        summaries::add(self, &ids, config).await
    }

    /// The second authority: enough to see that nothing of the first shows in it.
    async fn fill_valserine(&mut self) -> Result<()> {
        self.add_bodies(&[
            ("cabinet", "Cabinet de la présidente", None),
            ("political_group", "Vallées unies", Some(4)),
        ])
        .await?;
        self.add_series(&[(
            "la-foret",
            "La forêt",
            "Couper, replanter, laisser faire.",
            "Cabinet de la présidente",
        )])
        .await?;
        self.set_password(MANAGER).await?;
        record::add(self, &hearings::VALSERINE).await?;
        Ok(())
    }

    async fn add_bodies(&mut self, bodies: &[(&'static str, &'static str, Option<i16>)]) -> Result<()> {
        for (kind, name, colour) in bodies {
            let sql =
                "insert into bodies (tenant_id, id, kind, name, colour) values ($tenant, $1, $2, $3, $4)";
            let id = self.add(sql, [(*kind).into(), (*name).into(), (*colour).into()]).await?;
            self.bodies.insert(name, id);
        }
        Ok(())
    }

    async fn add_people(&mut self) -> Result<()> {
        for (name, title, body) in PEOPLE {
            let sql =
                "insert into people (tenant_id, id, name, name_key, email) values ($tenant, $1, $2, $3, $4)";
            let is_member = MEMBERS.iter().any(|(member, ..)| member == name);
            let email = is_member.then(|| directory::email(name, DOMAIN));
            let id = self.add(sql, [(*name).into(), fold(name).into(), email.into()]).await?;
            let sql = "insert into positions (tenant_id, id, person_id, body_id, title, since) values ($tenant, $1, $2, $3, $4, $5)";
            let body = self.bodies.get(body).copied();
            self.add(sql, [id.into(), body.into(), (*title).into(), self.day(-900).into()]).await?;
            self.people.insert(name, id);
        }
        Ok(())
    }

    async fn add_members(&mut self) -> Result<()> {
        for (name, role, manager, body) in MEMBERS {
            let account = self.set_password(name).await?;
            let sql =
                "insert into members (tenant_id, id, account_id, name, role, manager, body_id, person_id)
                       values ($tenant, $1, $2, $3, $4, $5, $6, $7)
                       on conflict (tenant_id, account_id) do update set person_id = excluded.person_id";
            let body = self.bodies.get(body).copied();
            let person = self.people.get(name).copied();
            let values = [
                account.into(),
                (*name).into(),
                role.code().into(),
                (*manager).into(),
                body.into(),
                person.into(),
            ];
            let id = self.add(sql, values).await?;
            self.members.insert(name, id);
        }
        Ok(())
    }

    /// The account of someone of the demonstration, with its one password.
    async fn set_password(&self, name: &str) -> Result<Uuid> {
        let email = EmailAddress::parse(&directory::email(name, DOMAIN));
        let email = email.ok_or_else(|| Error::internal(format!("“{name}” makes no address")))?;
        let account = accounts::find_or_create(self.tenant.accounts(), &email).await?;
        accounts::set_password(self.tenant.accounts(), account.id, &self.hash).await?;
        Ok(account.id)
    }

    async fn add_recipients(&self) -> Result<()> {
        for (group, names) in RECIPIENTS {
            let body = named(&self.bodies, group)?;
            for name in *names {
                let sql = "insert into group_recipients (tenant_id, id, body_id, name, email) values ($tenant, $1, $2, $3, $4)";
                self.add(sql, [body.into(), (*name).into(), directory::email(name, DOMAIN).into()]).await?;
            }
        }
        Ok(())
    }

    /// Adds series: slug, title, description, organising body.
    ///
    /// # Errors
    /// There is no such body.
    pub async fn add_series(&mut self, series: &[(&'static str, &'static str, &str, &str)]) -> Result<()> {
        for (slug, title, description, body) in series {
            let sql = "insert into series (tenant_id, id, slug, title, description, body_id) values ($tenant, $1, $2, $3, $4, $5)";
            let body = named(&self.bodies, body)?;
            let id =
                self.add(sql, [(*slug).into(), (*title).into(), (*description).into(), body.into()]).await?;
            self.series.insert(slug, id);
        }
        Ok(())
    }
}
