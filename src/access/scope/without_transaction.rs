//! Slow work, such as reading or storing a file, while no database connection is held.

use std::{panic::resume_unwind, sync::Arc};

use actix_web::web;
use tokio::sync::Semaphore;

use super::{Scope, access_of, open};
use crate::{
    access::permissions::Permission,
    web::error::{Error, Result},
};

/// How many files are read at once. Each may take a core for half a minute.
const LIMIT: usize = 3;

/// The threads that read files. Only [`Scope::without_transaction`] gives access to them.
pub struct FileReaders(Arc<Semaphore>);

/// The limit of files that are read at once is reached.
#[derive(Debug, Clone, Copy)]
pub struct Busy;

impl From<Busy> for Error {
    fn from(Busy: Busy) -> Self {
        Self::Busy
    }
}

impl Default for FileReaders {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(LIMIT)))
    }
}

impl FileReaders {
    /// Reads a file outside the threads that serve requests. A panic of the work continues here.
    ///
    /// # Errors
    /// [`Busy`], immediately, while the limit is reached; or the error of the work.
    pub async fn read<T, E>(&self, work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Busy> + Send + 'static,
    {
        let permit = Arc::clone(&self.0).try_acquire_owned().map_err(|_| Busy)?;
        let work = move || {
            // The work keeps its permit even if the request was cancelled.
            let _permit = permit;
            work()
        };
        tokio::task::spawn_blocking(work).await.unwrap_or_else(|why| resume_unwind(why.into_panic()))
    }
}

impl<P: Permission> Scope<P> {
    /// Rolls the transaction back, does the work, and begins a new one. Records that were found
    /// before must be found again: they may have changed, or be hidden from the member now.
    ///
    /// # Errors
    /// As when the scope was opened: the session may have ended meanwhile.
    pub async fn without_transaction<T>(
        self,
        work: impl AsyncFnOnce(&FileReaders) -> T,
    ) -> Result<(Self, T)> {
        let Self { tenant, request, .. } = self;
        drop(tenant);
        let readers =
            request.app_data::<web::Data<FileReaders>>().ok_or_else(|| Error::internal("no readers"))?;
        let done = work(readers).await;
        Ok((open(&request, access_of(&request)).await?, done))
    }
}
