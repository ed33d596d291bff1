//! Finds lines that repeat on every page: letterheads of several lines, which need no page mark, and
//! running lines at the top or bottom.

use std::collections::{HashMap, HashSet};

use super::{
    FurnitureKind,
    inline::{Piece, pieces, plain},
    lines::{Follows, Line},
    people,
};
use crate::names::fold;

/// A longer line is not part of a letterhead, nor is a line that ends a sentence.
const LONGEST_LINE: usize = 160;
const MOST_LINES: usize = 12;

type Kinds = [Option<FurnitureKind>];

pub(super) fn mark(lines: &[Line], kinds: &mut Kinds) {
    let keys: Vec<Option<String>> = lines
        .iter()
        .zip(kinds.iter())
        .map(|(line, kind)| key(line.text).filter(|_| kind.is_none()))
        .collect();
    mark_blocks(lines, &keys, kinds);
    mark_remains(lines, &keys, kinds);
    mark_running_lines(lines, &keys, kinds);
}

fn key(text: &str) -> Option<String> {
    if text.len() > LONGEST_LINE || people::is_listed(text) {
        return None;
    }
    // Note calls and notes are text.
    if pieces(text).iter().any(|piece| matches!(piece, Piece::Raised(_))) {
        return None;
    }
    let text = plain(text);
    let key = fold(&text);
    (!key.is_empty() && !people::ends_sentence(&text)).then_some(key)
}

/// Two stretches of lines that are alike line by line.
struct Repeat {
    first: usize,
    again: usize,
    length: usize,
}

fn mark_blocks(lines: &[Line], keys: &[Option<String>], kinds: &mut Kinds) {
    let repeats = repeats(keys);
    let mut votes: HashMap<usize, usize> = HashMap::new();
    for line in repeats.iter().flat_map(|r| r.first..r.first + r.length) {
        *votes.entry(line).or_default() += 1;
    }
    for repeat in repeats {
        let kept = kept_lines(lines, &repeat, &votes);
        let starts_page = |at: usize| {
            let above = at.checked_sub(1).and_then(|above| kinds.get(above));
            let marked_above = matches!(above, Some(Some(_)));
            at == 0 || marked_above || lines.get(at).is_some_and(|l| l.follows == Follows::Break)
        };
        let begins_pages = starts_page(repeat.first) || starts_page(repeat.again);
        if kept.len() >= 3 || (kept.len() == 2 && begins_pages) {
            for offset in kept {
                set(kinds, repeat.first + offset);
                set(kinds, repeat.again + offset);
            }
        }
    }
}

fn set(kinds: &mut Kinds, at: usize) {
    if let Some(kind) = kinds.get_mut(at) {
        *kind = Some(FurnitureKind::Letterhead);
    }
}

/// The stretches that repeat earlier lines one by one.
fn repeats(keys: &[Option<String>]) -> Vec<Repeat> {
    let mut pairs: HashMap<(&str, &str), usize> = HashMap::new();
    let mut repeats = Vec::new();
    let spoken = spoken_above(keys);
    let mut at = 0;
    while let (Some(one), Some(two)) = (keys.get(at), keys.get(at + 1)) {
        let (Some(one), Some(two)) = (one, two) else {
            at += 1;
            continue;
        };
        let first = *pairs.entry((one, two)).or_insert(at);
        let apart = |first: usize, again: usize| spoken.get(first) < spoken.get(again);
        let repeat = Some(first).filter(|first| apart(*first, at));
        let repeat = repeat
            .map(|first| grown(keys, first, at))
            .filter(|repeat| repeat.length >= 2 && apart(repeat.first + repeat.length, repeat.again));
        at = repeat.as_ref().map_or(at + 1, |r| r.again + r.length).max(at + 1);
        repeats.extend(repeat);
    }
    repeats
}

/// For each line, how many lines above it cannot belong to a letterhead. At least one line of text is
/// between two letterheads.
fn spoken_above(keys: &[Option<String>]) -> Vec<usize> {
    let count = keys.iter().scan(0, |count, key| {
        let above = *count;
        *count += usize::from(key.is_none());
        Some(above)
    });
    count.collect()
}

fn grown(keys: &[Option<String>], first: usize, again: usize) -> Repeat {
    let alike = |back: usize, on: usize, up: bool| {
        let place = |at: usize| if up { at.checked_sub(back) } else { Some(at + on) };
        let (one, two) = (keys.get(place(first)?)?, keys.get(place(again)?)?);
        are_alike(one.as_deref()?, two.as_deref()?).then_some(())
    };
    let up = (1..MOST_LINES).take_while(|n| alike(*n, 0, true).is_some()).count();
    let down = (0..MOST_LINES).take_while(|n| alike(0, *n, false).is_some()).count();
    let length = (up + down).min(again - first);
    Repeat { first: first - up, again: again - up, length }
}

