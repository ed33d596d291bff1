//! The recording of a hearing, for the player.

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
    /// The path of its document, inside the tenant.
    path: String,
    /// Its address, if it is at another host.
    elsewhere: Option<Url>,
    pub title: String,
    pub is_video: bool,
}

impl Recording {
    /// The recording of a document: an audio or video file, or the address of one.
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

    /// The one that is played beside the record: a recording before other media, a file before an address.
    pub fn among(documents: &[Document]) -> Option<Self> {
        let rank = |it: &&Document| (it.kind != DocumentKind::Recording, it.media.is_none());
        let playable = documents.iter().filter(|it| Self::of(it).is_some());
        playable.min_by_key(rank).and_then(Self::of)
    }

    /// Its own page, inside the tenant.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The source of the player.
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

    /// The host, if it is not that of Greffe.
    pub fn host(&self) -> Option<&str> {
        self.elsewhere.as_ref()?.host_str()
    }

    /// The page that plays it from this time on, without a script; inside the tenant.
    pub fn path_at(&self, milliseconds: &u32) -> String {
        format!("{}?t={}", self.path, f64::from(*milliseconds) / 1000.0)
    }

    /// The content security policy that lets a page play it, if the usual one does not.
    pub fn policy(&self) -> Option<HeaderValue> {
        let origin = self.elsewhere.as_ref()?.origin().ascii_serialization();
        HeaderValue::from_str(&middleware::policy_with_media_of(&origin)).ok()
    }
}

/// An https address of audio or video, recognised by its ending, at a public host whose name is safe
/// in a policy.
fn address(address: &str) -> Option<(Url, Media)> {
    let url = Url::parse(address).ok().filter(|it| it.scheme() == "https")?;
    let is_plain = |it: &str| it.bytes().all(|it| it.is_ascii_alphanumeric() || b".-".contains(&it));
    // No IP address and no name of the local network: pages send no requests to devices there.
    url.domain().filter(|it| is_plain(it) && it.trim_end_matches('.').contains('.'))?;
    let ending = media::ending(url.path_segments()?.next_back()?)?;
    let media = Media::ending_with(&ending).filter(|it| matches!(it.class(), Class::Audio | Class::Video))?;
    Some((url, media))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_media_of_plain_hosts_are_allowed() {
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
