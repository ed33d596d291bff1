//! The place of a turn in the recording. It is stored with the text and follows every edit of it.

use std::time::Duration;

use sea_orm::{DbErr, JsonValue, Value};
use similar::{ChangeTag, TextDiff};

use super::turn::Turn;
use formats::{Cue, Time};

/// [`values`], for a statement in SQL.
pub fn columns(time: Option<&Time>) -> [Value; 3] {
    let (starts, ends, cues) = values(time);
    [starts.into(), ends.into(), cues.into()]
}

/// The columns `starts_ms`, `ends_ms` and `cues`.
pub fn values(time: Option<&Time>) -> (Option<i32>, Option<i32>, JsonValue) {
    let milliseconds = |it: u32| i32::try_from(it).ok();
    let cues = time.map(|it| it.cues.as_slice()).unwrap_or_default();
    let cues: JsonValue = cues.iter().map(|cue| serde_json::json!([cue.offset, cue.start])).collect();
    let ends = time.and_then(|it| it.end.filter(|end| *end >= it.start)).and_then(milliseconds);
    (time.and_then(|it| milliseconds(it.start)), ends, cues)
}

/// From the columns.
pub fn read(starts: Option<i32>, ends: Option<i32>, cues: JsonValue) -> Result<Option<Time>, DbErr> {
    let Some(start) = starts.and_then(|it| u32::try_from(it).ok()) else { return Ok(None) };
    let cues: Vec<(usize, u32)> = serde_json::from_value(cues).map_err(|why| DbErr::Type(why.to_string()))?;
    let cues = cues.into_iter().map(|(offset, start)| Cue { offset, start }).collect();
    Ok(Some(Time { start, end: ends.and_then(|it| u32::try_from(it).ok()), cues }))
}

/// The time of a text after this number of bytes is inserted before it.
pub fn shifted(mut time: Time, bytes: usize) -> Time {
    time.cues.iter_mut().for_each(|cue| cue.offset += bytes);
    time
}

/// The time of a turn whose text becomes `text`.
pub fn followed(turn: &Turn, text: &str) -> Option<Time> {
    let time = turn.time.as_ref()?;
    Some(Time { cues: follow(&time.cues, &turn.text, text), ..*time })
}

/// The most time that the comparison of two texts may take.
const DIFF_TIMEOUT: Duration = Duration::from_millis(500);

/// Moves each cue with its words, or to what replaces them.
fn follow(cues: &[Cue], before: &str, after: &str) -> Vec<Cue> {
    if cues.is_empty() || before == after {
        return cues.to_vec();
    }
    let diff = TextDiff::configure().timeout(DIFF_TIMEOUT).diff_words(before, after);
    let mut moved = Vec::with_capacity(cues.len());
    let mut left = cues.iter().peekable();
    let (mut old, mut new) = (0, 0);
    for step in diff.iter_all_changes() {
        let length = step.value().len();
        let end = if step.tag() == ChangeTag::Insert { old } else { old + length };
        while let Some(cue) = left.next_if(|cue| cue.offset < end) {
            let into = if step.tag() == ChangeTag::Equal { cue.offset - old } else { 0 };
            moved.push(Cue { offset: new + into, start: cue.start });
        }
        old = end;
        new += if step.tag() == ChangeTag::Delete { 0 } else { length };
    }
    moved.extend(left.map(|cue| Cue { offset: after.len(), start: cue.start }));
    moved
}

/// Between two paragraphs.
const BREAK: &str = "\n\n";

/// The times of the parts of a divided turn.
pub fn divided(turn: &Turn, parts: &[String]) -> Vec<Option<Time>> {
    let Some(time) = &turn.time else { return vec![None; parts.len()] };
    let cues = follow(&time.cues, &turn.text, &parts.join(BREAK));
    let mut times: Vec<Time> = Vec::with_capacity(parts.len());
    let mut from = 0;
    for part in parts {
        let to = from + part.len() + BREAK.len();
        // A part that begins inside a caption starts with that caption.
        let first = cues.iter().take_while(|cue| cue.offset <= from).last();
        let start = first.filter(|_| from > 0).map_or(time.start, |cue| cue.start);
        let within = cues.iter().filter(|cue| (from..to).contains(&cue.offset));
        let cues = within.map(|cue| Cue { offset: cue.offset - from, start: cue.start }).collect();
        if let Some(before) = times.last_mut() {
            before.end = Some(start);
        }
        times.push(Time { start, end: time.end, cues });
        from = to;
    }
    times.into_iter().map(Some).collect()
}

