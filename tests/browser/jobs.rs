//! The three daily jobs. Each runs in every manner: with the keyboard or a pointer, with and without
//! scripts, on a phone and on a desktop.

use super::*;
use crate::person::{Manner, Person};

/// Minutes of two turns, as staff import them on the evening of the hearing.
const MINUTES: &str = "AUDITION #4

Les fontaines des places

3 avril 2024

Intervention de Solène KERVADEC

Une fontaine perd la moitié de son eau.

Intervention de Apolline VERDURAND

Nous en avons réparé six, il en reste vingt.";

#[actix_web::test]
async fn staff_log_a_hearing_and_import_its_record() {
    for manner in Manner::ALL {
        let world = world().await;
        log_a_hearing(&Person::sign_in(&world, "thomas.oeuvrard", manner).await).await;
        world.end().await;
    }
}

async fn log_a_hearing(cabinet: &Person) {
    cabinet.presses("Auditions").await;
    cabinet.reads(&["Cabinet de l’eau"]).await;
    cabinet.presses("L’eau dans la ville").await;
    cabinet.presses("Nouvelle audition").await;
    cabinet.writes("Titre de l’audition", "Les fontaines des places").await;
    cabinet.writes("Date", "3 avril 2024").await;
    cabinet.writes("Heure", "14 h 30").await;
    cabinet.writes("Lieu", "Salle des Tilleuls").await;
    cabinet.presses("Enregistrer, puis noter les présents").await;
    cabinet.reads(&["L’audition est enregistrée", "Aucune personne n’est encore notée"]).await;

    // The people present, as the invitation lists them.
    cabinet.presses("Coller une liste").await;
    let list = "Solène Kervadec\nIdriss Lemarchand\nApolline Verdurand, Fontainière, Régie des eaux vives";
    cabinet.writes("Une personne par ligne", list).await;
    cabinet.presses("Ajouter ces personnes").await;
    cabinet.reads(&["Les personnes de la liste sont notées", "Hydrologue", "Fontainière"]).await;
    cabinet.presses("Terminé").await;
    cabinet.reads(&["14 h 30", "Salle des Tilleuls"]).await;

    cabinet.presses("Importer un compte rendu").await;
    cabinet.writes("Ou collez le texte ici", MINUTES).await;
    cabinet.presses("Lire le document").await;
    cabinet.reads(&["Relire avant d’importer", "Rien n’est encore enregistré"]).await;
    cabinet.presses("Importer 2 interventions").await;
    cabinet.reads(&["Le compte rendu est importé", "il en reste vingt"]).await;

    // Misheard words are corrected before anyone reads the record.
    cabinet.presses_in("#t2", "Corriger").await;
    cabinet.adds("Ce qui a été dit", " Elles attendent le printemps.").await;
    cabinet.presses("Enregistrer").await;
    cabinet.reads(&["L’intervention est corrigée"]).await;
    cabinet.reads_in("#t2", "il en reste vingt. Elles attendent le printemps.").await;
    cabinet.presses("Envoyer en relecture").await;
    cabinet.reads(&["Le compte rendu est en relecture", "En relecture"]).await;
}

#[actix_web::test]
async fn an_official_reads_a_record_creates_an_action_and_approves_a_summary() {
    for manner in Manner::ALL {
        let world = world().await;
        read_a_record(&Person::sign_in(&world, "nadia.bremond", manner).await).await;
        world.end().await;
    }
}

async fn read_a_record(official: &Person) {
    official.presses("Désimperméabiliser les cours d’école").await;
    official.reads(&["28 mai 2024", "Une cour qui boit"]).await;

    official.writes("Chercher dans ce compte rendu", "debordements").await;
    official.presses_in("form", "Chercher").await;
    official.reads(&["1 passage trouvé"]).await;

    // From a turn to an action that quotes it.
    official.presses_in("#t2", "Créer une suite").await;
    official.reads(&["Passage cité de l’intervention 2"]).await;
    official.writes("Ce qu’il faut faire", "Dresser la liste des cours").await;
    official.picks("Service en charge", "Direction des espaces verts").await;
    official.writes("Échéance", "15 janvier 2030").await;
    official.presses("Créer et prévenir").await;
    official.reads(&["Dresser la liste des cours", "Lesquelles d’abord", "15 janvier 2030"]).await;

    official.presses("Ville de Montreuvray").await;
    official.reads(&["À faire de votre côté"]).await;
    official.presses("Synthèse de la première audition").await;
    official.reads(&["Une cour vivante se jardine", "Brouillon"]).await;
    official.presses("Approuver cette version").await;
    official.reads(&["La synthèse est approuvée", "Approuvée par Nadia Brémond"]).await;
}

#[actix_web::test]
async fn a_department_reports_on_hands_over_and_closes_its_actions() {
    for manner in Manner::ALL {
        let world = world().await;
        answer_for_actions(&Person::sign_in(&world, "odile.lhay", manner).await).await;
        world.end().await;
    }
}

async fn answer_for_actions(department: &Person) {
    department.presses("Chiffrer la reprise de douze cours").await;
    department.reads(&["évite au réseau la moitié des débordements", "En retard"]).await;
    department.writes("Où en est-on", "Huit cours sont chiffrées.").await;
    department.presses("Enregistrer la note").await;
    department.reads(&["Huit cours sont chiffrées.", "Odile L’Haÿ"]).await;
    department.writes("Où en est-on", "Les quatre dernières aussi.").await;
    department.presses("Terminer la suite").await;
    department.reads(&["Les quatre dernières aussi.", "Terminée", "Odile L’Haÿ a terminé cette suite"]).await;

    // The other action belongs to another department.
    department.presses("Ville de Montreuvray").await;
    department.presses("Vérifier l’offre").await;
    department.presses("Confier à quelqu’un d’autre").await;
    department.picks("Personne en charge", "Rachid Benkirane").await;
    department.writes("Mot d’accompagnement", "L’offre est chez vous.").await;
    department.presses("Confier et prévenir").await;
    department.reads(&["La suite est confiée", "Rachid Benkirane", "L’offre est chez vous."]).await;
}
