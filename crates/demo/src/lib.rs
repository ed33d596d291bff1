//! Invented data of `greffe demo`: two authorities with people, hearings, records, actions
//! and summaries. Data only: `greffe` writes it into a database. Roles, states and kinds are
//! the words of the database. Days are counted from the day on which the data is written.

pub mod actions;
pub mod directory;
pub mod documents;
pub mod earlier_series;
pub mod hearings;
pub mod over_time;
pub mod rounds;
pub mod sign_ins;
pub mod summaries;

/// The domain of every address of the first authority.
pub const DOMAIN: &str = "montreuvray.example";
