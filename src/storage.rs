//! The store of files: a folder, or an S3-compatible store.
//!
//! Bytes are written before their row is committed, under a key that no other bytes
//! ever have. Nothing deletes them: `greffe documents check --sweep` moves files without
//! a row below `trash/`.

use std::{fs::File, sync::Arc, time::Duration};

use actix_web::web::Bytes;
use chrono::{DateTime, Utc};
use futures_util::{
    StreamExt as _, TryStreamExt as _,
    stream::{self, BoxStream, LocalBoxStream},
};
use object_store::{
    ClientOptions, GetOptions, GetRange, ObjectMeta, ObjectStore, ObjectStoreExt as _, RetryConfig,
    aws::AmazonS3Builder, buffered::BufWriter, local::LocalFileSystem, path::Path, prefix::PrefixStore,
};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncWriteExt as _;

use crate::{
    config::DocumentsConfig,
    web::error::{Error, Result},
};

/// Size of a part in bytes; a smaller file is one request.
const PART: usize = 8 * 1024 * 1024;

/// The prefix of swept files. Only the operator deletes them.
const TRASH: &str = "trash";

/// How many parts are sent at once, each in memory.
const PARTS: usize = 2;

/// The credentials of an S3-compatible store.
#[derive(Debug, Clone)]
pub struct Secrets {
    pub key: String,
    pub secret: String,
}

impl Secrets {
    /// From the environment only: every user of the machine can see a command's flags.
    fn of_environment() -> Option<Self> {
        let name = |name| std::env::var(name).ok().filter(|it| !it.is_empty());
        Some(Self { key: name("AWS_ACCESS_KEY_ID")?, secret: name("AWS_SECRET_ACCESS_KEY")? })
    }
}

/// Why there is no store.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the folder of documents {0} cannot be used: {1}")]
    Folder(String, std::io::Error),
    #[error("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set in the environment")]
    NoSecrets,
    #[error("the store of documents cannot be used: {0}")]
    Store(#[from] object_store::Error),
}

/// The bytes of files.
#[derive(Debug, Clone)]
pub struct Objects(Arc<dyn ObjectStore>);

impl Objects {
    /// The store that the settings name. A missing folder is created.
    ///
    /// # Errors
    /// [`OpenError`], with a message that says what to do.
    pub fn open(config: &DocumentsConfig) -> Result<Self, OpenError> {
        match config.place.strip_prefix("s3://") {
            Some(place) => {
                let secrets = Secrets::of_environment().ok_or(OpenError::NoSecrets)?;
                Self::in_s3(place, config, secrets)
            }
            None => Self::in_folder(&config.place),
        }
    }

