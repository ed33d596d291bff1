//! Markdown as plain text that reads well in a mail.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::{is_citation, parse};

/// Plain text of a Markdown text: headings on a line of their own, items under
/// dashes or numbers, the address of a link behind its words.
pub fn text(markdown: &str) -> String {
    let mut plain = Plain::default();
    for event in parse(markdown) {
        plain.take(event);
    }
    let lines: Vec<&str> = plain.out.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n").trim_matches('\n'))
}

/// The prefix of the lines of a quote or an item.
struct Around {
    /// Before the first line.
    first: String,
    /// Before every other.
    rest: String,
    used: bool,
}

#[derive(Default)]
struct Plain {
    out: String,
    around: Vec<Around>,
    /// The next number of each open list; none under dashes.
    lists: Vec<Option<u64>>,
    /// The address of each open link; none for a citation.
    links: Vec<Option<String>>,
    /// The positions of the first words of open links and headings.
    marks: Vec<usize>,
    /// Whether a line is open.
    in_line: bool,
    /// Whether the next block is set off by an empty line.
    apart: bool,
}

impl Plain {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.write(&words);
            }
            Event::SoftBreak => self.write(" "),
            Event::HardBreak => self.in_line = false,
            Event::Rule => {
                self.block();
                self.write("* * *");
                self.block();
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.block(),
            Tag::CodeBlock(_) => {
                self.block();
                self.push("    ", "    ");
            }
            Tag::Heading { .. } => {
                self.block();
                self.begin_line();
                self.marks.push(self.out.len());
            }
            Tag::BlockQuote(_) => {
                self.block();
                self.push("> ", "> ");
            }
            Tag::List(first) => {
                self.in_line = false;
                self.apart |= self.lists.is_empty();
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Link { link_type, .. } if is_citation(link_type) => {
                self.write("[");
                self.marks.push(self.out.len());
                self.links.push(None);
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.write("");
                self.marks.push(self.out.len());
                self.links.push(Some(dest_url.into_string()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.block(),
            TagEnd::Heading(level) => {
                self.end_heading(level);
                self.block();
            }
            TagEnd::BlockQuote(_) | TagEnd::CodeBlock => {
                self.around.pop();
                self.block();
            }
            TagEnd::Item => {
                self.around.pop();
                self.in_line = false;
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.in_line = false;
                self.apart |= self.lists.is_empty();
            }
            TagEnd::Link | TagEnd::Image => self.end_link(),
            _ => {}
        }
    }

    fn item(&mut self) {
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        };
        let rest = " ".repeat(mark.len());
        self.in_line = false;
        self.push(&mark, &rest);
    }

    fn push(&mut self, first: &str, rest: &str) {
        self.around.push(Around { first: first.to_owned(), rest: rest.to_owned(), used: false });
    }

    /// Main headings are capitals: there is no larger type in plain text.
    fn end_heading(&mut self, level: HeadingLevel) {
        let Some(start) = self.marks.pop() else { return };
        if level <= HeadingLevel::H2 {
            let capitals = self.out.split_off(start).to_uppercase();
            self.out.push_str(&capitals);
        }
    }

    fn end_link(&mut self) {
        let start = self.marks.pop().unwrap_or_default();
        match self.links.pop() {
            Some(Some(address)) if self.out.get(start..) != Some(address.as_str()) && !address.is_empty() => {
                self.write(&format!(" ({address})"));
            }
            Some(None) => self.write("]"),
            _ => {}
        }
    }

    /// Ends the line; what follows is set off by an empty one.
    fn block(&mut self) {
        // The first words of an item follow its mark.
        self.apart |= self.around.last().is_none_or(|it| it.used);
        self.in_line = false;
    }

    fn write(&mut self, words: &str) {
        for (index, line) in words.split('\n').enumerate() {
            if index > 0 {
                self.in_line = false;
            }
            // The end of a code block's last line does not begin another one.
            if index == 0 || !line.is_empty() {
                self.begin_line();
                self.out.push_str(line);
            }
        }
    }

    fn begin_line(&mut self) {
        if std::mem::replace(&mut self.in_line, true) {
            return;
        }
        if !self.out.is_empty() {
            self.out.push('\n');
            if self.apart {
                let quotes: String =
                    self.around.iter().filter(|it| it.used).map(|it| it.rest.as_str()).collect();
                self.out.push_str(&quotes);
                self.out.push('\n');
            }
        }
        self.apart = false;
        for it in &mut self.around {
            let before = if std::mem::replace(&mut it.used, true) { &it.rest } else { &it.first };
            self.out.push_str(before);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_summary_becomes_plain_text() {
        let markdown = "## L’essentiel\n\nUne cour *vivante* évite\nla moitié [#12].  \nVraiment.\n\n- du **haut**\n- deux passages :\n  1. mai\n  2. septembre\n\n> Une citation\n> longue.\n>\n> Deux.\n\n### Reste\n\n[la carte](https://a.example/carte) et <https://b.example/>\n\n---\n\n```\ncode\n  là\n```\nfin";
        assert_eq!(
            text(markdown),
            "L’ESSENTIEL\n\nUne cour vivante évite la moitié [#12].\nVraiment.\n\n- du haut\n- deux passages :\n  1. mai\n  2. septembre\n\n\
             > Une citation longue.\n>\n> Deux.\n\nReste\n\nla carte (https://a.example/carte) et https://b.example/\n\n* * *\n\n    code\n      là\n\nfin\n"
        );
    }

    #[test]
    fn loose_items_keep_their_marks() {
        assert_eq!(text("1. un\n\n   suite\n\n2. deux"), "1. un\n\n   suite\n\n2. deux\n");
        assert_eq!(text(""), "\n");
    }
}
