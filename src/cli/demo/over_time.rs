//! What the directory of the demonstration was before: earlier positions, other
//! names, assistants, someone noted twice, an organisation in the register.

use sea_orm::Value;

use super::seed::{World, named};
use crate::web::error::Result;
use formats::names::fold;

/// Name, title, body, days from today to the first and the last day.
const EARLIER: &[(&str, &str, &str, i64, i64)] = &[
    ("Nadia Brémond", "Conseillère municipale", "Écologie citoyenne", -2700, -901),
    ("Maïwenn Tual", "Chargée de mission", "Direction des espaces verts", -2000, -901),
    ("Solène Kervadec", "Ingénieure d’études", "Université du Vaulx", -3900, -901),
    ("Guillaume Tessonneau", "Conseiller municipal", "Les Coteaux", -2700, -901),
    ("Théodore Nkoulou", "Conseiller scientifique", "Bureau d’études Ruissel", -1600, -600),
];

/// Name, kind of the other name, other name.
const OTHER_NAMES: &[(&str, &str, &str)] = &[
    ("Rose-Aimée Ferlicot", "birth", "Rose-Aimée Coatanlem"),
    ("Fatoumata Sissoko", "former", "Fatoumata Sissoko-Perrot"),
    ("Ibrahima Diallo", "other", "Ibou Diallo"),
];

/// Who assists whom.
const ASSISTANTS: &[(&str, &str)] = &[
    ("Thomas Œuvrard", "Nadia Brémond"),
    ("Léa Montferrand", "Yannick Prud’homme"),
    ("Maïwenn Tual", "Idriss Lemarchand"),
];

/// Someone noted a second time, and what was noted then.
const TWINS: &[(&str, &str)] =
    &[("Kervadek Solène", "Hydrologue"), ("Rose-Aimée Coatanlem", "Conseillère municipale")];

/// Organisations and their numbers in the register, invented but for their key.
const REGISTERED: &[(&str, &str)] =
    &[("Coopérative Les Prés hauts", "H000123456"), ("Association Table commune", "W999000111")];

/// Adds it.
///
/// # Errors
/// When the database refuses.
pub async fn add(world: &World) -> Result<()> {
    for (name, title, body, first, last) in EARLIER {
        let person = named(&world.people, name)?;
        let sql = "insert into positions (tenant_id, id, person_id, body_id, title, since, until)
                   values ($tenant, $1, $2, $3, $4, $5, $6)";
        let days = [world.day(*first), world.day(*last)].map(Value::from);
        let values = [person.into(), named(&world.bodies, body)?.into(), (*title).into()];
        world.add(sql, values.into_iter().chain(days)).await?;
    }
    for (name, kind, other) in OTHER_NAMES {
        let sql = "insert into person_names (tenant_id, id, person_id, kind, name, name_key)
                   values ($tenant, $1, $2, $3, $4, $5)";
        let person = named(&world.people, name)?;
        world.add(sql, [person.into(), (*kind).into(), (*other).into(), fold(other).into()]).await?;
    }
    for (name, assisted) in ASSISTANTS {
        let sql = "update positions set behalf_of = $2
                    where tenant_id = $tenant and person_id = $1 and until is null";
        let values = [named(&world.people, name)?.into(), named(&world.people, assisted)?.into()];
        world.tenant.execute(sql, values).await?;
    }
    for (name, title) in TWINS {
        let sql = "insert into people (tenant_id, id, name, name_key) values ($tenant, $1, $2, $3)";
        let person = world.add(sql, [(*name).into(), fold(name).into()]).await?;
        let sql = "insert into positions (tenant_id, id, person_id, title) values ($tenant, $1, $2, $3)";
        world.add(sql, [person.into(), (*title).into()]).await?;
    }
    for (name, number) in REGISTERED {
        let sql = "update bodies set register_number = $2 where tenant_id = $tenant and id = $1";
        world.tenant.execute(sql, [named(&world.bodies, name)?.into(), (*number).into()]).await?;
    }
    Ok(())
}
