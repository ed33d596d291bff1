//! Duplicates: proposals, dismissals, mergers and their undo.

use crate::{
    directory_time::undo_of,
    world::{Manager, OrganisingStaff, OtherStaff, Stranger, World},
};

const PEOPLE: &str = "/montreuvray/people";
const DUPLICATES: &str = "/montreuvray/people/duplicates";
const SOLENE: &str = "d0000000-0000-4000-8000-000000000001";
const IDRISS: &str = "d0000000-0000-4000-8000-000000000002";
/// A duplicate of Solène Kervadec.
const TWIN: &str = "d0000000-0000-4000-8000-000000000006";

/// A duplicate of Solène under another name, with an address, an alias, an assistant and a hearing of its
/// own.
async fn twice(world: &World) {
    for sql in [
        format!(
            "insert into people (id, name, name_key, email) values ('{TWIN}', 'KERVADEC Solene', 'kervadec solene', 's@ruissel.example')"
        ),
        format!(
            "insert into person_names (id, person_id, kind, name, name_key) values (gen_random_uuid(), '{TWIN}', 'birth', 'Solène Le Goff', 'solene le goff')"
        ),
        format!(
            "insert into positions (id, person_id, title) values ('20000000-0000-4000-8000-000000000002', '{TWIN}', 'hydrologue'), ('20000000-0000-4000-8000-000000000003', '{TWIN}', 'Présidente')"
        ),
        format!(
            "insert into positions (id, person_id, title, behalf_of) values ('20000000-0000-4000-8000-000000000004', 'd0000000-0000-4000-8000-000000000005', 'Assistant', '{TWIN}'), ('20000000-0000-4000-8000-000000000005', '{TWIN}', 'Conseillère', '{SOLENE}')"
        ),
        format!(
            "insert into attendances (id, hearing_id, person_id, position, category, name, title) values ('a0000000-0000-4000-8000-000000000004', '60000000-0000-4000-8000-000000000003', '{TWIN}', 1, 'witness', 'KERVADEC Solene', 'Hydrologue')"
        ),
        format!("insert into distinct_people (one, other) values ('{IDRISS}', '{TWIN}')"),
        format!("update members set person_id = '{TWIN}' where name = 'Thomas Œuvrard'"),
    ] {
        world.sql(&sql).await;
    }
}

/// Everything that a merger moves, as text.
async fn state(world: &World) -> String {
    world
        .text(
            "select concat_ws(E'\\n',
                (select string_agg(concat_ws('|', id, name, name_key, email), ';' order by id) from people),
                (select string_agg(concat_ws('|', id, person_id, kind, name), ';' order by id) from person_names),
                (select string_agg(concat_ws('|', id, person_id, title, behalf_of), ';' order by id) from positions),
                (select string_agg(concat_ws('|', id, person_id, name, title, body_name), ';' order by id) from attendances),
                (select string_agg(concat_ws('|', id, person_id), ';' order by id) from members),
                (select string_agg(concat_ws('|', one, other), ';' order by one, other) from distinct_people where other = 'd0000000-0000-4000-8000-000000000006'))",
        )
        .await
}

#[actix_web::test]
async fn duplicates_are_proposed_until_marked_as_different() {
    let world = World::start().await;
    twice(&world).await;
    world
        .sql("insert into people (id, name, name_key) values (gen_random_uuid(), 'Bakary Dumbia', 'bakary dumbia'), (gen_random_uuid(), 'Le Goff Solène', 'le goff solene')")
        .await;
    let page = world.get(Manager, DUPLICATES).await;
    page.shows(
        200,
        &[
            "mêmes mots dans un autre ordre",
            "une lettre d’écart",
            "Bakary Dumbia",
            "par les noms « ",
            "3 ressemblances",
        ],
    );
    page.hides("Idriss Lemarchand");
    let pair = [("one", TWIN), ("other", SOLENE)];
    let done = world.post(Manager, "/montreuvray/people/dismissals", &pair).await;
    world.post(Manager, "/montreuvray/people/dismissals", &pair).await.leads_to(DUPLICATES);
    world.get(Manager, DUPLICATES).await.shows(200, &["2 ressemblances"]);
    assert_eq!(world.count("select count(*) from changes where kind = 'people_told_apart'").await, 1);
    let undo = undo_of(&world, Manager, &done).await;
    for _ in 0..2 {
        world.post(Manager, &undo, &[]).await.leads_to(DUPLICATES);
    }
    world.get(Manager, DUPLICATES).await.shows(200, &["3 ressemblances"]);
    assert_eq!(world.count("select count(*) from changes where kind = 'people_proposed_again'").await, 1);
    // People of another tenant cannot be named.
    let foreign = world.post(Stranger, "/valserine/people/dismissals", &pair).await;
    assert_eq!(foreign.status, 404);
    world.get(Stranger, "/valserine/people/duplicates").await.shows(200, &["Aucun doublon possible"]);
    world.end().await;
}

