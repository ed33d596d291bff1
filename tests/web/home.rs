//! The home page lists what each member has to do, and nothing they may not see.

use crate::world::{
    Manager, OrganisingAgent, OrganisingOfficial, OrganisingStaff, OtherAgent, OtherOfficial, OtherStaff,
    Stranger, World,
};

const HOME: &str = "/montreuvray";
const DRAFT: &str = "Synthèse de la première audition";

#[actix_web::test]
async fn the_home_page_lists_what_each_persona_has_to_do() {
    let world = World::start().await;
    // The official approves the summary; staff and agent finish the record.
    let answer = world.get(OrganisingOfficial, HOME).await;
    answer.shows(200, &["Synthèse à approuver", DRAFT]).hides("Compte rendu à terminer");
    for persona in [OrganisingStaff, OrganisingAgent] {
        let answer = world.get(persona, HOME).await;
        answer.shows(200, &["Compte rendu à terminer", "Les sols et la mémoire des crues"]).hides(DRAFT);
    }
    world.sql("delete from turns where hearing_id = '60000000-0000-4000-8000-000000000002'").await;
    let answer = world.get(OrganisingStaff, HOME).await;
    answer.shows(200, &["Compte rendu à importer"]).hides("Compte rendu à terminer");
    world.sql("update summaries set state = 'approved', approved_at = now()").await;
    world.get(OrganisingStaff, HOME).await.shows(200, &["Synthèse approuvée, à envoyer", DRAFT]);
    for persona in [OrganisingOfficial, OrganisingAgent] {
        world.get(persona, HOME).await.shows(200, &[]).hides(DRAFT);
    }
    // Members of other bodies do not see what is being prepared.
    for persona in [OtherOfficial, OtherStaff, OtherAgent, Manager] {
        let answer = world.get(persona, HOME).await;
        answer
            .shows(200, &["Le prix de l’eau", "Désimperméabiliser"])
            .hides(DRAFT)
            .hides("À faire de votre côté");
    }
    world.end().await;
}

#[actix_web::test]
async fn actions_of_the_member_and_body_are_listed_late_ones_first() {
    let world = World::start().await;
    let answer = world.get(OtherAgent, HOME).await;
    answer
        .shows(200, &["Chiffrer la reprise de douze cours", "14 juin 2024", "En retard", "Vérifier l’offre"]);
    let (late, other) = (answer.body.find("Chiffrer").unwrap(), answer.body.find("Vérifier").unwrap());
    assert!(late < other);
    answer.hides("Montant confidentiel").hides("évite au réseau");
    world.get(OtherStaff, HOME).await.shows(200, &["Rien ne vous attend"]).hides("Chiffrer");
    world.sql("update actions set state = 'done', closed_at = now()").await;
    world.get(OtherAgent, HOME).await.shows(200, &["Rien ne vous attend"]).hides("Chiffrer");
    world.end().await;
}

#[actix_web::test]
async fn past_planned_hearings_are_asked_about_and_lists_are_short() {
    let world = World::start().await;
    world
        .sql(
            "insert into hearings (id, series_id, number, title, day, state)
             select gen_random_uuid(), '50000000-0000-4000-8000-000000000001', 100 + n, 'Séance ' || n,
                    date '2031-01-01' + n, 'planned' from generate_series(1, 9) n",
        )
        .await;
    let answer = world.get(OrganisingStaff, HOME).await;
    assert_eq!(answer.body.matches(">Séance ").count(), 4, "five planned hearings, the nearest first");
    answer.hides("s’est-elle tenue");
    world.sql("update hearings set day = '2024-01-15' where number = 3").await;
    world.get(OrganisingStaff, HOME).await.shows(200, &["s’est-elle tenue", "Le prix de l’eau"]);
    world.get(OtherStaff, HOME).await.shows(200, &[]).hides("Le prix de l’eau");
    world.end().await;
}

#[actix_web::test]
async fn a_manager_of_an_empty_authority_is_shown_where_to_begin() {
    let world = World::start().await;
    world.get(Manager, HOME).await.hides("Pour commencer");
    world.sql("truncate series cascade").await;
    world.sql("update bodies set kind = 'organisation', colour = null").await;
    let answer = world.get(Manager, HOME).await;
    answer.hides("Rien ne vous attend").shows(
        200,
        &["Pour commencer", "href=\"/montreuvray/bodies\"", "href=\"/montreuvray/members\"", "/series/new\""],
    );
    world.get(OtherStaff, HOME).await.shows(200, &["Rien ne vous attend"]).hides("Pour commencer");
    let form = world.get(Manager, "/montreuvray/series/new").await;
    form.shows(200, &["Il faut d’abord un service ou un groupe", "href=\"/montreuvray/bodies/new\""]);
    world.end().await;
}

