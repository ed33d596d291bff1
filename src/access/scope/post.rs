//! The one extractor of a POST: permission first, then the body.
//!
//! A handler takes `Post(scope, form): Post<Scope<Manage>, Form<BodyForm>>`. No
//! transaction is open while a body arrives, however slowly its sender sends it.
//!
//! - A body that declares at most [`SMALL`] bytes is received first; then the one
//!   transaction begins and the permission is checked. A malformed form is reported
//!   only after that.
//! - Before a larger body, or one of unknown length, a short transaction checks
//!   the permission, so that a sender without it sends none of the body.
//!   The permission is checked again afterwards: it may have been withdrawn meanwhile.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};

use super::{Access, Guest, Scope, access_of, open};
use crate::{
    access::permissions::Permission,
    web::{
        error::{Error, Result},
        forms::body::{self, FromBody},
    },
};

/// The most bytes that are received before the permission is checked.
const SMALL: usize = 64 * 1024;

/// The check of a request before its form is read: [`Scope`], [`super::Guest`] or [`Public`].
pub trait Entrance: Sized + 'static {
    /// Opens the transaction and checks the permission.
    ///
    /// # Errors
    /// Signed out, forbidden or missing.
    fn enter(request: &HttpRequest, access: Access) -> impl Future<Output = Result<Self>>;
}

impl<P: Permission> Entrance for Scope<P> {
    async fn enter(request: &HttpRequest, access: Access) -> Result<Self> {
        open(request, access).await
    }
}

/// The entrance of the pages outside every tenant, such as sign-in.
#[derive(Debug)]
pub struct Public;

impl Entrance for Public {
    async fn enter(_: &HttpRequest, _: Access) -> Result<Self> {
        Ok(Self)
    }
}

/// A first argument that opens a tenant and checks a permission in it. `src/routes.rs` takes no
/// other handler for the address of a tenant.
#[diagnostic::on_unimplemented(
    message = "the first argument of a handler in a tenant is `Scope<Permission>`, `Guest` or a `Post` of one of them",
    label = "the first argument of this handler is `{Self}`"
)]
pub trait TenantEntrance: sealed::Sealed {}

mod sealed {
    pub trait Sealed {}
}

impl<P: Permission> sealed::Sealed for Scope<P> {}
impl sealed::Sealed for Guest {}
impl<E: TenantEntrance, B> sealed::Sealed for Post<E, B> {}
impl<P: Permission> TenantEntrance for Scope<P> {}
impl TenantEntrance for Guest {}
impl<E: TenantEntrance, B> TenantEntrance for Post<E, B> {}

/// An entrance and the body that was received with it.
#[derive(Debug)]
pub struct Post<E, B>(pub E, pub B);

impl<E: Entrance, B: FromBody + 'static> FromRequest for Post<E, B> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let limit = B::limit(&request);
            let declared = declared_length(&request);
            if declared.is_none_or(|it| it > SMALL) {
                drop(E::enter(&request, Access::Read).await?);
            }
            let received = match declared {
                Some(length) if length > limit => Err(Error::TooLarge),
                _ => B::receive(&request, body::limited(payload, limit)).await,
            };
            let entrance = E::enter(&request, access_of(&request)).await?;
            Ok(Self(entrance, B::parse(received?)?))
        })
    }
}

/// The `Content-Length` of a request (RFC 9110, 8.6); none where it is sent in chunks.
fn declared_length(request: &HttpRequest) -> Option<usize> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
