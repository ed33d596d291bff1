//! A correction round under way: one proposal accepted, one waiting, one guest agrees.

/// The member who runs the round.
pub const STAFF: &str = "Thomas Œuvrard";
/// Those who are asked, and where they have an address.
pub const GUESTS: &[(&str, &str)] = &[
    ("Anselme Quillard", "univ-vaulx.example"),
    ("Jeanne Abrivard", "la-prairie.example"),
    ("Idriss Lemarchand", crate::DOMAIN),
];

/// Whose words, what was written, what should be, why.
pub type Proposed = (&'static str, &'static str, &'static str, &'static str);

/// A proposal that waits for a decision.
pub const WAITING: Proposed = (
    "Anselme Quillard",
    "dix-neuf fois en deux siècles",
    "dix-neuf fois en deux cent dix ans",
    "La première crue du registre est de 1814.",
);
/// A proposal that was accepted.
pub const TAKEN_UP: Proposed = (
    "Jeanne Abrivard",
    "depuis trente et un ans",
    "depuis trente-deux ans",
    "Je me suis trompée d’une année en parlant.",
);
