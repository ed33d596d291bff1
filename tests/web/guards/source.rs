//! Rules for every file of the source that neither the compiler nor clippy checks.

use super::{files, none, sources};

/// No role has a name outside the table of permissions, so only its word could tell one from another.
/// "administration" is a word of other lists, too.
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

/// The methods that SeaORM's macro adds to each entity select and write without the scope, and
/// clippy cannot ban them all at once, as it does those of the traits.
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

/// Half-done work is not kept.
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

/// An authority called like one of our own addresses could not be reached.
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
