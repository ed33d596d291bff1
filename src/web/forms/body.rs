//! The bytes of a body, within limits of size and time.

use std::{future::Future, pin::Pin, time::Duration};

use actix_web::{HttpRequest, dev::Payload, error::PayloadError, web::Bytes};
use futures_util::{Stream, StreamExt as _, stream};
use tokio::time::{Instant, timeout_at};

use crate::web::error::Error;

/// The time that every body may take, whatever its size.
const PATIENCE: Duration = Duration::from_secs(30);
/// The slowest rate from then on, in bytes per second: a slow mobile connection.
const SLOWEST: usize = 16 * 1024;

/// The bytes of a body as they arrive.
pub type BodyStream = Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>>>>;

/// A type that is read from a request's body, by [`crate::access::scope::Post`] only.
pub trait FromBody: Sized {
    /// What is received before the permission is known; it need not be well formed.
    type Received;

    /// The most bytes that a body of this kind may have.
    fn limit(request: &HttpRequest) -> usize;

    /// Receives the body.
    ///
    /// # Errors
    /// Too large, too slow or broken off.
    fn receive(
        request: &HttpRequest,
        body: BodyStream,
    ) -> impl Future<Output = Result<Self::Received, Error>>;

    /// Parses the received body.
    ///
    /// # Errors
    /// The body is not such a form.
    fn parse(received: Self::Received) -> Result<Self, Error>;
}

/// A body of at most `limit` bytes, the headers of its parts included, that may not be slower than [`SLOWEST`].
pub fn limited(payload: Payload, limit: usize) -> BodyStream {
    Box::pin(within(payload, limit, PATIENCE))
}

/// The additional time of a body of which `come` bytes have arrived. The declared length does
/// not count: a client could declare a large body and send nothing for hours.
fn extra_time(come: usize) -> Duration {
    Duration::from_secs(u64::try_from(come / SLOWEST).unwrap_or(u64::MAX))
}

fn within(
    payload: impl Stream<Item = Result<Bytes, PayloadError>> + Unpin,
    limit: usize,
    patience: Duration,
) -> impl Stream<Item = Result<Bytes, PayloadError>> {
    let start = Instant::now();
    stream::try_unfold((payload, limit), move |(mut payload, left)| async move {
        let deadline = start + patience + extra_time(limit - left);
        let next = timeout_at(deadline, payload.next()).await;
        let next = next.map_err(|_| PayloadError::Io(std::io::ErrorKind::TimedOut.into()))?;
        let Some(chunk) = next.transpose()? else { return Ok(None) };
        let left = left.checked_sub(chunk.len()).ok_or(PayloadError::Overflow)?;
        Ok(Some((chunk, (payload, left))))
    })
}

/// The error of a body that could not be read.
pub fn refused(why: &PayloadError) -> Error {
    match why {
        PayloadError::Overflow => Error::TooLarge,
        PayloadError::Io(why) if why.kind() == std::io::ErrorKind::TimedOut => Error::TooSlow,
        _ => Error::BadRequest("the body broke off"),
    }
}

#[cfg(test)]
mod tests {
    use futures_util::TryStreamExt as _;

    use super::*;

    async fn read(parts: &[&'static [u8]], limit: usize, last: bool) -> Result<usize, Error> {
        let parts: Vec<_> = parts.iter().map(|it| Ok(Bytes::from_static(it))).collect();
        let rest = if last { stream::empty().left_stream() } else { stream::pending().right_stream() };
        let patience = Duration::from_millis(50);
        let body = within(Box::pin(stream::iter(parts).chain(rest)), limit, patience);
        let length = body.try_fold(0, |length, chunk| async move { Ok(length + chunk.len()) });
        length.await.map_err(|why| refused(&why))
    }

    #[tokio::test]
    async fn incomplete_bodies_are_refused() {
        assert!(matches!(read(&[b"ab", b"c"], 3, true).await, Ok(3)));
        assert!(matches!(read(&[b"ab", b"cd"], 3, true).await, Err(Error::TooLarge)));
        assert!(matches!(read(&[b"ab"], 3, false).await, Err(Error::TooSlow)));
        // A large declared length does not extend the time.
        let told = tokio::time::timeout(Duration::from_secs(5), read(&[b"ab"], 500_000_000, false)).await;
        assert!(matches!(told, Ok(Err(Error::TooSlow))));
        assert_eq!(extra_time(16_384_000), Duration::from_secs(1000));
    }
}
