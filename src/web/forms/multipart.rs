//! Forms that carry a file (`multipart/form-data`, RFC 7578).

use actix_multipart::{Multipart, MultipartError};
use actix_web::{HttpMessage as _, HttpRequest};
use futures_util::StreamExt as _;

use super::body::{self, BodyStream, FromBody};
use crate::web::error::{Error, Result};

/// The fields of a form as bytes, of at most `LIMIT` bytes in all, the headers of parts included.
#[derive(Debug, Default)]
pub struct Upload<const LIMIT: usize>(Vec<Part>);

/// A field, or a file.
#[derive(Debug)]
pub struct Part {
    pub name: String,
    /// Empty for a field that is no file.
    pub file_name: String,
    pub bytes: Vec<u8>,
}

impl<const LIMIT: usize> Upload<LIMIT> {
    /// The field of this name.
    pub fn take(&mut self, name: &str) -> Option<Part> {
        let at = self.0.iter().position(|part| part.name == name)?;
        Some(self.0.swap_remove(at))
    }
}

impl<const LIMIT: usize> FromBody for Upload<LIMIT> {
    type Received = Vec<Part>;

    fn limit(_: &HttpRequest) -> usize {
        LIMIT
    }

    async fn receive(request: &HttpRequest, body: BodyStream) -> Result<Vec<Part>> {
        // A form of another type has no fields: the handler says which are missing.
        if !request.content_type().starts_with("multipart/form-data") {
            return Ok(Vec::new());
        }
        read(Multipart::new(request.headers(), body)).await
    }

    fn parse(received: Vec<Part>) -> Result<Self> {
        Ok(Self(received))
    }
}

/// The error of a malformed form.
pub(crate) fn broken(why: MultipartError) -> Error {
    match why {
        MultipartError::Payload(why) => body::refused(&why),
        _ => Error::BadRequest("the form cannot be taken apart"),
    }
}

async fn read(mut fields: Multipart) -> Result<Vec<Part>> {
    let mut parts: Vec<Part> = Vec::new();
    while let Some(field) = fields.next().await {
        let mut field = field.map_err(broken)?;
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.content_disposition().and_then(|it| it.get_filename());
        let file_name = file_name.unwrap_or_default().to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = field.next().await {
            bytes.extend_from_slice(&chunk.map_err(broken)?);
        }
        parts.push(Part { name, file_name, bytes });
    }
    Ok(parts)
}