const SAID: &str = "Ce que votre groupe a dit";
const TURN: &str = "href=\"/montreuvray/series/eau/hearings/1?turn=2#t2\"";

#[actix_web::test]
async fn an_official_sees_what_their_group_said() {
    let world = World::start().await;
    world.sql("update turns set text = '*Lesquelles*[^1] d’abord ?' where number = 2").await;
    let answer = world.get(OtherOfficial, HOME).await;
    answer.shows(200, &[SAID, TURN, "<bdi>Idriss Lemarchand</bdi>", "Lesquelles d’abord"]);
    answer.hides("*Lesquelles").hides("boit évite");
    // The other personas have no group or another role.
    for persona in [OrganisingOfficial, OrganisingStaff, OrganisingAgent, OtherStaff, OtherAgent, Manager] {
        world.get(persona, HOME).await.shows(200, &[]).hides(SAID).hides("Lesquelles");
    }
    // Turns of another group are on the page of that group.
    world.sql("update members set body_id = 'b0000000-0000-4000-8000-000000000004' where name = 'Idriss Lemarchand'").await;
    world.get(OtherOfficial, HOME).await.shows(200, &[]).hides(SAID);
    world.get(Stranger, HOME).await.shows(404, &[]);
    world.get(Stranger, "/valserine").await.shows(200, &[]).hides("Lesquelles").hides("Chiffrer");
    world.end().await;
}

#[actix_web::test]
async fn turns_of_the_group_follow_the_visibility_of_their_record() {
    let world = World::start().await;
    world.sql("update turns set closed = true where number = 2").await;
    // The official was present.
    world.get(OtherOfficial, HOME).await.shows(200, &[SAID, TURN]);
    world.sql("update members set person_id = null where name = 'Idriss Lemarchand'").await;
    world.get(OtherOfficial, HOME).await.shows(200, &[]).hides(SAID).hides("Lesquelles");
    world.sql("update turns set closed = false").await;
    world.get(OtherOfficial, HOME).await.shows(200, &[TURN]);
    for state in ["held", "cancelled"] {
        world.sql(&format!("update hearings set state = '{state}' where number = 1")).await;
        world.get(OtherOfficial, HOME).await.shows(200, &[]).hides(SAID).hides("Lesquelles");
    }
    world.end().await;
}

#[actix_web::test]
async fn turns_of_the_group_are_latest_first_and_shortened() {
    let world = World::start().await;
    world
        .sql(
            "insert into turns (id, hearing_id, number, position, attendance_id, text)
             select gen_random_uuid(), '60000000-0000-4000-8000-000000000001', 100 + n, 100 + n,
                    'a0000000-0000-4000-8000-000000000002', repeat('très long ', 20000)
               from generate_series(1, 9) n",
        )
        .await;
    let answer = world.get(OtherOfficial, HOME).await;
    let turns: Vec<&str> = answer.body.split("hearings/1?turn=").skip(1).map(|it| &it[..3]).collect();
    assert_eq!(turns, ["109", "108", "107", "106", "105"]);
    assert!(answer.body.matches("très long").count() < 150, "{}", answer.body);
    world.end().await;
}

#[actix_web::test]
async fn organising_staff_see_late_actions_of_others() {
    let world = World::start().await;
    let late = "Suites en retard dans vos cycles";
    let answer = world.get(OrganisingStaff, HOME).await;
    answer
        .shows(200, &[late, "Chiffrer la reprise de douze cours", "Direction des espaces verts", "14 juin"]);
    answer.hides("Vérifier l’offre").hides("évite au réseau la moitié");
    for persona in [OrganisingOfficial, OrganisingAgent, OtherOfficial, OtherStaff, OtherAgent, Manager] {
        world.get(persona, HOME).await.shows(200, &[]).hides(late);
    }
    // An action of the member's own body is listed as their own.
    world
        .sql("update actions set body_id = 'b0000000-0000-4000-8000-000000000001' where due_on is not null")
        .await;
    world.get(OrganisingStaff, HOME).await.shows(200, &["Chiffrer"]).hides(late);
    world
        .sql("update actions set body_id = 'b0000000-0000-4000-8000-000000000003', due_on = '2099-01-01'")
        .await;
    world.get(OrganisingStaff, HOME).await.shows(200, &[]).hides("Chiffrer");
    world.end().await;
}

