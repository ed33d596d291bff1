//! Whether someone was there, and how that is known.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use formats::presence as printed;

/// Whether someone noted was there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    #[default]
    #[sea_orm(string_value = "present")]
    Present,
    #[sea_orm(string_value = "remote")]
    Remote,
    #[sea_orm(string_value = "excused")]
    Excused,
    #[sea_orm(string_value = "absent")]
    Absent,
}

impl Presence {
    /// As forms list them.
    pub const ALL: [Self; 4] = [Self::Present, Self::Remote, Self::Excused, Self::Absent];

    /// As the database and forms know it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Remote => "remote",
            Self::Excused => "excused",
            Self::Absent => "absent",
        }
    }

    /// From a code; anything unknown is no presence.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// The word for it.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Present => "presence-present",
            Self::Remote => "presence-remote",
            Self::Excused => "presence-excused",
            Self::Absent => "presence-absent",
        }
    }

    /// Whether he was there, in the room or from afar: only then he can speak
    /// and has heard what was said behind closed doors.
    pub fn attended(self) -> bool {
        matches!(self, Self::Present | Self::Remote)
    }
}

impl From<printed::Presence> for Presence {
    fn from(printed: printed::Presence) -> Self {
        match printed {
            printed::Presence::Present => Self::Present,
            printed::Presence::Remote => Self::Remote,
            printed::Presence::Excused => Self::Excused,
            printed::Presence::Absent => Self::Absent,
        }
    }
}

/// How it is known whether someone was there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    #[default]
    #[sea_orm(string_value = "none")]
    None,
    /// He signed.
    #[sea_orm(string_value = "sheet")]
    Sheet,
    /// He answered the roll call.
    #[sea_orm(string_value = "call")]
    Call,
    /// He, or his office, confirmed it afterwards.
    #[sea_orm(string_value = "confirmed")]
    Confirmed,
}

impl Evidence {
    /// As forms list them.
    pub const ALL: [Self; 4] = [Self::None, Self::Sheet, Self::Call, Self::Confirmed];

    /// As the database and forms know it.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Sheet => "sheet",
            Self::Call => "call",
            Self::Confirmed => "confirmed",
        }
    }

    /// From a code; anything unknown is none that is known.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// The word for it.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::None => "evidence-none",
            Self::Sheet => "evidence-sheet",
            Self::Call => "evidence-call",
            Self::Confirmed => "evidence-confirmed",
        }
    }
}
