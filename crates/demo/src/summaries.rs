//! Summaries, one of each state.

/// A summary. Its days are relative to the day on which the data is written.
pub struct Summary {
    /// The index of the hearing in [`crate::hearings::ALL`].
    pub hearing: usize,
    pub title: &'static str,
    pub markdown: &'static str,
    pub by: &'static str,
    pub days: i64,
    /// The approver and the day.
    pub approved: Option<(&'static str, i64)>,
    pub sent: bool,
}

/// One summary of each state.
pub const ALL: &[Summary] = &[
    Summary {
        hearing: 0,
        title: "Désimperméabiliser les cours d’école : ce qu’il faut retenir",
        markdown: include_str!("summaries/eau-1.md"),
        by: "Thomas Œuvrard",
        days: -78,
        approved: Some(("Nadia Brémond", -75)),
        sent: true,
    },
    Summary {
        hearing: 4,
        title: "Cuisine centrale ou cuisines d’école : les termes du choix",
        markdown: include_str!("summaries/cantine-1.md"),
        by: "Léa Montferrand",
        days: -50,
        approved: Some(("Yannick Prud’homme", -47)),
        sent: false,
    },
    Summary {
        hearing: 1,
        title: "La mémoire des crues",
        markdown: include_str!("summaries/eau-2.md"),
        by: "Thomas Œuvrard",
        days: -4,
        approved: None,
        sent: false,
    },
];
