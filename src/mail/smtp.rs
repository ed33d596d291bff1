//! SMTP: one transaction for each message, so that a refused recipient does not affect others.

use std::{error::Error as _, time::Duration};

use lettre::{
    Address,
    transport::smtp::{
        Error as SmtpError,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, Tls, TlsParameters},
        commands::{Data, Mail, Rcpt, Rset},
        extension::{ClientId, Extension, MailParameter},
        response::Response,
    },
};
use percent_encoding::percent_decode_str;
use url::Url;

use super::outbox::Outcome;
use crate::web::error::Result;

/// Timeout of the connection, and of each answer before the content.
const PATIENCE: Duration = Duration::from_secs(30);
/// Timeout of the answer to the content (RFC 5321, 4.5.3.2.6, asks for ten minutes; the claim
/// must last longer than this timeout).
const PATIENCE_WITH_CONTENT: Duration = Duration::from_secs(5 * 60);

/// The server that relays the mail.
#[derive(Debug)]
pub struct Relay {
    host: String,
    port: u16,
    tls: Tls,
    credentials: Option<Credentials>,
    hello: ClientId,
}

/// Why an address is not that of a relay.
#[derive(Debug, thiserror::Error)]
pub enum RelayError {
    #[error(
        "SMTP_URL is no address of a relay: smtp://host:25, smtp://user:password@host:587?tls=required, \
         smtps://host:465"
    )]
    Url,
    #[error("the certificates of this machine cannot be read: {0}")]
    Tls(#[from] SmtpError),
}

impl Relay {
    /// From `SMTP_URL`.
    ///
    /// # Errors
    /// [`RelayError`], with a message that says what to write.
    pub fn parse(url: &str) -> Result<Self, RelayError> {
        let url = Url::parse(url).map_err(|_| RelayError::Url)?;
        let host = url.host_str().ok_or(RelayError::Url)?.to_owned();
        let parameters = || TlsParameters::new(host.clone());
        let asked = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
        let (tls, port) = match (url.scheme(), asked.as_deref()) {
            ("smtp", None) => (Tls::None, 25),
            ("smtp", Some("required")) => (Tls::Required(parameters()?), 587),
            ("smtp", Some("opportunistic")) => (Tls::Opportunistic(parameters()?), 587),
            ("smtps", _) => (Tls::Wrapper(parameters()?), 465),
            _ => return Err(RelayError::Url),
        };
        let decoded = |part: &str| {
            percent_decode_str(part).decode_utf8().map(|it| it.into_owned()).map_err(|_| RelayError::Url)
        };
        let credentials = match url.password() {
            Some(password) => Some(Credentials::new(decoded(url.username())?, decoded(password)?)),
            None => None,
        };
        let port = url.port().unwrap_or(port);
        Ok(Self { host, port, tls, credentials, hello: ClientId::default() })
    }

    /// Connects, and signs in if the address has credentials.
    ///
    /// # Errors
    /// The message of the server or of the network.
    pub async fn connect(&self) -> Result<RelayConnection, String> {
        let wrapper = match &self.tls {
            Tls::Wrapper(parameters) => Some(parameters.clone()),
            _ => None,
        };
        let address = (self.host.as_str(), self.port);
        let connected =
            AsyncSmtpConnection::connect_tokio1(address, Some(PATIENCE), &self.hello, wrapper, None);
        let mut connection = within(PATIENCE, connected).await.map_err(Refusal::into_words)?;
        let upgrade = match &self.tls {
            Tls::Required(parameters) => Some(parameters),
            Tls::Opportunistic(parameters) if connection.can_starttls() => Some(parameters),
            _ => None,
        };
        if let Some(parameters) = upgrade {
            let upgraded = connection.starttls(parameters.clone(), &self.hello);
            within(PATIENCE, upgraded).await.map_err(Refusal::into_words)?;
        }
        if let Some(credentials) = &self.credentials {
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            let signed_in = connection.auth(&mechanisms, credentials);
            within(PATIENCE, signed_in).await.map_err(Refusal::into_words)?;
        }
        Ok(RelayConnection { connection, is_open: true })
    }
}

/// Why a step of the conversation failed.
enum Refusal {
    /// 4xx
    Temporary(String),
    /// 5xx
    Permanent(String),
    /// No answer, or an invalid one.
    Broken(String),
}

impl Refusal {
    fn into_words(self) -> String {
        match self {
            Self::Temporary(words) | Self::Permanent(words) | Self::Broken(words) => words,
        }
    }
}

async fn within<T>(
    patience: Duration,
    step: impl Future<Output = std::result::Result<T, SmtpError>>,
) -> Result<T, Refusal> {
    match tokio::time::timeout(patience, step).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(why)) if why.is_permanent() => Err(Refusal::Permanent(words_of(&why))),
        Ok(Err(why)) if why.is_transient() => Err(Refusal::Temporary(words_of(&why))),
        Ok(Err(why)) => Err(Refusal::Broken(short(&why.to_string()))),
        Err(_) => Err(Refusal::Broken(format!("no answer within {} seconds", patience.as_secs()))),
    }
}

