//! Templates and assets: none unused, none missing, nothing inline.

use super::{calls, code_and_templates, files, literal, none};

#[test]
fn every_template_is_used() {
    let users = code_and_templates();
    let wrong: Vec<String> = files("templates", &[".html", ".txt"])
        .into_iter()
        .filter(|template| {
            let name = template.path.trim_start_matches("templates/");
            !users.iter().any(|user| {
                user.text.contains(&format!("\"{name}\""))
                    || user.text.contains(&format!("templates/{name}\""))
            })
        })
        .map(|template| format!("{} is used nowhere", template.path))
        .collect();
    none(&wrong);
}

#[test]
fn every_referenced_asset_exists() {
    let icons = files("static", &["icons.svg"]).remove(0).text;
    let mut wrong = Vec::new();
    for file in code_and_templates() {
        for arguments in calls(&file.text, ".asset") {
            match arguments.first().and_then(|it| literal(it)) {
                Some(path) if greffe::web::assets::address(path).is_empty() => {
                    wrong.push(format!("{}: no static/{path}", file.path));
                }
                Some(_) => {}
                None => wrong.push(format!("{}: write the asset's name out: {arguments:?}", file.path)),
            }
        }
        for arguments in calls(&file.text, "icon") {
            let name = arguments.get(1).and_then(|it| literal(it));
            if name.is_some_and(|it| !icons.contains(&format!("id=\"{it}\""))) {
                wrong.push(format!("{}: no icon {name:?}", file.path));
            }
        }
    }
    none(&wrong);
}

#[test]
fn every_asset_is_used() {
    let mut users = code_and_templates();
    users.extend(files("static", &[".css"]));
    let endings = [".css", ".js", ".svg", ".woff2", ".png", ".ico"];
    let wrong: Vec<String> = files("static", &endings)
        .into_iter()
        .filter(|asset| {
            let path = asset.path.trim_start_matches("static/");
            !users
                .iter()
                .any(|it| it.text.contains(&format!("\"{path}\"")) || it.text.contains(&format!("/{path}")))
        })
        .map(|asset| format!("{} is used nowhere", asset.path))
        .collect();
    none(&wrong);
}

/// The longest line of a template, in characters.
const WIDEST: usize = 160;

#[test]
fn no_template_has_a_long_line() {
    let mut wrong = Vec::new();
    for file in files("templates", &[".html", ".txt"]) {
        for (at, line) in file.text.lines().enumerate() {
            let width = line.chars().count();
            if width > WIDEST {
                wrong.push(format!("{}:{}: {width} characters", file.path, at + 1));
            }
        }
    }
    none(&wrong);
}

/// A page offers a method instead: `self.kinds()`, `state.is_settled()`. `a::b(…)` is a macro of an
/// imported file.
#[test]
fn no_template_names_a_rust_path() {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut wrong = Vec::new();
    for file in files("templates", &[".html", ".txt"]) {
        for (at, _) in file.text.match_indices("::") {
            let (before, after) = (&file.text[..at], &file.text[at + 2..]);
            let scope = before.rsplit(|c| !is_word(c)).next().unwrap_or_default();
            let name = after.split(|c| !is_word(c)).next().unwrap_or_default();
            let is_imported = file.text.contains(&format!("\" as {scope} %}}"))
                || file.path.contains("/_") && after[name.len()..].starts_with('(');
            if scope.is_empty() || name.is_empty() || !is_imported || !after[name.len()..].starts_with('(') {
                wrong.push(format!("{}: {scope}::{name}", file.path));
            }
        }
    }
    none(&wrong);
}

/// Permissions decide what a member may do, and pages have them as `may_…`. Only the pages of members show
/// roles.
#[test]
fn no_template_compares_roles() {
    let mut wrong = Vec::new();
    for file in files("templates", &[".html"]) {
        for code in file.text.split("{%").skip(1).filter_map(|it| it.split("%}").next()) {
            let code = code.trim_start_matches(['-', '~', ' ']);
            let asks = ["if ", "else if ", "match "].iter().any(|it| code.starts_with(it));
            let of_role = code.contains(".role") || code.contains(".manager");
            if asks && of_role && !file.path.starts_with("templates/members/") {
                wrong.push(format!("{}: {code}", file.path));
            }
        }
    }
    none(&wrong);
}

/// The policy of every response forbids them, so they would have no effect.
#[test]
fn no_template_has_inline_styles_or_scripts() {
    let mut wrong = Vec::new();
    for file in files("templates", &[".html"]) {
        let is_mail = file.path.starts_with("templates/mail/");
        let text = file.text.to_lowercase();
        if text.contains(" style=") && !is_mail {
            wrong.push(format!("{}: a style attribute", file.path));
        }
        if text.contains("<style") {
            wrong.push(format!("{}: a style element", file.path));
        }
        for script in text.split("<script").skip(1) {
            let (tag, content) = script.split_once('>').unwrap_or((script, ""));
            if !tag.contains("src=") || !content.starts_with("</script>") {
                wrong.push(format!("{}: a script with content", file.path));
            }
        }
        for attribute in text.split([' ', '\n']).filter(|it| it.starts_with("on")) {
            let name = attribute.split('=').next().unwrap_or("");
            if attribute.contains("=\"") && name.len() > 4 && name.chars().all(|c| c.is_ascii_lowercase()) {
                wrong.push(format!("{}: {name}", file.path));
            }
        }
        if text.contains("javascript:") {
            wrong.push(format!("{}: a javascript: address", file.path));
        }
    }
    none(&wrong);
}

/// Pages and mail load nothing from other hosts.
#[test]
fn no_template_names_another_host() {
    let mut wrong = Vec::new();
    for file in files("templates", &[".html"]) {
        for attribute in ["src=\"", "href=\"", "action=\"", "srcset=\"", "url("] {
            for address in file.text.split(attribute).skip(1) {
                if ["http:", "https:", "//"].iter().any(|it| address.starts_with(it)) {
                    wrong.push(format!("{}: {}", file.path, address.lines().next().unwrap_or("")));
                }
            }
        }
    }
    none(&wrong);
}
