//! The hearing page written by hand on actix and tokio-postgres, with nothing around it: the baseline for
//! Greffe.
//!
//! It sends the same statements, prepared, over a pool of 16 connections, and pipelines independent ones:
//! three round trips a page. Sentences are part of its template. It uses Greffe's renderer of turns,
//! because rendering text is not what is compared.

mod page;
mod rows;

use std::{collections::HashMap, sync::RwLock};

use actix_web::{App, HttpServer, middleware::DefaultHeaders, web};
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod};
use tokio_postgres::NoTls;
use uuid::Uuid;

/// The state of the handler.
pub struct Shared {
    pool: Pool,
    tenants: RwLock<HashMap<String, Uuid>>,
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let address = std::env::args().skip_while(|it| it != "--listen").nth(1).ok_or("--listen ADDRESS")?;
    let config = greffe_benches::config(&std::env::var("DATABASE_URL")?)?;
    let manager =
        Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
    let pool = Pool::builder(manager).max_size(16).build()?;
    let shared = web::Data::new(Shared { pool, tenants: RwLock::default() });
    let server = HttpServer::new(move || {
        App::new()
            .app_data(shared.clone())
            .wrap(headers())
            .route("/health", web::get().to(async || "ok"))
            .route("/{tenant}/series/{series}/hearings/{number}", web::get().to(page::show))
    });
    Ok(server.workers(2).bind(address)?.run().await?)
}

fn headers() -> DefaultHeaders {
    DefaultHeaders::new()
        .add((
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
             connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        ))
        .add(("x-content-type-options", "nosniff"))
        .add(("x-frame-options", "DENY"))
        .add(("referrer-policy", "same-origin"))
        .add(("cross-origin-opener-policy", "same-origin"))
        .add(("cache-control", "no-store"))
}