    fn in_folder(folder: &str) -> Result<Self, OpenError> {
        use_ring();
        let failed = |why| OpenError::Folder(folder.to_owned(), why);
        std::fs::create_dir_all(folder).map_err(failed)?;
        // The row is committed afterwards: a power cut must not lose its bytes.
        Ok(Self(Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))))
    }

    /// An S3-compatible store: `bucket`, or `bucket/folder`.
    ///
    /// # Errors
    /// [`OpenError`], if its address is invalid.
    pub fn in_s3(place: &str, config: &DocumentsConfig, secrets: Secrets) -> Result<Self, OpenError> {
        use_ring();
        let (bucket, folder) = place.split_once('/').unwrap_or((place, ""));
        let client = ClientOptions::new()
            .with_connect_timeout(Duration::from_secs(5))
            // A large file may take any time; a stalled transfer ends at the read timeout.
            .with_timeout_disabled()
            .with_read_timeout(Duration::from_secs(20));
        let retry =
            RetryConfig { max_retries: 2, retry_timeout: Duration::from_secs(15), ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_region(&config.s3_region)
            .with_access_key_id(secrets.key)
            .with_secret_access_key(secrets.secret)
            .with_client_options(client)
            .with_retry(retry);
        if let Some(endpoint) = &config.s3_endpoint {
            builder = builder
                .with_endpoint(endpoint.as_str().trim_end_matches('/'))
                // The operator sets the address: a store on the same machine needs no TLS.
                .with_allow_http(endpoint.scheme() == "http");
        }
        let store = builder.build()?;
        Ok(match folder.trim_matches('/') {
            "" => Self(Arc::new(store)),
            folder => Self(Arc::new(PrefixStore::new(store, folder))),
        })
    }

    /// Writes a file under a key, part by part. It is there as a whole or not at all.
    ///
    /// # Errors
    /// [`Error::NoStore`].
    pub async fn put(&self, key: Path, file: &File) -> Result<()> {
        let mut source = tokio::fs::File::from_std(file.try_clone().map_err(Error::internal)?);
        tokio::io::AsyncSeekExt::rewind(&mut source).await.map_err(Error::internal)?;
        let mut writer = BufWriter::with_capacity(Arc::clone(&self.0), key, PART).with_max_concurrency(PARTS);
        let written = match tokio::io::copy(&mut source, &mut writer).await {
            Ok(_) => writer.shutdown().await,
            Err(why) => {
                // Otherwise the parts would stay in the store, paid for and not listed.
                writer.abort().await.ok();
                Err(why)
            }
        };
        written.map_err(|why| Error::NoStore(store_error(why)))
    }

    /// The bytes of a key, or a part of them (from, to, both inclusive).
    ///
    /// # Errors
    /// [`Error::NoStore`]; an internal error where there are none.
    pub async fn get(
        &self,
        key: &Path,
        range: Option<(u64, u64)>,
    ) -> Result<BoxStream<'static, object_store::Result<Bytes>>> {
        let range = range.map(|(from, to)| GetRange::Bounded(from..to + 1));
        let options = GetOptions { range, ..GetOptions::default() };
        Ok(self.0.get_opts(key, options).await?.into_stream())
    }

    /// [`Objects::get`] of the whole file. The last part is sent only if the checksum matches, so
    /// that a damaged file never arrives complete.
    ///
    /// # Errors
    /// As [`Objects::get`]; an internal error if the checksum differs. The stream returns it if a
    /// part was sent before.
    pub async fn get_checked(
        &self,
        key: &Path,
        sha256: Vec<u8>,
    ) -> Result<LocalBoxStream<'static, Result<Bytes>>> {
        let bytes = self.get(key, None).await?;
        let start = (bytes, Sha256::new(), None::<Bytes>, Some(sha256));
        let checked = stream::try_unfold(start, |(mut bytes, mut sum, mut held, expected)| async move {
            let Some(expected) = expected else { return Ok(None) };
            loop {
                let Some(chunk) = bytes.try_next().await? else {
                    let is_good = sum.finalize_reset()[..] == expected[..];
                    let last = held.unwrap_or_default();
                    return match is_good {
                        true => Ok(Some((last, (bytes, sum, None, None)))),
                        false => Err(Error::internal("the bytes of a document have another checksum")),
                    };
                };
                sum.update(&chunk);
                if let Some(before) = held.replace(chunk) {
                    return Ok(Some((before, (bytes, sum, held, Some(expected)))));
                }
            }
        });
        let mut checked = checked.boxed_local();
        // An error before the first part becomes an error page.
        let first = checked.try_next().await?.unwrap_or_default();
        Ok(stream::iter([Ok(first)]).chain(checked).boxed_local())
    }

    /// The checksum of the file with this key; none if there is none.
    ///
    /// # Errors
    /// [`Error::NoStore`].
    pub async fn checksum(&self, key: &Path) -> Result<Option<[u8; 32]>> {
        let found = match self.0.get(key).await {
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            found => found?,
        };
        let mut bytes = found.into_stream();
        let mut sum = Sha256::new();
        while let Some(chunk) = bytes.try_next().await? {
            sum.update(&chunk);
        }
        Ok(Some(sum.finalize().into()))
    }

    /// The files below a prefix.
    ///
    /// # Errors
    /// [`Error::NoStore`].
    pub async fn below(&self, prefix: &Path) -> Result<Vec<ObjectMeta>> {
        Ok(self.0.list(Some(prefix)).try_collect().await?)
    }

    /// When the file with this key was written; none if there is none.
    ///
    /// # Errors
    /// [`Error::NoStore`].
    pub async fn modified(&self, key: &Path) -> Result<Option<DateTime<Utc>>> {
        match self.0.head(key).await {
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            found => Ok(Some(found?.last_modified)),
        }
    }

    /// Moves a file below `trash/` and keeps its key, so that it can be moved back after a sweep with
    /// the wrong database.
    ///
    /// # Errors
    /// [`Error::NoStore`].
    pub async fn discard(&self, key: &Path) -> Result<()> {
        let trash = Path::from_iter(Path::from(TRASH).parts().chain(key.parts()));
        Ok(self.0.rename(key, &trash).await?)
    }
}

/// The error of a failed write.
fn store_error(why: std::io::Error) -> object_store::Error {
    object_store::Error::Generic { store: "documents", source: Box::new(why) }
}

/// ring is the one TLS provider of the process.
fn use_ring() {
    // Fails if a provider was installed before.
    rustls::crypto::ring::default_provider().install_default().ok();
}
