//! Presence at a hearing, and the evidence for it.

use formats::presence as printed;

use crate::words::words;

words! {
    /// The presence of a person.
    #[derive(Default)]
    pub enum Presence("presence") {
        #[default]
        Present = "present",
        Remote = "remote",
        Excused = "excused",
        Absent = "absent",
    }
}

impl Presence {
    /// Whether the person attended, in the room or remotely: only then can they speak, and read
    /// the words of a closed session.
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

words! {
    /// The evidence for a presence.
    #[derive(Default)]
    pub enum Evidence("evidence") {
        #[default]
        None = "none",
        /// A signature on the attendance sheet.
        Sheet = "sheet",
        /// An answer to the roll call.
        Call = "call",
        /// Confirmed afterwards, by them or their office.
        Confirmed = "confirmed",
    }
}

impl Evidence {
    pub fn is_known(self) -> bool {
        self != Self::None
    }
}
