//! The files of `static/`, inside the program, under names made of their content.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use actix_web::{HttpResponse, http::header, web};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

struct Asset {
    content: Cow<'static, [u8]>,
    media_type: &'static str,
}

struct Assets {
    /// `css/app.css` to `/static/css/app.0123456789ab.css`
    addresses: HashMap<String, String>,
    /// `css/app.0123456789ab.css` to its content
    files: HashMap<String, Asset>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(Assets::load);

impl Assets {
    fn load() -> Self {
        let mut assets = Self { addresses: HashMap::new(), files: HashMap::new() };
        let mut paths: Vec<_> = Files::iter().collect();
        // Style sheets last: they name the other files.
        paths.sort_by_key(|path| path.ends_with(".css"));
        for path in paths {
            if let Some(file) = Files::get(&path) {
                assets.add(&path, file.data);
            }
        }
        assets
    }

    fn add(&mut self, path: &str, content: Cow<'static, [u8]>) {
        let Some(media_type) = media_type(path) else { return };
        let content = if path.ends_with(".css") { self.with_addresses(&content).into() } else { content };
        let hash: String =
            Sha256::digest(&content).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
        let hashed = format!("{stem}.{hash}.{extension}");
        self.addresses.insert(path.to_owned(), format!("/static/{hashed}"));
        self.files.insert(hashed, Asset { content, media_type });
    }

    /// A style sheet (in `css/`) whose relative addresses are the hashed ones.
    fn with_addresses(&self, css: &[u8]) -> Vec<u8> {
        let mut css = String::from_utf8_lossy(css).into_owned();
        for (path, address) in &self.addresses {
            css = css.replace(&format!("../{path}"), address);
        }
        css.into_bytes()
    }
}

fn media_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "woff2" => Some("font/woff2"),
        "png" => Some("image/png"),
        "ico" => Some("image/x-icon"),
        _ => None,
    }
}

/// The lasting address of a file of `static/`; empty for a file that is not there (a test holds that none is asked for).
pub fn address(path: &str) -> &'static str {
    ASSETS.addresses.get(path).map_or("", String::as_str)
}

/// A text in which each file of `static/`, named after `prefix`, has its lasting address.
pub fn with_addresses(text: &str, prefix: &str) -> String {
    ASSETS
        .addresses
        .iter()
        .fold(text.to_owned(), |text, (path, address)| text.replace(&format!("{prefix}{path}"), address))
}

/// `GET /static/{path}`
pub async fn serve(path: web::Path<String>) -> Result<HttpResponse> {
    let asset = ASSETS.files.get(path.as_str()).ok_or(Error::NotFound)?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .content_type(asset.media_type)
        .body(match &asset.content {
            Cow::Borrowed(bytes) => web::Bytes::from_static(bytes),
            Cow::Owned(bytes) => web::Bytes::copy_from_slice(bytes),
        }))
}
