//! Every sentence exists in both languages, is used, and gets its arguments.

use std::collections::{BTreeMap, BTreeSet};

use greffe::text::i18n::Lang;
use sea_orm::Iterable as _;

use super::{calls, code_and_templates, files, literal, none};

/// Sentences whose ids are made at run time: prefix, ending, the file and the words that make them.
const MADE: &[(&str, &str, &str, &str)] = &[
    ("audit-", "", "src/history/audit/store.rs", "format!(\"audit-{}\""),
    ("settled-", "", "src/history/change.rs", "format!(\"settled-{}\""),
    ("error-", "-title", "src/web/middleware.rs", "format!(\"error-{kind}-title\")"),
    ("error-", "-advice", "src/web/middleware.rs", "format!(\"error-{kind}-advice\")"),
];

/// The sentences of a language and the names of what is put into each.
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
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn placeables(line: &str) -> Vec<String> {
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    line.split('$').skip(1).map(name).collect()
}

#[test]
fn both_languages_say_the_same_with_the_same_arguments() {
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
    let is_made = |id: &str| MADE.iter().any(|(prefix, end, ..)| id.starts_with(prefix) && id.ends_with(end));
    let wrong: Vec<String> = sentences(Lang::Fr)
        .into_keys()
        .filter(|id| !is_made(id) && !used.iter().any(|it| it.text.contains(&format!("\"{id}\""))))
        .map(|id| format!("{id} is written nowhere"))
        .collect();
    none(&wrong);
}

/// The names of the arguments that a call gives, where they are written out.
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
fn every_call_names_a_sentence_and_gives_it_what_it_asks_for() {
    let known = sentences(Lang::Fr);
    let mut wrong = Vec::new();
    for file in code_and_templates() {
        for function in ["t", "t1", "t2", "with"] {
            for arguments in calls(&file.text, function) {
                let Some(id) = arguments.first().and_then(|it| literal(it)) else { continue };
                let given = names(function, &arguments);
                match known.get(id) {
                    // Not every `with` is ours.
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

/// A message after a deed, and a label by which a type names its sentence, are shown without arguments.
#[test]
fn messages_and_labels_are_sentences_without_arguments() {
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
    for kind in greffe::history::change::ChangeKind::iter() {
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

/// Whatever is written into the audit trail can be read there, in both languages.
#[test]
fn every_verb_of_the_audit_trail_has_its_sentence() {
    let known = sentences(Lang::Fr);
    let asked: BTreeSet<String> = ["actor".to_owned(), "subject".to_owned()].into();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for file in files("src", &[".rs"]).into_iter().filter(|it| !it.path.starts_with("src/access/scope/")) {
        for arguments in [".audit", ".audit_of"].iter().flat_map(|it| calls(&file.text, it)) {
            // The verb and its subject come last.
            let verb = arguments[arguments.len() - 2].as_str();
            let verbs = if verb == "verb" { verbs_passed_on(&file.text) } else { vec![verb.to_owned()] };
            if verbs.is_empty() {
                wrong.push(format!("{}: nobody says which verb", file.path));
            }
            for verb in verbs {
                count += 1;
                if literal(&verb).and_then(|it| known.get(&format!("audit-{it}"))) != Some(&asked) {
                    wrong.push(format!("{}: no audit-{verb} with {asked:?}", file.path));
                }
            }
        }
    }
    assert!(count > 10, "only {count} deeds found");
    none(&wrong);
}

/// What the callers of a function that takes a `verb` say.
fn verbs_passed_on(text: &str) -> Vec<String> {
    let mut verbs = Vec::new();
    for function in text.split("fn ").skip(1) {
        let Some((name, rest)) = function.split_once('(') else { continue };
        let Some(nth) = super::arguments(rest).iter().position(|it| it.starts_with("verb: &'static str"))
        else {
            continue;
        };
        let name = name.split('<').next().unwrap_or(name);
        verbs.extend(calls(text, name).into_iter().filter_map(|it| it.into_iter().nth(nth)));
    }
    verbs
}

/// Statuses are named one by one in `src/web/middleware.rs`; each has its two sentences.
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

/// French is printed with no-break spaces: `mot :` and `mot ?` never part, nor do « quotes ».
#[test]
fn french_is_written_as_printed() {
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
