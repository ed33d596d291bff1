//! Charts of a series and of actions: they show what the database has.

use sqlx::Row as _;

use crate::world::{
    Answer, Nobody, OrganisingOfficial, OrganisingStaff, OtherAgent, OtherOfficial, OtherStaff, Persona,
    Stranger, World,
};

const SERIES: &str = "/montreuvray/series/eau";
const ATTENDANCE: &str = "/montreuvray/series/eau/figures";

/// The text between each `from` and the next `to`.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    text.split(from).skip(1).filter_map(|rest| rest.split_once(to).map(|it| it.0)).collect()
}

fn number(text: &str) -> i64 {
    text.trim().parse().unwrap_or_else(|_| panic!("“{text}” is not a number"))
}

/// The content of each cell with a number.
fn figures(row: &str) -> Vec<i64> {
    let cells = between(row, "<td class=\"figure", "</td>");
    cells.into_iter().map(|it| number(it.split_once('>').unwrap().1)).collect()
}

/// The rows of the table of figures, without its header.
fn table(page: &Answer) -> Vec<Vec<i64>> {
    let table = page.body.split("<table class=\"matrix\">").nth(1).expect("the table of figures");
    let body = between(table, "<tbody>", "</tbody>")[0];
    between(body, "<tr>", "</tr>").into_iter().map(figures).collect()
}

/// The rows of the chart: name, the figures above the bars, the heights of the bars.
fn lanes(page: &Answer) -> Vec<(String, Vec<i64>, Vec<f64>)> {
    let table = page.body.split("shares lanes\">").nth(1).expect("the chart");
    let body = between(table, "<tbody>", "</tbody>")[0];
    let lane = |row: &str| {
        let head = between(row, "<th scope=\"row\">", "</th>")[0];
        let name = head.rsplit("<bdi>").next().unwrap().split('<').next().unwrap().to_owned();
        let written = between(row, "<text class=\"figure", "</text>");
        let written = written.into_iter().map(|it| number(it.split_once('>').unwrap().1)).collect();
        let bars = between(row, "<rect ", "/>");
        let heights = bars.into_iter().map(|it| between(it, "height=\"", "\"")[0].parse().unwrap()).collect();
        (name, written, heights)
    };
    between(body, "<tr>", "</tr>").into_iter().map(lane).collect()
}

fn columns(table: &[Vec<i64>]) -> Vec<Vec<i64>> {
    (0..table[0].len()).map(|at| table.iter().map(|row| row[at]).collect()).collect()
}

/// The chart and the table have the same figures, and the bars the right heights.
#[track_caller]
fn agrees(lane: &(String, Vec<i64>, Vec<f64>), column: &[i64], most: i64) {
    assert_eq!(lane.1, column, "{}", lane.0);
    let expected: Vec<f64> =
        column.iter().filter(|it| **it > 0).map(|it| 36.0 * *it as f64 / most as f64).collect();
    assert_eq!(lane.2.len(), expected.len(), "{}: a bar for each that is not nil", lane.0);
    for (height, expected) in lane.2.iter().zip(expected) {
        assert!((height - expected).abs() < 0.1, "{}: {height} for {expected}", lane.0);
    }
}

/// How many people of one side attended each held hearing, by day.
async fn attended(world: &World, side: &str) -> Vec<i64> {
    let sql = format!(
        "select (select count(*) from attendances a left join bodies b on b.id = a.body_id
                  where a.hearing_id = h.id and {side})
           from hearings h join series s on s.id = h.series_id
          where s.slug = 'eau' and h.state in ('held', 'in_review', 'approved', 'published') order by h.day, h.number"
    );
    world.sql(&sql).await.iter().map(|it| it.get(0)).collect()
}

const NOBODY_OF_A_GROUP: &str = "b.colour is null and a.category =";

/// Adds a person to the hearing of this number, with this body and presence.
async fn attend(world: &World, number: i32, person: i32, body: &str, category: &str) {
    world
        .sql(&format!(
            "insert into attendances (id, hearing_id, person_id, position, category, name, body_name, body_id)
             select gen_random_uuid(), h.id, p.id, 9, '{category}', p.name, coalesce(b.name, ''), b.id
               from hearings h join people p on p.id = 'd0000000-0000-4000-8000-00000000000{person}'
               left join bodies b on b.name = '{body}'
              where h.number = {number} on conflict do nothing"
        ))
        .await;
}

