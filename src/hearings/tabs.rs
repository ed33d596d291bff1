//! The pages of a hearing: one tab each.

use super::hearing::Hearing;
use crate::{
    access::permissions::{EditHearings, ReadDrafts, RunRounds},
    web::page::Page,
};

/// A page of a hearing that the member may open.
#[derive(Debug)]
pub struct Tab {
    /// Inside the tenant.
    pub path: String,
    pub label_id: &'static str,
}

impl Hearing {
    /// The tabs that the reader may open.
    pub fn tabs(&self, page: &Page) -> Vec<Tab> {
        let standing = self.standing();
        let pages = [
            ("", "tab-record", true),
            (
                "/attendances",
                "attendances-title",
                !self.state.is_settled() && page.may::<EditHearings>(standing),
            ),
            ("/documents", "documents-title", self.has_documents || page.may::<EditHearings>(standing)),
            ("/figures", "figures-title", self.turns > 0),
            ("/round", "tab-round", self.may_be_approved() && page.may::<RunRounds>(standing)),
            ("/history", "history-title", page.may::<ReadDrafts>(standing)),
        ];
        let open = pages.into_iter().filter(|(.., shows)| *shows);
        open.map(|(part, label_id, _)| Tab { path: self.path() + part, label_id }).collect()
    }
}
