//! A record of ten thousand turns: paginated, with every turn reachable and searchable.

use std::time::{Duration, Instant};

use crate::world::{OrganisingStaff, OtherStaff, World};

const FIRST: &str = "/montreuvray/series/eau/hearings/1";

/// Adds this many turns to hearing 1. One in a hundred begins a section, one in ten is closed.
async fn lengthen(world: &World, turns: i32) {
    world
        .sql(&format!(
            "insert into turns (id, hearing_id, number, position, attendance_id, text, closed, section, section_title)
             select gen_random_uuid(), '60000000-0000-4000-8000-000000000001', 10 + k, 10 + k,
                    'a0000000-0000-4000-8000-000000000001',
                    repeat('La pluie tombe sur la cour de l’école et personne ne l’entend venir. ', 15)
                    || case when k % 1000 = 7 then 'Rhizome.' else '' end,
                    k % 10 = 0, case when k % 100 = 1 then 'titled' end, case when k % 100 = 1 then 'Partie ' || k else '' end
               from generate_series(1, {turns}) k"
        ))
        .await;
    world.sql("analyze turns").await;
}

#[actix_web::test]
async fn every_turn_of_a_long_record_can_be_reached() {
    let world = World::start().await;
    lengthen(&world, 1000).await;
    let page = world.get(OtherStaff, FIRST).await;
    page.shows(
        200,
        &["id=\"t11\"", "1 sur 5", "href=\"?page=2\"", "href=\"?turn=911#s911\"", "href=\"?turn=12#t12\""],
    );
    page.hides("id=\"t900\"").hides("Montant confidentiel");
    assert_eq!(page.body.matches("<article class=\"turn\"").count(), 200);
    // The page of a turn, of a closed turn, and of a turn that does not exist.
    world
        .get(OtherStaff, &format!("{FIRST}?turn=905"))
        .await
        .shows(200, &["id=\"t905\""])
        .hides("id=\"t910\"");
    world.get(OrganisingStaff, &format!("{FIRST}?turn=910")).await.shows(200, &["id=\"t910\""]);
    for nonsense in ["turn=99999", "turn=x", "turn=-1", "page=0", "page=99999999999"] {
        world.get(OtherStaff, &format!("{FIRST}?{nonsense}")).await.shows(200, &["<article class=\"turn\""]);
    }
    // All pages together contain each turn once.
    let mut seen = Vec::new();
    for number in 1..=6 {
        let page = world.get(OrganisingStaff, &format!("{FIRST}?page={number}")).await;
        seen.extend(
            page.body
                .split("<article class=\"turn\" id=\"t")
                .skip(1)
                .map(|it| it.split('"').next().unwrap().to_owned()),
        );
    }
    let all: Vec<String> = (1..=3).chain(11..=1010).map(|it: i32| it.to_string()).collect();
    assert_eq!(seen[..1003], all[..]);
    // A search covers the whole record and shows only the turns with the word. Closed turns are shown only
    // to members who may see them.
    let found = world.get(OtherStaff, &format!("{FIRST}?q=rhizome")).await;
    found.shows(200, &["1 passage trouvé", "id=\"t17\"", "<mark>Rhizome</mark>"]).hides("id=\"t18\"");
    // A change of a turn leads back to its page.
    let form = [("version", "1"), ("text", "Autre chose."), ("speaker", "")];
    let saved = world.post(OrganisingStaff, &format!("{FIRST}/turns/905"), &form).await;
    saved.leads_to(&format!("{FIRST}?turn=905#t905"));
    world.end().await;
}

/// The bounds are loose because machines are shared; `bin/bench` measures precisely.
#[actix_web::test]
async fn ten_thousand_turns_are_served_quickly() {
    let world = World::start().await;
    lengthen(&world, 10_000).await;
    let timed = async |path: String| {
        let start = Instant::now();
        let page = world.get(OrganisingStaff, &path).await;
        page.shows(200, &["<article class=\"turn\""]);
        (start.elapsed(), page.body.len())
    };
    let (first, weight) = timed(FIRST.to_owned()).await;
    assert!(first < Duration::from_secs(5), "{first:?}");
    assert!(weight < 1_500_000, "{weight} bytes");
    let (last, _) = timed(format!("{FIRST}?turn=9999")).await;
    let (search, _) = timed(format!("{FIRST}?q=rhizome")).await;
    assert!(last < Duration::from_secs(5) && search < Duration::from_secs(20), "{last:?} {search:?}");
    println!("first {first:?}, turn 9999 {last:?}, search {search:?}, {weight} bytes");
    world.end().await;
}
