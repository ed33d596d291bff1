//! Proposes pairs of people who may be the same person.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::store::KnownName;
use formats::names::{Index, Resemblance};

/// Why two people may be the same person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    Names(Resemblance),
    /// The same address.
    Email,
}

impl Why {
    /// The id of the sentence that names it.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Names(Resemblance::Same) => "near-same",
            Self::Names(Resemblance::Order) => "near-order",
            Self::Names(Resemblance::Particle) => "near-particle",
            Self::Names(Resemblance::Slip) => "near-slip",
            Self::Names(Resemblance::Initials) => "near-initials",
            Self::Names(Resemblance::More) => "near-more",
            Self::Email => "near-email",
        }
    }

    /// The strongest reason first; an address is stronger than names that differ.
    fn rank(self) -> (u8, Option<Resemblance>) {
        match self {
            Self::Names(same @ (Resemblance::Same | Resemblance::Order)) => (0, Some(same)),
            Self::Email => (1, None),
            Self::Names(other) => (2, Some(other)),
        }
    }
}

/// Two people who may be the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub why: Why,
    pub one: Uuid,
    pub other: Uuid,
    /// The similar names, where one of them is not the main name of its person.
    pub alias: Option<(String, String)>,
}

/// The most proposals at once: the next ones appear when these are settled.
const MOST: usize = 500;
/// Where all names are similar (`Agent 1`, `Agent 2`, …) the search ends early. It finds the
/// other pairs when these are settled.
const MOST_FOUND: usize = 5_000;

/// The pairs among these names that may be one person, the strongest reasons
/// first, without the `distinct` ones.
pub fn propose(known: &[KnownName], distinct: &HashSet<(Uuid, Uuid)>) -> Vec<Proposal> {
    let index = Index::new(known.iter().map(|it| it.key.as_str()));
    let mut found: HashMap<(Uuid, Uuid), Proposal> = HashMap::new();
    let mut add = |why: Why, a: &KnownName, b: &KnownName| {
        let pair = (a.person_id.min(b.person_id), a.person_id.max(b.person_id));
        if distinct.contains(&pair) {
            return 0;
        }
        let alias = (a.is_alias || b.is_alias).then(|| (a.printed.clone(), b.printed.clone()));
        let new = Proposal { why, one: pair.0, other: pair.1, alias };
        let kept = found.entry(pair).or_insert_with(|| new.clone());
        if (new.why.rank(), new.alias.is_some()) < (kept.why.rank(), kept.alias.is_some()) {
            *kept = new;
        }
        1
    };
    let mut sought = 0;
    for (at, name) in known.iter().enumerate() {
        if sought > MOST_FOUND {
            break;
        }
        let before = index.alike(&name.key).take_while(|(other, _)| *other < at);
        for (other, why) in before.filter_map(|(other, why)| Some((known.get(other)?, why))) {
            if other.person_id != name.person_id {
                sought += add(Why::Names(why), name, other);
            }
        }
    }
    let mut addresses: HashMap<String, &KnownName> = HashMap::new();
    for name in known {
        if let Some(email) = &name.email
            && let Some(other) = addresses.insert(email.to_lowercase(), name)
        {
            add(Why::Email, name, other);
        }
    }
    let mut proposals: Vec<Proposal> = found.into_values().collect();
    proposals.sort_unstable_by_key(|it| (it.why.rank(), it.one, it.other));
    proposals.truncate(MOST);
    proposals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settled_proposals_make_room_for_the_rest() {
        let known: Vec<KnownName> = (0..1000)
            .map(|at| KnownName {
                person_id: Uuid::from_u128(at),
                printed: "Jeanne Sillery".to_owned(),
                key: "jeanne sillery".to_owned(),
                is_alias: false,
                email: None,
            })
            .collect();
        let mut settled = HashSet::new();
        loop {
            let proposals = propose(&known, &settled);
            if proposals.is_empty() {
                break;
            }
            assert!(proposals.len() <= MOST);
            assert!(proposals.iter().all(|it| settled.insert((it.one, it.other))));
        }
        assert!(settled.len() > MOST_FOUND, "{}", settled.len());
    }
}
