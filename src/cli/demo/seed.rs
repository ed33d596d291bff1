//! Writes the demonstration's data, once.

use std::collections::HashMap;

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Europe::Paris;
use demo::{
    DOMAIN,
    directory::{self, BODIES, MEMBERS, PEOPLE, RECIPIENTS, SERIES},
    sign_ins,
};
use formats::names::fold;
use sea_orm::{ActiveValue::Set, PaginatorTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::{documents, earlier_series, follow_up, hearings, over_time, rounds, summaries};
use crate::{
    access::{
        permissions::Role,
        scope::{Pool, TenantTransaction},
    },
    clock,
    config::Config,
    directory::{
        bodies::{body::BodyKind, entity as bodies, recipient_entity as recipients},
        people::entity as people,
        positions::entity as positions,
    },
    members::entity as members,
    series::entity as series,
    sign_in::{passwords::Hasher, store as accounts},
    tenants::{self, Manager, NewTenant},
    text::{email_address::EmailAddress, i18n::Lang},
    web::error::{Error, Result},
};

/// The manager of both authorities.
const MANAGER: &str = "Paul Castagnet";

/// Creates the authorities and their data, unless they exist. An interrupted start is completed:
/// the data of each authority is one transaction.
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
    /// The hash of the password that all accounts share.
    hash: String,
}

async fn is_filled(tenant: &TenantTransaction) -> Result<bool> {
    Ok(tenant.find::<bodies::Entity>().count(tenant.db()).await? > 0)
}

/// The id of this name in one of the maps.
///
/// # Errors
/// The map has no such name.
pub fn named(map: &HashMap<&'static str, Uuid>, name: &str) -> Result<Uuid> {
    map.get(name).copied().ok_or_else(|| Error::internal(format!("the demonstration knows no “{name}”")))
}

impl World {
    /// The authority, created if it does not exist; none if it has its data already.
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

    /// The working day that is this number of days from today.
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

    /// This hour, this number of days from today.
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
        for hearing in demo::hearings::ALL.iter() {
            ids.push(hearings::add(self, hearing).await?);
        }
        follow_up::add(self, &ids).await?;
        rounds::add(self, config, *ids.get(1).ok_or_else(|| Error::internal("no second hearing"))?).await?;
        documents::add(self, config, &ids).await?;
        earlier_series::add(self).await?;
        over_time::add(self).await?;
        summaries::add(self, &ids, config).await
    }

    /// The second authority: enough data to show that authorities are isolated.
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
        hearings::add(self, &demo::hearings::VALSERINE).await?;
        Ok(())
    }

    async fn add_bodies(&mut self, bodies: &[(&'static str, &'static str, Option<i16>)]) -> Result<()> {
        let mut rows = Vec::new();
        for (kind, name, colour) in bodies {
            let id = Uuid::now_v7();
            rows.push(bodies::ActiveModel {
                id: Set(id),
                kind: Set(word(BodyKind::parse(kind), kind)?),
                name: Set((*name).to_owned()),
                colour: Set(*colour),
                ..Default::default()
            });
            self.bodies.insert(name, id);
        }
        self.tenant.insert_many::<bodies::Entity>(rows).await
    }

    async fn add_people(&mut self) -> Result<()> {
        let (mut rows, mut held) = (Vec::new(), Vec::new());
        for (name, title, body) in PEOPLE {
            let id = Uuid::now_v7();
            let is_member = MEMBERS.iter().any(|(member, ..)| member == name);
            rows.push(people::ActiveModel {
                id: Set(id),
                name: Set((*name).to_owned()),
                name_key: Set(fold(name)),
                email: Set(is_member.then(|| directory::email(name, DOMAIN))),
                ..Default::default()
            });
            held.push(positions::ActiveModel {
                id: Set(Uuid::now_v7()),
                person_id: Set(id),
                body_id: Set(self.bodies.get(body).copied()),
                title: Set((*title).to_owned()),
                since: Set(Some(self.day(-900))),
                ..Default::default()
            });
            self.people.insert(name, id);
        }
        self.tenant.insert_many::<people::Entity>(rows).await?;
        self.tenant.insert_many::<positions::Entity>(held).await
    }

    /// The manager is a member already: the authority was created with them.
    async fn add_members(&mut self) -> Result<()> {
        for (name, role, manager, body) in MEMBERS {
            let account = self.set_password(name).await?;
            let person = self.people.get(name).copied();
            let existing =
                self.tenant.find::<members::Entity>().filter(members::COLUMN.account_id.eq(account));
            let existing = existing.one(self.tenant.db()).await?;
            let id = existing.as_ref().map_or_else(Uuid::now_v7, |it| it.id);
            if let Some(member) = existing {
                let to = members::ActiveModel { person_id: Set(person), ..Default::default() };
                self.tenant.update::<members::Entity>(id, member.version, to).await?;
            } else {
                let row = members::ActiveModel {
                    id: Set(id),
                    account_id: Set(account),
                    name: Set((*name).to_owned()),
                    role: Set(word(Role::parse(role), role)?),
                    manager: Set(*manager),
                    body_id: Set(self.bodies.get(body).copied()),
                    person_id: Set(person),
                    ..Default::default()
                };
                self.tenant.insert_many::<members::Entity>([row]).await?;
            }
            self.members.insert(name, id);
        }
        Ok(())
    }

    /// The account of a person, with the demonstration's password.
    async fn set_password(&self, name: &str) -> Result<Uuid> {
        let email = EmailAddress::parse(&directory::email(name, DOMAIN));
        let email = email.ok_or_else(|| Error::internal(format!("“{name}” makes no address")))?;
        let account = accounts::find_or_create(self.tenant.accounts(), &email).await?;
        accounts::set_password(self.tenant.accounts(), account.id, &self.hash).await?;
        Ok(account.id)
    }

    async fn add_recipients(&self) -> Result<()> {
        let mut rows = Vec::new();
        for (group, names) in RECIPIENTS {
            let body = named(&self.bodies, group)?;
            rows.extend(names.iter().map(|name| recipients::ActiveModel {
                id: Set(Uuid::now_v7()),
                body_id: Set(body),
                name: Set((*name).to_owned()),
                email: Set(directory::email(name, DOMAIN)),
                ..Default::default()
            }));
        }
        self.tenant.insert_many::<recipients::Entity>(rows).await
    }

    /// Adds series: slug, title, description, organising body.
    ///
    /// # Errors
    /// There is no such body.
    pub async fn add_series(&mut self, all: &[(&'static str, &'static str, &str, &str)]) -> Result<()> {
        for (slug, title, description, body) in all {
            let id = Uuid::now_v7();
            let row = series::ActiveModel {
                id: Set(id),
                slug: Set((*slug).to_owned()),
                title: Set((*title).to_owned()),
                description: Set((*description).to_owned()),
                body_id: Set(named(&self.bodies, body)?),
                ..Default::default()
            };
            self.tenant.insert_many::<series::Entity>([row]).await?;
            self.series.insert(slug, id);
        }
        Ok(())
    }
}

/// A word of the data as its enum.
///
/// # Errors
/// The list has no such word.
pub fn word<T>(parsed: Option<T>, word: &str) -> Result<T> {
    parsed.ok_or_else(|| Error::internal(format!("the demonstration has an unknown word “{word}”")))
}
