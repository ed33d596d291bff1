//! Who can sign in to the demonstration.

/// The password of every account of the demonstration.
pub const PASSWORD: &str = "montreuvray 1856";

/// An account worth trying.
pub struct SignIn {
    pub email: &'static str,
    pub who: &'static str,
}

/// One account per role, and a manager.
pub const ALL: &[SignIn] = &[
    SignIn {
        email: "nadia.bremond@montreuvray.example",
        who: "elected official: reads, approves the summaries of the water hearings",
    },
    SignIn {
        email: "thomas.oeuvrard@montreuvray.example",
        who: "staff: logs hearings, imports minutes, writes and sends summaries",
    },
    SignIn {
        email: "odile.lhay@montreuvray.example",
        who: "administration: reports on what her department was given",
    },
    SignIn {
        email: "paul.castagnet@montreuvray.example",
        who: "manager, also of a second authority: members, bodies, series",
    },
];
