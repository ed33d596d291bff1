//! Drafts: the fields of a long form are saved while they are typed, and offered again.
//!
//! The key of a form is its address inside the tenant. The handler that shows the form calls
//! [`begun`], the one that saves it calls [`forget`]; `static/js/drafts.js` sends what is typed
//! meanwhile. Only its author can read a draft.

pub mod entity;
pub mod pages;
pub mod store;

use chrono::{DateTime, Utc};
use serde::{Deserialize, de::DeserializeOwned};

use super::error::Result;
use crate::access::{permissions::Permission, scope::Scope};

/// The offer of a draft, on the page of its form.
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

/// The draft of the form, if the address asks for it; otherwise `fresh`, and the page offers the
/// draft. A caller whose form creates a record gives it a new id, since the one in the draft may
/// have been used.
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

/// Deletes the draft of a form that was saved.
pub async fn forget<P: Permission>(scope: &Scope<P>, form: &str) -> Result<()> {
    store::remove(scope, form).await
}

/// Deletes all members' drafts of forms whose addresses begin so: their record was deleted.
pub async fn forget_all<P: Permission>(scope: &Scope<P>, beginning: &str) -> Result<()> {
    store::remove_all(scope, beginning).await
}
