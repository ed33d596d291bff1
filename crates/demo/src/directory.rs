//! The people and bodies of the demonstration's authorities, all invented.

use formats::names::fold;

/// Kind, name, colour of a political group.
pub const BODIES: &[(&str, &str, Option<i16>)] = &[
    ("cabinet", "Cabinet de l’eau et de la nature en ville", None),
    ("cabinet", "Cabinet de l’enfance et de l’éducation", None),
    ("political_group", "Écologie citoyenne", Some(6)),
    ("political_group", "Montreuvray en commun", Some(1)),
    ("political_group", "Gauche solidaire", Some(9)),
    ("political_group", "Les Coteaux", Some(3)),
    ("political_group", "Indépendants du Vaulx", Some(11)),
    ("department", "Direction des espaces verts", None),
    ("department", "Direction de l’eau et de l’assainissement", None),
    ("department", "Direction de l’éducation", None),
    ("department", "Direction des bâtiments", None),
    ("department", "Direction des finances", None),
    ("department", "Restauration scolaire", None),
    ("organisation", "Bureau d’études Ruissel", None),
    ("organisation", "Syndicat des eaux du Vaulx", None),
    ("organisation", "Université du Vaulx", None),
    ("organisation", "Association des riverains de la Prairie", None),
    ("organisation", "Réseau santé du Vaulx", None),
    ("organisation", "Coopérative Les Prés hauts", None),
    ("organisation", "Cabinet Lisières", None),
    ("organisation", "Hôpital de la Vallée", None),
    ("organisation", "Association Table commune", None),
];

/// Name, title, body.
pub const PEOPLE: &[(&str, &str, &str)] = &[
    (
        "Nadia Brémond",
        "Adjointe au maire chargée de l’eau et de la nature en ville",
        "Cabinet de l’eau et de la nature en ville",
    ),
    ("Thomas Œuvrard", "Collaborateur de Nadia Brémond", "Cabinet de l’eau et de la nature en ville"),
    ("Rachid Benkirane", "Chargé de mission", "Cabinet de l’eau et de la nature en ville"),
    (
        "Yannick Prud’homme",
        "Adjoint au maire chargé de l’enfance et de l’éducation",
        "Cabinet de l’enfance et de l’éducation",
    ),
    (
        "Léa Montferrand",
        "Directrice de cabinet de Yannick Prud’homme",
        "Cabinet de l’enfance et de l’éducation",
    ),
    ("Idriss Lemarchand", "Conseiller municipal", "Écologie citoyenne"),
    ("Maïwenn Tual", "Collaboratrice", "Écologie citoyenne"),
    ("Rose-Aimée Ferlicot", "Conseillère municipale", "Écologie citoyenne"),
    ("Hélène Ravoire", "Conseillère municipale", "Montreuvray en commun"),
    ("Pierre-Yves Cadoret", "Conseiller municipal", "Montreuvray en commun"),
    ("Inès Valtier", "Collaboratrice", "Montreuvray en commun"),
    ("Samira Belkadi", "Conseillère municipale", "Gauche solidaire"),
    ("Lucien Ostermann", "Conseiller municipal", "Gauche solidaire"),
    ("Étienne Vauquelin", "Conseiller municipal", "Les Coteaux"),
    ("Bénédicte Sauvaire", "Conseillère municipale", "Les Coteaux"),
    ("Foulques d’Arcy-Mallet", "Collaborateur", "Les Coteaux"),
    ("Guillaume Tessonneau", "Conseiller municipal", "Indépendants du Vaulx"),
    ("Mireille Haudecœur", "Conseillère municipale", "Indépendants du Vaulx"),
    ("Odile L’Haÿ", "Directrice des espaces verts", "Direction des espaces verts"),
    (
        "Perrine Houdayer",
        "Directrice de l’eau et de l’assainissement",
        "Direction de l’eau et de l’assainissement",
    ),
    ("Catherine Mondollot", "Directrice de l’éducation", "Direction de l’éducation"),
    ("Marc-Antoine Delaune", "Directeur des bâtiments", "Direction des bâtiments"),
    ("Sylvain Bourdaleix", "Directeur des finances", "Direction des finances"),
    ("Josiane Tricoire", "Responsable de la restauration scolaire", "Restauration scolaire"),
    ("Paul Castagnet", "Secrétaire général adjoint", ""),
    ("Solène Kervadec", "Hydrologue", "Bureau d’études Ruissel"),
    ("Bakary Doumbia", "Directeur technique", "Syndicat des eaux du Vaulx"),
    ("Anselme Quillard", "Professeur de géographie", "Université du Vaulx"),
    ("Jeanne Abrivard", "Présidente", "Association des riverains de la Prairie"),
    ("Fatoumata Sissoko", "Pharmacienne", "Réseau santé du Vaulx"),
    ("Aurélien Mazurier", "Chef de cuisine", "Coopérative Les Prés hauts"),
    ("Delphine Castaing", "Économiste", "Cabinet Lisières"),
    ("Claire-Marie Lesueur", "Diététicienne", "Hôpital de la Vallée"),
    ("Ibrahima Diallo", "Président", "Association Table commune"),
    ("Gwenaëlle Le Floc’h", "Maraîchère", ""),
    ("Théodore Nkoulou", "Ingénieur hydraulicien", "Syndicat des eaux du Vaulx"),
];

