//! The contract of `static/js/swap.js`: pages mark what may change in place, and responses are whole pages,
//! so everything works without the script.

use crate::{
    summaries,
    world::{OrganisingStaff, World},
};

const SUMMARY: &str = "/montreuvray/summaries/10000000-0000-4000-8000-000000000001";
const PRESENT: &str = "/montreuvray/series/eau/hearings/3/attendances";

#[actix_web::test]
async fn deliveries_refresh_until_all_are_settled() {
    let world = World::start().await;
    world.get(OrganisingStaff, SUMMARY).await.shows(200, &[]).hides("data-refresh");
    summaries::approve(&world).await;
    summaries::dispatch(&world).await.leads_to(SUMMARY);

    let count = world.count("select count(*) from deliveries").await;
    let waiting = format!("Messages traités\u{a0}: 0 sur {count}.");
    let bar = format!("value=\"0\" max=\"{count}\"");
    world.get(OrganisingStaff, SUMMARY).await.shows(200, &["id=\"deliveries\" data-refresh", &waiting, &bar]);

    world.sql("update deliveries set state = 'deferred'").await;
    world.get(OrganisingStaff, SUMMARY).await.shows(200, &["data-refresh", &bar]);
    for end in ["sent", "bounced", "uncertain"] {
        world.sql(&format!("update deliveries set state = '{end}'")).await;
        let page = world.get(OrganisingStaff, SUMMARY).await;
        page.shows(200, &["id=\"deliveries\"", "role=\"status\""]).hides("data-refresh").hides("<progress");
    }
    world.end().await;
}

#[actix_web::test]
async fn attendances_are_added_and_removed_in_place_and_by_page_loads() {
    let world = World::start().await;
    let page = world.get(OrganisingStaff, &format!("{PRESENT}?q=doumbia")).await;
    page.shows(200, &["data-swap=\"#q\"", "id=\"q\"", "<main id=\"main\"", "</html>"]);
    let doumbia = "d0000000-0000-4000-8000-000000000005";
    let answer = world.post(OrganisingStaff, PRESENT, &[("person", doumbia)]).await;
    answer.leads_to(PRESENT);
    world.get(OrganisingStaff, PRESENT).await.shows(200, &["/removal\" data-swap=\"\"", "</html>"]);
    let refused = world.post(OrganisingStaff, PRESENT, &[("name", "")]).await;
    refused.shows(422, &["<main id=\"main\"", "class=\"error-summary\"", "</html>"]);
    world.end().await;
}

#[actix_web::test]
async fn tabs_and_uploads_declare_in_place_updates() {
    let world = World::start().await;
    for (path, hook) in [
        ("/montreuvray/actions", "<nav class=\"tabs\" data-swap"),
        ("/montreuvray/people", "<nav class=\"tabs\" data-swap"),
        ("/montreuvray/series/eau/imports/new", "data-upload"),
        ("/montreuvray/series/eau/imports/new", "<progress id=\"sending\""),
    ] {
        world.get(OrganisingStaff, path).await.shows(200, &[hook, "js/swap."]);
    }
    world.end().await;
}

/// All scripts together, as browsers load them. The limit is 60 kB compressed, and they are smaller than
/// that even uncompressed.
#[test]
fn scripts_stay_within_their_size_budget() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("static/js");
    let sizes = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().metadata().unwrap().len());
    assert!(sizes.sum::<u64>() < 60_000);
}
