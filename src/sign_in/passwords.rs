//! Passwords: Argon2id (RFC 9106), away from the threads that answer requests.

use std::sync::{Arc, LazyLock};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use tokio::sync::Semaphore;

use crate::web::error::{Error, Result};

/// The fewest characters of a password.
pub const MIN_LENGTH: usize = 12;
/// The most characters of a password: more would cost time without a benefit.
pub const MAX_LENGTH: usize = 200;

/// 19 MiB, two passes, one lane: the minimum of OWASP's Password Storage Cheat Sheet.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Hashes passwords, a limited number at once: each takes 19 MiB and a core.
#[derive(Clone)]
pub struct Hasher {
    permits: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self { permits: Arc::new(Semaphore::new(cores)) }
    }
}

impl Hasher {
    /// The hash as a PHC string.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let password = password.to_owned();
        self.run(move || hash(&password)).await?
    }

    /// Whether the password is the one that was hashed. Without a hash the answer is no, after the
    /// same work, so that its timing reveals nothing.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| self::hash("nobody's password").ok());
        let password = password.to_owned();
        let known = hash.map(str::to_owned);
        self.run(move || {
            let is_known = known.is_some();
            let Some(hash) = known.or_else(|| NOBODY.clone()) else { return false };
            let Ok(parsed) = PasswordHash::new(&hash) else { return false };
            Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok() && is_known
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(Error::internal)?;
        let work = move || {
            // The work keeps its permit even if the request was cancelled.
            let _permit = permit;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)
    }
}

fn hash(password: &str) -> Result<String> {
    let params =
        Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|why| Error::internal(why.to_string()))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2.hash_password(password.as_bytes()).map_err(|why| Error::internal(why.to_string()))?;
    Ok(hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_hashed_password_verifies() {
        let hasher = Hasher::default();
        let hash = hasher.hash("correct horse battery").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(hasher.verify("correct horse battery", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("correct horse batterY", Some(&hash)).await.unwrap());
        assert!(!hasher.verify("nobody's password", None).await.unwrap());
        assert!(!hasher.verify("x", Some("not a hash")).await.unwrap());
    }

    #[tokio::test]
    async fn concurrent_hashes_are_limited() {
        let hasher = Hasher::default();
        let many = u32::try_from(hasher.permits.available_permits()).unwrap();
        let held = hasher.permits.acquire_many(many).await.unwrap();
        let patience = std::time::Duration::from_millis(200);
        assert!(tokio::time::timeout(patience, hasher.verify("x", None)).await.is_err(), "it waits its turn");
        drop(held);
        assert!(!hasher.verify("x", None).await.unwrap());
    }
}
