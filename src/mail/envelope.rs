//! A message as it is sent (RFC 5322), built by lettre so that no name or subject can add a
//! header.

use lettre::{
    Address, Message,
    message::{
        Mailbox, MultiPart,
        header::{Header, HeaderName, HeaderValue},
    },
};

use super::outbox::Claim;

/// A message and its recipient.
pub struct Envelope {
    pub to: Address,
    pub content: Vec<u8>,
}

/// RFC 3834: asks for no automatic answer.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Composes a message, which is the same at every attempt.
///
/// # Errors
/// Why no message can be sent to the address.
pub fn compose(from: &Mailbox, claim: &Claim) -> Result<Envelope, String> {
    let to: Address = claim.recipient_email.parse().map_err(|why| format!("{why}"))?;
    let name = Some(one_line(&claim.recipient_name)).filter(|it| !it.is_empty());
    let message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(name, to.clone()))
        .subject(one_line(&claim.subject))
        .date(claim.created_at.into())
        .message_id(Some(claim.message_id.clone()))
        .header(AutoSubmitted)
        .multipart(MultiPart::alternative_plain_html(claim.text.clone(), claim.html.clone()))
        .map_err(|why| why.to_string())?;
    Ok(Envelope { to, content: message.formatted() })
}

/// The text of a header: lettre panics at control characters.
fn one_line(text: &str) -> String {
    let plain = text.replace(char::is_control, " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use mail_parser::MessageParser;
    use uuid::Uuid;

    use super::*;
    use crate::mail::delivery::DeliveryState;

    fn claim(name: &str, subject: &str) -> Claim {
        Claim {
            id: Uuid::nil(),
            state: DeliveryState::Sending,
            attempts: 1,
            recipient_name: name.into(),
            recipient_email: "a@b.example".into(),
            message_id: "<x@g.example>".into(),
            subject: subject.into(),
            text: format!("Été {}\n.\nfin\n", "long ".repeat(300)),
            html: "<p>Été</p>".into(),
            created_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_message_has_its_queued_content() {
        let from = "Greffe <g@g.example>".parse().unwrap();
        let claim = claim("Maïwenn « Tual »", "Synthèse : l’eau");
        let envelope = compose(&from, &claim).unwrap();
        assert!(envelope.content.is_ascii());
        let read = MessageParser::default().parse(&envelope.content).unwrap();
        assert_eq!(read.subject(), Some("Synthèse : l’eau"));
        assert_eq!(read.message_id(), Some("x@g.example"));
        assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n"), claim.text);
        assert_eq!(read.to().unwrap().first().unwrap().name(), Some("Maïwenn « Tual »"));
        assert_eq!(read.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
    }

    #[test]
    fn names_and_subjects_add_no_header() {
        let from = "g@g.example".parse().unwrap();
        let envelope =
            compose(&from, &claim("A\r\nBcc: x@y.example", "S\r\nBcc: x@y.example\r\n\r\ncorps")).unwrap();
        let read = MessageParser::default().parse(&envelope.content).unwrap();
        assert!(read.bcc().is_none());
        let mut broken = claim("", "");
        broken.recipient_email = "a@b\r\nx".into();
        assert!(compose(&from, &broken).is_err());
    }
}
