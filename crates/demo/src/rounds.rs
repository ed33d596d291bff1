//! An open correction round: one accepted proposal, one pending, and one guest who agreed.

/// The member who runs the round.
pub const STAFF: &str = "Thomas Œuvrard";
/// The guests, with their addresses if they have one.
pub const GUESTS: &[(&str, &str)] = &[
    ("Anselme Quillard", "univ-vaulx.example"),
    ("Jeanne Abrivard", "la-prairie.example"),
    ("Idriss Lemarchand", crate::DOMAIN),
];

/// Speaker, original text, proposed text and reason.
pub type Proposed = (&'static str, &'static str, &'static str, &'static str);

/// A pending proposal.
pub const WAITING: Proposed = (
    "Anselme Quillard",
    "dix-neuf fois en deux siècles",
    "dix-neuf fois en deux cent dix ans",
    "La première crue du registre est de 1814.",
);
/// An accepted proposal.
pub const TAKEN_UP: Proposed = (
    "Jeanne Abrivard",
    "depuis trente et un ans",
    "depuis trente-deux ans",
    "Je me suis trompée d’une année en parlant.",
);
