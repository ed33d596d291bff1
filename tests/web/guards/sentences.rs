//! Every sentence exists in both languages, is used, and gets its arguments.

use std::collections::{BTreeMap, BTreeSet};

use greffe::{history::change::ChangeKind, text::i18n::Lang};

use super::{calls, code_and_templates, files, literal, none};

/// Sentences whose ids are built at run time: prefix, suffix, and the file and words that build them.
const MADE: &[(&str, &str, &str, &str)] = &[
    ("audit-", "", "src/history/audit/store.rs", "format!(\"audit-{}\""),
    ("settled-", "", "src/history/change.rs", "format!(\"settled-{}\""),
    ("error-", "-title", "src/web/middleware.rs", "format!(\"error-{kind}-title\")"),
    ("field-", "", "src/web/page.rs", "format!(\"field-{}\""),
    ("error-", "-advice", "src/web/middleware.rs", "format!(\"error-{kind}-advice\")"),
];

/// The sentences of a language with the names of their arguments.
fn sentences(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for file in files(&format!("locales/{}", lang.code()), &[".ftl"]) {
        let mut current = String::new();
        for line in file.text.lines() {
            if let Some((id, _)) = line.split_once(" =").filter(|(id, _)| is_id(id)) {
                current = id.to_owned();
                let twin = all.insert(current.clone(), BTreeSet::new());
                assert!(twin.is_none(), "{id} stands twice ({})", file.path);
            }
            if let Some(names) = all.get_mut(&current) {
                names.extend(placeables(line));
            }
        }
    }
    all
}

fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
}

/// The labels of a list of words.
struct Labels {
    /// The name of the list.
    name: String,
    ids: Vec<String>,
}

/// The labels of each list that `words!` declares.
fn labels_of_words() -> Vec<Labels> {
    let mut all = Vec::new();
    for file in files("src", &[".rs"]).into_iter().filter(|it| it.path != "src/words.rs") {
        for list in file.text.split("\nwords! {\n").skip(1) {
            let list = list.split("\n}\n").next().unwrap_or(list);
            let (head, words) = list.split_once(") {\n").expect("a name, then its words");
            let (name, label) =
                head.rsplit_once("enum ").expect("an enum").1.split_once('(').expect("a label");
            let prefix = literal(label).expect("the label is a literal");
            let words = words.lines().filter_map(|it| it.trim().strip_suffix(',')?.split_once(" = "));
            let ids = words.map(|(_, word)| format!("{prefix}-{}", literal(word).expect("a word")));
            all.push(Labels { name: name.to_owned(), ids: ids.collect() });
        }
    }
    assert!(all.len() > 15, "only {} lists of words found", all.len());
    all
}

fn placeables(line: &str) -> Vec<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    line.split('$').skip(1).map(name).collect()
}

#[test]
fn both_languages_have_the_same_sentences_and_arguments() {
    let (fr, en) = (sentences(Lang::Fr), sentences(Lang::En));
    let mut wrong = Vec::new();
    for id in fr.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
        if fr.get(id) != en.get(id) {
            wrong.push(format!("{id}: fr {:?}, en {:?}", fr.get(id), en.get(id)));
        }
    }
    none(&wrong);
}

#[test]
fn every_sentence_is_used() {
    let used = code_and_templates();
    for (prefix, _, path, words) in MADE {
        let file = used.iter().find(|it| it.path == *path);
        assert!(file.is_some_and(|it| it.text.contains(words)), "{prefix}… is not made in {path} any more");
    }
    let labels = labels_of_words();
    let is_made = |id: &str| {
        MADE.iter().any(|(prefix, end, ..)| id.starts_with(prefix) && id.ends_with(end))
            || labels.iter().flat_map(|it| &it.ids).any(|it| it == id)
    };
    let wrong: Vec<String> = sentences(Lang::Fr)
        .into_keys()
        .filter(|id| !is_made(id) && !used.iter().any(|it| it.text.contains(&format!("\"{id}\""))))
        .map(|id| format!("{id} is written nowhere"))
        .collect();
    none(&wrong);
}

/// Each label of a field belongs to a field of a form.
#[test]
fn every_field_label_has_a_field() {
    let used = code_and_templates();
    let fields =
        sentences(Lang::Fr).into_keys().filter_map(|id| Some(id.strip_prefix("field-")?.replace('-', "_")));
    let wrong: Vec<String> = fields
        .filter(|name| !used.iter().any(|it| it.text.contains(&format!("\"{name}\""))))
        .map(|name| format!("no form has a field {name}"))
        .collect();
    none(&wrong);
}

