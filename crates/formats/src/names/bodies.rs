//! Names of bodies: groups, departments, organisations.

use super::fold;

/// The lowest likeness of two names that may be one body's.
pub const NEAR_BODIES: f64 = 0.93;

/// The key of a body's name: "Groupe Écologie citoyenne" and "Écologie citoyenne" have the same key.
pub fn body_key(name: &str) -> String {
    let key = fold(name);
    let short = key.strip_prefix("groupe ").map(|rest| rest.strip_prefix("politique ").unwrap_or(rest));
    short.map(str::to_owned).unwrap_or(key)
}

/// How alike the names of two bodies are, from 0.0 to 1.0. The beginning counts most, because the rest is
/// often left out ("Ruissel", "Ruissel SARL").
pub fn body_likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (body_key(one), body_key(other));
    // The measure is not symmetric for some words.
    strsim::jaro_winkler(&one, &other).max(strsim::jaro_winkler(&other, &one))
}