/// Name, role, whether a manager, body. The address is derived from the name.
pub const MEMBERS: &[(&str, &str, bool, &str)] = &[
    ("Nadia Brémond", "elected_official", false, "Cabinet de l’eau et de la nature en ville"),
    ("Thomas Œuvrard", "staff", false, "Cabinet de l’eau et de la nature en ville"),
    ("Rachid Benkirane", "administration", false, "Cabinet de l’eau et de la nature en ville"),
    ("Yannick Prud’homme", "elected_official", false, "Cabinet de l’enfance et de l’éducation"),
    ("Léa Montferrand", "staff", false, "Cabinet de l’enfance et de l’éducation"),
    ("Idriss Lemarchand", "elected_official", false, "Écologie citoyenne"),
    ("Maïwenn Tual", "staff", false, "Écologie citoyenne"),
    ("Hélène Ravoire", "elected_official", false, "Montreuvray en commun"),
    ("Odile L’Haÿ", "administration", false, "Direction des espaces verts"),
    ("Perrine Houdayer", "administration", false, "Direction de l’eau et de l’assainissement"),
    ("Catherine Mondollot", "administration", false, "Direction de l’éducation"),
    ("Marc-Antoine Delaune", "administration", false, "Direction des bâtiments"),
    ("Josiane Tricoire", "administration", false, "Restauration scolaire"),
    ("Paul Castagnet", "staff", true, ""),
];

/// Political groups with the recipients of their distribution lists.
pub const RECIPIENTS: &[(&str, &[&str])] = &[
    ("Écologie citoyenne", &["Idriss Lemarchand", "Maïwenn Tual", "Rose-Aimée Ferlicot"]),
    ("Montreuvray en commun", &["Hélène Ravoire", "Pierre-Yves Cadoret", "Inès Valtier"]),
    ("Gauche solidaire", &["Samira Belkadi", "Lucien Ostermann"]),
    ("Les Coteaux", &["Étienne Vauquelin", "Bénédicte Sauvaire", "Foulques d’Arcy-Mallet"]),
    ("Indépendants du Vaulx", &["Guillaume Tessonneau", "Mireille Haudecœur"]),
];

/// Slug, title, description, organising body.
pub const SERIES: &[(&str, &str, &str, &str)] = &[
    (
        "l-eau-dans-la-ville",
        "L’eau dans la ville",
        "Sols, réseaux, crues et robinets : ce que Montreuvray doit décider avant l’été prochain.",
        "Cabinet de l’eau et de la nature en ville",
    ),
    (
        "l-alimentation-des-enfants",
        "L’alimentation des enfants",
        "De la cuisine à l’assiette, et de l’assiette au compost.",
        "Cabinet de l’enfance et de l’éducation",
    ),
];

/// An address derived from a name: `Odile L’Haÿ` is `odile.lhay`.
pub fn email(name: &str, domain: &str) -> String {
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    let letters =
        |part: &str| part.split('-').map(|it| fold(it).replace(' ', "")).collect::<Vec<_>>().join("-");
    format!("{}.{}@{domain}", letters(first), letters(last))
}
