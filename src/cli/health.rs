//! `greffe health`: whether the server answers, for containers that hold no other client.

use std::{
    io::{Read as _, Write as _},
    net::{TcpStream, ToSocketAddrs as _},
    time::Duration,
};

use clap::Args;
use url::Url;

use super::Failure;

/// Shorter than the timeout of a container's health check.
const PATIENCE: Duration = Duration::from_secs(4);

#[derive(Debug, Args)]
pub struct Arguments {
    /// Address of the server's health check
    #[arg(long, env = "GREFFE_HEALTH_URL", default_value = "http://127.0.0.1:8080/health")]
    url: Url,
}

/// Sends one request.
///
/// # Errors
/// There is no answer, or it is not 200.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let status = ask(&arguments.url)?;
    if status.split(' ').nth(1) == Some("200") { Ok(()) } else { Err(status.into()) }
}

/// The status line of the answer.
fn ask(url: &Url) -> Result<String, Failure> {
    if url.scheme() != "http" {
        return Err("only http:// is asked: the check runs beside the server".into());
    }
    let host = url.host_str().unwrap_or("127.0.0.1");
    let address = (host, url.port().unwrap_or(80)).to_socket_addrs()?.next().ok_or("no such host")?;
    let connected = TcpStream::connect_timeout(&address, PATIENCE);
    let mut server = connected.map_err(|why| format!("{url}: {why}"))?;
    server.set_read_timeout(Some(PATIENCE))?;
    server.write_all(format!("GET {} HTTP/1.0\r\nHost: {host}\r\n\r\n", url.path()).as_bytes())?;
    let mut answer = String::new();
    server.take(4096).read_to_string(&mut answer)?;
    Ok(answer.lines().next().unwrap_or("no answer").to_owned())
}

#[cfg(test)]
mod tests {
    use std::{
        io::{BufRead as _, BufReader},
        net::TcpListener,
    };

    use super::*;

    fn health(status: &'static str) -> Result<(), Failure> {
        let socket = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = Url::parse(&format!("http://{}/health", socket.local_addr().unwrap())).unwrap();
        std::thread::spawn(move || {
            let (mut client, _) = socket.accept().unwrap();
            BufReader::new(&client).lines().find(|line| line.as_ref().unwrap().is_empty());
            write!(client, "HTTP/1.1 {status}\r\n\r\nbody").unwrap();
        });
        run(&Arguments { url })
    }

    #[test]
    fn only_200_is_healthy() {
        assert!(health("200 OK").is_ok());
        assert_eq!(
            health("503 Service Unavailable").unwrap_err().to_string(),
            "HTTP/1.1 503 Service Unavailable"
        );
        let nobody = Arguments { url: Url::parse("http://127.0.0.1:9/health").unwrap() };
        assert!(run(&nobody).is_err());
    }
}
