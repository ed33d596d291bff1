//! The health check, for monitoring.

use actix_web::{HttpResponse, web};

use super::error::Result;
use crate::access::scope::Pool;

/// `GET /health`: 200 while the database answers, 503 while it does not.
pub async fn show(pool: web::Data<Pool>) -> Result<HttpResponse> {
    pool.ping().await?;
    Ok(HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok"))
}
