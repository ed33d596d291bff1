//! An e-mail address, parsed once.

use std::fmt;

/// An address that a message can be sent to, in lower case, at most 254 bytes (RFC 5321).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// From what someone typed; spaces around it do not matter.
    pub fn parse(typed: &str) -> Option<Self> {
        let address = typed.trim().to_lowercase();
        let (_, domain) = address.rsplit_once('@')?;
        let sound = address.len() <= 254 && !domain.is_empty() && address.parse::<lettre::Address>().is_ok();
        sound.then_some(Self(address))
    }

    /// As it is stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_folded_and_others_refused() {
        assert_eq!(
            EmailAddress::parse("  Claire.Aubry@Ville.example ").unwrap().as_str(),
            "claire.aubry@ville.example"
        );
        for typed in
            ["", "a", "a@", "@b.example", "a b@c.example", "a@b\r\nBcc: c@d.example", "a@b,c@d.example"]
        {
            assert!(EmailAddress::parse(typed).is_none(), "{typed:?}");
        }
    }
}