#[actix_web::test]
async fn attendances_are_counted_by_side_for_each_held_hearing() {
    let world = World::start().await;
    attend(&world, 2, 2, "Écologie citoyenne", "political_group").await;
    attend(&world, 2, 3, "Montreuvray en commun", "political_group").await;
    attend(&world, 2, 5, "Montreuvray en commun", "political_group").await;
    attend(&world, 2, 4, "Direction des espaces verts", "administration").await;
    // Expected and excused people do not count as present.
    world.sql("insert into hearings (id, series_id, number, title, day, state) select gen_random_uuid(), id, 4, 'Rien', '2024-06-20', 'cancelled' from series").await;
    attend(&world, 3, 4, "Montreuvray en commun", "executive").await;
    attend(&world, 4, 4, "Montreuvray en commun", "executive").await;

    for persona in [OtherAgent, OrganisingStaff] {
        let page = world.get(persona, ATTENDANCE).await;
        page.shows(200, &["Qui était présent", "2 sur 2", "1 sur 2"]).hides("Le prix de l’eau");
        let (lanes, table) = (lanes(&page), table(&page));
        let columns = columns(&table);
        let names: Vec<&str> = lanes.iter().map(|it| it.0.as_str()).collect();
        // Groups with equal counts are sorted by name.
        let expected = [
            ("Montreuvray en commun", "b.name = 'Montreuvray en commun'".to_owned()),
            ("Écologie citoyenne", "b.name = 'Écologie citoyenne'".to_owned()),
            ("Personnes entendues", format!("{NOBODY_OF_A_GROUP} 'witness'")),
            ("Administration", format!("{NOBODY_OF_A_GROUP} 'administration'")),
        ];
        assert_eq!(names, expected.each_ref().map(|it| it.0));
        for ((lane, column), (_, side)) in lanes.iter().zip(&columns).zip(&expected) {
            assert_eq!(*column, attended(&world, side).await, "{}", lane.0);
            agrees(lane, column, 2);
        }
        assert_eq!(*columns.last().unwrap(), attended(&world, "true").await, "all together");
    }
    world.end().await;
}

#[actix_web::test]
async fn attendance_figures_stay_within_their_tenant() {
    let world = World::start().await;
    let valserine = "bbbbbbbb-0000-4000-8000-000000000000";
    for statement in [
        "insert into bodies (id, kind, name, colour) values ('b0000000-0000-4000-8000-00000000000c', 'political_group', 'Vallées unies', 4)",
        "insert into people (id, name, name_key) values ('d0000000-0000-4000-8000-00000000000b', 'Yann Stranger', 'yann stranger')",
        // The same ids as in Montreuvray: another tenant may have them too.
        "insert into series (id, slug, title, body_id) values ('50000000-0000-4000-8000-000000000001', 'eau', 'L’eau des forêts', 'b0000000-0000-4000-8000-00000000000b')",
        "insert into hearings (id, series_id, number, title, day, state) values ('60000000-0000-4000-8000-000000000001', '50000000-0000-4000-8000-000000000001', 1, 'La source', '2024-05-28', 'held')",
        "insert into attendances (id, hearing_id, person_id, position, category, name, body_name, body_id) values (gen_random_uuid(), '60000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-00000000000b', 1, 'political_group', 'Yann Stranger', 'Vallées unies', 'b0000000-0000-4000-8000-00000000000c')",
    ] {
        world.sql_in(valserine, statement).await;
    }
    world.get(OtherStaff, ATTENDANCE).await.shows(200, &["Écologie citoyenne"]).hides("Vallées unies");
    let theirs = world.get(Stranger, "/valserine/series/eau/figures").await;
    theirs.shows(200, &["Vallées unies", "1 sur 1"]).hides("Écologie");
    assert_eq!(table(&theirs), [[1, 1]]);
    world.get(Stranger, ATTENDANCE).await.shows(404, &[]).hides("Écologie");
    world.get(Nobody, ATTENDANCE).await.leads_to("/sign-in?back=%2Fmontreuvray%2Fseries%2Feau%2Ffigures");
    world.get(OtherStaff, "/montreuvray/series/feu/figures").await.shows(404, &[]);
    world.end().await;
}

