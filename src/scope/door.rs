//! The order in which a handler's arguments are extracted. They are polled side
//! by side, so a form waits until the scope before it says that the request may
//! come in, and the scope waits for the form before it opens its transaction.

use std::task::Poll;

use actix_web::{HttpMessage as _, HttpRequest};
use tokio::sync::oneshot;

use super::Access;
use crate::error::Result;

/// Whether the request has been let in: nobody's body is read, and nobody is
/// told what his form lacks, who may not send it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Door {
    Closed,
    Open,
}

/// A body that is to be read behind the door; it ends when its [`Visitor`] does.
struct Body(oneshot::Receiver<()>);

pub(super) fn close(request: &HttpRequest) {
    request.extensions_mut().insert(Door::Closed);
}

fn open(request: &HttpRequest) {
    request.extensions_mut().insert(Door::Open);
}

/// Whether a form stands before the door.
fn is_waited_at(request: &HttpRequest) -> bool {
    request.extensions().contains::<Body>()
}

/// Waits until the body of the form that was let in has been read.
async fn settle(request: &HttpRequest) {
    let body = request.extensions_mut().remove::<Body>();
    if let Some(body) = body {
        // Whether it was read or broke off is the form's to say.
        body.0.await.ok();
    }
}

/// Opens the door of a tenant for a request: before the body of its form is
/// read, where it has one, and again after it.
pub(super) async fn pass<T>(request: &HttpRequest, enter: impl AsyncFn(Access) -> Result<T>) -> Result<T> {
    if is_waited_at(request) {
        // Nothing of the database is held while a body comes, as slowly as its sender likes.
        drop(enter(Access::Read).await?);
        open(request);
        settle(request).await;
    }
    enter(super::access(request)).await
}

/// A form, from the beginning of its extraction to its end.
pub struct Visitor {
    request: HttpRequest,
    _ends: oneshot::Sender<()>,
}

impl Visitor {
    /// Must be called before the extraction is first polled, so that the scope knows of the form.
    pub fn arrive(request: &HttpRequest) -> Self {
        let (sender, receiver) = oneshot::channel();
        request.extensions_mut().insert(Body(receiver));
        Self { request: request.clone(), _ends: sender }
    }

    /// Waits until the scope that stands before this argument lets it in; at
    /// once where there is none.
    pub async fn pass(&self) {
        // Needs no waker: the scope's own future wakes the task that polls both.
        std::future::poll_fn(|_| match self.request.extensions().get::<Door>() {
            Some(Door::Closed) => Poll::Pending,
            Some(Door::Open) | None => Poll::Ready(()),
        })
        .await;
    }
}
