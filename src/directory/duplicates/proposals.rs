//! Proposes pairs of people who may be the same person.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::{
    search::{self, Index, Why},
    store::KnownName,
};

/// Two people who may be the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    pub why: Why,
    pub one: Uuid,
    pub other: Uuid,
    /// The similar names, where one of them is not the main name of its person.
    pub alias: Option<(String, String)>,
}

/// No page proposes more. When these are settled, the page proposes the next.
const MOST: usize = 500;
/// Where all names are similar (`Agent 1`, `Agent 2`, …) the search ends early. It finds the other
/// pairs once these are settled.
const MOST_FOUND: usize = 5_000;

/// Pairs of names that may be one person's, the strongest reasons first. Leaves out the pairs known to be `distinct`.
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
        if (new.why, new.alias.is_some()) < (kept.why, kept.alias.is_some()) {
            *kept = new;
        }
        1
    };
    let mut sought = 0;
    for (at, name) in known.iter().enumerate() {
        if sought > MOST_FOUND {
            break;
        }
        let others = index.candidates(&name.key).into_iter().filter(|other| *other < at);
        for other in others.filter_map(|other| known.get(other)) {
            if other.person_id != name.person_id
                && let Some(why) = search::compare(&name.key, &other.key)
            {
                sought += add(why, name, other);
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
    proposals.sort_unstable_by_key(|it| (it.why, it.one, it.other));
    proposals.truncate(MOST);
    proposals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_is_proposed_once_the_earlier_ones_are_settled() {
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