#[actix_web::test]
async fn one_hearing_gives_a_chart_and_none_a_sentence() {
    let world = World::start().await;
    world.sql("update hearings set state = 'planned' where number = 2").await;
    let page = world.get(OtherStaff, ATTENDANCE).await;
    page.shows(200, &["1 sur 1"]);
    assert_eq!(table(&page), [[1, 1, 2]], "the group, the witness, both");
    world.get(OtherStaff, SERIES).await.shows(200, &[ATTENDANCE]);
    // A hearing without attendances.
    world.sql("delete from actions").await;
    world.sql("delete from proposals").await;
    world.sql("delete from turns").await;
    world.sql("delete from rounds").await;
    world.sql("delete from attendances").await;
    world.get(OtherStaff, ATTENDANCE).await.shows(200, &["Personne n’est noté présent"]).hides("<rect");
    // No held hearing: the page is not linked.
    world.sql("update hearings set state = 'planned'").await;
    world.get(OtherStaff, ATTENDANCE).await.shows(200, &["Personne n’est noté présent"]).hides("<rect");
    world.get(OtherStaff, SERIES).await.shows(200, &[]).hides(ATTENDANCE);
    world.end().await;
}

/// Two hundred hearings, one every four days, in every state.
async fn two_years(world: &World) {
    world
        .sql(
            "insert into hearings (id, series_id, number, title, day, state)
             select gen_random_uuid(), s.id, n, 'Audition ' || n, '2026-01-01'::date + 4 * n,
                    (array['held', 'published', 'in_review', 'approved', 'cancelled', 'planned'])[1 + n % 6]
               from series s, generate_series(4, 200) n",
        )
        .await;
    world
        .sql(
            "insert into attendances (id, hearing_id, person_id, position, category, name, body_name, body_id)
             select gen_random_uuid(), h.id, p.id, 1, 'political_group', p.name, b.name, b.id
               from hearings h join people p on h.number % 2 = length(p.name) % 2
               join bodies b on b.colour = case when length(p.name) % 3 = 0 then 1 else 6 end
              where h.number > 3",
        )
        .await;
}

#[actix_web::test]
async fn two_years_of_hearings_are_counted_and_drawn() {
    let world = World::start().await;
    two_years(&world).await;
    let page = world.get(OtherStaff, ATTENDANCE).await;
    page.shows(200, &[]);
    let (lanes, columns) = (lanes(&page), columns(&table(&page)));
    for (at, name) in ["Écologie citoyenne", "Montreuvray en commun"].into_iter().enumerate() {
        let at = lanes.iter().position(|it| it.0 == name).unwrap_or(at);
        let counts = attended(&world, &format!("b.name = '{name}'")).await;
        assert!(counts.len() > 100 && counts.iter().sum::<i64>() > 20, "{name}");
        assert_eq!(columns[at], counts, "{name}");
        assert_eq!(lanes[at].1, [0; 0], "no room for figures above so many bars");
        assert_eq!(lanes[at].2.len(), counts.iter().filter(|it| **it > 0).count(), "{name}");
    }
    world.end().await;
}

/// Number, state and horizontal position of each mark on the timeline.
fn marks(page: &Answer) -> Vec<(i64, String, f64)> {
    let mark = |it: &str| {
        let value = |name: &str| between(it, &format!("{name}=\""), "\"")[0].to_owned();
        (
            number(between(it, "<text>", "</text>")[0]),
            value("data-state"),
            value(" x").trim_end_matches('%').parse().unwrap(),
        )
    };
    let marks = between(&page.body, "<svg class=\"mark\"", "</svg>");
    marks.into_iter().filter(|it| it.contains("<text>")).map(mark).collect()
}

