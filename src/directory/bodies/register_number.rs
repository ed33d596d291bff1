//! The number of an organisation in the French register of interest representatives.

use std::fmt;

/// A national identifier of the register kept by the HATVP: a SIREN (nine digits
/// of which the last is a key), an association's RNA number (`W` and nine
/// digits), or a number the register gave itself (`H` and nine digits).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterNumber(String);

impl RegisterNumber {
    /// As typed, in groups or not; none if it is not such a number.
    pub fn parse(typed: &str) -> Option<Self> {
        let apart = |c: char| c.is_whitespace() || matches!(c, '.' | '-');
        let plain: String = typed.chars().filter(|c| !apart(*c)).map(|c| c.to_ascii_uppercase()).collect();
        let digits = plain.strip_prefix(['W', 'H']).unwrap_or(&plain);
        let has_nine = digits.len() == 9 && digits.bytes().all(|it| it.is_ascii_digit());
        let is_siren = digits.len() == plain.len();
        (has_nine && (!is_siren || has_key(digits))).then_some(Self(plain))
    }

    /// As the database keeps it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A SIREN in groups of three, as it is printed; the others as they are.
impl fmt::Display for RegisterNumber {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_bytes().first() {
            Some(b'0'..=b'9') => {
                let (first, rest) = self.0.split_at(3);
                let (second, third) = rest.split_at(3);
                write!(out, "{first}\u{a0}{second}\u{a0}{third}")
            }
            _ => out.write_str(&self.0),
        }
    }
}

/// The Luhn check: every second digit is doubled, and the sum of all digits ends in 0.
fn has_key(digits: &str) -> bool {
    let digit = |(at, byte): (usize, u8)| {
        let digit = u32::from(byte - b'0');
        let counted = if at % 2 == 0 { digit } else { digit * 2 };
        counted / 10 + counted % 10
    };
    digits.bytes().rev().enumerate().map(digit).sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_numbers_are_parsed_and_checked() {
        let read = |typed| RegisterNumber::parse(typed).map(|it| it.to_string());
        assert_eq!(read(" 732 829 320 ").as_deref(), Some("732\u{a0}829\u{a0}320"));
        assert_eq!(read("w.751-234567").as_deref(), Some("W751234567"));
        assert_eq!(read("H123456789").as_deref(), Some("H123456789"));
        for wrong in ["732829321", "73282932", "7328293200", "X123456789", "WW12345678", "", "７32829320"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
