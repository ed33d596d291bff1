//! A record as plain text.

use std::fmt::{self, Write};

use super::head::Head;
use crate::record::{
    inline::{Plain, inline},
    text::{NoteIndex, paragraphs},
    turn::{Footnote, Turn},
};

/// Writes the part before the turns.
pub fn begin(head: &Head, out: &mut String) -> fmt::Result {
    writeln!(out, "{}\n{}\n{}\n", head.page.tenant_name, head.kind(), head.hearing.series_title)?;
    writeln!(out, "{}\n{}\n", head.hearing.title, head.occasion())?;
    for line in head.standing() {
        writeln!(out, "{line}")?;
    }
    for section in &head.present {
        writeln!(out, "\n{}", head.page.t(section.category.label_id()))?;
        for it in &section.present {
            writeln!(out, "- {}", head.line(it))?;
        }
    }
    Ok(())
}

/// Writes a turn with its notes and errata.
pub fn turn(head: &Head, turn: &Turn, out: &mut String) -> fmt::Result {
    if let Some(heading) = &turn.heading {
        writeln!(out, "\n\n== {} ==", heading.name(head.lang()))?;
    }
    write!(out, "\n\n#{} {}", turn.number, head.who(turn))?;
    if turn.closed {
        write!(out, " ({})", head.page.t("turn-closed-short"))?;
    }
    out.push('\n');
    say(&turn.text, &turn.footnotes, out)?;
    for note in &turn.footnotes {
        write!(out, "\n[{}] ", note.marker)?;
        inline(note.text.trim(), &mut Plain(out), &mut |_, _| Ok(false))?;
    }
    for it in head.errata(turn) {
        write!(out, "\n\n{}", it.sentence)?;
        if let Some(name) = it.speaker {
            write!(out, "\n{}", head.page.t1("export-speaker-before", "name", name))?;
        }
        write!(out, "\n{}", head.page.t("export-before"))?;
        say(it.before, &turn.footnotes, out)?;
    }
    out.push('\n');
    Ok(())
}

fn say(text: &str, notes: &[Footnote], out: &mut String) -> fmt::Result {
    let calls = NoteIndex::of(notes);
    for (at, paragraph) in paragraphs(text).enumerate() {
        out.push_str(if at == 0 { "\n" } else { "\n\n" });
        let mut call = |marker: &str, out: &mut dyn Write| match calls.by(marker) {
            Some(at) => write!(out, "[{}]", notes[at].marker).map(|()| true),
            None => Ok(false),
        };
        inline(paragraph, &mut Plain(out), &mut call)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_markup_is_removed() {
        let mut out = String::new();
        let notes = ["1", "*"].map(|it| Footnote { marker: it.to_owned(), text: String::new() });
        let text = "Une *cour* \\*vive\\*[^1] & <b>[^\\*]\nsuite <https://ville.example/a>.\n\nFin[^2].";
        say(text, &notes, &mut out).unwrap();
        assert_eq!(out, "\nUne cour *vive*[1] & <b>[*]\nsuite https://ville.example/a.\n\nFin[^2].");
    }
}
