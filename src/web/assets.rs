//! The files of `static/`, embedded by `build.rs` under names with a hash of their content, so
//! that browsers can cache them for ever.

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, AcceptEncoding, Encoding, Header as _},
    web,
};

use super::error::{Error, Result};

struct File {
    /// In `static/`: `css/app.css`.
    path: &'static str,
    /// `/static/css/app.0123456789ab.css`
    address: &'static str,
    media_type: &'static str,
    content: &'static [u8],
    /// By brotli and by gzip, where that makes it smaller.
    compressed: Option<(&'static [u8], &'static [u8])>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The lasting address of a file of `static/`; empty for a file that is not there (a test checks that no page uses one).
pub fn address(path: &str) -> &'static str {
    FILES.iter().find(|it| it.path == path).map_or("", |it| it.address)
}

/// `GET /static/{path}`
pub async fn serve(request: HttpRequest) -> Result<HttpResponse> {
    let file = FILES.iter().find(|it| it.address == request.path()).ok_or(Error::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((header::CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .content_type(file.media_type);
    let Some((brotli, gzip)) = file.compressed else {
        return Ok(answer.body(web::Bytes::from_static(file.content)));
    };
    answer.insert_header((header::VARY, "accept-encoding"));
    let content = match encoding(&request) {
        Encoding::Known(header::ContentEncoding::Brotli) => {
            answer.insert_header((header::CONTENT_ENCODING, "br"));
            brotli
        }
        Encoding::Known(header::ContentEncoding::Gzip) => {
            answer.insert_header((header::CONTENT_ENCODING, "gzip"));
            gzip
        }
        _ => file.content,
    };
    Ok(answer.body(web::Bytes::from_static(content)))
}

/// The smallest encoding that the browser accepts (RFC 9110, 12.5.3).
fn encoding(request: &HttpRequest) -> Encoding {
    let ours = [Encoding::brotli(), Encoding::gzip(), Encoding::identity()];
    AcceptEncoding::parse(request)
        .ok()
        .and_then(|accepted| accepted.negotiate(ours.iter()))
        .unwrap_or_else(Encoding::identity)
}
