//! Builds the server; tests call it too.

use actix_web::{App, HttpServer, dev::Server, middleware::from_fn, web};
use std::net::TcpListener;

use crate::{
    access::scope::{FileReaders, Pool},
    config::Config,
    routes,
    sign_in::{passwords::Hasher, throttle::Throttle},
    storage::Objects,
    web::{error::Error, middleware},
};

/// The state that the handlers share.
#[derive(Clone)]
pub struct Greffe {
    pub pool: web::Data<Pool>,
    pub config: web::Data<Config>,
    objects: web::Data<Objects>,
    readers: web::Data<FileReaders>,
    hasher: web::Data<Hasher>,
    throttle: web::Data<Throttle>,
}

impl Greffe {
    /// The state of a server on this database, with files in this store.
    pub fn new(pool: Pool, objects: Objects, config: Config) -> Self {
        Self {
            pool: web::Data::new(pool),
            config: web::Data::new(config),
            objects: web::Data::new(objects),
            readers: web::Data::new(FileReaders::default()),
            hasher: web::Data::new(Hasher::default()),
            throttle: web::Data::new(Throttle::default()),
        }
    }

    /// A server on a listening socket. `more` adds routes (tests add one that panics).
    ///
    /// # Errors
    /// When the socket cannot be used.
    pub fn serve(
        self,
        socket: TcpListener,
        workers: usize,
        more: fn(&mut web::ServiceConfig),
    ) -> std::io::Result<Server> {
        let server = HttpServer::new(move || {
            App::new()
                .app_data(web::Data::new(self.pool.share(workers)))
                .app_data(self.config.clone())
                .app_data(self.objects.clone())
                .app_data(self.readers.clone())
                .app_data(self.hasher.clone())
                .app_data(self.throttle.clone())
                .app_data(web::PathConfig::default().error_handler(|_, _| Error::NotFound.into()))
                .app_data(
                    web::QueryConfig::default()
                        .error_handler(|_, _| Error::BadRequest("the query is not ours").into()),
                )
                .wrap(from_fn(middleware::finish))
                .configure(more)
                .configure(routes::configure)
        });
        Ok(server.workers(workers).shutdown_timeout(10).listen(socket)?.run())
    }
}
