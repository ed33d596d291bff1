//! A measured server.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::Failure;

/// A listening child process, killed when the value is dropped.
pub struct Server {
    child: Child,
    address: String,
    /// The time from the start of the process to the first page.
    first_page: Duration,
}

impl Server {
    /// Starts a program with these arguments and `--listen ADDRESS`, and waits for a page.
    pub fn start(program: &Path, arguments: &[&str], page: &str) -> Result<Self, Failure> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let begun = Instant::now();
        let child = Command::new(program)
            .args(arguments)
            .args(["--listen", &address])
            .env("RUST_LOG", "warn")
            .stdout(Stdio::null())
            .spawn()?;
        let mut server = Self { child, address, first_page: Duration::ZERO };
        while !server.get(page, "").is_ok_and(|it| it.status == 200) {
            if begun.elapsed() > Duration::from_secs(30) {
                return Err(format!("{} does not answer", program.display()).into());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        server.first_page = begun.elapsed();
        Ok(server)
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn get(&self, path: &str, cookie: &str) -> Result<Answer, Failure> {
        let mut server = TcpStream::connect(&self.address)?;
        write!(server, "GET {path} HTTP/1.0\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n")?;
        answer(server)
    }

    /// Sends a form, as a page of the same server would.
    pub fn post(&self, path: &str, cookie: &str, form: &str) -> Result<Answer, Failure> {
        let mut server = TcpStream::connect(&self.address)?;
        let head = format!(
            "POST {path} HTTP/1.0\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        );
        server.write_all(head.as_bytes())?;
        answer(server)
    }

    /// Stops it with SIGINT, like Ctrl-C, and returns how long its first page took.
    pub fn end(mut self) -> Result<Duration, Failure> {
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status()?;
        self.child.wait()?;
        Ok(self.first_page)
    }

    /// Resident memory now, in MB.
    pub fn resident(&self) -> Result<f64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("no VmRSS")?;
        Ok(line.trim().trim_end_matches("kB").trim().parse::<f64>()? / 1024.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn answer(mut server: TcpStream) -> Result<Answer, Failure> {
    let mut text = String::new();
    server.read_to_string(&mut text)?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or("an answer without end of head")?;
    let status = head.split(' ').nth(1).ok_or("an answer without status")?.parse()?;
    Ok(Answer { status, body: body.to_owned() })
}

/// A response.
pub struct Answer {
    pub status: u16,
    pub body: String,
}