/// The names of the arguments of a call, where they are literals.
fn names(function: &str, arguments: &[String]) -> Option<BTreeSet<String>> {
    let nth = |n: usize| arguments.get(n).and_then(|it| literal(it)).map(str::to_owned);
    match function {
        "t" => Some(BTreeSet::new()),
        "t1" => Some([nth(1)?].into()),
        "t2" => Some([nth(1)?, nth(3)?].into()),
        _ => {
            let list = arguments.get(1)?.strip_prefix('[')?;
            super::arguments(list).iter().map(|it| pair_name(it)).collect()
        }
    }
}

/// `("name", value.into())` gives `name`.
fn pair_name(pair: &str) -> Option<String> {
    let first = super::arguments(pair.strip_prefix('(')?).into_iter().next()?;
    literal(&first).map(str::to_owned)
}

#[test]
fn every_call_names_a_sentence_and_gives_its_arguments() {
    let known = sentences(Lang::Fr);
    let mut wrong = Vec::new();
    for file in code_and_templates() {
        for function in ["t", "t1", "t2", "with"] {
            for arguments in calls(&file.text, function) {
                let Some(id) = arguments.first().and_then(|it| literal(it)) else { continue };
                let given = names(function, &arguments);
                match known.get(id) {
                    // Not every method called `with` is ours.
                    None if function == "with" => {}
                    None => wrong.push(format!("{}: no sentence {id}", file.path)),
                    Some(asked) if given.as_ref() != Some(asked) => {
                        wrong.push(format!("{}: {id} asks for {asked:?} and gets {given:?}", file.path));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    none(&wrong);
}

/// The message after a change and the label of a type are shown without arguments.
#[test]
fn messages_and_labels_take_no_arguments() {
    let known = sentences(Lang::Fr);
    let mut wrong = Vec::new();
    for file in files("src", &[".rs"]) {
        let labels =
            file.text.split("fn label_id(").skip(1).map(|it| it.split("\n    }\n").next().unwrap_or(it));
        let mut ids: Vec<&str> = labels.flat_map(quoted).collect();
        ids.extend(quoted(&file.text).filter(|it| it.starts_with("done-") && it.len() > "done-".len()));
        for id in ids {
            if known.get(id).is_none_or(|it| !it.is_empty()) {
                wrong.push(format!("{}: {id} is no sentence without arguments", file.path));
            }
        }
    }
    // Some lists are never shown and have no labels.
    for Labels { name, ids } in labels_of_words() {
        let (labelled, bare): (Vec<_>, Vec<_>) = ids.into_iter().partition(|it| known.contains_key(it));
        if !labelled.is_empty() && !bare.is_empty() {
            wrong.push(format!("{name} has no sentences {bare:?}"));
        }
    }
    for kind in greffe::history::change::ChangeKind::ALL {
        assert!(known.contains_key(kind.label_id()), "{kind:?}");
    }
    for rule in greffe::access::permissions::TABLE {
        assert!(known.contains_key(rule.label_id), "{}", rule.label_id);
    }
    none(&wrong);
}

/// The literals of a text that could be ids.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2).filter(|it| is_id(it))
}

/// Every change is a line of the audit trail, in both languages.
#[test]
fn every_kind_of_change_has_a_sentence() {
    let known = sentences(Lang::Fr);
    let mut wrong = Vec::new();
    for kind in ChangeKind::ALL {
        let mut asked: BTreeSet<String> = ["actor".to_owned(), "subject".to_owned()].into();
        if kind == ChangeKind::Reversal {
            asked.insert("undone".to_owned());
        }
        if known.get(&format!("audit-{}", kind.code())) != Some(&asked) {
            wrong.push(format!("no audit-{} with {asked:?}", kind.code()));
        }
    }
    none(&wrong);
}

/// `src/web/middleware.rs` lists the statuses one by one; each has its two sentences.
#[test]
fn every_error_has_a_title_and_advice() {
    let known = sentences(Lang::Fr);
    let answers = files("src", &["web/middleware.rs"]).remove(0).text;
    let kinds = answers.split_once("fn sentence(").expect("the kinds of errors").1;
    let kinds: Vec<&str> = quoted(kinds).collect();
    assert!(kinds.len() > 8);
    for kind in kinds {
        assert!(known.contains_key(&format!("error-{kind}-title")), "{kind}");
        assert!(known.contains_key(&format!("error-{kind}-advice")), "{kind}");
    }
}

/// French needs no-break spaces: `mot :`, `mot ?` and « quotes » must not be split.
#[test]
fn french_sentences_use_no_break_spaces() {
    let mut wrong = Vec::new();
    for file in files("locales/fr", &[".ftl"]) {
        for line in file.text.lines().filter(|it| !it.starts_with('#')) {
            let broken = [" :", " ;", " !", " ?", "« ", " »", "'"];
            if let Some(what) = broken.iter().find(|it| line.contains(**it)) {
                wrong.push(format!("{}: a breaking space or a typewriter's apostrophe: “{what}”", file.path));
            }
        }
    }
    none(&wrong);
}
