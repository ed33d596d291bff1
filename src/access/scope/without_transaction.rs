//! Work that takes its time, with nothing of the database held meanwhile: a file
//! is interpreted or kept elsewhere while others have the connection.

use std::sync::Arc;

use actix_web::web;
use tokio::sync::Semaphore;

use super::{Scope, access_of, open};
use crate::{
    access::permissions::Permission,
    web::error::{Error, Result},
};

/// How many files are interpreted at once. Each may take a core for half a minute.
const SEATS: usize = 3;

/// Who interprets files. [`Scope::without_transaction`] alone leads to them.
pub struct FileReaders(Arc<Semaphore>);

impl Default for FileReaders {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(SEATS)))
    }
}

impl FileReaders {
    /// Interprets a file, off the threads that serve.
    ///
    /// # Errors
    /// [`Error::Busy`], at once, while as many files are under way as may be.
    pub async fn read<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let seat = Arc::clone(&self.0).try_acquire_owned().map_err(|_| Error::Busy)?;
        let work = move || {
            // It goes with the work, which goes on where its sender has gone away.
            let _seat = seat;
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)
    }
}

impl<P: Permission> Scope<P> {
    /// Lets go of the transaction, whose changes are forgotten, does the work,
    /// and comes in anew. A record found before is to be found again: it may
    /// have changed meanwhile, or be no longer the member's to know of.
    ///
    /// # Errors
    /// As at the door: the session may have ended meanwhile.
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
