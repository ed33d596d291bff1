//! The record as a page shows it: whole, or, where it is long, a part of it.

use super::{
    heading::Section,
    search::Search,
    store,
    turn::{Joined, Turn},
};
use crate::{
    access::{permissions::Permission, scope::Scope},
    attendances::attendance::{Section as Side, speaker},
    hearings::hearing::Hearing,
    web::{error::Result, pagination::Pagination},
};

/// How many turns of a long record a page shows.
const SIZE: u32 = 200;

/// What of a record is shown.
#[derive(Debug)]
pub struct Record {
    /// What the member may read of it.
    pub turns: Vec<Turn>,
    /// Numbers of turns joined to others, with the number of the turn that has their words.
    pub joined: Vec<Joined>,
    /// What the member looks for in it.
    pub search: Option<Search>,
    /// The sections of a long record, which stand on several pages.
    pub sections: Vec<Section>,
    /// None where it is shown whole.
    pub pagination: Option<Pagination>,
}

/// What an address asks for.
#[derive(Debug, Default)]
pub struct RecordQuery<'a> {
    /// Words to mark; of a long record only the turns that have them are shown.
    pub words: &'a str,
    pub page: &'a str,
    /// The number of a turn whose page is wanted.
    pub turn: &'a str,
}

impl Record {
    /// Loads what the address asks for.
    pub async fn load<P: Permission>(
        scope: &Scope<P>,
        hearing: &Hearing,
        present: &[Side],
        asked: &RecordQuery<'_>,
    ) -> Result<Self> {
        let joined = hearing.merged_turns();
        let search = Search::of(asked.words);
        if !hearing.is_long() || search.is_some() {
            let turns = store::of_hearing(scope, hearing.id).await?;
            let whole = Self { turns, joined, search, sections: Vec::new(), pagination: None };
            return Ok(whole.found(scope, hearing, present, asked));
        }
        let page = match asked.turn.parse() {
            Ok(number) => {
                let rank = store::rank(scope, hearing.id, number).await?;
                (rank / i64::from(SIZE) + 1).to_string()
            }
            Err(_) => asked.page.to_owned(),
        };
        let pagination = Pagination::of(SIZE, &page, hearing.turns, ());
        let turns = store::page(scope, hearing.id, pagination.offset(), SIZE).await?;
        let sections = store::sections(scope, hearing.id).await?;
        Ok(Self { turns, joined, search, sections, pagination: Some(pagination) })
    }

    /// Counts the words looked for; of a long record only a page of the turns that have them stays.
    fn found<P: Permission>(
        mut self,
        scope: &Scope<P>,
        hearing: &Hearing,
        present: &[Side],
        asked: &RecordQuery<'_>,
    ) -> Self {
        let Some(mut search) = self.search.take() else { return self };
        let counts: Vec<usize> = self.turns.iter().map(|it| count(&search, it, present, scope)).collect();
        search.found = counts.iter().sum();
        if hearing.is_long() {
            let mut counts = counts.into_iter();
            self.turns.retain(|_| counts.next().is_some_and(|it| it > 0));
            let total = i64::try_from(self.turns.len()).unwrap_or(i64::MAX);
            let pagination = Pagination::of(SIZE, asked.page, total, [("q", asked.words)]);
            let (from, size) = (pagination.offset() as usize, SIZE as usize);
            self.turns = self.turns.into_iter().skip(from).take(size).collect();
            self.pagination = Some(pagination);
        }
        self.search = Some(search);
        self
    }
}

/// At how many places of a turn, of its heading and of its speaker's name the words stand.
fn count<P: Permission>(search: &Search, turn: &Turn, present: &[Side], scope: &Scope<P>) -> usize {
    let name = speaker(present, turn.attendance_id).map_or(0, |it| search.places(&it.name).len());
    let heading = turn.heading.as_ref().map_or(0, |it| search.places(&it.name(scope.lang())).len());
    heading + name + turn.count(search)
}
