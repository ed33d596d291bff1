//! A series of the year before, whose records stayed on paper: who was present
//! and what followed, enough for pictures of a year to be worth looking at.

use uuid::Uuid;

use super::{
    follow_up,
    hearings::Planned,
    record,
    seed::{World, named},
};
use crate::{hearings::hearing::HearingState, web::error::Result};

const SERIES: &str = "marcher-dans-la-ville";
const AUTHOR: &str = "Thomas Œuvrard";

/// Title, day counted from the day on which the data is made, state, those present.
const HEARINGS: &[(&str, i64, HearingState, &[&str])] = &[
    (
        "Les chemins de l’école",
        -402,
        HearingState::Held,
        &[
            "Jeanne Abrivard",
            "Ibrahima Diallo",
            "Idriss Lemarchand",
            "Maïwenn Tual",
            "Hélène Ravoire",
            "Samira Belkadi",
            "Lucien Ostermann",
            "Étienne Vauquelin",
            "Nadia Brémond",
            "Yannick Prud’homme",
            "Catherine Mondollot",
        ],
    ),
    (
        "S’asseoir en ville",
        -367,
        HearingState::Held,
        &[
            "Anselme Quillard",
            "Idriss Lemarchand",
            "Rose-Aimée Ferlicot",
            "Hélène Ravoire",
            "Pierre-Yves Cadoret",
            "Samira Belkadi",
            "Nadia Brémond",
            "Odile L’Haÿ",
            "Marc-Antoine Delaune",
        ],
    ),
    ("Traverser la route des Coteaux", -318, HearingState::Cancelled, &[]),
    (
        "La nuit, à pied",
        -290,
        HearingState::Held,
        &[
            "Fatoumata Sissoko",
            "Jeanne Abrivard",
            "Théodore Nkoulou",
            "Rose-Aimée Ferlicot",
            "Inès Valtier",
            "Lucien Ostermann",
            "Étienne Vauquelin",
            "Bénédicte Sauvaire",
            "Guillaume Tessonneau",
            "Nadia Brémond",
            "Thomas Œuvrard",
            "Marc-Antoine Delaune",
        ],
    ),
    (
        "Trottoirs étroits, poussettes larges",
        -232,
        HearingState::Held,
        &[
            "Delphine Castaing",
            "Idriss Lemarchand",
            "Maïwenn Tual",
            "Rose-Aimée Ferlicot",
            "Samira Belkadi",
            "Nadia Brémond",
            "Rachid Benkirane",
            "Sylvain Bourdaleix",
        ],
    ),
    (
        "Les détours des chantiers",
        -176,
        HearingState::Held,
        &[
            "Bakary Doumbia",
            "Théodore Nkoulou",
            "Hélène Ravoire",
            "Pierre-Yves Cadoret",
            "Inès Valtier",
            "Bénédicte Sauvaire",
            "Nadia Brémond",
            "Perrine Houdayer",
            "Marc-Antoine Delaune",
            "Sylvain Bourdaleix",
        ],
    ),
    (
        "Fauteuils et cannes blanches",
        -121,
        HearingState::Held,
        &[
            "Claire-Marie Lesueur",
            "Ibrahima Diallo",
            "Fatoumata Sissoko",
            "Idriss Lemarchand",
            "Rose-Aimée Ferlicot",
            "Hélène Ravoire",
            "Samira Belkadi",
            "Lucien Ostermann",
            "Étienne Vauquelin",
            "Mireille Haudecœur",
            "Nadia Brémond",
            "Catherine Mondollot",
        ],
    ),
    ("Ce que nous en ferons", 33, HearingState::Planned, &["Nadia Brémond"]),
];

/// The number of the hearing, what followed, who is in charge, the days on which it was opened, due and closed.
type Followed = (usize, &'static str, &'static str, i64, i64, Option<i64>);