/// "550 5.1.1 No such user", in one line.
fn words_of(why: &SmtpError) -> String {
    let code = why.status().map_or(String::new(), |it| it.to_string());
    let said = why.source().map_or(String::new(), ToString::to_string);
    short(&format!("{code} {said}"))
}

fn said(answer: &Response) -> String {
    let lines: Vec<&str> = answer.message().collect();
    short(&format!("{} {}", answer.code(), lines.join(" ")))
}

fn short(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().filter(|it| *it != '\0').take(500).collect()
}

/// A connection to the relay, for several messages one after the other.
pub struct RelayConnection {
    connection: AsyncSmtpConnection,
    is_open: bool,
}

impl RelayConnection {
    /// Whether it can send another message.
    pub fn is_open(&self) -> bool {
        self.is_open && !self.connection.has_broken()
    }

    /// Sends one message to one recipient. `hand_over` runs when the server
    /// waits for the content; when it answers false, nothing is sent and there is no outcome.
    ///
    /// # Errors
    /// When the handover cannot be recorded; the content was not sent then.
    pub async fn send(
        &mut self,
        from: &Address,
        to: &Address,
        content: &[u8],
        hand_over: impl Future<Output = Result<bool>>,
    ) -> Result<Option<Outcome>> {
        if let Err(outcome) = self.announce(from, to).await {
            return Ok(Some(outcome));
        }
        // Unless the server answers the content, the connection cannot be used again.
        self.is_open = false;
        if !hand_over.await? {
            return Ok(None);
        }
        let outcome = match within(PATIENCE_WITH_CONTENT, self.connection.message(content)).await {
            Ok(answer) => Outcome::Sent(said(&answer)),
            Err(Refusal::Temporary(words)) => Outcome::Deferred(words),
            Err(Refusal::Permanent(words)) => Outcome::Bounced(words),
            Err(Refusal::Broken(words)) => return Ok(Some(Outcome::Uncertain(words))),
        };
        self.is_open = true;
        Ok(Some(outcome))
    }

    /// Sends MAIL FROM, RCPT TO and DATA.
    async fn announce(&mut self, from: &Address, to: &Address) -> Result<(), Outcome> {
        let mut parameters = Vec::new();
        if !from.to_string().is_ascii() || !to.to_string().is_ascii() {
            if !self.connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Outcome::Bounced("the relay takes no address with accents (SMTPUTF8)".into()));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        // A refused sender is a mistake of the configuration: the message waits until it is corrected.
        if let Err(why) = self.say(Mail::new(Some(from.clone()), parameters)).await {
            return Err(self.give_up(Outcome::Deferred(why.into_words())).await);
        }
        let welcome = match self.say(Rcpt::new(to.clone(), Vec::new())).await {
            Ok(()) => self.say(Data).await,
            refused => refused,
        };
        match welcome {
            Ok(()) => Ok(()),
            Err(Refusal::Permanent(words)) => Err(self.give_up(Outcome::Bounced(words)).await),
            Err(why) => Err(self.give_up(Outcome::Deferred(why.into_words())).await),
        }
    }

    async fn say(&mut self, command: impl std::fmt::Display) -> Result<(), Refusal> {
        let answered = within(PATIENCE, self.connection.command(command)).await;
        if matches!(answered, Err(Refusal::Broken(_))) {
            self.is_open = false;
        }
        answered.map(drop)
    }

    /// Resets the connection for the next message.
    async fn give_up(&mut self, outcome: Outcome) -> Outcome {
        if self.is_open && self.say(Rset).await.is_err() {
            self.is_open = false;
        }
        outcome
    }

    /// Ends the connection.
    pub async fn close(mut self) {
        if self.is_open() {
            // The answer does not matter: every message has its outcome.
            within(PATIENCE, self.connection.quit()).await.ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relay_addresses_are_parsed() {
        let relay = Relay::parse("smtp://a%40b:p%C3%A9@mail.example?tls=required").unwrap();
        assert_eq!((relay.host.as_str(), relay.port), ("mail.example", 587));
        assert_eq!(relay.credentials, Some(Credentials::new("a@b".into(), "pé".into())));
        assert!(matches!(Relay::parse("smtp://localhost:2525").unwrap().tls, Tls::None));
        assert_eq!(Relay::parse("smtps://mail.example").unwrap().port, 465);
        for bad in ["mail.example:25", "http://mail.example", "smtp://mail.example?tls=perhaps", ""] {
            assert!(Relay::parse(bad).is_err(), "{bad}");
        }
    }
}
