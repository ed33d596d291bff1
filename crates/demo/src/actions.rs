//! Follow-up actions in every state.

use std::sync::LazyLock;

/// An action. Its days are relative to the day on which the data is written.
#[derive(Default)]
pub struct Action {
    /// The index of the hearing in [`crate::hearings::ALL`], the turn, and the quoted passage.
    pub source: (usize, i32, &'static str),
    pub title: &'static str,
    /// A body or a member.
    pub in_charge: &'static str,
    pub due: i64,
    pub by: &'static str,
    /// Days, author and text of each report. An action with a report is in progress.
    pub reports: &'static [(i64, &'static str, &'static str)],
    /// The day and the author of its closure.
    pub closed: Option<(i64, &'static str)>,
}

const WATER_STAFF: &str = "Thomas Œuvrard";
const MEALS_STAFF: &str = "Léa Montferrand";

/// The actions of the first authority.
#[allow(clippy::needless_update, reason = "a new field of the struct needs no edit here")]
pub static ALL: LazyLock<Vec<Action>> = LazyLock::new(|| {
    vec![
        Action {
            source: (
                0,
                9,
                "Je peux remettre un chiffrage complet, école par école, avec les deux hypothèses.",
            ),
            title: "Chiffrer l’entretien des douze premières cours, école par école",
            in_charge: "Direction des espaces verts",
            due: -12,
            by: WATER_STAFF,
            reports: &[(
                -30,
                "Odile L’Haÿ",
                "Neuf écoles sur douze sont chiffrées. Il manque les Tanneurs, Jean-Macé et Marie-Sorbier, où les plans de réseaux sont faux.",
            )],
            ..Action::default()
        },
        Action {
            source: (0, 10, "il faut que les sondages de sol soient commandés avant la fin de l’automne"),
            title: "Commander les sondages de sol des quatre premières écoles",
            in_charge: "Direction des bâtiments",
            due: -3,
            by: WATER_STAFF,
            ..Action::default()
        },
        Action {
            source: (0, 5, "Je vous propose trois critères, et de les publier."),
            title: "Publier les trois critères et le classement des vingt-sept écoles",
            in_charge: "Rachid Benkirane",
            due: -20,
            by: "Nadia Brémond",
            reports: &[
                (
                    -60,
                    "Rachid Benkirane",
                    "Relevés de température reçus, carte des pentes demandée au syndicat.",
                ),
                (-34, "Rachid Benkirane", "Classement relu par le bureau d’études."),
            ],
            closed: Some((-22, "Rachid Benkirane")),
            ..Action::default()
        },
        Action {
            source: (
                1,
                5,
                "Le déplacer de trois kilomètres vers l’amont donnerait cinquante minutes d’avance.",
            ),
            title: "Actualiser le devis du capteur de crue et proposer une date de pose",
            in_charge: "Direction de l’eau et de l’assainissement",
            due: 8,
            by: WATER_STAFF,
            reports: &[(
                -6,
                "Perrine Houdayer",
                "Devis redemandé à deux entreprises. Le syndicat prendrait un tiers à sa charge.",
            )],
            ..Action::default()
        },
        Action {
            source: (1, 3, "Nous avons fait la liste nous-mêmes, au porte-à-porte"),
            title: "Recueillir la liste des foyers isolés et l’accord des personnes",
            in_charge: "Rachid Benkirane",
            due: 15,
            by: WATER_STAFF,
            ..Action::default()
        },
        Action {
            source: (4, 5, "Trois pourraient rouvrir avec peu de travaux"),
            title: "Établir le diagnostic technique des sept cuisines",
            in_charge: "Direction des bâtiments",
            due: 21,
            by: MEALS_STAFF,
            reports: &[(
                -18,
                "Marc-Antoine Delaune",
                "Visites faites à Marie-Sorbier et Jean-Macé, les Tanneurs la semaine prochaine.",
            )],
            ..Action::default()
        },
        Action {
            source: (
                4,
                10,
                "Le prochain renouvellement est dans dix mois, c’est le moment de les redessiner.",
            ),
            title: "Redessiner les lots du marché d’alimentation",
            in_charge: "Direction de l’éducation",
            due: 60,
            by: MEALS_STAFF,
            ..Action::default()
        },
        Action {
            source: (4, 11, "Nous proposerons une visite de la coopérative aux agents volontaires"),
            title: "Organiser la visite de la coopérative",
            in_charge: "Léa Montferrand",
            due: -25,
            by: "Yannick Prud’homme",
            reports: &[(
                -31,
                "Léa Montferrand",
                "Onze agents inscrits, départ à huit heures devant la cuisine centrale.",
            )],
            closed: Some((-26, "Léa Montferrand")),
            ..Action::default()
        },
        Action {
            source: (5, 3, "L’outil existe, il n’est pas relié à la commande."),
            title: "Relier la confirmation des familles à la commande des repas",
            in_charge: "Restauration scolaire",
            due: 4,
            by: MEALS_STAFF,
            ..Action::default()
        },
    ]
});

#[cfg(test)]
mod tests {
    use formats::minutes;

    use super::*;
    use crate::hearings;

    #[test]
    fn every_action_quotes_its_turn() {
        for action in ALL.iter() {
            let (hearing, turn, quote) = action.source;
            let turns = minutes::parse(hearings::ALL[hearing].minutes).turns;
            assert!(turns[usize::try_from(turn - 1).expect("a number")].text.contains(quote), "{quote}");
        }
    }

    #[test]
    fn there_is_an_action_in_every_state() {
        assert!(ALL.iter().any(|it| it.reports.is_empty() && it.due < 0), "late");
        assert!(ALL.iter().any(|it| it.reports.is_empty() && it.due > 0), "open");
        assert!(ALL.iter().any(|it| !it.reports.is_empty() && it.closed.is_none()), "in progress");
        assert!(ALL.iter().any(|it| it.closed.is_some()), "done");
    }
}
