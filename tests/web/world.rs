//! A database and a server for one test, and HTTP clients for its personas.

use std::{
    cell::{Cell, RefCell},
    future::Future,
    net::TcpListener,
    panic::Location,
};

use clap::Parser as _;
use greffe::{
    access::scope::{Pool, StatementCount},
    app::Greffe,
    config::{Config, DocumentsConfig},
    storage::Objects,
    web::session::Token,
};
use reqwest::{Client, Method, RequestBuilder, redirect};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _, postgres::PgRow};
use tokio::sync::{Mutex, OnceCell};
use uuid::Uuid;

/// The persona who acts in a test. The first three organise the series "eau", the next three do not; the
/// manager is staff without a body; the stranger belongs to another tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Persona {
    OrganisingOfficial = 1,
    OrganisingStaff = 2,
    OrganisingAgent = 3,
    OtherOfficial = 4,
    OtherStaff = 5,
    OtherAgent = 6,
    Manager = 7,
    Stranger = 8,
    Nobody = 0,
}

pub use Persona::*;

impl Persona {
    pub const ALL: [Self; 9] = [
        OrganisingOfficial,
        OrganisingStaff,
        OrganisingAgent,
        OtherOfficial,
        OtherStaff,
        OtherAgent,
        Manager,
        Stranger,
        Nobody,
    ];

    fn account(self) -> String {
        format!("c0000000-0000-4000-8000-00000000000{}", self as u8)
    }

    pub fn token(self) -> Token {
        let secret = format!("{}AA", "Persona".repeat(6).chars().take(40).collect::<String>());
        let secret = format!("{}{}", self as u8, secret);
        Token::parse(&secret[..43]).expect("a token of the right length")
    }
}

/// The open correction round. Members who approve hearing 1 have seen the notice about it.
pub const ROUND: &str = "30000000-0000-4000-8000-000000000001";

/// The database with the people of `world.sql`. Each test of this process gets a clone of it.
static TEMPLATE: OnceCell<String> = OnceCell::const_new();

/// The running server and its database. A test must call [`World::end`].
pub struct World {
    pub address: String,
    pub config: Config,
    database: String,
    owner_url: String,
    /// The owner's connections. Connecting takes as long as a few statements, so they are reused.
    owner: Mutex<Option<PgConnection>>,
    client: Client,
    handle: actix_web::dev::ServerHandle,
    statements: StatementCount,
    expected_mail: RefCell<Vec<Uuid>>,
    expects_any_mail: Cell<bool>,
    has_ended: Cell<bool>,
}

/// A queued message.
#[derive(Debug)]
pub struct Mail {
    id: Uuid,
    pub kind: String,
    pub to: String,
    pub subject: String,
}

fn environment(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set: run the tests by bin/test, or `cargo run -- with-postgres -- cargo test`")
    })
}

/// The same address with another database.
fn with_database(url: &str, database: &str) -> String {
    let mut url = url::Url::parse(url).expect("a database address");
    url.set_path(database);
    url.into()
}

impl World {
    /// A fresh database with the people of `world.sql`, and a server on it.
    pub async fn start() -> Self {
        Self::start_with(|_| ()).await
    }

    /// [`World::start`] with additional routes.
    pub async fn start_with(more: fn(&mut actix_web::web::ServiceConfig)) -> Self {
        let (owner_url, app_url, database) = Self::database().await;
        let open = |config: &DocumentsConfig| Objects::open(config).expect("a folder for files");
        Self::running(owner_url, &app_url, database, more, open).await
    }

    /// [`World::start`] with another object store than a folder.
    pub async fn start_storing(open: impl FnOnce(&DocumentsConfig) -> Objects) -> Self {
        let (owner_url, app_url, database) = Self::database().await;
        Self::running(owner_url, &app_url, database, |_| (), open).await
    }

