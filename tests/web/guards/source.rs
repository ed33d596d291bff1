//! Rules for source files that neither the compiler nor clippy checks.

use super::{files, none, sources};

/// Role names may occur only in the table of permissions, so each role's word is searched for.
/// "administration" is left out, because other lists have it too.
#[test]
fn only_the_table_of_permissions_names_roles() {
    let wrong: Vec<String> = files("src", &[".rs"])
        .into_iter()
        .chain(files("templates", &[".html"]))
        .filter(|it| it.path != "src/access/permissions.rs")
        .filter(|it| it.text.contains("\"elected_official\"") || it.text.contains("\"staff\""))
        .map(|it| it.path)
        .collect();
    none(&wrong);
}

/// SeaORM's macro adds methods to each entity that select and write without the scope. Clippy cannot ban
/// them all at once, as it does with trait methods.
#[test]
fn no_query_bypasses_the_scope() {
    let methods = ["Entity::load(", "ActiveModelEx", ".into_ex()", "ActiveModel::builder("];
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(|file| methods.iter().any(|it| file.text.contains(it)))
        .map(|it| it.path)
        .collect();
    none(&wrong);
}

/// Unfinished work is not merged.
#[test]
fn no_todo_is_left_in_the_source() {
    let mut wrong = Vec::new();
    for file in sources().into_iter().chain(files("templates", &[".html", ".txt"])) {
        for word in ["TODO", "FIXME", "XXX", "todo!", "unimplemented!"] {
            if file.text.contains(word) {
                wrong.push(format!("{}: {word}", file.path));
            }
        }
    }
    none(&wrong);
}

/// A tenant whose slug equals one of our own addresses could not be reached.
#[actix_web::test]
async fn no_tenant_slug_shadows_a_route() {
    for (_, route) in greffe::routes::LIST {
        let first = route.split('/').nth(1).unwrap_or("");
        if first.is_empty() || first == "{tenant}" {
            continue;
        }
        let new = greffe::tenants::NewTenant {
            slug: first.to_owned(),
            name: first.to_owned(),
            time_zone: chrono_tz::Europe::Paris,
            language: greffe::text::i18n::Lang::Fr,
            manager: greffe::tenants::Manager {
                email: greffe::text::email_address::EmailAddress::parse("a@b.example").unwrap(),
                name: first.to_owned(),
            },
        };
        let made = greffe::tenants::create("postgres://nowhere.invalid/", &new).await;
        assert!(matches!(made, Err(greffe::tenants::CreateError::Slug(_))), "{first} is free");
    }
}
