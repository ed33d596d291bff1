//! One error for every handler, and the status each becomes. The words of an
//! error page are written by [`super::middleware`], in the reader's language.

use actix_web::{HttpResponse, ResponseError, http::StatusCode, http::header};
use sea_orm::{DbErr, RuntimeErr};

use super::forms::Errors;

/// The result of handlers and queries.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request could not be answered with its page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no session: the answer redirects to the sign-in page, and from there to this path.
    #[error("signed out")]
    SignedOut { back: String },
    /// The record does not exist, or the member may not know of it.
    #[error("not found")]
    NotFound,
    /// The record is visible, but the member may not do this.
    #[error("forbidden")]
    Forbidden,
    /// The record has another path for now, because it was merged into another one.
    #[error("moved")]
    Moved { to: String },
    /// A mailed link that does not work: unknown, expired, revoked or no longer needed, all alike.
    #[error("link ended")]
    LinkEnded,
    /// The record has changed meanwhile, so that the request does not apply any more.
    #[error("conflict")]
    Conflict,
    /// The request is not well formed.
    #[error("bad request: {0}")]
    BadRequest(&'static str),
    /// The body is larger than this address takes.
    #[error("too large")]
    TooLarge,
    /// The body came too slowly.
    #[error("too slow")]
    TooSlow,
    /// A form with errors at its fields. Its handler shows the form again.
    #[error("a form with errors")]
    Invalid(Errors),
    /// Well formed, but with a character that PostgreSQL cannot store (NUL).
    #[error("unprocessable")]
    Unprocessable,
    /// Too many attempts.
    #[error("throttled")]
    Throttled,
    /// The database cannot be reached; trying again helps.
    #[error("unavailable: {0}")]
    Unavailable(DbErr),
    /// The store of files cannot be reached, or cannot take more; trying again may help.
    #[error("no store: {0}")]
    NoStore(object_store::Error),
    /// The limit of files that are read at once is reached; trying again helps.
    #[error("busy")]
    Busy,
    /// A defect of Greffe: the log has the reason, the page does not.
    #[error("internal: {0}")]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// An internal error, with the reason for the log.
    pub fn internal(why: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(why.into())
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::SignedOut { .. } => StatusCode::SEE_OTHER,
            // Not permanent: a merger can be undone.
            Self::Moved { .. } => StatusCode::TEMPORARY_REDIRECT,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::LinkEnded => StatusCode::GONE,
            Self::Conflict => StatusCode::CONFLICT,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Invalid(_) | Self::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Throttled => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable(_) | Self::NoStore(_) | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.status_code());
        match self {
            Self::SignedOut { back } => {
                let query = serde_html_form::to_string([("back", back)]).unwrap_or_default();
                answer.insert_header((header::LOCATION, format!("/sign-in?{query}")));
            }
            Self::Moved { to } => {
                answer.insert_header((header::LOCATION, to.as_str()));
            }
            Self::Unavailable(why) => {
                tracing::error!(%why, "the database cannot be reached");
                answer.insert_header((header::RETRY_AFTER, "5"));
            }
            Self::NoStore(why) => {
                tracing::error!(%why, "the store of files failed");
                answer.insert_header((header::RETRY_AFTER, "30"));
            }
            Self::Busy => {
                answer.insert_header((header::RETRY_AFTER, "10"));
            }
            Self::Throttled => {
                answer.insert_header((header::RETRY_AFTER, "60"));
            }
            Self::Internal(why) => tracing::error!(%why, "internal error"),
            _ => {}
        }
        answer.finish()
    }
}

impl From<Errors> for Error {
    fn from(errors: Errors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<DbErr> for Error {
    fn from(why: DbErr) -> Self {
        match &why {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => return Self::Unavailable(why),
            DbErr::Query(RuntimeErr::SqlxError(cause)) | DbErr::Exec(RuntimeErr::SqlxError(cause)) => {
                match cause.as_ref() {
                    sqlx::Error::Io(_)
                    | sqlx::Error::Tls(_)
                    | sqlx::Error::PoolTimedOut
                    | sqlx::Error::PoolClosed
                    | sqlx::Error::WorkerCrashed => return Self::Unavailable(why),
                    sqlx::Error::Database(said) => match said.code().as_deref() {
                        // shutting down, starting up, too many connections, cannot connect now
                        Some("57P01" | "57P02" | "57P03" | "53300") => return Self::Unavailable(why),
                        // a character that Postgres cannot keep
                        Some("22021" | "22P05") => return Self::Unprocessable,
                        // two writers at once: a referenced row was deleted, a unique value is taken,
                        // a serialization failure, a deadlock
                        Some("23503" | "23505" | "40001" | "40P01") => return Self::Conflict,
                        _ => {}
                    },
                    _ => {}
                }
            }
            _ => {}
        }
        Self::internal(why)
    }
}

impl From<object_store::Error> for Error {
    fn from(why: object_store::Error) -> Self {
        match why {
            // The file of a row is missing: trying again does not help.
            object_store::Error::NotFound { .. } => Self::internal(why),
            why => Self::NoStore(why),
        }
    }
}

impl From<askama::Error> for Error {
    fn from(why: askama::Error) -> Self {
        Self::internal(why)
    }
}
