//! The transfer size of the record on a first visit, compressed.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    io::{Read as _, Write as _},
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use reqwest::{Client, Response};

use crate::world::{OrganisingStaff, World};

const RECORD: &str = "/montreuvray/series/eau/hearings/1";

/// Text of many different words. Repeated sentences would compress to almost nothing.
struct Speech(u64);

impl Speech {
    fn number(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    fn word(&mut self) -> String {
        const SYLLABLES: [&str; 24] = [
            "ba", "cher", "di", "é", "fou", "gran", "ha", "jon", "lai", "mé", "no", "pluie", "qua", "ri",
            "sol", "ta", "va", "tion", "ment", "eau", "ville", "é", "eur", "que",
        ];
        // Half of the words come from a small vocabulary, as in real speech.
        let mut chosen = Self(self.number(if self.0 & 0x10_0000_0000 == 0 { 60 } else { 2500 }) * 7919 + 1);
        (0..=chosen.number(3)).map(|_| SYLLABLES[chosen.number(24) as usize]).collect()
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }
}

/// A record of 37 turns, some 10,000 words and 11 notes.
async fn write_a_long_record(world: &World) {
    let (mut speech, mut sql) = (Speech(1), String::new());
    for number in 1..=37 {
        let paragraphs: Vec<_> = (0..3).map(|_| speech.words(90)).collect();
        let call = if number <= 11 { format!("[^{number}]") } else { String::new() };
        let who = 1 + number % 2;
        let notes =
            if number <= 11 { format!("[[\"{number}\", \"{}\"]]", speech.words(40)) } else { "[]".into() };
        writeln!(
            sql,
            "insert into turns (id, hearing_id, number, position, attendance_id, label, text, footnotes)
             values (gen_random_uuid(), '60000000-0000-4000-8000-000000000001', 100 + {number}, 100 + {number},
                     'a0000000-0000-4000-8000-00000000000{who}', 'Qui', e'{}{call}', '{notes}');",
            paragraphs.join("\\n\\n")
        )
        .unwrap();
    }
    world.sql("update actions set turn_id = null").await;
    world.sql("delete from proposals").await;
    world.sql("delete from turns where hearing_id = '60000000-0000-4000-8000-000000000001'").await;
    for statement in sql.split_inclusive(";\n") {
        world.sql(statement.trim_end_matches(";\n")).await;
    }
}

fn gzipped(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

/// The addresses that a page or a style sheet loads automatically.
fn asked_for<'a>(text: &'a str, openings: &[(&str, char)]) -> BTreeSet<&'a str> {
    let after = |(opening, end): &(&str, char)| -> Vec<&'a str> {
        text.split(opening).skip(1).filter_map(|it| it.split(*end).next()).collect()
    };
    openings
        .iter()
        .flat_map(after)
        .filter_map(|it| it.split('#').next())
        .filter(|it| !it.is_empty())
        .collect()
}

async fn fetch(world: &World, path: &str, encoding: &str) -> Response {
    let url = format!("{}{path}", world.address);
    let answer = Client::new().get(url).header("accept-encoding", encoding).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{path}");
    answer
}

/// The size of a file as sent to a browser that accepts brotli. The file must be cacheable for ever.
async fn weight(world: &World, path: &str) -> usize {
    let is_text = !path.ends_with(".woff2");
    let plain = fetch(world, path, "identity").await.bytes().await.unwrap();
    let gzip = fetch(world, path, "gzip").await;
    let brotli = fetch(world, path, "gzip, br").await;
    for (answer, encoding) in [(&gzip, "gzip"), (&brotli, "br")] {
        let header = |name: &str| answer.headers().get(name).map_or("", |it| it.to_str().unwrap());
        assert_eq!(header("cache-control"), "public, max-age=31536000, immutable", "{path}");
        assert_eq!(header("content-encoding"), if is_text { encoding } else { "" }, "{path}");
    }
    let (gzip, brotli) = (gzip.bytes().await.unwrap(), brotli.bytes().await.unwrap());
    if is_text {
        let mut decoded = Vec::new();
        GzDecoder::new(&gzip[..]).read_to_end(&mut decoded).unwrap();
        assert!(decoded == plain && brotli.len() < plain.len(), "{path}");
    }
    brotli.len()
}

#[actix_web::test]
async fn a_first_visit_stays_within_its_transfer_budget() {
    let world = World::start().await;
    write_a_long_record(&world).await;
    let html = world.get(OrganisingStaff, RECORD).await.body;
    assert_eq!(html.matches("<article class=\"turn\"").count(), 37);
    assert_eq!(html.matches("role=\"doc-noteref\"").count(), 11);
    assert!(html.split_whitespace().count() > 10_000);
    let bytes = gzipped(&html);
    assert!((15_000..=60_000).contains(&bytes), "{bytes} bytes of HTML");

    let mut files = asked_for(&html, &[("src=\"", '"'), ("<use href=\"", '"')]);
    for link in html.split("<link ").skip(1) {
        files.extend(asked_for(link.split('>').next().unwrap(), &[("href=\"", '"')]));
    }
    let style = files.iter().find(|it| it.ends_with(".css")).copied().unwrap();
    let css = fetch(&world, style, "identity").await.text().await.unwrap();
    files.extend(asked_for(&css, &[("url(\"", '"')]));
    for file in &files {
        let hash = file.rsplit('.').nth(1).unwrap_or("");
        let is_hash = hash.len() == 12 && hash.bytes().all(|it| it.is_ascii_hexdigit());
        assert!(file.starts_with("/static/") && is_hash, "{file} may change, or comes from elsewhere");
    }
    for (ending, most) in [(".css", 40_000), (".js", 60_000), (".woff2", 120_000), (".svg", 20_000)] {
        let mut bytes = 0;
        for file in files.iter().filter(|it| it.ends_with(ending)) {
            bytes += weight(&world, file).await;
        }
        assert!((1..=most).contains(&bytes), "{bytes} bytes of {ending}");
    }
    world.end().await;
}
