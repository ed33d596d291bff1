//! Long lists, a page at a time.

use serde::{Deserialize, Serialize};

/// How many records a page shows.
pub const SIZE: u32 = 50;

/// The highest page that an address can ask for.
const LAST: u32 = 1_000_000;

/// The part of an address that asks for a page of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PageQuery {
    pub page: String,
}

/// The place of a page in a list.
#[derive(Debug, Clone)]
pub struct Pagination {
    pub number: u32,
    pub last: u32,
    size: u32,
    /// The rest of the query of the address, encoded.
    query: String,
}

impl Pagination {
    /// The requested page of a list of `total` records, or the nearest one that exists. `query`: the
    /// rest of the query of the address.
    pub fn new(asked: &str, total: i64, query: impl Serialize) -> Self {
        Self::of(SIZE, asked, total, query)
    }

    /// [`Pagination::new`], with pages of another size.
    pub fn of(size: u32, asked: &str, total: i64, query: impl Serialize) -> Self {
        let full = u32::try_from(total.max(1)).unwrap_or(u32::MAX);
        let last = full.div_ceil(size).min(LAST);
        let number = asked.parse().unwrap_or(1).clamp(1, last);
        Self { number, last, size, query: serde_html_form::to_string(query).unwrap_or_default() }
    }

    /// The number of records before the page.
    pub fn offset(&self) -> u32 {
        (self.number - 1) * self.size
    }

    /// The address of the page before, where there is one.
    pub fn previous(&self) -> Option<String> {
        (self.number > 1).then(|| self.address(self.number - 1))
    }

    /// The address of the page after, where there is one.
    pub fn next(&self) -> Option<String> {
        (self.number < self.last).then(|| self.address(self.number + 1))
    }

    fn address(&self, number: u32) -> String {
        let separator = if self.query.is_empty() { "" } else { "&" };
        format!("?{}{separator}page={number}", self.query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_pages_become_the_nearest_one() {
        let page = |asked, total| Pagination::new(asked, total, [("q", "é b")]);
        assert_eq!((page("", 0).number, page("", 0).last), (1, 1));
        assert_eq!((page("3", 101).offset(), page("9", 101).number, page("-1", 101).number), (100, 3, 1));
        assert_eq!(page("2", 101).next().as_deref(), Some("?q=%C3%A9+b&page=3"));
        assert_eq!((page("1", 50).previous(), page("1", 50).next()), (None, None));
    }
}