/// The count of each state in the legend of the timeline.
fn legend(page: &Answer) -> Vec<(String, i64)> {
    let picture = between(&page.body, "<figure class=\"picture\">", "</figure>")[0];
    let entry = |it: &str| {
        let state = between(it, "data-state=\"", "\"").first().copied()?;
        Some((state.to_owned(), number(between(it, "<span class=\"count\">", "</span>")[0])))
    };
    between(picture, "<li>", "</li>").into_iter().filter_map(entry).collect()
}

/// The timeline of the series matches the database.
async fn timeline_is_right(world: &World, page: &Answer) {
    let rows = world
        .sql(
            "select number::bigint, state, (day - first + 0.5)::float8 / (last - first) * 100
               from hearings h join series s on s.id = h.series_id and s.slug = 'eau',
                    (select date_trunc('month', min(day))::date as first,
                            (date_trunc('month', max(day)) + interval '1 month')::date as last from hearings) span
              order by day, number",
        )
        .await;
    let marks = marks(page);
    assert_eq!(marks.len(), rows.len());
    for (mark, row) in marks.iter().zip(&rows) {
        assert_eq!((mark.0, mark.1.as_str()), (row.get(0), row.get(1)));
        assert!((mark.2 - row.get::<f64, _>(2)).abs() < 0.01, "{mark:?}");
    }
    let rows = world.sql("select state, count(*) from hearings group by state order by state").await;
    let expected: Vec<(String, i64)> = rows.iter().map(|it| (it.get(0), it.get(1))).collect();
    let mut legend = legend(page);
    legend.sort();
    assert_eq!(legend, expected);
    // The list has the same data as text.
    assert_eq!(page.body.matches("<span class=\"badge\"").count(), marks.len());
}

#[actix_web::test]
async fn the_timeline_marks_each_hearing_by_day_and_state() {
    let world = World::start().await;
    let page = world.get(OtherStaff, SERIES).await;
    page.shows(
        200,
        &[
            "Les 3 auditions dans le temps",
            "aujourd’hui",
            "audition nº 3, Le prix de l’eau, 15 janvier 2030, Prévue",
        ],
    );
    timeline_is_right(&world, &page).await;
    world.sql("update hearings set day = '2024-07-02', state = 'cancelled' where number = 3").await;
    let page = world.get(OtherStaff, SERIES).await;
    page.shows(200, &["<path d=\"M-8 8 8-8\"/>"]).hides("aujourd’hui");
    timeline_is_right(&world, &page).await;
    two_years(&world).await;
    let page = world.get(OrganisingOfficial, SERIES).await;
    page.shows(200, &["Les 200 auditions dans le temps", "width=\"2400\""]);
    timeline_is_right(&world, &page).await;
    world.end().await;
}

#[actix_web::test]
async fn a_timeline_needs_at_least_two_hearings() {
    let world = World::start().await;
    world.sql("delete from hearings where number = 3").await;
    world.get(OtherStaff, SERIES).await.shows(200, &["Les 2 auditions"]);
    world.sql("delete from turns where hearing_id::text like '%2'").await;
    world.sql("delete from attendances where hearing_id in (select id from hearings where number = 2)").await;
    world.sql("delete from documents where hearing_id in (select id from hearings where number = 2)").await;
    world.sql("delete from hearings where number = 2").await;
    world.get(OtherStaff, SERIES).await.shows(200, &["Désimperméabiliser"]).hides("class=\"picture\"");
    world.get(Stranger, "/valserine/series/foret").await.shows(200, &[]).hides("class=\"picture\"");
    world.end().await;
}

/// The figures of each month from the database: opened, closed, open at its end.
async fn months(world: &World, whose: &str) -> Vec<Vec<i64>> {
    let local = |at: &str| format!("date_trunc('month', {at} at time zone 'Europe/Paris')");
    let (opened, closed, now) = (local("a.created_at"), local("a.closed_at"), local("now()"));
    let rows = world
        .sql(&format!(
            "with a as (select * from actions a where {whose})
             select (select count(*) from a where {opened} = m), (select count(*) from a where {closed} = m),
                    (select count(*) from a where {opened} <= m) - (select count(*) from a where {closed} <= m)
               from generate_series((select min({opened}) from a), {now}, interval '1 month') m order by m"
        ))
        .await;
    rows.iter().map(|it| (0..3).map(|at| it.get(at)).collect()).collect()
}

