//! Documents of the first hearing: press articles, a contribution, a recording.

/// A press article: title, newspaper, journalist, days after the hearing, text.
pub const ARTICLES: [(&str, &str, &str, i64, &str); 2] = [
    (
        "À Montreuvray, les cours d’école vont boire la pluie",
        "L’Écho du Vaulx",
        "Garance Thibault",
        2,
        "Vingt-sept écoles, onze hectares d’enrobé : la ville veut rendre ses cours à la pluie. La première audition publique a réuni mardi une hydrologue, le syndicat des eaux et les groupes du conseil.\n\nReste à savoir qui entretiendra ces jardins une fois les massifs plantés. « Une cour qu’on n’entretient pas se referme en cinq ans », a prévenu l’hydrologue Solène Kervadec.",
    ),
    (
        "« On ne plante pas un arbre dans un remblai de fonderie »",
        "La Dépêche des Coteaux",
        "Aurélien Vasseur",
        5,
        "L’école des Tanneurs a servi de leçon. Sous l’enrobé, les équipes y ont trouvé d’anciens remblais, et le jardin de pluie a dû changer de place.\n\nLa municipalité promet désormais un sondage avant chaque chantier : trois mille euros par école, dix fois moins qu’une mauvaise surprise.",
    ),
];

/// A written contribution.
pub const CONTRIBUTION: &[u8] = include_bytes!("contribution.pdf");

/// Samples a second of the recording, one byte each.
const RATE: u32 = 8_000;

/// Letters of the record spoken in one second of the recording, which is fast.
pub const LETTERS: u32 = 40;

/// A recording with only a soft tone at the beginning of each turn (RIFF, PCM, 8 bits).
pub fn recording(starts: &[u32]) -> Vec<u8> {
    let length = starts.last().copied().unwrap_or_default() * RATE;
    let mut samples = vec![128_u8; length as usize];
    for start in starts.iter().map(|it| (it * RATE) as usize) {
        for (at, sample) in samples.iter_mut().skip(start).take(RATE as usize / 3).enumerate() {
            // A square wave of 400 Hz, very quiet.
            *sample = if at / 10 % 2 == 0 { 132 } else { 124 };
        }
    }
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + length).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    bytes.extend(RATE.to_le_bytes());
    bytes.extend(RATE.to_le_bytes());
    bytes.extend(b"\x01\0\x08\0data");
    bytes.extend(length.to_le_bytes());
    bytes.extend(samples);
    bytes
}
