//! A form with one file. The file is written to disk as it arrives, so it never is in memory.

use std::{collections::HashMap, fs::File};

use actix_multipart::{Field, Multipart};
use actix_web::{HttpMessage as _, HttpRequest, web};
use futures_util::StreamExt as _;
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;

use super::{
    form::NAMES,
    media::{LOOKED_AT, Recognised},
};
use crate::{
    config::{Config, DocumentsConfig},
    web::{
        error::{Error, Result},
        forms::{
            body::{BodyStream, FromBody},
            multipart::broken,
        },
    },
};
use formats::names::turns_direction;

/// The route of the form.
pub const ADDRESS: &str = "/{tenant}/series/{series}/hearings/{number}/documents";

/// The largest total size of the other fields, in bytes.
const FIELDS: usize = 4 * 1024 * 1024;

/// The largest form, in bytes.
pub fn largest(config: &Config) -> usize {
    usize::try_from(config.documents.largest()).unwrap_or(usize::MAX).saturating_add(FIELDS)
}

/// The fields of a form, and the file in it.
#[derive(Debug, Default)]
pub struct Upload {
    fields: HashMap<&'static str, String>,
    pub file: Option<Incoming>,
}

/// An uploaded file.
#[derive(Debug)]
pub struct Incoming {
    /// The name that the client sent.
    pub name: String,
    /// Its bytes, in a temporary file without a name.
    pub file: File,
    /// The first [`LOOKED_AT`] of them, or all.
    pub head: Vec<u8>,
    /// The last [`LOOKED_AT`] of them, or all.
    pub tail: Vec<u8>,
    pub length: u64,
    pub sha256: [u8; 32],
    /// Whether it is larger than its class allows; then its bytes are not written.
    pub is_too_large: bool,
}

impl Upload {
    /// The text of a field; empty if it is missing.
    pub fn take(&mut self, name: &str) -> String {
        self.fields.remove(name).unwrap_or_default()
    }
}

impl FromBody for Upload {
    type Received = Self;

    fn limit(request: &HttpRequest) -> usize {
        request.app_data::<web::Data<Config>>().map_or(0, |it| largest(it))
    }

    async fn receive(request: &HttpRequest, body: BodyStream) -> Result<Self> {
        let config = request.app_data::<web::Data<Config>>().ok_or_else(|| Error::internal("no settings"))?;
        // A form of another type has no fields: the handler says which are missing.
        if !request.content_type().starts_with("multipart/form-data") {
            return Ok(Self::default());
        }
        read(Multipart::new(request.headers(), body), &config.documents).await
    }

    fn parse(received: Self) -> Result<Self> {
        Ok(received)
    }
}

async fn read(mut fields: Multipart, config: &DocumentsConfig) -> Result<Upload> {
    let mut upload = Upload::default();
    let (mut left, mut has_file) = (FIELDS, false);
    while let Some(field) = fields.next().await {
        let mut field = field.map_err(broken)?;
        if field.name() == Some("file") {
            if std::mem::replace(&mut has_file, true) {
                return Err(Error::BadRequest("more than one file"));
            }
            upload.file = Some(receive(&mut field, config).await?).filter(|it| it.length > 0);
            continue;
        }
        // Only the fields of the form, each once: others would take memory.
        let name = NAMES.into_iter().find(|it| field.name() == Some(*it) && !upload.fields.contains_key(it));
        let name = name.ok_or(Error::BadRequest("a field that the form does not have"))?;
        let mut bytes = Vec::new();
        while let Some(chunk) = field.next().await {
            let chunk = chunk.map_err(broken)?;
            left = left.checked_sub(chunk.len()).ok_or(Error::TooLarge)?;
            bytes.extend_from_slice(&chunk);
        }
        let text = String::from_utf8(bytes).map_err(|_| Error::BadRequest("not UTF-8"))?;
        upload.fields.insert(name, text.replace('\0', ""));
    }
    Ok(upload)
}

/// Writes a file to disk. One that is too large is still read to its end, so that the client
/// receives the reason.
async fn receive(field: &mut Field, config: &DocumentsConfig) -> Result<Incoming> {
    let name = field.content_disposition().and_then(|it| it.get_filename()).unwrap_or_default();
    // Some old browsers send the whole path.
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_plain = |c: &char| !c.is_control() && !turns_direction(*c);
    let name: String = name.chars().filter(is_plain).take(300).collect();
    let file = tempfile::tempfile().map_err(Error::internal)?;
    let mut writer = tokio::fs::File::from_std(file.try_clone().map_err(Error::internal)?);
    let (mut head, mut tail, mut length, mut sum) = (Vec::new(), Vec::new(), 0_u64, Sha256::new());
    let mut is_too_large = false;
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(broken)?;
        length += chunk.len() as u64;
        if head.len() < LOOKED_AT {
            head.extend(chunk.iter().take(LOOKED_AT - head.len()));
        }
        is_too_large |= length > config.limit(Recognised::by(&head).class());
        if is_too_large {
            continue;
        }
        tail.extend_from_slice(&chunk[chunk.len().saturating_sub(LOOKED_AT)..]);
        tail.drain(..tail.len().saturating_sub(LOOKED_AT));
        sum.update(&chunk);
        writer.write_all(&chunk).await.map_err(Error::internal)?;
    }
    writer.flush().await.map_err(Error::internal)?;
    Ok(Incoming { name, file, head, tail, length, sha256: sum.finalize().into(), is_too_large })
}