const ACTIONS: &[Followed] = &[
    (1, "Peindre les passages devant les Tanneurs", "Direction des bâtiments", -399, -370, Some(-372)),
    (1, "Relever les trajets de six écoles", "Direction de l’éducation", -399, -340, Some(-350)),
    (2, "Compter les bancs du centre", "Rachid Benkirane", -365, -335, Some(-340)),
    (2, "Poser douze bancs de la gare à la mairie", "Direction des espaces verts", -365, -310, Some(-301)),
    (4, "Rallumer le passage des Lavandières", "Direction des bâtiments", -287, -265, Some(-262)),
    (4, "Mesurer l’éclairage du quai", "Direction des bâtiments", -288, -240, Some(-250)),
    (4, "Régler l’horloge des réverbères", "Direction des bâtiments", -285, -210, Some(-205)),
    (5, "Déplacer les bornes qui gênent", "Direction des espaces verts", -230, -180, Some(-170)),
    (5, "Recenser les trottoirs de moins d’un mètre", "Rachid Benkirane", -229, -150, Some(-150)),
    (6, "Écrire la règle des détours de chantier", "Rachid Benkirane", -174, -120, Some(-118)),
    (6, "Chiffrer les passerelles de chantier", "Direction des finances", -173, -100, Some(-95)),
    (6, "Signaler les détours sur le plan", "Direction des bâtiments", -172, -90, Some(-62)),
    (7, "Essayer trois traversées avec les habitants", "Rachid Benkirane", -119, -80, Some(-80)),
    (7, "Reprendre les bandes de guidage de la mairie", "Direction des bâtiments", -118, -50, Some(-40)),
    (7, "Former les agents d’accueil", "Direction de l’éducation", -116, -30, Some(-30)),
    (7, "Abaisser les trottoirs de la place du Marché", "Direction des bâtiments", -117, 40, None),
];

/// Adds the series, those who were present at its hearings, and what followed.
pub async fn add(world: &mut World) -> Result<()> {
    let description = "Trottoirs, bancs et passages : la ville à hauteur de piéton. Les comptes rendus de ce cycle sont restés sur papier.";
    let body = "Cabinet de l’enfance et de l’éducation";
    world.add_series(&[(SERIES, "Marcher dans la ville", description, body)]).await?;
    let mut ids = Vec::new();
    for (number, (title, days, state, present)) in (1..).zip(HEARINGS) {
        let place = "Hôtel de ville, salle des Commissions";
        let hearing = Planned {
            series: SERIES,
            number,
            title,
            days: *days,
            hour: (18, 0),
            place,
            state: *state,
            closed: false,
            minutes: "",
        };
        let id = record::add(world, &hearing).await?;
        for (position, name) in (1..).zip(*present) {
            attend(world, id, position, name).await?;
        }
        ids.push(id);
    }
    for action in ACTIONS {
        add_action(world, &ids, action).await?;
    }
    Ok(())
}

/// Notes someone as present, in the capacity that the directory gives.
async fn attend(world: &World, hearing: Uuid, position: i32, name: &str) -> Result<Uuid> {
    let sql = "insert into attendances (tenant_id, id, hearing_id, person_id, position, category, name, title,
                                        body_name, body_id)
               select $tenant, $1, $2, p.id, $4,
                      case b.kind when 'political_group' then 'political_group' when 'cabinet' then 'executive'
                                  when 'department' then 'administration' else 'witness' end,
                      p.name, o.title, coalesce(b.name, ''), b.id
                 from people p join positions o on o.tenant_id = $tenant and o.person_id = p.id
                 left join bodies b on b.tenant_id = $tenant and b.id = o.body_id
                where p.tenant_id = $tenant and p.id = $3";
    let person = named(&world.people, name)?;
    world.add(sql, [hearing.into(), person.into(), position.into()]).await
}

async fn add_action(
    world: &World,
    hearings: &[Uuid],
    (number, title, in_charge, opened, due, closed): &Followed,
) -> Result<()> {
    let sql =
        "insert into actions (tenant_id, id, hearing_id, title, body_id, member_id, due_on, state, created_by,
                              closed_at, created_at)
         values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = [
        hearings.get(number - 1).copied().into(),
        (*title).into(),
        world.bodies.get(in_charge).copied().into(),
        world.members.get(in_charge).copied().into(),
        world.day(*due).into(),
        if closed.is_some() { "done" } else { "open" }.into(),
        named(&world.members, AUTHOR)?.into(),
        closed.map(|days| world.instant(days)).into(),
        world.instant(*opened).into(),
    ];
    let id = world.add(sql, values).await?;
    if let Some(days) = closed {
        follow_up::add_update(world, id, (*days, AUTHOR), "closure", "").await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_followed_followed_from_a_hearing_that_was_held() {
        for (number, title, _, opened, _, closed) in ACTIONS {
            let (_, day, state, _) = HEARINGS[number - 1];
            assert_eq!(state, HearingState::Held, "{title}");
            assert!(day < *opened && closed.is_none_or(|closed| closed > *opened), "{title}");
        }
    }
}