/// The time of two merged turns.
pub fn joined(first: &Turn, second: &Turn) -> Option<Time> {
    let bytes = if first.text.is_empty() { 0 } else { first.text.len() + BREAK.len() };
    let second = second.time.clone().map(|time| shifted(time, bytes));
    let Some(mut time) = first.time.clone() else { return second };
    if let Some(second) = second {
        time.end = second.end.filter(|end| *end >= time.start);
        time.cues.extend(second.cues);
    }
    Some(time)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::record::provenance::Provenance;

    const TEXT: &str = "Le port change. Nous avons vu les quais. Merci.";

    fn turn(text: &str, start: u32, end: u32, words: &[&str]) -> Turn {
        let cue =
            |(at, word): (u32, &&str)| Cue { offset: text.find(*word).unwrap(), start: start + at * 1000 };
        let cues = (0..).zip(words).map(cue).collect();
        Turn {
            id: Uuid::nil(),
            number: 1,
            attendance_id: None,
            label: String::new(),
            text: text.to_owned(),
            closed: false,
            version: 1,
            heading: None,
            footnotes: Vec::new(),
            time: Some(Time { start, end: Some(end), cues }),
            provenance: Provenance::Machine,
        }
    }

    fn heard(time: &Time, text: &str) -> Vec<(String, u32)> {
        let word = |cue: &Cue| text[cue.offset..].split(' ').next().unwrap_or_default().trim().to_owned();
        time.cues.iter().map(|cue| (word(cue), cue.start)).collect()
    }

    fn owned(words: &[(&str, u32)]) -> Vec<(String, u32)> {
        words.iter().map(|(word, at)| ((*word).to_owned(), *at)).collect()
    }

    #[test]
    fn cues_follow_their_words() {
        let turn = turn(TEXT, 1000, 9000, &["Le", "Nous", "les", "Merci"]);
        let text = "Oui, le port ne change pas.\n\nNous avons revu ces quais. Grand merci.";
        let time = followed(&turn, text).unwrap();
        assert_eq!((time.start, time.end), (1000, Some(9000)));
        let starts: Vec<u32> = time.cues.iter().map(|cue| cue.start).collect();
        assert_eq!(starts, [1000, 2000, 3000, 4000]);
        assert_eq!(heard(&time, text)[1], ("Nous".to_owned(), 2000));
        assert!(time.cues.is_sorted_by_key(|cue| cue.offset));
        assert_eq!(followed(&turn, "").unwrap().cues.len(), 4);
    }

    #[test]
    fn parts_of_a_turn_share_its_time() {
        let turn = turn(TEXT, 1000, 9000, &["Le", "change", "les", "Merci"]);
        let parts = ["Le port change.", "Nous avons vu les quais.", "Merci."].map(str::to_owned);
        let times: Vec<Time> = divided(&turn, &parts).into_iter().flatten().collect();
        let spans: Vec<_> = times.iter().map(|it| (it.start, it.end)).collect();
        assert_eq!(spans, [(1000, Some(2000)), (2000, Some(4000)), (4000, Some(9000))]);
        assert_eq!(heard(&times[0], &parts[0]), owned(&[("Le", 1000), ("change.", 2000)]));
        assert_eq!(heard(&times[1], &parts[1]), owned(&[("les", 3000)]));
        assert_eq!(heard(&times[2], &parts[2]), owned(&[("Merci.", 4000)]));
    }

    #[test]
    fn merged_turns_keep_the_cues_of_both() {
        let (first, second) = (turn("Oui.", 0, 900, &["Oui"]), turn(TEXT, 1000, 9000, &["Le", "Merci"]));
        let time = joined(&first, &second).unwrap();
        let text = format!("Oui.\n\n{TEXT}");
        assert_eq!((time.start, time.end), (0, Some(9000)));
        assert_eq!(heard(&time, &text), owned(&[("Oui.\n\nLe", 0), ("Le", 1000), ("Merci.", 2000)]));
    }
}
