//! Downloads of the files of documents. A browser neither runs nor displays them.

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder,
    body::SizedStream,
    http::{
        StatusCode,
        header::{
            self, ByteRangeSpec, Charset, ContentDisposition, DispositionParam, DispositionType, EntityTag,
            ExtendedValue, Header as _, IfNoneMatch, Range,
        },
    },
    web,
};
use futures_util::TryStreamExt as _;

use super::{document::Document, store};
use crate::{
    access::{permissions::ReadRegister, scope::Scope},
    hearings::store as hearings,
    storage::Objects,
    web::{
        error::{Error, Result},
        paths::DocumentPath,
    },
};

/// A file that a browser opens all the same may not load, run or send anything.
const POLICY: &str = "sandbox; default-src 'none'";

/// The requested part of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RequestedRange {
    Whole,
    /// The first and the last byte.
    Part(u64, u64),
    /// Outside the file.
    Beyond,
}

/// `GET …/hearings/{number}/documents/{document}/file`
pub async fn show(
    scope: Scope<ReadRegister>,
    path: web::Path<DocumentPath>,
    objects: web::Data<Objects>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    let document = store::find(&scope, hearing.id, path.document).await?;
    let (Some(sha256), Some(media), Some(length)) = (&document.sha256, document.media, document.bytes) else {
        return Err(Error::NotFound);
    };
    let key = scope.object_key(document.id, sha256);
    // No connection is held while the bytes are sent: a client may read them slowly.
    drop(scope);
    let tag = EntityTag::new_strong(document.checksum().unwrap_or_default());
    let length = u64::try_from(length).unwrap_or_default();
    if is_known(&request, &tag) {
        return Ok(begin(StatusCode::NOT_MODIFIED, &document, &tag).finish());
    }
    match asked(&request, &tag, length) {
        RequestedRange::Beyond => {
            let mut answer = begin(StatusCode::RANGE_NOT_SATISFIABLE, &document, &tag);
            // It has a type, so that the middleware does not replace it by an error page.
            answer
                .content_type("text/html; charset=utf-8")
                .insert_header((header::CONTENT_RANGE, format!("bytes */{length}")));
            Ok(answer.finish())
        }
        RequestedRange::Part(from, to) => {
            let bytes = objects.get(&key, Some((from, to))).await?.map_err(Error::from);
            let mut answer = begin(StatusCode::PARTIAL_CONTENT, &document, &tag);
            answer.content_type(media.mime()).insert_header(disposition(&document));
            answer.insert_header((header::CONTENT_RANGE, format!("bytes {from}-{to}/{length}")));
            Ok(answer.body(SizedStream::new(to - from + 1, bytes)))
        }
        RequestedRange::Whole => {
            let bytes = objects.get_checked(&key, sha256.clone()).await?;
            let mut answer = begin(StatusCode::OK, &document, &tag);
            answer.content_type(media.mime()).insert_header(disposition(&document));
            Ok(answer.body(SizedStream::new(length, bytes)))
        }
    }
}

fn begin(status: StatusCode, document: &Document, tag: &EntityTag) -> HttpResponseBuilder {
    // Cached by the browser only, which revalidates each time; closed documents are not cached.
    let kept = if document.withheld { "no-store" } else { "private, no-cache" };
    let mut answer = HttpResponse::build(status);
    answer
        .insert_header(header::ETag(tag.clone()))
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((header::CACHE_CONTROL, kept));
    answer
}

/// RFC 6266: a name in ASCII for old clients, and the name itself (RFC 8187).
fn disposition(document: &Document) -> ContentDisposition {
    let name = document.download_name();
    let plain: String = name.chars().map(|c| if c.is_ascii() && c != '%' { c } else { '_' }).collect();
    let extended = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.into_bytes(),
    };
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(plain), DispositionParam::FilenameExt(extended)],
    }
}

fn is_known(request: &HttpRequest, tag: &EntityTag) -> bool {
    match IfNoneMatch::parse(request) {
        Ok(IfNoneMatch::Any) => request.headers().contains_key(header::IF_NONE_MATCH),
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|it| it.weak_eq(tag)),
        Err(_) => false,
    }
}

fn asked(request: &HttpRequest, tag: &EntityTag, length: u64) -> RequestedRange {
    // A part of an earlier file does not go with this one.
    let condition = request.headers().get(header::IF_RANGE).map(|it| it.to_str().unwrap_or_default());
    if condition.is_some_and(|it| it != tag.to_string()) {
        return RequestedRange::Whole;
    }
    match Range::parse(request) {
        Ok(Range::Bytes(parts)) => part(&parts, length),
        _ => RequestedRange::Whole,
    }
}

/// One part; a request for several gets the whole (RFC 9110, 14.2).
fn part(parts: &[ByteRangeSpec], length: u64) -> RequestedRange {
    match parts {
        [one] => one
            .to_satisfiable_range(length)
            .map_or(RequestedRange::Beyond, |(from, to)| RequestedRange::Part(from, to)),
        _ => RequestedRange::Whole,
    }
}
