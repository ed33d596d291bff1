//! The bytes of a body: so many at most, and not for ever.

use std::{future::Future, time::Duration};

use actix_web::{HttpRequest, dev::Payload, error::PayloadError, http::header, web::Bytes};
use futures_util::{Stream, StreamExt as _, stream};
use tokio::time::{Instant, timeout_at};

use crate::{error::Error, scope::Visitor};

/// What every body may take, however small.
const PATIENCE: Duration = Duration::from_secs(30);
/// Bytes in a second that every body must come at from then on: a slow mobile line.
const SLOWEST: usize = 16 * 1024;

/// The body of a request as it comes, of at most `limit` bytes, headers of its
/// parts included. Nothing of it is read before its sender has been let in, nor
/// of one that says itself that it is larger.
pub fn behind_the_door(
    request: &HttpRequest,
    payload: &mut Payload,
    limit: usize,
) -> impl Future<Output = Result<impl Stream<Item = Result<Bytes, PayloadError>> + use<>, Error>> + use<> {
    let declared =
        request.headers().get(header::CONTENT_LENGTH).and_then(|it| it.to_str().ok()?.parse().ok());
    let payload = payload.take();
    let visitor = Visitor::arrive(request);
    async move {
        visitor.pass().await;
        match declared.is_some_and(|length: usize| length > limit) {
            true => Err(Error::TooLarge),
            false => Ok(within(payload, limit, PATIENCE)),
        }
    }
}

/// What a body may have taken of which so many bytes have come: by these, and
/// not by those that it promises, or whoever promises much could keep us for hours.
fn earned(come: usize) -> Duration {
    Duration::from_secs(u64::try_from(come / SLOWEST).unwrap_or(u64::MAX))
}

fn within(
    payload: impl Stream<Item = Result<Bytes, PayloadError>> + Unpin,
    limit: usize,
    patience: Duration,
) -> impl Stream<Item = Result<Bytes, PayloadError>> {
    let start = Instant::now();
    stream::try_unfold((payload, limit), move |(mut payload, left)| async move {
        let deadline = start + patience + earned(limit - left);
        let next = timeout_at(deadline, payload.next()).await;
        let next = next.map_err(|_| PayloadError::Io(std::io::ErrorKind::TimedOut.into()))?;
        let Some(chunk) = next.transpose()? else { return Ok(None) };
        let left = left.checked_sub(chunk.len()).ok_or(PayloadError::Overflow)?;
        Ok(Some((chunk, (payload, left))))
    })
}

/// What a body that could not be read is told.
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
    async fn a_body_comes_whole_or_not_at_all() {
        assert!(matches!(read(&[b"ab", b"c"], 3, true).await, Ok(3)));
        assert!(matches!(read(&[b"ab", b"cd"], 3, true).await, Err(Error::TooLarge)));
        assert!(matches!(read(&[b"ab"], 3, false).await, Err(Error::TooSlow)));
        // Nor is a large one waited for longer, of which little has come.
        let told = tokio::time::timeout(Duration::from_secs(5), read(&[b"ab"], 500_000_000, false)).await;
        assert!(matches!(told, Ok(Err(Error::TooSlow))));
        assert_eq!(earned(16_384_000), Duration::from_secs(1000));
    }
}
