//! The directory over time: earlier positions, other names, assistants, duplicates, organisations in the
//! register.

/// Name, title, body, first and last day relative to today.
pub const EARLIER: &[(&str, &str, &str, i64, i64)] = &[
    ("Nadia Brémond", "Conseillère municipale", "Écologie citoyenne", -2700, -901),
    ("Maïwenn Tual", "Chargée de mission", "Direction des espaces verts", -2000, -901),
    ("Solène Kervadec", "Ingénieure d’études", "Université du Vaulx", -3900, -901),
    ("Guillaume Tessonneau", "Conseiller municipal", "Les Coteaux", -2700, -901),
    ("Théodore Nkoulou", "Conseiller scientifique", "Bureau d’études Ruissel", -1600, -600),
];

/// Name, kind of the other name, other name.
pub const OTHER_NAMES: &[(&str, &str, &str)] = &[
    ("Rose-Aimée Ferlicot", "birth", "Rose-Aimée Coatanlem"),
    ("Fatoumata Sissoko", "former", "Fatoumata Sissoko-Perrot"),
    ("Ibrahima Diallo", "other", "Ibou Diallo"),
];

/// Assistants and the people they assist.
pub const ASSISTANTS: &[(&str, &str)] = &[
    ("Thomas Œuvrard", "Nadia Brémond"),
    ("Léa Montferrand", "Yannick Prud’homme"),
    ("Maïwenn Tual", "Idriss Lemarchand"),
];

/// A duplicate of a person, and its data.
pub const TWINS: &[(&str, &str)] =
    &[("Kervadek Solène", "Hydrologue"), ("Rose-Aimée Coatanlem", "Conseillère municipale")];

/// Organisations and their numbers in the register. They are invented, but have valid check digits.
pub const REGISTERED: &[(&str, &str)] =
    &[("Coopérative Les Prés hauts", "H000123456"), ("Association Table commune", "W999000111")];
