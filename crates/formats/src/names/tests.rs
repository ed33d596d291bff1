use proptest::prelude::*;

use super::*;

#[test]
fn folding_drops_accents_case_and_punctuation() {
    assert_eq!(fold("  Élodie  d’ŒUVRE-Noël, "), "elodie d oeuvre noel");
    assert_eq!(fold("E\u{301}lodie\u{a0}ŒUVRE"), fold("Élodie œuvre"));
    assert_eq!(fold("— !"), "");
}

#[test]
fn spellings_of_one_name_are_alike() {
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
fn likeness_grades_its_certainty() {
    assert_eq!(likeness("Rémi VAUBLANC", "remi vaublanc"), 1.0);
    assert_eq!(likeness("M. VAUBLANC", "Rémi VAUBLANC"), COMPATIBLE);
    let slip = likeness("Rémi VAUBLAN", "Rémi VAUBLANC");
    assert!((NEAR..COMPATIBLE).contains(&slip), "{slip}");
}

/// The search for duplicates used to treat these as one person, likeness as two.
#[test]
fn a_missing_particle_scores_like_a_slip() {
    for (one, other) in [
        ("Jean de LA TOUR", "Jean TOUR"),
        ("Solène LE GOFF", "Solène GOFF"),
        ("Foulques d’ARCY-MALLET", "Foulques ARCY-MALLET"),
        ("Karel VAN DEN BERG", "Karel BERG"),
    ] {
        let alike = likeness(one, other);
        assert!((NEAR..COMPATIBLE).contains(&alike), "{one} / {other}: {alike}");
    }
    assert!(likeness("Anna LE", "Anna VAN") < NEAR);
}

/// Roster used to treat these as one name, likeness as two people.
#[test]
fn capitals_do_not_change_a_name() {
    assert_eq!(likeness("Jean MARTIN", "JEAN Martin"), SAME);
    assert_eq!(likeness("Jean MARTIN", "Martin JEAN"), SAME);
}

/// There used to be three tables, none of them complete.
#[test]
fn every_function_knows_the_same_civilities() {
    for civility in ["M.", "MM.", "Mme", "Mlle", "Mademoiselle", "Docteur", "Pr", "Mr", "Mrs.", "Ms", "Prof."]
    {
        assert!(is_civility(civility), "{civility}");
        let printed = format!("{civility}\u{a0}Solène KERVADEC");
        assert_eq!(without_civility(&printed), "Solène KERVADEC");
        assert!(likeness(&printed, "Solène Kervadec") >= COMPATIBLE, "{printed}");
        let reason = compare(&fold(&printed), &fold("Solène Kervadec"));
        assert_eq!(reason, Some(Resemblance::Particle), "{printed}");
    }
    for text in ["Mmedi Test", "Monsieur", "Madame, Monsieur", "Marc Test", "", " "] {
        assert_eq!(without_civility(text), text);
    }
}

#[test]
fn a_search_distinguishes_one_match_from_several() {
    let roster = Roster::new(["Jean MARTIN", "Paule MARTIN", "Michel ROUSSET", "Michèle ROUSSET"]);
    assert_eq!(roster.find("M. MARTIN"), Found::Several(vec![0, 1]));
    assert_eq!(roster.find("paule martin"), Found::One { at: 1, score: 1.0 });
    assert_eq!(roster.find("Michel ROUSSET"), Found::One { at: 2, score: 1.0 });
    assert_eq!(roster.find("Zoé LENOIR"), Found::Nobody);
    assert!(matches!(roster.find("Paule MARTINN"), Found::One { at: 1, .. }));
}

#[test]
fn a_roster_proposes_alike_names_and_names_with_a_reason() {
    let roster = Roster::new(["Claire-Marie Lesueur", "Claire LESUEURR", "Claire Lesueur", "Tibor Hallez"]);
    assert_eq!(roster.alike("Claire Lesueur"), [2, 0, 1]);
    // Likeness keeps these two apart; a member may know better.
    assert!(likeness("Paul Lesueur", "Jean-Paul Lesueur") < NEAR);
    assert_eq!(Roster::new(["Paul Lesueur"]).alike("Jean-Paul Lesueur"), [0]);
}

#[test]
fn body_likeness_weighs_the_beginning_most() {
    assert_eq!(body_likeness("Groupe politique ÉCOLOGIE citoyenne", "écologie citoyenne"), 1.0);
    for (one, other) in [("Ruissel", "Ruissel SA"), ("Ecologie citoyennes", "Écologie citoyenne")] {
        assert!(body_likeness(one, other) >= NEAR_BODIES, "{one} / {other}");
    }
    assert!(body_likeness("Direction de la voirie", "Bureau d’études Ruissel") < NEAR_BODIES);
}

/// Words of names, and pieces that may break a parser.
fn printed() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "M.",
        "Mme",
        "Dr",
        "Jean",
        "Jeanne",
        "Jean-Paul",
        "P.",
        "MARTIN",
        "Martin",
        "MARTINN",
        "KOMA",
        "KOMA-LEROY",
        "Koma",
        "de",
        "LA",
        "La",
        "d’",
        "Tour",
        "TOUR",
        "LE",
        "Van",
        "É",
        "œ",
        "ŒUVRE",
        "'",
        "-",
        "—",
        "北京",
        "ß",
        "\u{301}",
        "\u{a0}",
        "12",
        "ﬁ",
        "I\u{307}",
        "",
    ]);
    prop_oneof![
        prop::collection::vec(words, 0..10).prop_map(|words| words.join(" ")),
        "\\PC{0,30}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn likeness_is_symmetric_and_between_zero_and_one(one in printed(), other in printed()) {
        let alike = likeness(&one, &other);
        prop_assert!((0.0..=SAME).contains(&alike), "{}", alike);
        prop_assert_eq!(alike, likeness(&other, &one));
        prop_assert_eq!(compare(&fold(&one), &fold(&other)), compare(&fold(&other), &fold(&one)));
        prop_assert_eq!(body_likeness(&one, &other), body_likeness(&other, &one));
    }

    #[test]
    fn equal_folds_are_the_same_name(one in printed()) {
        for other in [one.to_lowercase(), format!("  {one}—"), fold(&one), sorted_key(&one)] {
            if fold(&other) == fold(&one) {
                prop_assert_eq!(likeness(&one, &other), SAME);
            }
        }
        prop_assert_eq!(likeness(&one, &fold(&one)), SAME);
        prop_assert_eq!(fold(&fold(&one)), fold(&one));
    }

    #[test]
    fn no_text_makes_a_search_panic(names in prop::collection::vec(printed(), 0..6), sought in printed()) {
        let roster = Roster::new(names.iter().map(String::as_str));
        for at in roster.alike(&sought) {
            prop_assert!(at < names.len());
        }
        let _ = (roster.find(&sought), without_civility(&sought), is_civility(&sought));
        let keys: Vec<String> = names.iter().map(|it| fold(it)).collect();
        let index = Index::new(keys.iter().map(String::as_str));
        let key = fold(&sought);
        prop_assert!(index.same(&key).iter().all(|at| keys[*at] == key));
        prop_assert!(index.alike(&key).all(|(at, why)| compare(&keys[at], &key) == Some(why)));
        let heard = Heard::new(names.iter().map(String::as_str));
        let near = heard.near(Some(&key), &key, &mut std::collections::HashMap::new());
        prop_assert!(near.is_none_or(|at| at < names.len()));
    }
}
