//! Emphasis: paired `*…*` is kept; a lone asterisk is escaped, so that it is not read as emphasis.

/// Kept small, because there may be one per letter.
struct Run {
    at: u32,
    length: u32,
    opens: bool,
    closes: bool,
}

impl Run {
    fn start(&self) -> usize {
        self.at as usize
    }
}

/// The paragraph with its lone asterisks escaped.
pub(super) fn settle(paragraph: &str) -> String {
    let runs = runs(paragraph);
    let paired = paired(&runs);
    let mut text = String::with_capacity(paragraph.len());
    let mut from = 0;
    for (run, paired) in runs.iter().zip(paired) {
        text.push_str(paragraph.get(from..run.start()).unwrap_or_default());
        let mark = if paired || is_bullet(run) { "*" } else { "\\*" };
        text.push_str(&mark.repeat(run.length as usize));
        from = run.start() + run.length as usize;
    }
    text.push_str(paragraph.get(from..).unwrap_or_default());
    text
}

/// The text without emphasis marks; lone asterisks stay.
pub(super) fn remove(text: &str) -> String {
    let runs = runs(text);
    let paired = paired(&runs);
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for (run, _) in runs.iter().zip(paired).filter(|(_, paired)| *paired) {
        plain.push_str(text.get(from..run.start()).unwrap_or_default());
        from = run.start() + run.length as usize;
    }
    plain.push_str(text.get(from..).unwrap_or_default());
    plain
}

fn is_bullet(run: &Run) -> bool {
    run.at == 0 && run.length == 1 && !run.opens
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut before = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => {
                before = letters.next().map(|(_, escaped)| escaped);
                continue;
            }
            '<' if text.get(at..).is_some_and(|rest| rest.starts_with("<http")) => {
                while letters.next_if(|(_, c)| *c != '>' && !c.is_whitespace()).is_some() {}
            }
            '*' => {
                let mut length = 1;
                while letters.next_if(|(_, c)| *c == '*').is_some() {
                    length += 1;
                }
                let after = letters.peek().map(|(_, c)| *c);
                let beside = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
                runs.push(Run { at: at as u32, length, opens: beside(after), closes: beside(before) });
            }
            _ => {}
        }
        before = Some(letter);
    }
    runs
}

/// For each run, whether it opens or closes emphasis.
fn paired(runs: &[Run]) -> Vec<bool> {
    let mut paired = vec![false; runs.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, run) in runs.iter().enumerate().filter(|(_, run)| run.length <= 3) {
        let opener = open
            .last()
            .copied()
            .filter(|opener| run.closes && runs.get(*opener).is_some_and(|o| o.length == run.length));
        if let Some(opener) = opener {
            open.pop();
            for end in [opener, at] {
                paired.get_mut(end).into_iter().for_each(|flag| *flag = true);
            }
        } else if run.opens {
            open.push(at);
        }
    }
    paired
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paired_asterisks_are_kept_and_lone_ones_escaped() {
        for (source, expected) in [
            ("un *test* simple", "un *test* simple"),
            ("l'*open data*, **fort**", "l'*open data*, **fort**"),
            ("**très *bien* dit**", "**très *bien* dit**"),
            ("3 * 4 = 12", "3 \\* 4 = 12"),
            ("un renvoi* sans fin", "un renvoi\\* sans fin"),
            ("déjà \\*échappé\\*", "déjà \\*échappé\\*"),
            ("<https://exemple.fr/*a>", "<https://exemple.fr/*a>"),
            ("* une puce", "* une puce"),
        ] {
            assert_eq!(settle(source), expected);
        }
    }

    #[test]
    fn removing_emphasis_keeps_other_asterisks() {
        assert_eq!(remove("***Nom* et 2*3"), "***Nom* et 2*3");
        assert_eq!(remove("**Nom** et 2*3"), "Nom et 2*3");
    }
}