    /// A clone of [`TEMPLATE`]: the address for the owner, the address for the server, and the name.
    async fn database() -> (String, String, String) {
        let template = TEMPLATE.get_or_init(async || {
            let name = format!("world_{}", Uuid::new_v4().simple());
            clone("greffe", &name).await;
            fill(&with_database(&environment("GREFFE_OWNER_URL"), &name)).await;
            name
        });
        let database = format!("test_{}", Uuid::new_v4().simple());
        clone(template.await, &database).await;
        let owner_url = with_database(&environment("GREFFE_OWNER_URL"), &database);
        let app_url = with_database(&environment("DATABASE_URL"), &database);
        (owner_url, app_url, database)
    }

    /// [`World::start`] on a migrated database that belongs to the test.
    pub async fn serving(
        owner_url: String,
        app_url: &str,
        database: String,
        more: fn(&mut actix_web::web::ServiceConfig),
    ) -> Self {
        fill(&owner_url).await;
        let open = |config: &DocumentsConfig| Objects::open(config).expect("a folder for files");
        Self::running(owner_url, app_url, database, more, open).await
    }

    async fn running(
        owner_url: String,
        app_url: &str,
        database: String,
        more: fn(&mut actix_web::web::ServiceConfig),
        open: impl FnOnce(&DocumentsConfig) -> Objects,
    ) -> Self {
        let mailbox = std::env::temp_dir().join(&database);
        let config = config(app_url, &mailbox);
        let objects = open(&config.documents);
        let pool = Pool::connect(&config.database_url, 4).await.expect("the restricted role connects");
        let statements = pool.statements();
        let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", socket.local_addr().expect("its address"));
        let server =
            Greffe::new(pool, objects, config.clone()).serve(socket, 1, more).expect("the server starts");
        let handle = server.handle();
        actix_web::rt::spawn(server);
        // Without the certificates of the machine, which are slow to load.
        let client = Client::builder().redirect(redirect::Policy::none()).tls_certs_only([]);
        let client = client.build().expect("a client");
        Self {
            address,
            config,
            database,
            owner_url,
            owner: Mutex::default(),
            client,
            handle,
            statements,
            expected_mail: RefCell::default(),
            expects_any_mail: Cell::default(),
            has_ended: Cell::default(),
        }
    }

    /// A request of a persona, as if from one of our pages.
    pub fn request(&self, persona: Persona, method: Method, path: &str) -> RequestBuilder {
        let request = self
            .client
            .request(method, format!("{}{path}", self.address))
            .header("sec-fetch-site", "same-origin")
            .header("accept-language", "fr");
        if persona == Nobody {
            return request;
        }
        request.header("cookie", format!("__Host-session={}", persona.token().secret()))
    }

    /// A request with this session.
    pub fn request_with(&self, session: &str, method: Method, path: &str) -> RequestBuilder {
        self.request(Nobody, method, path).header("cookie", format!("__Host-session={session}"))
    }

    pub async fn get(&self, persona: Persona, path: &str) -> Answer {
        Answer::of(self.request(persona, Method::GET, path)).await
    }

