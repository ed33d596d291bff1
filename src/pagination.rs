//! A long list in pages.

/// Where in a long list one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// The address of the list, with a query, to which the page is added.
    base: String,
    /// From 1.
    pub current: u64,
    pub last: u64,
    size: u64,
}

impl Pagination {
    /// The page nearest to the one asked for, of a list of `count` in pages of `size`.
    pub fn new(base: String, asked: u64, count: u64, size: u64) -> Self {
        let last = count.div_ceil(size).max(1);
        Self { base, current: asked.clamp(1, last), last, size }
    }

    /// How many rows stand before the page.
    pub fn offset(&self) -> u64 {
        (self.current - 1) * self.size
    }

    pub fn href(&self, page: &u64) -> String {
        format!("{}&page={page}", self.base)
    }

    pub fn previous(&self) -> Option<u64> {
        (self.current > 1).then(|| self.current - 1)
    }

    pub fn next(&self) -> Option<u64> {
        (self.current < self.last).then(|| self.current + 1)
    }

    /// The first, the last and those around the present one; none stands for a gap.
    pub fn numbers(&self) -> Vec<Option<u64>> {
        let near = |page: &u64| page.abs_diff(self.current) <= 1 || *page == 1 || *page == self.last;
        let mut numbers = Vec::new();
        for page in (1..=self.last).filter(near) {
            if numbers.last().copied().flatten().is_some_and(|before| page > before + 1) {
                numbers.push(None);
            }
            numbers.push(Some(page));
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(asked: u64, count: u64) -> String {
        let list = Pagination::new("/a?b=c".into(), asked, count, 50);
        let words = list.numbers().into_iter().map(|it| it.map_or("…".into(), |it| it.to_string()));
        words.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_pages_around_and_at_both_ends_are_offered() {
        assert_eq!(numbers(1, 0), "1");
        assert_eq!(numbers(1, 51), "1 2");
        assert_eq!(numbers(1, 500), "1 2 … 10");
        assert_eq!(numbers(2, 500), "1 2 3 … 10");
        assert_eq!(numbers(5, 500), "1 … 4 5 6 … 10");
        assert_eq!(numbers(99, 500), "1 … 9 10");
    }

    #[test]
    fn a_page_that_is_not_there_becomes_the_nearest() {
        let list = Pagination::new("/a?b=c".into(), u64::MAX, 51, 50);
        assert_eq!((list.offset(), list.previous(), list.next()), (50, Some(1), None));
        assert_eq!(Pagination::new("/a?b=c".into(), 0, 51, 50).href(&2), "/a?b=c&page=2");
    }
}
