//! The directory over time.

use demo::over_time::{ASSISTANTS, EARLIER, OTHER_NAMES, REGISTERED, TWINS};
use formats::names::fold;
use sea_orm::{ActiveValue::Set, QueryFilter as _};
use uuid::Uuid;

use super::seed::{World, named, word};
use crate::{
    directory::{
        bodies::entity as bodies,
        people::{entity as people, name_entity as person_names, names::NameKind},
        positions::entity as positions,
    },
    web::error::Result,
};

/// Adds earlier positions, other names, assistants, people noted twice and register numbers.
///
/// # Errors
/// When the database refuses.
pub async fn add(world: &World) -> Result<()> {
    let tenant = &world.tenant;
    for (name, title, body, first, last) in EARLIER {
        let row = positions::ActiveModel {
            id: Set(Uuid::now_v7()),
            person_id: Set(named(&world.people, name)?),
            body_id: Set(Some(named(&world.bodies, body)?)),
            title: Set((*title).to_owned()),
            since: Set(Some(world.day(*first))),
            until: Set(Some(world.day(*last))),
            ..Default::default()
        };
        tenant.insert_many::<positions::Entity>([row]).await?;
    }
    for (name, kind, other) in OTHER_NAMES {
        let row = person_names::ActiveModel {
            id: Set(Uuid::now_v7()),
            person_id: Set(named(&world.people, name)?),
            kind: Set(word(NameKind::parse(kind), kind)?),
            name: Set((*other).to_owned()),
            name_key: Set(fold(other)),
            ..Default::default()
        };
        tenant.insert_many::<person_names::Entity>([row]).await?;
    }
    for (name, assisted) in ASSISTANTS {
        let to = positions::ActiveModel {
            behalf_of: Set(Some(named(&world.people, assisted)?)),
            ..Default::default()
        };
        tenant
            .update_many::<positions::Entity>()
            .set(to)
            .filter(positions::COLUMN.person_id.eq(named(&world.people, name)?))
            .filter(positions::COLUMN.until.is_null())
            .exec(tenant.db())
            .await?;
    }
    for (name, title) in TWINS {
        add_twin(world, name, title).await?;
    }
    for (name, number) in REGISTERED {
        let to =
            bodies::ActiveModel { register_number: Set(Some((*number).to_owned())), ..Default::default() };
        let body = tenant.update_many::<bodies::Entity>().set(to);
        body.filter(bodies::COLUMN.id.eq(named(&world.bodies, name)?)).exec(tenant.db()).await?;
    }
    Ok(())
}

/// Adds a person whom the directory has already, under another name.
async fn add_twin(world: &World, name: &str, title: &str) -> Result<()> {
    let id = Uuid::now_v7();
    let person = people::ActiveModel {
        id: Set(id),
        name: Set(name.to_owned()),
        name_key: Set(fold(name)),
        ..Default::default()
    };
    world.tenant.insert_many::<people::Entity>([person]).await?;
    let position = positions::ActiveModel {
        id: Set(Uuid::now_v7()),
        person_id: Set(id),
        title: Set(title.to_owned()),
        ..Default::default()
    };
    world.tenant.insert_many::<positions::Entity>([position]).await
}