    /// Posts a form.
    pub async fn post(&self, persona: Persona, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_html_form::to_string(fields).expect("a form");
        let request = self
            .request(persona, Method::POST, path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        Answer::of(request).await
    }

    /// How many statements the server has sent to the database.
    pub fn statements(&self) -> u64 {
        self.statements.get()
    }

    /// Runs a statement as the owner inside Montreuvray, to inspect or arrange data.
    pub async fn sql(&self, statement: &str) -> Vec<PgRow> {
        self.sql_in("aaaaaaaa-0000-4000-8000-000000000000", statement).await
    }

    /// [`World::sql`] inside another tenant; the nil id is the installation itself.
    pub async fn sql_in(&self, tenant: &str, statement: &str) -> Vec<PgRow> {
        let mut owner = self.owner.lock().await;
        let enter = format!("set app.tenant = '{tenant}'");
        let is_connected = match owner.as_mut() {
            Some(owner) => sqlx::raw_sql(AssertSqlSafe(enter.as_str())).execute(owner).await.is_ok(),
            None => false,
        };
        if !is_connected {
            let mut new = PgConnection::connect(&self.owner_url).await.expect("the owner connects");
            sqlx::raw_sql(AssertSqlSafe(enter)).execute(&mut new).await.unwrap();
            *owner = Some(new);
        }
        let owner = owner.as_mut().expect("connected above");
        // Not prepared, because a test may change the tables.
        let rows = sqlx::query(AssertSqlSafe(statement)).persistent(false).fetch_all(owner).await;
        rows.unwrap_or_else(|why| panic!("{statement}: {why}"))
    }

    /// The first column of the first row as a number.
    pub async fn count(&self, statement: &str) -> i64 {
        self.sql(statement).await[0].get(0)
    }

    /// The first column of the first row as a text.
    pub async fn text(&self, statement: &str) -> String {
        self.sql(statement).await[0].get(0)
    }

    /// The address of the database for the owner.
    pub fn owner_url(&self) -> &str {
        &self.owner_url
    }

    /// The queued messages of every tenant, oldest first.
    async fn queued(&self) -> Vec<Mail> {
        let mut owner = PgConnection::connect(&self.owner_url).await.expect("the owner connects");
        // The policy shows the owner one tenant at a time.
        let open = "begin; set local lock_timeout = '5s'; alter table deliveries no force row level security";
        sqlx::raw_sql(open).execute(&mut owner).await.expect("nothing locks the deliveries");
        let select = "select id, kind, recipient_email, subject from deliveries
                       where state = 'queued' order by created_at, id";
        let rows = sqlx::query(select).fetch_all(&mut owner).await.expect("the deliveries");
        sqlx::raw_sql("rollback").execute(&mut owner).await.expect("rolled back");
        owner.close().await.ok();
        rows.iter()
            .map(|row| Mail {
                id: row.get("id"),
                kind: row.get("kind"),
                to: row.get("recipient_email"),
                subject: row.get("subject"),
            })
            .collect()
    }

    /// The messages queued since the last call. They count as expected, although they are not sent.
    pub async fn mail(&self) -> Vec<Mail> {
        let mut mail = self.queued().await;
        let mut expected = self.expected_mail.borrow_mut();
        mail.retain(|it| !expected.contains(&it.id));
        expected.extend(mail.iter().map(|it| it.id));
        mail
    }

    /// Accepts any queued messages, for tests that are not about mail.
    pub fn expect_any_mail(&self) {
        self.expects_any_mail.set(true);
    }

    /// Fails unless this many messages were queued since the last call of this or [`World::mail`].
    #[track_caller]
    pub fn expect_mail(&self, count: usize) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            let mail = self.mail().await;
            let mail_list: Vec<_> = mail.iter().map(Mail::summary).collect();
            assert_eq!(mail.len(), count, "{caller}: messages are queued: {mail_list:?}");
        }
    }

    /// Stops the server and removes the database. Fails if unexpected messages are queued.
    #[track_caller]
    pub fn end(self) -> impl Future<Output = ()> {
        let caller = Location::caller();
        async move {
            self.has_ended.set(true);
            self.handle.stop(false).await;
            let unexpected = if self.expects_any_mail.get() { Vec::new() } else { self.mail().await };
            let unexpected: Vec<_> = unexpected.iter().map(Mail::summary).collect();
            self.remove().await;
            assert!(unexpected.is_empty(), "{caller}: {} unexpected: {unexpected:?}", unexpected.len());
        }
    }

    async fn remove(&self) {
        if let Some(owner) = self.owner.lock().await.take() {
            owner.close().await.ok();
        }
        let owner = with_database(&self.owner_url, "postgres");
        let mut owner = PgConnection::connect(&owner).await.expect("the owner connects");
        let drop = format!("drop database {} with (force)", self.database);
        sqlx::query(AssertSqlSafe(drop)).execute(&mut owner).await.ok();
        std::fs::remove_dir_all(&self.config.documents.place).ok();
    }
}

