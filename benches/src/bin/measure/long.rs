//! A record of ten thousand turns, two million words.

use std::time::Instant;

use crate::{Failure, bounds::Bounds, server::Server, world};

const TIMES: usize = 21;

/// The median of several times, in ms.
fn median(mut once: impl FnMut(usize) -> Result<(), Failure>) -> Result<f64, Failure> {
    once(0)?;
    let mut times = Vec::with_capacity(TIMES);
    for at in 1..=TIMES {
        let begun = Instant::now();
        once(at)?;
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    Ok(times[TIMES / 2])
}

/// Its first page, the page of any turn, a search, the complete export, and saving a turn.
pub fn record(bounds: &mut Bounds, greffe: &Server, cookie: &str) -> Result<(), Failure> {
    let read = |query: &str, words: &str| {
        let page = greffe.get(&format!("{}{query}", world::LONG), cookie)?;
        match page.status == 200 && page.body.contains(words) {
            true => Ok(()),
            false => Err(Failure::from(format!("{query} answers {} without {words}", page.status))),
        }
    };
    let first = median(|_| read("", "id=\"t1\""))?;
    bounds.at_most("10,000 turns: first screen, ms", first, 200.0);
    let last = median(|_| read("?turn=9990", "id=\"t9990\""))?;
    bounds.at_most("10,000 turns: the page of turn 9,990, ms", last, 200.0);
    let search = median(|_| read("?q=rhizome", "<mark>rhizome</mark>"))?;
    bounds.at_most("10,000 turns: a search through all words, ms", search, 1000.0);
    for ending in ["md", "xml"] {
        let file = median(|_| read(&format!("/export.{ending}"), "rhizome"))?;
        bounds.at_most(&format!("10,000 turns: the record as .{ending}, ms"), file, 1500.0);
    }
    bounds.at_most("resident memory of greffe after these files, MB", greffe.resident()?, 160.0);
    let saved = median(|at| {
        let form = format!("version={}&speaker=&text=Autre+chose,+pour+la+{at}e+fois.", at + 1);
        match greffe.post(&format!("{}/turns/5000", world::LONG), cookie, &form)?.status {
            303 => Ok(()),
            status => Err(format!("a correction answers {status}").into()),
        }
    })?;
    bounds.at_most("10,000 turns: a turn saved, ms", saved, 50.0);
    Ok(())
}
