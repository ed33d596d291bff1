//! Matches raised characters with the notes they call.

use std::collections::HashMap;

use super::{
    Kind, Warning,
    inline::{Piece, Raised, pieces},
    lines::Line,
    notes::Note,
};

/// The calls of a text: the index of the line in the body, the byte offset in the line, and the index of
/// the note.
#[derive(Debug, Default)]
pub(super) struct Calls(HashMap<(usize, usize), usize>);

impl Calls {
    pub(super) fn note(&self, line: usize, at: usize) -> Option<usize> {
        self.0.get(&(line, at)).copied()
    }
}

/// A raised piece that may be a call.
struct Candidate {
    place: (usize, usize),
    marker: String,
    is_number: bool,
    line: usize,
    page: usize,
    sort: Sort,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Call,
    /// `[^4]` and `[4]` may be calls or literal text.
    Bracketed,
    /// After a digit: "en 2024¹", but also "10³".
    AfterDigit,
}

pub(super) fn find(lines: &[Line], notes: &[Note], warnings: &mut Vec<Warning>) -> Calls {
    let candidates: Vec<Candidate> = lines.iter().enumerate().flat_map(candidates).collect();
    let mut pairing = Pairing::new(notes);
    for candidate in candidates.iter().filter(|c| c.sort != Sort::AfterDigit) {
        pairing.pair(candidate, Pairing::on_same_page);
    }
    for candidate in candidates.iter().filter(|c| c.sort != Sort::AfterDigit) {
        pairing.pair(candidate, Pairing::further_down);
    }
    for candidate in candidates.iter().filter(|c| c.sort == Sort::AfterDigit) {
        pairing.pair(candidate, Pairing::uncalled);
    }
    for candidate in candidates.iter().filter(|c| c.sort == Sort::Call) {
        if !pairing.calls.0.contains_key(&candidate.place) {
            let marker = candidate.marker.clone();
            warnings.push(Warning::at(candidate.line, Kind::CallWithoutNote { marker }));
        }
    }
    pairing.calls
}

fn candidates<'l>((at, line): (usize, &'l Line)) -> impl Iterator<Item = Candidate> + use<'l> {
    let (number, page, text) = (line.number, line.page, line.text);
    pieces(text).into_iter().filter_map(move |piece| match piece {
        Piece::Raised(raised) => {
            let sort = sort(text, &raised)?;
            let (place, is_number) = ((at, raised.at), raised.is_number());
            Some(Candidate { place, marker: raised.marker, is_number, line: number, page, sort })
        }
        _ => None,
    })
}

const UNITS: [&str; 9] = ["m", "km", "cm", "mm", "dm", "hm", "dam", "µm", "nm"];

/// The kind of a raised piece by the text before it; `None` for an exponent.
fn sort(line: &str, raised: &Raised) -> Option<Sort> {
    if raised.printed.starts_with('[') {
        return Some(Sort::Bracketed);
    }
    let before = line.get(..raised.at).unwrap_or_default();
    if before.ends_with(|c: char| c.is_ascii_digit()) {
        return Some(Sort::AfterDigit);
    }
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let power = matches!(raised.marker.as_str(), "2" | "3");
    (!(power && UNITS.contains(&word))).then_some(Sort::Call)
}

struct Pairing<'n> {
    notes: &'n [Note],
    /// The notes of each marker, from top to bottom; those printed `[4]` separately.
    marked: HashMap<(&'n str, bool), Vec<usize>>,
    called: Vec<bool>,
    calls: Calls,
}

impl<'n> Pairing<'n> {
    fn new(notes: &'n [Note]) -> Self {
        let mut marked: HashMap<(&str, bool), Vec<usize>> = HashMap::new();
        for (at, note) in notes.iter().enumerate() {
            marked.entry((&note.marker, note.is_number)).or_default().push(at);
        }
        Pairing { notes, marked, called: vec![false; notes.len()], calls: Calls::default() }
    }

    fn pair(&mut self, call: &Candidate, choose: fn(&Self, &Candidate) -> Option<usize>) {
        if self.calls.0.contains_key(&call.place) {
            return;
        }
        if let Some(note) = choose(self, call) {
            self.calls.0.insert(call.place, note);
            self.called.get_mut(note).into_iter().for_each(|called| *called = true);
        }
    }

    /// The next note with that marker below the call, and the last one above it.
    fn neighbours(&self, call: &Candidate) -> (Option<usize>, Option<usize>) {
        let Some(marked) = self.marked.get(&(call.marker.as_str(), call.is_number)) else {
            return (None, None);
        };
        let line = |note: &usize| self.notes.get(*note).map_or(0, |note| note.line);
        let split = marked.partition_point(|note| line(note) < call.line);
        let above = split.checked_sub(1).and_then(|at| marked.get(at));
        (marked.get(split).copied(), above.copied())
    }

    fn on_same_page(&self, call: &Candidate) -> Option<usize> {
        let (below, above) = self.neighbours(call);
        let same = |note: &usize| self.notes.get(*note).is_some_and(|n| n.page == call.page);
        below.filter(same).or(above.filter(same))
    }

    /// Notes moved to a later page, or gathered at the end.
    fn further_down(&self, call: &Candidate) -> Option<usize> {
        self.neighbours(call).0.filter(|note| self.called.get(*note) == Some(&false))
    }

    fn uncalled(&self, call: &Candidate) -> Option<usize> {
        let same = self.on_same_page(call);
        same.or(self.neighbours(call).0).filter(|note| self.called.get(*note) == Some(&false))
    }
}