impl Mail {
    fn summary(&self) -> String {
        format!("{} to {}: {}", self.kind, self.to, self.subject)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        assert!(self.has_ended.get() || std::thread::panicking(), "the test did not call World::end");
    }
}

/// Creates a database as a copy of another one.
async fn clone(from: &str, to: &str) {
    let url = with_database(&environment("GREFFE_OWNER_URL"), "postgres");
    let mut owner = PgConnection::connect(&url).await.expect("the owner connects");
    let create = format!("create database {to} template {from} strategy file_copy");
    sqlx::query(AssertSqlSafe(create)).execute(&mut owner).await.expect("a database is cloned");
    owner.close().await.ok();
}

async fn fill(owner_url: &str) {
    let mut owner = PgConnection::connect(owner_url).await.expect("the owner connects");
    let mut script = format!("begin; {}", include_str!("world.sql"));
    for persona in Persona::ALL.into_iter().filter(|it| *it != Nobody) {
        let hash: String = persona.token().hash().iter().map(|byte| format!("{byte:02x}")).collect();
        let account = persona.account();
        script +=
            &format!("insert into sessions (token_hash, account_id) values ('\\x{hash}', '{account}');");
    }
    script += "commit;";
    sqlx::raw_sql(AssertSqlSafe(script)).execute(&mut owner).await.expect("world.sql fits the schema");
    owner.close().await.ok();
}

#[derive(clap::Parser)]
struct Flags {
    #[command(flatten)]
    config: Config,
}

fn config(database_url: &str, mailbox: &std::path::Path) -> Config {
    let mailbox = mailbox.to_string_lossy();
    Flags::parse_from([
        "greffe",
        "--database-url",
        database_url,
        "--public-url",
        "https://greffe.example",
        "--mailbox",
        &mailbox,
        "--documents",
        &format!("{mailbox}-documents"),
    ])
    .config
}

/// A response.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: String,
}

/// HTML with its lines joined: whitespace is one space, and is removed beside tags.
fn on_one_line(html: &str) -> String {
    let words: Vec<&str> =
        html.split(|c: char| c.is_ascii_whitespace()).filter(|it| !it.is_empty()).collect();
    words.join(" ").replace('\u{a0}', " ").replace("> ", ">").replace(" <", "<")
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("the server answers");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Self { status, headers, body: response.text().await.expect("a text") }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |it| it.to_str().unwrap_or(""))
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// The value of a cookie set by the response.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let cookies = self.headers.get_all("set-cookie").iter().filter_map(|it| it.to_str().ok());
        let prefix = format!("{name}=");
        cookies
            .filter_map(|it| it.strip_prefix(&prefix))
            .map(|it| it.split(';').next().unwrap_or("").to_owned())
            .next()
    }

    /// Fails unless the response has this status and the body contains each of these texts.
    #[track_caller]
    pub fn shows(&self, status: u16, texts: &[&str]) -> &Self {
        assert_eq!(self.status, status, "{}", self.body);
        let body = self.body.replace("&#39;", "'").replace("&#38;", "&").replace("&#34;", "\"");
        for text in texts {
            // A test may write ordinary spaces for no-break spaces, and templates break lines where HTML
            // allows it.
            let is_there = body.contains(text)
                || body.replace('\u{a0}', " ").contains(text)
                || on_one_line(&body).contains(&on_one_line(text));
            assert!(is_there, "no “{text}” in\n{body}");
        }
        self
    }

    /// Fails if the body contains the text.
    #[track_caller]
    pub fn hides(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "“{text}” shows in\n{}", self.body);
        self
    }

    /// Fails unless the response redirects to this path.
    #[track_caller]
    pub fn leads_to(&self, path: &str) -> &Self {
        assert_eq!((self.status, self.location()), (303, path), "{}", self.body);
        self
    }
}