async fn months_are_right(world: &World, persona: Persona, scope: &str, whose: &str) -> usize {
    let page = world.get(persona, &format!("/montreuvray/actions/figures?scope={scope}")).await;
    page.shows(200, &["Créées et terminées par mois"]);
    let (table, expected) = (table(&page), months(world, whose).await);
    assert_eq!(table, expected, "{scope}");
    let columns = columns(&table);
    let most = |at: usize| *columns[at].iter().max().unwrap();
    let moved = most(0).max(most(1));
    for (at, lane) in lanes(&page).iter().enumerate() {
        agrees(lane, &columns[at], if at < 2 { moved } else { most(2) });
    }
    table.len()
}

#[actix_web::test]
async fn actions_are_counted_by_month_opened_and_closed() {
    let world = World::start().await;
    assert_eq!(months_are_right(&world, OtherAgent, "all", "true").await, 1, "two of this month");
    // Two years of actions: at the first and last moments of months in Paris time, closed after some days
    // or never.
    world
        .sql(
            "insert into actions (id, hearing_id, title, body_id, member_id, state, created_by, created_at, closed_at)
             select gen_random_uuid(), '60000000-0000-4000-8000-000000000001', 'Suite ' || n,
                    ('b0000000-0000-4000-8000-00000000000' || 2 + n % 3)::uuid,
                    ('f0000000-0000-4000-8000-00000000000' || 4 + n % 4)::uuid,
                    case when n % 3 = 0 then 'open' else 'done' end, 'f0000000-0000-4000-8000-000000000002',
                    at, case when n % 3 > 0 then least(at + n * interval '1 day', now()) end
               from generate_series(0, 47) n,
                    lateral (select (date_trunc('month', now() at time zone 'Europe/Paris') - (n / 2) * interval '1 month'
                                     - (n % 2) * interval '1 minute') at time zone 'Europe/Paris' as at) a",
        )
        .await;
    let months = months_are_right(&world, OtherAgent, "all", "true").await;
    assert_eq!(months, 25, "every month is listed");
    months_are_right(&world, OtherAgent, "mine", "member_id::text like '%6'").await;
    months_are_right(&world, OtherAgent, "body", "body_id::text like '%3'").await;
    months_are_right(&world, OtherOfficial, "mine", "member_id::text like '%4'").await;
    world.end().await;
}

#[actix_web::test]
async fn action_figures_reveal_no_quote_and_no_other_tenant() {
    let world = World::start().await;
    let page = world.get(OtherStaff, "/montreuvray/actions/figures?scope=all").await;
    // An action from a closed turn is counted in the register, but its quote is not shown.
    assert_eq!(table(&page), [[2, 0, 2]]);
    page.hides("Montant confidentiel").hides("Vérifier");
    world
        .get(OtherStaff, "/montreuvray/actions/figures?scope=mine")
        .await
        .shows(200, &["Aucune suite à compter"])
        .hides("<rect");
    world
        .get(OtherStaff, "/montreuvray/actions?scope=body")
        .await
        .shows(200, &["/montreuvray/actions/figures?scope=body"]);
    world.get(Stranger, "/valserine/actions/figures?scope=all").await.shows(200, &["Aucune suite à compter"]);
    world.get(Stranger, "/montreuvray/actions/figures").await.shows(404, &[]);
    // A reopened action no longer counts as closed.
    let path = "/montreuvray/actions/90000000-0000-4000-8000-000000000001";
    world.post(OtherAgent, &format!("{path}/closure"), &[]).await;
    assert_eq!(table(&world.get(OtherStaff, "/montreuvray/actions/figures?scope=all").await), [[2, 1, 1]]);
    world.post(OtherAgent, &format!("{path}/reopening"), &[]).await;
    assert_eq!(table(&world.get(OtherStaff, "/montreuvray/actions/figures?scope=all").await), [[2, 0, 2]]);
    world.end().await;
}
