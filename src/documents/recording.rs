//! The recording of a hearing, as a page plays it.

use actix_web::http::header::HeaderValue;
use url::Url;

use super::{
    document::{Document, DocumentKind},
    media::{self, Class, Media},
};
use crate::web::{middleware, page::Page};

/// A recording that a page can play.
#[derive(Debug, Clone)]
pub struct Recording {
    /// Of its document, inside the tenant.
    path: String,
    /// Where it lies, if it lies at another host.
    elsewhere: Option<Url>,
    pub title: String,
    pub is_video: bool,
}

impl Recording {
    /// The recording that a document is: a file of sound or film, or the address of one.
    pub fn of(document: &Document) -> Option<Self> {
        let (media, elsewhere) = match document.media {
            Some(media) => (media, None),
            None if document.kind == DocumentKind::Recording => {
                let (url, media) = address(&document.address)?;
                (media, Some(url))
            }
            None => return None,
        };
        let (path, title) = (document.path(), document.title.clone());
        let is_video = media.class() == Class::Video;
        (is_video || media.class() == Class::Audio).then_some(Self { path, elsewhere, title, is_video })
    }

    /// The one that is played beside the record: a recording before other sounds, a file before an address.
    pub fn among(documents: &[Document]) -> Option<Self> {
        let rank = |it: &&Document| (it.kind != DocumentKind::Recording, it.media.is_none());
        let playable = documents.iter().filter(|it| Self::of(it).is_some());
        playable.min_by_key(rank).and_then(Self::of)
    }

    /// Its own page, inside the tenant.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where its bytes come from.
    pub fn source(&self, page: &Page) -> String {
        match &self.elsewhere {
            Some(url) => url.to_string(),
            None => page.url(format!("{}/file", self.path)),
        }
    }

    /// What a browser fetches before it plays: nothing from another host.
    pub fn preload(&self) -> &'static str {
        if self.host().is_some() { "none" } else { "metadata" }
    }

    /// The host that is asked for it, if it is another than ours.
    pub fn host(&self) -> Option<&str> {
        self.elsewhere.as_ref()?.host_str()
    }

    /// Where it is played without a script, from so many milliseconds on; inside the tenant.
    pub fn path_at(&self, milliseconds: &u32) -> String {
        format!("{}?t={}", self.path, f64::from(*milliseconds) / 1000.0)
    }

    /// The policy of a page that plays it, where the ordinary one would not let it.
    pub fn policy(&self) -> Option<HeaderValue> {
        let origin = self.elsewhere.as_ref()?.origin().ascii_serialization();
        HeaderValue::from_str(&middleware::policy_with_media_of(&origin)).ok()
    }
}

/// An address of sound or film over TLS, by what its path ends with, at a host
/// of the public web whose name says nothing else in a policy.
fn address(address: &str) -> Option<(Url, Media)> {
    let url = Url::parse(address).ok().filter(|it| it.scheme() == "https")?;
    let is_plain = |it: &str| it.bytes().all(|it| it.is_ascii_alphanumeric() || b".-".contains(&it));
    // No number, and no name of the reader's own network: its devices are not asked.
    url.domain().filter(|it| is_plain(it) && it.trim_end_matches('.').contains('.'))?;
    let ending = media::ending(url.path_segments()?.next_back()?)?;
    let media = Media::ending_with(&ending).filter(|it| matches!(it.class(), Class::Audio | Class::Video))?;
    Some((url, media))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_film_over_tls_at_a_plain_host_is_asked_for() {
        assert!(address("https://films.example/a/seance.MP4?x=1").is_some());
        for wrong in [
            "http://films.example/seance.mp4",
            "https://films.example/seance.pdf",
            "https://films.example/mp4",
            "https://*.example/seance.mp4",
            "https://a;sandbox/seance.mp4",
            "https://[::1]/seance.mp4",
            "https://127.0.0.1/seance.mp4",
            "https://0x7f.1/seance.mp4",
            "https://localhost/seance.mp4",
            "https://imprimante./seance.mp4",
            "data:video/mp4,seance.mp4",
        ] {
            assert!(address(wrong).is_none(), "{wrong}");
        }
    }
}
