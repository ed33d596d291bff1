//! What one types into a long form is kept as one types, and offered back.
//!
//! A form is named by its address inside the authority. The handler that shows
//! it calls [`begun`], the one that keeps what was sent calls [`forget`];
//! `static/js/drafts.js` sends what is typed meanwhile. Nobody but its author
//! ever reads a draft.

pub mod entity;
pub mod pages;
mod store;

use chrono::{DateTime, Utc};
use serde::{Deserialize, de::DeserializeOwned};

use super::error::Result;
use crate::access::{permissions::Permission, scope::Scope};

/// What a page says about the draft of its form.
#[derive(Debug, Clone)]
pub struct Offer {
    pub form: String,
    pub saved_at: DateTime<Utc>,
    /// Whether the form shows the draft already.
    pub resumed: bool,
}

impl Offer {
    /// The form with the draft in it.
    pub fn resume_path(&self) -> String {
        let mark = if self.form.contains('?') { '&' } else { '?' };
        format!("{}{mark}draft=resume", self.form)
    }
}

/// Whether the address asks for the draft: `?draft=resume`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Resume {
    draft: String,
}

/// The form as the member had begun it, where that is asked for; else `fresh`,
/// and the page offers the draft if there is one. Where the form makes something,
/// the caller gives it a new id: the old one may have been used meanwhile.
pub async fn begun<P: Permission, F: DeserializeOwned>(
    scope: &mut Scope<P>,
    form: &str,
    resume: &Resume,
    fresh: F,
) -> Result<F> {
    let Some(draft) = store::find(scope, form).await? else { return Ok(fresh) };
    let typed = if resume.draft == "resume" { draft.typed() } else { None };
    scope.set_draft(Offer { form: form.to_owned(), saved_at: draft.saved_at, resumed: typed.is_some() });
    Ok(typed.unwrap_or(fresh))
}

/// What was sent is a draft no more.
pub async fn forget<P: Permission>(scope: &Scope<P>, form: &str) -> Result<()> {
    store::remove(scope, form).await
}

/// Forgets what anybody has typed into forms whose addresses begin so: what they
/// are about is gone.
pub async fn forget_all<P: Permission>(scope: &Scope<P>, beginning: &str) -> Result<()> {
    store::remove_all(scope, beginning).await
}