#[actix_web::test]
async fn a_merger_moves_everything_and_is_undone_completely() {
    let world = World::start().await;
    twice(&world).await;
    let before = state(&world).await;
    let (kept, gone) = (format!("{PEOPLE}/{SOLENE}"), format!("{PEOPLE}/{TWIN}"));
    let page = world.get(Manager, &format!("{kept}/merger?other={TWIN}")).await;
    page.shows(200, &["Solène Kervadec", "KERVADEC Solene", "Présidente", "Garder plutôt l’autre"]);
    world.get(Manager, &format!("{kept}/merger?q=kervadec")).await.shows(200, &["KERVADEC Solene"]);
    let done = world.post(Manager, &format!("{kept}/merger"), &[("other", TWIN)]).await;
    done.leads_to(&kept);
    world.post(Manager, &format!("{kept}/merger"), &[("other", TWIN)]).await.leads_to(&kept);

    let page = world.get(OtherStaff, &kept).await;
    page.shows(
        200,
        &[
            "s@ruissel.example",
            "Présidente",
            "KERVADEC Solene",
            "Solène Le Goff",
            "Bakary Doumbia",
            "Le prix de l’eau",
        ],
    );
    page.hides("<b>hydrologue</b>").hides("Annuler la fusion");
    assert_eq!(
        world.text("select name from attendances where id = 'a0000000-0000-4000-8000-000000000004'").await,
        "KERVADEC Solene"
    );
    assert_eq!(world.text("select person_id::text from members where name = 'Thomas Œuvrard'").await, SOLENE);
    for rest in ["", "/turns", "/actions"] {
        let old = world.get(OtherStaff, &format!("{gone}{rest}")).await;
        assert_eq!((old.status, old.location()), (307, format!("{kept}{rest}").as_str()));
    }
    // The name of the removed person finds the remaining one, in the search and in minutes.
    world.get(OtherStaff, &format!("{PEOPLE}?q=goff")).await.shows(200, &["1 personne", "Solène Kervadec"]);
    let minutes = "AUDITION #9\n\nLa pluie\n\n2 mai 2024\n\nIntervenants\n- Solène LE GOFF, hydrologue\n\nSolène LE GOFF\n\nIl pleut.";
    let sql = format!("update imports set source = convert_to('{minutes}', 'UTF8')");
    world.sql(&sql).await;
    let import = "/montreuvray/series/eau/imports/40000000-0000-4000-8000-000000000001";
    world.get(OrganisingStaff, import).await.shows(200, &[&format!("value=\"{SOLENE}\""), "Solène Kervadec"]);

    let undo = undo_of(&world, Manager, &done).await;
    assert_eq!(world.post(OrganisingStaff, &undo, &[]).await.status, 403);
    world.post(Manager, &undo, &[]).await.leads_to(&gone);
    assert_eq!(state(&world).await, before);
    world.post(Manager, &undo, &[]).await.leads_to(&gone);
    assert_eq!(state(&world).await, before);
    for kind in ["people_merged", "people_parted"] {
        assert_eq!(world.count(&format!("select count(*) from changes where kind = '{kind}'")).await, 1);
    }
    world.get(Manager, "/montreuvray/audit").await.shows(200, &["KERVADEC Solene → Solène Kervadec"]);
    world.end().await;
}

