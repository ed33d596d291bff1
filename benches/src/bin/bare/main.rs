//! The hearing page written by hand on actix and tokio-postgres, with nothing around it: the baseline for
//! Greffe.
//!
//! It asks the same, by prepared statements over a pool of 16 connections. It pipelines independent
//! statements: three round trips a page. With `--in-turn` it waits for each before it sends the next,
//! as every client of sqlx does. Sentences are part of its template. It uses Greffe's renderer of
//! turns, because rendering text is not what is compared.

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
    /// Whether each statement waits for the one before.
    in_turn: bool,
    tenants: RwLock<HashMap<String, Uuid>>,
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let address = std::env::args().skip_while(|it| it != "--listen").nth(1).ok_or("--listen ADDRESS")?;
    let config = greffe_benches::config(&std::env::var("DATABASE_URL")?)?;
    let manager =
        Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
    let pool = Pool::builder(manager).max_size(16).build()?;
    let in_turn = std::env::args().any(|it| it == "--in-turn");
    let shared = web::Data::new(Shared { pool, in_turn, tenants: RwLock::default() });
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
