//! A series of the previous year with paper records only: attendances and actions, so that charts of a year
//! have data.

/// The slug of the series.
pub const SERIES: &str = "marcher-dans-la-ville";
/// The member who creates its actions.
pub const AUTHOR: &str = "Thomas Œuvrard";

/// Title, relative day, state and attendances of each hearing.
pub const HEARINGS: &[(&str, i64, &str, &[&str])] = &[
    (
        "Les chemins de l’école",
        -402,
        "held",
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
        "held",
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
    ("Traverser la route des Coteaux", -318, "cancelled", &[]),
    (
        "La nuit, à pied",
        -290,
        "held",
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
        "held",
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
        "held",
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
        "held",
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
    ("Ce que nous en ferons", 33, "planned", &["Nadia Brémond"]),
];

/// The number of the hearing, the action, who is in charge, and the days of opening, due date and closure.
pub type Followed = (usize, &'static str, &'static str, i64, i64, Option<i64>);

/// The actions.
pub const ACTIONS: &[Followed] = &[
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_comes_from_a_hearing_that_was_held() {
        for (number, title, _, opened, _, closed) in ACTIONS {
            let (_, day, state, _) = HEARINGS[number - 1];
            assert_eq!(state, "held", "{title}");
            assert!(day < *opened && closed.is_none_or(|closed| closed > *opened), "{title}");
        }
    }
}
