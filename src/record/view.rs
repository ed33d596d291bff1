//! The record as a page shows it: all of it, or a part of a long one.

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

/// Turns of a long record on one page.
const SIZE: u32 = 200;

/// The part of a record that is shown.
#[derive(Debug)]
pub struct Record {
    /// Only what the member may read.
    pub turns: Vec<Turn>,
    pub joined: Vec<Joined>,
    /// The words to find.
    pub search: Option<Search>,
    /// The sections of a long record, which are on several pages.
    pub sections: Vec<Section>,
    /// None where all of it is shown.
    pub pagination: Option<Pagination>,
}

/// The query of the address.
#[derive(Debug, Default)]
pub struct RecordQuery<'a> {
    /// Words to mark. Of a long record, only the turns that have them are shown.
    pub words: &'a str,
    pub page: &'a str,
    /// The number of a turn: its page is shown.
    pub turn: &'a str,
}

impl Record {
    /// Loads the part that the query asks for.
    pub async fn load<P: Permission>(
        scope: &Scope<P>,
        hearing: &Hearing,
        present: &[Side],
        query: &RecordQuery<'_>,
    ) -> Result<Self> {
        let joined = match hearing.has_joined {
            true => store::joined(scope, hearing).await?,
            false => Vec::new(),
        };
        let search = Search::of(query.words);
        if !hearing.is_long() || search.is_some() {
            let turns = store::of_hearing(scope, hearing).await?;
            let whole = Self { turns, joined, search, sections: Vec::new(), pagination: None };
            return Ok(whole.found(scope, hearing, present, query));
        }
        let page = match query.turn.parse() {
            Ok(number) => {
                let rank = store::rank(scope, hearing, number).await?;
                (rank / u64::from(SIZE) + 1).to_string()
            }
            Err(_) => query.page.to_owned(),
        };
        let pagination = Pagination::of(SIZE, &page, hearing.turns, ());
        let turns = store::page(scope, hearing, pagination.offset(), SIZE).await?;
        let sections = store::sections(scope, hearing).await?;
        Ok(Self { turns, joined, search, sections, pagination: Some(pagination) })
    }

    /// Counts the words. Of a long record, keeps one page of the turns that have them.
    fn found<P: Permission>(
        mut self,
        scope: &Scope<P>,
        hearing: &Hearing,
        present: &[Side],
        query: &RecordQuery<'_>,
    ) -> Self {
        let Some(mut search) = self.search.take() else { return self };
        let counts: Vec<usize> = self.turns.iter().map(|it| count(&search, it, present, scope)).collect();
        search.found = counts.iter().sum();
        if hearing.is_long() {
            let mut counts = counts.into_iter();
            self.turns.retain(|_| counts.next().is_some_and(|it| it > 0));
            let total = i64::try_from(self.turns.len()).unwrap_or(i64::MAX);
            let pagination = Pagination::of(SIZE, query.page, total, [("q", query.words)]);
            let (from, size) = (pagination.offset() as usize, SIZE as usize);
            self.turns = self.turns.into_iter().skip(from).take(size).collect();
            self.pagination = Some(pagination);
        }
        self.search = Some(search);
        self
    }
}

/// How often the words occur in a turn, its heading and the name of its speaker.
fn count<P: Permission>(search: &Search, turn: &Turn, present: &[Side], scope: &Scope<P>) -> usize {
    let name = speaker(present, turn.attendance_id).map_or(0, |it| search.places(&it.name).len());
    let heading = turn.heading.as_ref().map_or(0, |it| search.places(&it.name(scope.lang())).len());
    heading + name + turn.count(search)
}
