//! Where the bytes of files are kept: a folder, or any store that speaks S3.
//!
//! Bytes are written before the row that tells of them is committed, under a
//! key that no other bytes ever have; nothing deletes them. `greffe documents check
//! --sweep` lays those aside of which no row tells.

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

/// What is written at once; what is smaller is one request.
const PART: usize = 8 * 1024 * 1024;

/// Where what is swept away waits for whoever is sure that it may go.
const TRASH: &str = "trash";

/// How many parts are under way at once, each in memory.
const PARTS: usize = 2;

/// What opens an S3-compatible store.
#[derive(Debug, Clone)]
pub struct Secrets {
    pub key: String,
    pub secret: String,
}

impl Secrets {
    /// From the environment, and from there alone: a command's flags are seen by everyone on the machine.
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
    /// The store that the settings name. A folder is made where there is none.
    ///
    /// # Errors
    /// [`OpenError`], whose words say what to do.
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
        // What is committed afterwards must not tell of bytes that a power cut takes away.
        Ok(Self(Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))))
    }

    /// A store that speaks S3: `bucket`, or `bucket/folder`.
    ///
    /// # Errors
    /// [`OpenError`], where its address cannot be one.
    pub fn in_s3(place: &str, config: &DocumentsConfig, secrets: Secrets) -> Result<Self, OpenError> {
        use_ring();
        let (bucket, folder) = place.split_once('/').unwrap_or((place, ""));
        let client = ClientOptions::new()
            .with_connect_timeout(Duration::from_secs(5))
            // A large file takes as long as it takes; one that stands still is given up.
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
                // Named by whoever runs it: a store on the same machine needs no TLS.
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
                // Or the parts that came would stay, paid for and seen by nobody.
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

    /// [`Objects::get`], all of it; the last part comes only if the whole has the
    /// checksum, so that nobody holds a damaged file for a good one.
    ///
    /// # Errors
    /// As [`Objects::get`]; an internal error where the checksum is another, by the
    /// stream itself where more than one part has left before it is known.
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
        // What is wrong from the beginning on is said by a page.
        let first = checked.try_next().await?.unwrap_or_default();
        Ok(stream::iter([Ok(first)]).chain(checked).boxed_local())
    }

    /// The checksum of what lies under a key; none where nothing does.
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

    /// What lies below a key.
    ///
    /// # Errors
    /// [`Error::NoStore`].
    pub async fn below(&self, prefix: &Path) -> Result<Vec<ObjectMeta>> {
        Ok(self.0.list(Some(prefix)).try_collect().await?)
    }

    /// When what lies under a key was written; none where nothing does.
    ///
    /// # Errors
    /// [`Error::NoStore`].
    pub async fn modified(&self, key: &Path) -> Result<Option<DateTime<Utc>>> {
        match self.0.head(key).await {
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            found => Ok(Some(found?.last_modified)),
        }
    }

    /// Moves what lies under a key below `trash/`, under the same key: whoever
    /// swept with the database of another day moves it back.
    ///
    /// # Errors
    /// [`Error::NoStore`].
    pub async fn discard(&self, key: &Path) -> Result<()> {
        let trash = Path::from_iter(Path::from(TRASH).parts().chain(key.parts()));
        Ok(self.0.rename(key, &trash).await?)
    }
}

/// The store's own words about why it could not write.
fn store_error(why: std::io::Error) -> object_store::Error {
    object_store::Error::Generic { store: "documents", source: Box::new(why) }
}

/// ring is the one TLS provider of the process.
fn use_ring() {
    // Refused where it was chosen before.
    rustls::crypto::ring::default_provider().install_default().ok();
}
