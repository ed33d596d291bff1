//! The version of the record that a form changes.

use std::fmt::{self, Display};

use serde::{Deserialize, Deserializer, de::Error as _};

use crate::web::error::{Error, Result};

/// The field `version`: the version of the record when its form was opened. The form of a new
/// record has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Version(Option<i32>);

impl Version {
    /// The version, in a form that changes a record. Without it, a stale form could not be detected.
    ///
    /// # Errors
    /// [`Error::BadRequest`] where the field is missing or is no version.
    pub fn required(self) -> Result<i32> {
        self.0.ok_or(Error::BadRequest("the form lacks the version of its record"))
    }
}

impl From<i32> for Version {
    fn from(version: i32) -> Self {
        Self(Some(version))
    }
}

impl Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |version| version.fmt(f))
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let typed = String::deserialize(deserializer)?;
        if typed.is_empty() {
            return Ok(Self(None));
        }
        let number: i32 = typed.parse().map_err(D::Error::custom)?;
        // The next version must be a number, too.
        Ok(Self(Some(number).filter(|number| (1..i32::MAX).contains(number))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default, Deserialize)]
    #[serde(default)]
    struct Typed {
        version: Version,
    }

    fn version(form: &str) -> Result<i32> {
        serde_html_form::from_str::<Typed>(form).unwrap().version.required()
    }

    #[test]
    fn only_a_version_is_taken_for_one() {
        assert!(matches!(version("version=12"), Ok(12)));
        for form in ["", "version=", "version=0", "version=-1", "version=2147483647"] {
            assert!(matches!(version(form), Err(Error::BadRequest(_))), "{form}");
        }
        for form in ["version=x", "version=1.5", "version=99999999999"] {
            assert!(serde_html_form::from_str::<Typed>(form).is_err(), "{form}");
        }
    }

    #[test]
    fn a_new_record_has_no_version() {
        assert_eq!(Version::default().to_string(), "");
        assert_eq!(Version::from(3).to_string(), "3");
    }
}
