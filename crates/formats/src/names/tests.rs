use super::*;

#[test]
fn folding_drops_accents_case_and_punctuation() {
    assert_eq!(fold("  Élodie  d’ŒUVRE-Noël, "), "elodie d oeuvre noel");
    assert_eq!(fold("E\u{301}lodie\u{a0}ŒUVRE"), fold("Élodie œuvre"));
    assert_eq!(fold("— !"), "");
}

#[test]
fn one_person_written_in_several_ways() {
    for (one, other) in [
        ("Rémi VAUBLANC", "Remi Vaublanc"),
        ("Rémi VAUBLANC", "VAUBLANC Rémi"),
        ("Élise MORVANNÉ", "Elise MORVANN"),
        ("Mme MORVANNÉ", "Élise MORVANNÉ"),
        ("É. MORVANNÉ", "Élise MORVANNÉ"),
        ("Jean de LA TOURELLE", "Jean De La Tourelle"),
        ("Anne TISSIER-MALO", "Anne TISSIER"),
        ("Marie-Claude ROUX", "Marie ROUX"),
    ] {
        assert!(likeness(one, other) >= NEAR, "{one} = {other}");
    }
}

#[test]
fn two_people_are_kept_apart() {
    for (one, other) in [
        ("Jean MARTIN", "Jeanne MARTIN"),
        ("Lucas BERTAUD", "Lucas ESTERLIN"),
        ("Lucas", "Lucas BERTAUD"),
        ("Jean LY", "Jean LE"),
        ("Paul MORIN", "Paule MORAN"),
        ("", "Lucas BERTAUD"),
    ] {
        assert!(likeness(one, other) < NEAR, "{one} ≠ {other}");
    }
}

#[test]
fn likeness_says_how_sure_it_is() {
    assert_eq!(likeness("Rémi VAUBLANC", "remi vaublanc"), 1.0);
    assert_eq!(likeness("M. VAUBLANC", "Rémi VAUBLANC"), COMPATIBLE);
    let slip = likeness("Rémi VAUBLAN", "Rémi VAUBLANC");
    assert!((NEAR..COMPATIBLE).contains(&slip), "{slip}");
}

#[test]
fn a_search_tells_one_from_several() {
    let roster = Roster::new(["Jean MARTIN", "Paule MARTIN", "Michel ROUSSET", "Michèle ROUSSET"]);
    assert_eq!(roster.find("M. MARTIN"), Found::Several(vec![0, 1]));
    assert_eq!(roster.find("paule martin"), Found::One { at: 1, score: 1.0 });
    assert_eq!(roster.find("Michel ROUSSET"), Found::One { at: 2, score: 1.0 });
    assert_eq!(roster.find("Zoé LENOIR"), Found::Nobody);
    assert!(matches!(roster.find("Paule MARTINN"), Found::One { at: 1, .. }));
}
