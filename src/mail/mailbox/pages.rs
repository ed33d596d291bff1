//! Pages of the local mailbox. They exist only where a mailbox is configured,
//! and need no sign-in: a demonstration listens on its own machine only.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use askama::Template;
use chrono_tz::Tz;
use uuid::Uuid;

use super::{Folder, Received};
use crate::{
    config::Config,
    web::{
        error::{Error, Result},
        page::{self, Page},
    },
};

/// A stretch of a message's text.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Words(&'a str),
    Link(&'a str),
}

impl Part<'_> {
    fn is_link(&self) -> bool {
        matches!(self, Self::Link(_))
    }

    fn text(&self) -> &str {
        match self {
            Self::Words(text) | Self::Link(text) => text,
        }
    }
}

#[derive(Template)]
#[template(path = "mail/mailbox.html")]
pub struct Index {
    pub page: Page,
    pub messages: Vec<Received>,
    pub open: Option<Received>,
}

impl Index {
    fn is_open(&self, id: &Uuid) -> bool {
        self.open.as_ref().is_some_and(|it| it.id == *id)
    }

    fn parts<'a>(&self, text: &'a str) -> Vec<Part<'a>> {
        parts(text)
    }
}

/// `GET /mailbox`
pub async fn index(request: HttpRequest, config: web::Data<Config>) -> Result<HttpResponse> {
    show(request, &config, None).await
}

/// `GET /mailbox/{name}`
pub async fn read(
    request: HttpRequest,
    config: web::Data<Config>,
    id: web::Path<Uuid>,
) -> Result<HttpResponse> {
    show(request, &config, Some(*id)).await
}

async fn show(request: HttpRequest, config: &Config, id: Option<Uuid>) -> Result<HttpResponse> {
    let folder = Folder::new(config.mail.mailbox.clone().ok_or(Error::NotFound)?);
    let read = move || (folder.list(), id.and_then(|id| folder.read(id)));
    let (messages, open) = web::block(read).await.map_err(Error::internal)?;
    if id.is_some() && open.is_none() {
        return Err(Error::NotFound);
    }
    // Outside every tenant there is no time zone: this is that of the invented authorities.
    let page = Page { zone: Tz::Europe__Paris, ..Page::outside(&request, None) };
    page::answer(StatusCode::OK, page, |page| Index { page, messages, open })
}

/// Splits a text at the beginning and the end of addresses of pages.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|it| rest.find(it)).min() {
        let (before, after) = rest.split_at(start);
        let end = after.find(|it: char| it.is_whitespace() || "<>\"«»".contains(it)).unwrap_or(after.len());
        let link = after[..end].trim_end_matches(['.', ',', ';', ')', ':', '!', '?']);
        parts.extend([Part::Words(before), Part::Link(link)]);
        rest = &after[link.len()..];
    }
    parts.push(Part::Words(rest));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_a_text_become_links() {
        let text = "Voir (https://a.example/x?y=1), puis http://b.example/.\nhttps://";
        let parts = parts(text);
        assert_eq!(
            parts,
            [
                Part::Words("Voir ("),
                Part::Link("https://a.example/x?y=1"),
                Part::Words("), puis "),
                Part::Link("http://b.example/"),
                Part::Words(".\n"),
                Part::Link("https://"),
                Part::Words(""),
            ]
        );
    }
}