#[actix_web::test]
async fn chained_mergers_are_undone_from_the_last() {
    let world = World::start().await;
    twice(&world).await;
    let third = "d0000000-0000-4000-8000-000000000007";
    world
        .sql(&format!(
            "insert into people (id, name, name_key) values ('{third}', 'S. Kervadec', 's kervadec')"
        ))
        .await;
    let before = state(&world).await;
    world
        .post(Manager, &format!("{PEOPLE}/{SOLENE}/merger"), &[("other", TWIN)])
        .await
        .leads_to(&format!("{PEOPLE}/{SOLENE}"));
    world
        .post(Manager, &format!("{PEOPLE}/{third}/merger"), &[("other", SOLENE)])
        .await
        .leads_to(&format!("{PEOPLE}/{third}"));
    let old = world.get(OtherStaff, &format!("{PEOPLE}/{TWIN}")).await;
    assert_eq!(old.location(), format!("{PEOPLE}/{third}"));
    let first = format!("{PEOPLE}/{SOLENE}/mergers/{TWIN}/reversal");
    assert_eq!(world.post(Manager, &first, &[]).await.status, 409);
    // Later, from the page of the person.
    let page = world.get(Manager, &format!("{PEOPLE}/{third}")).await;
    let second = format!("{PEOPLE}/{third}/mergers/{SOLENE}/reversal");
    page.shows(200, &["Annuler la fusion", &second]);
    world.post(Manager, &second, &[]).await.leads_to(&format!("{PEOPLE}/{SOLENE}"));
    world.post(Manager, &first, &[]).await.leads_to(&format!("{PEOPLE}/{TWIN}"));
    assert_eq!(state(&world).await, before);
    world.end().await;
}

#[actix_web::test]
async fn people_of_one_hearing_or_with_two_accounts_are_not_merged() {
    let world = World::start().await;
    let merger = format!("{PEOPLE}/{SOLENE}/merger");
    let answer = world.post(Manager, &merger, &[("other", IDRISS)]).await;
    answer.shows(422, &["Désimperméabiliser les cours d’école (28 mai 2024)", "Retirez d’abord"]);
    let page = world.get(Manager, &format!("{merger}?other={IDRISS}")).await;
    page.shows(200, &["/montreuvray/series/eau/hearings/1", "mêmes auditions"]);
    // A manager who may not see the hearing learns only that there is one.
    world.sql("update hearings set closed = true").await;
    let answer = world.post(Manager, &merger, &[("other", IDRISS)]).await;
    answer.shows(422, &["à une même audition que vous ne pouvez pas lire"]).hides("Désimperméabiliser");
    world.sql("update hearings set closed = false").await;
    let nadia = "d0000000-0000-4000-8000-000000000003";
    let two = world.post(Manager, &format!("{PEOPLE}/{nadia}/merger"), &[("other", IDRISS)]).await;
    two.shows(422, &["reliée à un compte de membre"]);
    // The merger asks which of two addresses to keep.
    let bakary = "d0000000-0000-4000-8000-000000000005";
    world.sql("update people set email = name_key || '@a.example'").await;
    let choose = world.post(Manager, &format!("{PEOPLE}/{bakary}/merger"), &[("other", SOLENE)]).await;
    choose.shows(422, &["id=\"email-error\"", "solene kervadec@a.example"]);
    assert_eq!(world.count("select count(*) from mergers").await, 0);
    let form = [("other", SOLENE), ("email", "gone")];
    world
        .post(Manager, &format!("{PEOPLE}/{bakary}/merger"), &form)
        .await
        .leads_to(&format!("{PEOPLE}/{bakary}"));
    assert_eq!(
        world.text(&format!("select email from people where id = '{bakary}'")).await,
        "solene kervadec@a.example"
    );
    for other in [bakary, "d0000000-0000-4000-8000-00000000000f", "x"] {
        assert_eq!(
            world.post(Manager, &format!("{PEOPLE}/{bakary}/merger"), &[("other", other)]).await.status,
            404
        );
    }
    assert_eq!(
        world.post(Stranger, &format!("/valserine/people/{bakary}/merger"), &[("other", nadia)]).await.status,
        404
    );
    world.end().await;
}
