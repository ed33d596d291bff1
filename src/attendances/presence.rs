//! Whether someone was there, and how that is known.

use formats::presence as printed;

use crate::words::words;

words! {
    /// Whether someone noted was there.
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

words! {
    /// How it is known whether someone was there.
    #[derive(Default)]
    pub enum Evidence("evidence") {
        #[default]
        None = "none",
        /// He signed.
        Sheet = "sheet",
        /// He answered the roll call.
        Call = "call",
        /// He, or his office, confirmed it afterwards.
        Confirmed = "confirmed",
    }
}

impl Evidence {
    pub fn is_known(self) -> bool {
        self != Self::None
    }
}
