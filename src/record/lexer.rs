//! The tokens of the Markdown of turns: the part of the dialect of `text::markdown` that turns
//! and summaries share, with notes and bare addresses.

/// A stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// Goes into HTML as it is.
    Text(&'a str),
    /// A character that HTML escapes.
    Escape(&'static str),
    /// A line ends inside a paragraph.
    Break,
    /// One asterisk or several, and whether emphasis could open or close there.
    Stars { run: &'a str, opens: bool, closes: bool },
    /// `[^4]`
    Call { marker: &'a str, printed: &'a str },
    /// An http(s) address, bare or in angle brackets.
    Link(&'a str),
}

/// The tokens of a text, from its start to its end.
#[derive(Debug, Clone)]
pub struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

/// The longest marker of a note, in bytes.
const LONGEST_MARKER: usize = 200;

/// The bytes at which a token may begin; `h` is for `http`.
const SIGNS: [bool; 256] = {
    let mut signs = [false; 256];
    let mut list: &[u8] = b"&<>*[\\\nh";
    while let [sign, rest @ ..] = list {
        signs[*sign as usize] = true;
        list = rest;
    }
    signs
};

impl<'a> Lexer<'a> {
    /// From the start of a text.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The token that begins at a sign, and where it ends.
    fn sign(&self, at: usize) -> Option<(Token<'a>, usize)> {
        let rest = &self.text[at..];
        match rest.as_bytes().first()? {
            b'&' => Some((Token::Escape("&amp;"), at + 1)),
            b'>' => Some((Token::Escape("&gt;"), at + 1)),
            b'<' => Some(bracketed(rest).map_or((Token::Escape("&lt;"), at + 1), |address| {
                (Token::Link(address), at + address.len() + 2)
            })),
            b'\n' => Some((Token::Break, at + 1)),
            b'*' => Some(self.stars(at)),
            b'[' => call(rest).map(|(token, length)| (token, at + length)),
            b'\\' => escaped(rest).map(|token| (token, at + 2)),
            _ => {
                let inside_a_word = self.text[..at].ends_with(char::is_alphanumeric);
                let address = bare(rest).filter(|_| !inside_a_word)?;
                Some((Token::Link(address), at + address.len()))
            }
        }
    }

    fn stars(&self, at: usize) -> (Token<'a>, usize) {
        let length = self.text[at..].bytes().take_while(|byte| *byte == b'*').count();
        let (run, after) = self.text[at..].split_at(length);
        let opens = after.starts_with(|c: char| !c.is_whitespace());
        let closes = self.text[..at].ends_with(|c: char| !c.is_whitespace());
        (Token::Stars { run, opens, closes }, at + length)
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let mut at = start;
        while let Some(step) = bytes[at..].iter().position(|byte| SIGNS[*byte as usize]) {
            at += step;
            if let Some((token, end)) = self.sign(at) {
                if at > start {
                    self.at = at;
                    return Some(Token::Text(&self.text[start..at]));
                }
                self.at = end;
                return Some(token);
            }
            at += 1;
        }
        self.at = bytes.len();
        (start < self.at).then(|| Token::Text(&self.text[start..]))
    }
}

/// A sign after a backslash is text.
fn escaped(rest: &str) -> Option<Token<'_>> {
    match rest.as_bytes().get(1)? {
        b'<' => Some(Token::Escape("&lt;")),
        b'*' | b'[' | b'\\' => rest.get(1..2).map(Token::Text),
        _ => None,
    }
}

fn call(rest: &str) -> Option<(Token<'_>, usize)> {
    let inside = rest.strip_prefix("[^")?;
    let end = inside.bytes().take(LONGEST_MARKER).position(|byte| matches!(byte, b']' | b'[' | b'\n'))?;
    let marker = inside.get(..end).filter(|marker| !marker.is_empty())?;
    let printed = rest.get(..end + 3).filter(|printed| printed.ends_with(']'))?;
    Some((Token::Call { marker, printed }, printed.len()))
}

fn bracketed(rest: &str) -> Option<&str> {
    let inside = rest.strip_prefix('<').filter(|inside| is_address(inside))?;
    let end = inside.find(|c: char| c == '>' || c == '<' || c.is_whitespace())?;
    inside[end..].starts_with('>').then_some(&inside[..end])
}

/// An address ends before the punctuation of the sentence around it.
fn bare(rest: &str) -> Option<&str> {
    if !is_address(rest) {
        return None;
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '\\' | '*');
    let address = &rest[..rest.find(ends).unwrap_or(rest.len())];
    let closing = if address.contains('(') { None } else { Some(')') };
    let address = address.trim_end_matches(|c: char| ".,;:!?…]'’”".contains(c) || Some(c) == closing);
    (address.find("://")? + 3 < address.len()).then_some(address)
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}
