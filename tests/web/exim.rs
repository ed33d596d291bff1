//! A real mail server: Debian's exim, under an unprivileged account, on a free port, with its own
//! configuration and spool.

use std::{
    fs,
    net::TcpListener,
    os::unix::{fs::PermissionsExt as _, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use mail_parser::MessageParser;

const NOBODY: u32 = 65534;

/// A running server. It refuses `refused@…` permanently, and `later@…` until [`Exim::accept_deferred`].
pub struct Exim {
    pub port: u16,
    folder: PathBuf,
    child: Child,
}

/// A port on which nothing listens.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Waits for a condition that soon holds.
pub async fn soon(what: &str, mut happened: impl AsyncFnMut() -> bool) {
    for _ in 0..400 {
        if happened().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{what} has not happened within 20 seconds");
}

impl Exim {
    pub async fn start() -> Self {
        Self::start_on(free_port(), "").await
    }

    /// A server that offers STARTTLS with a self-signed certificate.
    pub async fn start_with_tls() -> (Self, PathBuf) {
        let folder = std::env::temp_dir().join(format!("greffe-tls-{}", uuid::Uuid::new_v4().simple()));
        fs::create_dir_all(&folder).unwrap();
        let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
        let made = Command::new("openssl")
            .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"])
            .args(["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
            .args(["-addext", "basicConstraints=critical,CA:FALSE"])
            .arg("-out")
            .arg(&certificate)
            .arg("-keyout")
            .arg(&key)
            .stderr(Stdio::null())
            .status();
        assert!(made.is_ok_and(|it| it.success()), "openssl makes a certificate");
        for path in [&folder, &certificate, &key] {
            give_away(path);
        }
        let tls = format!(
            "tls_advertise_hosts = *\ntls_certificate = {}\ntls_privatekey = {}\n",
            certificate.display(),
            key.display()
        );
        (Self::start_on(free_port(), &tls).await, certificate)
    }

    /// A server on a given port, which another server may have used before.
    pub async fn start_on(port: u16, more: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("greffe-exim-{}", uuid::Uuid::new_v4().simple()));
        let configuration = folder.join("exim.conf");
        for path in [&folder, &folder.join("spool"), &folder.join("log"), &folder.join("mail")] {
            fs::create_dir(path).unwrap();
            give_away(path);
        }
        fs::write(&configuration, configuration_text(&folder, port, more)).unwrap();
        give_away(&configuration);
        let mut command = Command::new("/usr/sbin/exim4");
        command.arg("-C").arg(&configuration).args(["-bdf", "-q1h"]).stdin(Stdio::null()).process_group(0);
        command.stdout(Stdio::null()).stderr(fs::File::create(folder.join("stderr")).unwrap());
        if nix::unistd::geteuid().is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        let child = command.spawn().expect("exim4 is installed: bin/install-needs test");
        soon("exim listens", async || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok()).await;
        Self { port, folder, child }
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Accepts mail for `later@…` from now on.
    pub fn accept_deferred(&self) {
        fs::write(self.folder.join("open"), "").unwrap();
    }

    /// How many messages the server has answered with "250 OK".
    pub fn accepted(&self) -> usize {
        let log = fs::read_to_string(self.folder.join("log/main")).unwrap_or_default();
        log.lines().filter(|it| it.contains(" <= ")).count()
    }

    /// Every message in the mailbox, once all accepted messages have arrived.
    pub async fn messages(&self) -> Vec<String> {
        let files = || fs::read_dir(self.folder.join("mail/new")).into_iter().flatten().flatten();
        soon("all mail is delivered", async || files().count() == self.accepted()).await;
        files().map(|it| fs::read_to_string(it.path()).unwrap()).collect()
    }

    /// The subjects and recipients of the delivered messages, in order.
    pub async fn arrived(&self) -> Vec<String> {
        let mut arrived = Vec::new();
        for message in self.messages().await {
            let read = MessageParser::default().parse(&message).unwrap();
            let to = read.to().unwrap().first().unwrap().address().unwrap().to_owned();
            arrived.push(to);
        }
        arrived.sort();
        arrived
    }

    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Drop for Exim {
    fn drop(&mut self) {
        self.end();
        fs::remove_dir_all(&self.folder).ok();
    }
}

fn give_away(path: &Path) {
    if nix::unistd::geteuid().is_root() {
        std::os::unix::fs::chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    if path.is_dir() {
        fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

fn configuration_text(folder: &Path, port: u16, more: &str) -> String {
    let folder = folder.display();
    let owner = if nix::unistd::geteuid().is_root() { NOBODY } else { nix::unistd::geteuid().as_raw() };
    let group = if nix::unistd::geteuid().is_root() { NOBODY } else { nix::unistd::getegid().as_raw() };
    let tls = if more.is_empty() { "tls_advertise_hosts =\n" } else { more };
    format!(
        "primary_hostname = relay.example\n\
         exim_user = {owner}\nexim_group = {group}\nnever_users =\n\
         spool_directory = {folder}/spool\nlog_file_path = {folder}/log/%s\npid_file_path = {folder}/pid\n\
         local_interfaces = 127.0.0.1\ndaemon_smtp_ports = {port}\ndeliver_drop_privilege = true\nsmtp_accept_queue_per_connection = 0\n\
         acl_smtp_rcpt = recipients\nhost_lookup =\nrfc1413_query_timeout = 0s\nkeep_environment =\n{tls}\
         begin acl\n\
         recipients:\n\
         \x20 deny local_parts = refused\n       message = 5.1.1 No such user here\n\
         \x20 defer local_parts = later\n        condition = ${{if exists{{{folder}/open}}{{no}}{{yes}}}}\n        message = 4.2.0 Come back later\n\
         \x20 accept\n\
         begin routers\n\
         all:\n  driver = accept\n  transport = folder\n\
         begin transports\n\
         folder:\n  driver = appendfile\n  directory = {folder}/mail\n  maildir_format\n  user = {owner}\n  group = {group}\n"
    )
}
