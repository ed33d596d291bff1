//! The only module that compares names, despite accents, case, word order, civilities, particles and typing
//! slips. It is pure. Every import, list and page that looks for a person or a body uses it.
//!
//! - [`fold`] makes the key of a name. Two spellings with the same key are the same name. The
//!   directory stores the key.
//! - [`is_civility`] and [`is_particle`] recognise words that do not distinguish people.
//! - [`likeness`](likeness()) scores two printed names, [`compare`] gives the reason why two keys may
//!   be one person's.
//! - Searches, by size: a [`Roster`] compares with each of the people of one document; an [`Index`]
//!   looks among tens of thousands of names by shared keys; [`Heard`] looks for a family name in
//!   what a machine transcribed.
//! - [`body_likeness`] scores names of bodies.
//!
//! ```
//! use formats::names::{Found, NEAR, Resemblance, Roster, compare, fold, likeness};
//!
//! assert_eq!(fold("Élodie d’ŒUVRE-Noël"), "elodie d oeuvre noel");
//! assert!(likeness("Mme KERVADEC", "Solène Kervadec") >= NEAR);
//! assert_eq!(compare("solene kervadec", "solene kervadek"), Some(Resemblance::Slip));
//! let roster = Roster::new(["Solène Kervadec", "Idriss Lemarchand"]);
//! assert!(matches!(roster.find("M. LEMARCHAN"), Found::One { at: 1, .. }));
//! ```

mod bodies;
mod civility;
mod duplicates;
mod fold;
mod heard;
mod likeness;
mod roster;

pub use bodies::{NEAR_BODIES, body_key, body_likeness};
pub use civility::{is_civility, is_particle, without_civility};
pub use duplicates::{Index, Resemblance, compare};
pub use fold::{fold, sorted_key, unaccented};
pub use heard::Heard;
pub use likeness::{COMPATIBLE, NEAR, SAME, is_capitals, likeness};
pub use roster::{Found, Roster};

/// Whether a character opens or closes an embedding, an override or an isolate (Unicode bidirectional
/// algorithm, 2.1–2.5). No name needs one.
pub fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests;