/// Equal, or with one short stretch that differs on one page.
fn are_alike(one: &str, two: &str) -> bool {
    if one == two {
        return true;
    }
    let (a, b) = (one.as_bytes(), two.as_bytes());
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let shortest = a.len().min(b.len());
    let differing = a.len().max(b.len()) - (head + tail).min(shortest);
    differing <= 3 && differing * 5 <= shortest
}

/// A letterhead without one of its lines on some page leaves that line out in the next: a line adjacent to
/// a letterhead that occurs in another one belongs to it too. A name may be the heading of a turn.
fn mark_remains(lines: &[Line], keys: &[Option<String>], kinds: &mut Kinds) {
    let is_marked = |kinds: &Kinds, at: usize| matches!(kinds.get(at), Some(Some(FurnitureKind::Letterhead)));
    let known: HashSet<&str> = (0..keys.len())
        .filter(|at| is_marked(kinds, *at))
        .filter_map(|at| keys.get(at)?.as_deref())
        .collect();
    for (at, line) in lines.iter().enumerate() {
        let touches = is_marked(kinds, at + 1) || (at > 0 && is_marked(kinds, at - 1));
        let key = keys.get(at).and_then(Option::as_deref);
        let stands_there = touches && key.is_some_and(|key| known.contains(key));
        if stands_there && !people::is_person_line(&plain(line.text)) {
            set(kinds, at);
        }
    }
}

/// The lines of the stretch that most of its repetitions have. With only one repetition, a last line like
/// the heading of a turn is left to the turns.
fn kept_lines(lines: &[Line], repeat: &Repeat, votes: &HashMap<usize, usize>) -> Vec<usize> {
    let vote = |offset: &usize| votes.get(&(repeat.first + offset)).copied().unwrap_or(0);
    let most = (0..repeat.length).map(|offset| vote(&offset)).max().unwrap_or(0);
    let mut kept: Vec<usize> = (0..repeat.length).filter(|o| vote(o) * 2 >= most).collect();
    let is_heading = |offset: &usize| {
        let line = lines.get(repeat.first + offset);
        line.is_some_and(|line| people::is_person_line(&plain(line.text)))
    };
    if most == 1 && kept.len() > 2 && kept.last().is_some_and(is_heading) {
        kept.pop();
    }
    kept
}

/// Single lines at the beginning or end of most pages, and the first line of the document if it repeats
/// often.
fn mark_running_lines(lines: &[Line], keys: &[Option<String>], kinds: &mut Kinds) {
    let taken = |at: usize| matches!(kinds.get(at), Some(Some(_)));
    let mut edges: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut pages = 1;
    for (at, line) in lines.iter().enumerate().filter(|(at, _)| !taken(*at)) {
        let top = at == 0 || line.follows == Follows::Break || taken(at - 1);
        let ends = lines.get(at + 1).is_none_or(|below| below.follows == Follows::Break);
        pages += usize::from(top && at > 0);
        if let Some(Some(key)) = keys.get(at).filter(|_| top || ends || taken(at + 1)) {
            edges.entry(key).or_default().push(at);
        }
    }
    let running = edges.into_values().filter(|places| is_running(lines, places, pages));
    let later: Vec<usize> = running.flat_map(|places| places.into_iter().skip(1)).collect();
    later.into_iter().for_each(|at| set(kinds, at));
    mark_first_line_again(lines, keys, kinds);
}

fn is_running(lines: &[Line], places: &[usize], pages: usize) -> bool {
    let first = places.first().and_then(|at| lines.get(*at));
    match first.is_some_and(|line| people::is_person_line(&plain(line.text))) {
        true => pages >= 4 && places.len() * 10 >= pages * 8,
        false => pages >= 2 && places.len() >= 2 && places.len() * 2 >= pages,
    }
}

fn mark_first_line_again(lines: &[Line], keys: &[Option<String>], kinds: &mut Kinds) {
    let Some((line, Some(first))) = lines.first().zip(keys.first()) else {
        return;
    };
    let spoken = spoken_above(keys);
    let places: Vec<usize> =
        (0..keys.len()).filter(|at| keys.get(*at).and_then(Option::as_ref) == Some(first)).collect();
    let apart = places.windows(2).all(|pair| match pair {
        [above, below] => spoken.get(*above) < spoken.get(*below),
        _ => true,
    });
    if apart && places.len() >= 3 && !people::is_person_line(&plain(line.text)) {
        places.into_iter().skip(1).for_each(|at| set(kinds, at));
    }
}