#[actix_web::test]
async fn organising_staff_see_undelivered_messages() {
    let world = World::start().await;
    world
        .sql(
            "with sent as (update summaries set state = 'sent', approved_at = now(), sent_at = now()),
                  edition as (insert into editions (id, summary_id, body_id, body_name, subject, text, html)
                    values (gen_random_uuid(), '10000000-0000-4000-8000-000000000001',
                            'b0000000-0000-4000-8000-000000000002', 'Écologie citoyenne', '', '', '') returning id)
             insert into deliveries (id, kind, edition_id, recipient_email, message_id, subject, text, html, state)
             select gen_random_uuid(), 'edition', edition.id, 'a@b.example', state, '', '', '', state
               from edition, unnest(array['sent', 'queued', 'deferred', 'bounced', 'uncertain']) state",
        )
        .await;
    let failed = "Envois qui ont échoué";
    let table = "href=\"/montreuvray/summaries/10000000-0000-4000-8000-000000000001#deliveries\"";
    world.get(OrganisingStaff, HOME).await.shows(200, &[failed, DRAFT, "2 envois à reprendre", table]);
    for persona in [OrganisingOfficial, OrganisingAgent, OtherOfficial, OtherStaff, OtherAgent, Manager] {
        world.get(persona, HOME).await.shows(200, &[]).hides(failed).hides(DRAFT);
    }
    let page =
        world.get(OrganisingStaff, "/montreuvray/summaries/10000000-0000-4000-8000-000000000001").await;
    assert_eq!(page.shows(200, &["id=\"deliveries\""]).body.matches("/retry\"").count(), 3);
    world.sql("update deliveries set state = 'queued' where state in ('bounced', 'uncertain')").await;
    world.get(OrganisingStaff, HOME).await.shows(200, &[]).hides(failed);
    world.expect_mail(3).await;
    world.end().await;
}

#[actix_web::test]
async fn the_order_of_the_home_page_depends_on_the_role() {
    let world = World::start().await;
    world
        .sql("insert into series_editors (series_id, member_id) select s.id, m.id from series s, members m")
        .await;
    world
        .sql("update actions set member_id = 'f0000000-0000-4000-8000-000000000004' where due_on is null")
        .await;
    world.sql("update actions set body_id = null, member_id = 'f0000000-0000-4000-8000-000000000005' where due_on is null").await;
    for (persona, expected) in [
        (
            OtherOfficial,
            vec!["À faire de votre côté", SAID, "Prochaines auditions", "Derniers comptes rendus"],
        ),
        (
            OtherStaff,
            vec![
                "À faire de votre côté",
                "Suites en retard dans vos cycles",
                "Vos suites et celles de votre service",
                "Prochaines auditions",
                "Derniers comptes rendus",
            ],
        ),
        (
            OtherAgent,
            vec![
                "Vos suites et celles de votre service",
                "À faire de votre côté",
                "Prochaines auditions",
                "Derniers comptes rendus",
            ],
        ),
    ] {
        let answer = world.get(persona, HOME).await;
        let headings: Vec<&str> =
            answer.body.split("<h2>").skip(1).filter_map(|it| it.split("</h2>").next()).collect();
        assert_eq!(headings, expected, "{persona:?}");
    }
    world.end().await;
}

#[actix_web::test]
async fn an_empty_home_page_proposes_a_useful_step() {
    let world = World::start().await;
    world.sql("update actions set state = 'done', closed_at = now()").await;
    world.sql("delete from summary_groups").await;
    world.sql("delete from summaries").await;
    world.sql("update hearings set state = 'approved' where state = 'held'").await;
    let answer = world.get(OrganisingOfficial, HOME).await;
    answer.shows(200, &["Compte rendu à relire et à approuver", "Compte rendu approuvé, à publier"]);
    // A record that was just withdrawn is not listed again until it is back in review.
    let change = |kind: &str| {
        format!(
            "insert into changes (id, hearing_id, kind, subject, actor, member_id)
             select gen_random_uuid(), h.id, '{kind}', h.title, '', (select id from members limit 1) from hearings h"
        )
    };
    world.sql(&change("withdrawal")).await;
    let answer = world.get(OrganisingOfficial, HOME).await;
    answer.shows(200, &[]).hides("Compte rendu à relire").hides("Compte rendu approuvé, à publier");
    world.sql("delete from changes").await;
    world.sql("update hearings set state = 'published' where state in ('in_review', 'approved')").await;
    let prepare = "href=\"/montreuvray/series/eau/hearings/new\"";
    for (persona, step, label) in [
        (OrganisingOfficial, "href=\"/montreuvray/series\"", "Lire les comptes rendus"),
        (OrganisingStaff, prepare, "Préparer une audition"),
        (OrganisingAgent, prepare, "Préparer une audition"),
        (OtherOfficial, "href=\"/montreuvray/series\"", "Lire les comptes rendus"),
        (OtherStaff, "href=\"/montreuvray/series\"", "Lire les comptes rendus"),
        (OtherAgent, "href=\"/montreuvray/actions?scope=all\"", "Toutes les suites"),
    ] {
        let answer = world.get(persona, HOME).await;
        answer.shows(200, &["Rien ne vous attend", &format!("<a class=\"button\" {step}>{label}</a>")]);
        let path = step.trim_start_matches("href=\"").trim_end_matches('"');
        world.get(persona, path).await.shows(200, &[]);
    }
    world.end().await;
}
