//! Minutes of an invented hearing, the same at every run: of realistic size, with no real sentence.

/// The amount of speech, in bytes.
const TEXT: usize = 56_500;
pub const TURNS: usize = 37;
pub const NOTES: usize = 11;

/// A person present: name, category, title, body.
pub type Present = (&'static str, &'static str, &'static str, &'static str);

pub const PRESENT: [Present; 13] = [
    ("Aliénor VASSEROT", "witness", "Directrice des études", "Ateliers du Rivage"),
    ("Corentin MALIVERT", "witness", "Ingénieur hydraulicien", "Société des digues de Morvence"),
    ("Yolande ESTRAC", "political_group", "Conseillère municipale", "Groupe Morvence Solidaire"),
    ("Basile TORQUENNE", "political_group", "Collaborateur", "Groupe Cap au Large"),
    ("Ségolène ADAMAVILLE", "political_group", "Conseillère municipale", "Groupe Cap au Large"),
    ("Firmin OUSTALET", "political_group", "Conseiller municipal", "Groupe Port et Collines"),
    ("Aminata SOUGOUFARA", "political_group", "Collaboratrice", "Groupe Morvence Solidaire"),
    ("Solange ARTIGAL", "executive", "Adjointe au Maire de Morvence", ""),
    ("Gaspard NOUGUÈS", "executive", "Directeur de cabinet de Solange ARTIGAL", ""),
    ("Clotilde BREJAC", "executive", "Collaboratrice de Solange ARTIGAL", ""),
    ("Rémi FONTVIEUX", "executive", "Adjoint au Maire de Morvence", ""),
    ("Violaine STRAEL", "administration", "Directrice de la voirie", "Direction de la voirie et des réseaux"),
    ("Joachim PERDRIEL", "administration", "Chef de projet", "Direction de la voirie et des réseaux"),
];

/// The people of [`PRESENT`] who speak.
const SPEAKERS: [usize; 6] = [0, 7, 1, 2, 4, 11];

const WHO: [&str; 12] = [
    "La régie du port",
    "Le bureau d’études",
    "Notre équipe",
    "Le syndicat des digues",
    "L’atelier de quartier",
    "La direction de la voirie",
    "Une habitante du quai",
    "Le conseil des riverains",
    "L’école du phare",
    "Le service des jardins",
    "La coopérative",
    "Chaque commune du golfe",
];
const DID: [&str; 10] = [
    "a mesuré",
    "a relevé",
    "compare",
    "veut reprendre",
    "a déjà financé",
    "entretient",
    "a cartographié",
    "surveille",
    "propose de déplacer",
    "n’a jamais chiffré",
];
const WHAT: [&str; 12] = [
    "le débit des avaloirs",
    "la hauteur des marées",
    "les *jardins de pluie*",
    "les pompes du bassin sud",
    "l’entretien des noues",
    "le prix du mètre de digue",
    "la température des cours d’école",
    "les arbres du boulevard",
    "les *sols vivants*",
    "les conduites de la ville basse",
    "les crues d’automne",
    "la part des toits qui verdissent",
];
const WHEN: [&str; 10] = [
    "depuis trois hivers",
    "avec les élèves du lycée",
    "sans attendre l’été",
    "pour douze rues sur quarante",
    "quand la mer monte",
    "au rythme des saisons",
    "dans les quartiers hauts",
    "à la demande des voisins",
    "malgré le manque de bras",
    "avant chaque orage",
];

/// The speech of one person.
pub struct Speech {
    pub speaker: usize,
    pub paragraphs: Vec<String>,
    /// The note that the first paragraph calls.
    pub note: Option<(usize, String)>,
}

impl Speech {
    /// As the database stores it.
    pub fn text(&self) -> String {
        self.paragraphs.join("\n\n")
    }
}

/// Endless numbers, the same at every run (Knuth's linear congruential generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn one_of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    fn sentence(&mut self) -> String {
        let [who, did, what, when] = [&WHO[..], &DID, &WHAT, &WHEN].map(|words| self.one_of(words));
        match self.below(3) {
            0 => format!("{who} {did} {what} {when}."),
            1 => format!("{who} {did} {what}, et {} {when}.", self.one_of(&WHAT)),
            _ => format!("{who} {did} {what} {when}, ce que personne n’avait vu à Morvence."),
        }
    }
}

/// The record, turn by turn.
pub fn record() -> Vec<Speech> {
    let mut dice = Dice(6);
    (0..TURNS).map(|turn| speech(turn, &mut dice)).collect()
}

/// Witnesses speak long, questions are short; the total length is [`TEXT`].
fn speech(turn: usize, dice: &mut Dice) -> Speech {
    let is_witness = turn.is_multiple_of(2);
    let share = if is_witness { 9 } else { 2 };
    let length = TEXT * share / (9 * TURNS.div_ceil(2) + 2 * (TURNS / 2));
    let mut paragraphs = vec![String::new()];
    let mut written = 0;
    while written < length {
        let sentence = dice.sentence();
        written += sentence.len() + 1;
        match paragraphs.last_mut() {
            Some(last) if last.is_empty() => last.push_str(&sentence),
            Some(last) if last.len() < 500 => *last = format!("{last} {sentence}"),
            _ => paragraphs.push(sentence),
        }
    }
    let speaker = SPEAKERS[(turn / 2) % 3 + if is_witness { 0 } else { 3 }];
    let mut speech = Speech { speaker, paragraphs, note: None };
    if turn.is_multiple_of(3) && turn / 3 < NOTES {
        let marker = turn / 3 + 1;
        speech.paragraphs[0] += &format!("[^{marker}]");
        speech.note = Some((
            marker,
            format!("{} Relevé n° {marker}, <https://morvence.example/releves/{marker}>", dice.sentence()),
        ));
    }
    speech
}

const LETTERHEAD: &str = "\n\n\nSolange ARTIGAL\n\nAdjointe au Maire de Morvence,\nchargée des Mobilités, du Port\n\
                          et de la Vie nocturne\nConseillère municipale du 3^e secteur\n\n";

/// The record as minutes exported from a word processor: letterheads, pages, footnotes.
pub fn minutes() -> String {
    let head = "AUDITIONS DES ACTEURS DE L’EAU (PORT ET COLLINES)\n\nAUDITION #6\n\nLa ville et la pluie\n\n03 avril 2024\n";
    let mut text = format!("{LETTERHEAD}{head}");
    for (category, heading) in [
        ("witness", "Intervenants"),
        ("political_group", "Groupes politiques :"),
        ("executive", "Adjoints ou leurs cabinets :"),
        ("administration", "Administration :"),
    ] {
        text += &format!("\n{heading}\n\n");
        for (name, _, title, body) in PRESENT.iter().filter(|it| it.1 == category) {
            let body = if body.is_empty() { String::new() } else { format!(", {body}") };
            text += &format!("- {name}, {title}{body}\n");
        }
    }
    text += LETTERHEAD;
    for speech in record() {
        let (name, _, title, _) = PRESENT[speech.speaker];
        text += &format!("{name}, {title}\n\n");
        for paragraph in &speech.paragraphs {
            let printed = match &speech.note {
                Some((marker, _)) => paragraph.replace(&format!("[^{marker}]"), &raised(*marker)),
                None => paragraph.clone(),
            };
            text += &format!("{printed}\n\n");
        }
        if let Some((marker, note)) = &speech.note {
            text += &format!("{} {note}\n{LETTERHEAD}", raised(*marker));
        }
    }
    text
}

/// ¹²
fn raised(marker: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    marker.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}
