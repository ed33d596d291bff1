//! Links in the documents lead to existing files.

use std::path::Path;

use super::files;

/// The addresses in `[…](…)`, `src="…"` and `srcset="…"` of a Markdown text.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let after = |opening| text.split(opening).skip(1);
    let all = after("](").chain(after("src=\"")).chain(after("srcset=\""));
    all.filter_map(|rest| rest.split([')', '#', '"']).next()).filter(|it| !it.is_empty())
}

#[test]
fn every_link_in_the_documents_leads_to_a_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents = files("docs", &[".md"]);
    for name in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md"] {
        let text = std::fs::read_to_string(root.join(name)).unwrap();
        documents.push(super::File { path: name.to_owned(), text });
    }
    let mut pictures = 0;
    for document in &documents {
        let folder = Path::new(&document.path).parent().unwrap();
        for link in links(&document.text).filter(|it| !it.contains("://")) {
            assert!(root.join(folder).join(link).exists(), "{} leads to {link}", document.path);
            pictures += usize::from(link.ends_with(".png"));
        }
    }
    assert!(pictures > 0, "the README has screenshots");
}

/// The image is built from the files that `.dockerignore` admits.
#[test]
fn the_image_contains_everything_the_build_reads() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let let_in = std::fs::read_to_string(root.join(".dockerignore")).unwrap();
    for needed in [
        "Cargo.toml",
        "Cargo.lock",
        "build.rs",
        "crates",
        "src",
        "benches",
        "crates",
        "locales",
        "migrations",
        "static",
        "templates",
    ] {
        assert!(root.join(needed).exists(), "{needed}");
        assert!(let_in.lines().any(|line| line == format!("!{needed}")), "{needed} is kept out of the image");
    }
}
