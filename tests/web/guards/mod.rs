//! Rules that no compiler checks: nothing is unused, every reference exists, and every file follows the
//! conventions.

mod colours;
mod documents;
mod pages;
mod sentences;
mod source;

use std::path::{Path, PathBuf};

/// A file of the repository and its text.
struct File {
    path: String,
    text: String,
}

/// The files below a folder whose names end in one of these; paths are relative to the repository.
fn files(folder: &str, endings: &[&str]) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|why| panic!("{folder:?}: {why}")) {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|it| path.to_string_lossy().ends_with(it)) {
                let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
                let path = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                found.push(File { path, text });
            }
        }
    }
    assert!(!found.is_empty(), "no {endings:?} in {folder}");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The code of the program and of its crates.
fn sources() -> Vec<File> {
    let mut all = files("src", &[".rs"]);
    all.extend(files("crates", &[".rs"]));
    all
}

/// Code and templates: everything that names sentences and assets.
fn code_and_templates() -> Vec<File> {
    let mut all = sources();
    all.extend(files("templates", &[".html", ".txt"]));
    all
}

/// The arguments of each call of `name`, as written: `t1("a", "b", c(1))` gives `"a"`, `"b"`, `c(1)`.
fn calls(text: &str, name: &str) -> Vec<Vec<String>> {
    let opening = format!("{name}(");
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(&opening)
        .filter(|(at, _)| name.starts_with('.') || !text[..*at].ends_with(is_name))
        .filter(|(at, _)| !text[..*at].ends_with("fn "))
        .map(|(at, _)| arguments(&text[at + opening.len()..]))
        .collect()
}

/// The arguments up to the closing bracket of the call.
fn arguments(text: &str) -> Vec<String> {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    let (mut all, mut one) = (Vec::new(), String::new());
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted && depth == 0 => break,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                all.push(std::mem::take(&mut one).trim().to_owned());
                continue;
            }
            _ => {}
        }
        one.push(c);
    }
    all.push(one.trim().to_owned());
    all.retain(|it| !it.is_empty());
    all
}

/// The text between the quotes, if the argument is a literal.
fn literal(argument: &str) -> Option<&str> {
    let inside = argument.strip_prefix('"')?.strip_suffix('"')?;
    (!inside.contains('"')).then_some(inside)
}

/// Fails with the list of problems, if there are any.
#[track_caller]
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn calls_are_extracted_with_their_arguments() {
    let text = r#"a.t1("x-y", "count", it.len()) t("b") not_t("c") fn t(id) t(&format!("d-{e}"))"#;
    assert_eq!(calls(text, ".t1").len(), 1);
    assert_eq!(calls(text, "t1"), [["\"x-y\"", "\"count\"", "it.len()"]]);
    assert_eq!(calls(text, "t"), [vec!["\"b\""], vec!["&format!(\"d-{e}\")"]]);
}
