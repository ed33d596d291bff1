//! Every link on a page can be followed by the persona it is shown to, and every form posts to an existing
//! route.

use std::collections::BTreeSet;

use greffe::routes::LIST;

use crate::world::{
    Manager, OrganisingAgent, OrganisingOfficial, OrganisingStaff, OtherOfficial, Persona, World,
};

/// The values of an attribute, unescaped.
fn values<'a>(html: &'a str, attribute: &'a str) -> impl Iterator<Item = String> + 'a {
    let values = html.split(attribute).skip(1).filter_map(|rest| rest.split('"').next());
    values.map(|value| value.replace("&#38;", "&").replace("&amp;", "&"))
}

/// Whether a route answers to this path.
fn is_served(method: &str, path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    LIST.iter().filter(|(its, _)| *its == method).any(|(_, route)| {
        let pattern: Vec<&str> = route.split('/').collect();
        pattern.len() == parts.len()
            && pattern.iter().zip(&parts).all(|(one, part)| one.starts_with('{') || one == part)
    })
}

/// The targets of forms for which there is no route.
fn lost_forms(html: &str, page: &str) -> Vec<String> {
    let mut lost = Vec::new();
    for form in html.split("<form").skip(1) {
        let tag = form.split('>').next().unwrap_or("");
        let method = if tag.contains("method=\"post\"") { "post" } else { "get" };
        let action = values(tag, "action=\"").next().unwrap_or_else(|| page.to_owned());
        let path = action.split(['?', '#']).next().unwrap_or("").to_owned();
        if !is_served(method, &path) {
            lost.push(format!("{page}: a form to {method} {action}"));
        }
    }
    // Buttons that send a form to another address.
    for action in values(html, "formaction=\"") {
        if !is_served("post", action.split(['?', '#']).next().unwrap_or("")) {
            lost.push(format!("{page}: a button to {action}"));
        }
    }
    lost
}

/// Follows every link, starting at the home page.
async fn walk(world: &World, persona: Persona) -> (BTreeSet<String>, Vec<String>) {
    let (mut seen, mut wrong) = (BTreeSet::new(), Vec::new());
    let mut ahead = vec![("the beginning".to_owned(), "/montreuvray".to_owned())];
    while let Some((from, path)) = ahead.pop() {
        if seen.len() > 400 || !seen.insert(path.clone()) {
            continue;
        }
        let answer = world.get(persona, &path).await;
        if !matches!(answer.status, 200 | 303) {
            wrong.push(format!("{persona:?}: {from} links to {path}, which answers {}", answer.status));
            continue;
        }
        if answer.header("content-type").starts_with("text/html") {
            wrong.extend(lost_forms(&answer.body, &path));
            let links = values(&answer.body, " href=\"")
                .filter(|it| it.starts_with('/') && !it.starts_with("/static/"));
            ahead.extend(links.map(|it| (path.clone(), it.split('#').next().unwrap_or("").to_owned())));
        }
    }
    (seen, wrong)
}

#[actix_web::test]
async fn every_link_and_form_leads_to_a_route() {
    let world = World::start().await;
    let mut wrong = Vec::new();
    for persona in [Manager, OrganisingStaff, OrganisingOfficial, OrganisingAgent, OtherOfficial] {
        let (seen, lost) = walk(&world, persona).await;
        assert!(seen.len() > 10, "{persona:?} found only {seen:?}");
        wrong.extend(lost);
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    world.end().await;
}
