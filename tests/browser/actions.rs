//! Assigning actions.

use super::*;

#[actix_web::test]
async fn a_follow_up_is_created_from_a_turn_and_closed_by_the_department() {
    let world = world().await;
    let staff = signed_in(&world, "thomas.oeuvrard").await;
    staff.open("/montreuvray/series/eau/hearings/1").await;
    staff.click("//article[@id='t2']//a[contains(., 'suite')]").await;
    staff.fill("title", "Classer les vingt-sept cours").await;
    staff.choose("Direction des espaces verts").await;
    staff.fill("due_on", "15 janvier 2030").await;
    staff.press("Créer et prévenir").await;
    staff.sees(&["Classer les vingt-sept cours", "15 janvier 2030", "À faire"]).await;
    let action = staff.path().await;
    staff.close().await;

    let department = signed_in(&world, "odile.lhay").await;
    department.open("/montreuvray/actions").await;
    department.press("Celles de mon service").await;
    department.press("Classer les vingt-sept cours").await;
    assert_eq!(department.path().await, action);
    department.fill("note", "Douze cours sont classées.").await;
    department.press("Enregistrer la note").await;
    department.sees(&["Douze cours sont classées.", "En cours"]).await;
    department.press("Terminer la suite").await;
    department.sees(&["Terminée", "Odile L’Haÿ a terminé cette suite"]).await;

    // The hearing shows it beside the turn it quotes.
    department.open("/montreuvray/series/eau/hearings/1").await;
    department.sees(&["Classer les vingt-sept cours"]).await;
    department.close().await;
    world.end().await;
}
