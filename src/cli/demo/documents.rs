//! What is kept beside the first hearing: two press articles, a contribution, a recording.

use std::io::Write as _;

use sea_orm::Value;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::seed::{World, named};
use crate::{
    config::Config,
    storage::Objects,
    web::error::{Error, Result},
};

const AUTHOR: &str = "Thomas Œuvrard";

/// A press article: title, newspaper, journalist, days after the hearing, text.
const ARTICLES: [(&str, &str, &str, i64, &str); 2] = [
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

const CONTRIBUTION: &[u8] = include_bytes!("contribution.pdf");

/// Samples a second of the recording, of one byte each.
const RATE: u32 = 8_000;

/// How many letters of a record are read out in a second of the demonstration, which speaks fast.
const LETTERS: i32 = 40;

/// Adds the documents of the first hearing, and when each of its turns is heard in the recording.
pub async fn add(world: &World, config: &Config, hearings: &[Uuid]) -> Result<()> {
    let hearing = *hearings.first().ok_or_else(|| Error::internal("no hearing"))?;
    let objects = Objects::open(&config.documents).map_err(Error::internal)?;
    let day = world.day(super::hearings::ALL[0].days);
    for (title, source, author, days, text) in ARTICLES {
        let sql =
            "insert into documents (tenant_id, id, hearing_id, kind, title, source, author, dated, text,
                                          text_state, created_by)
                   values ($tenant, $1, $2, 'press_article', $3, $4, $5, $6, $7, 'pasted', $8)";
        let dated = day + chrono::Days::new(days.unsigned_abs());
        let by = named(&world.members, AUTHOR)?;
        let values: [Value; 7] = [
            hearing.into(),
            title.into(),
            source.into(),
            author.into(),
            dated.into(),
            text.into(),
            by.into(),
        ];
        world.add(sql, values).await?;
    }
    let title = "Contribution écrite du syndicat des eaux";
    let paper =
        File { kind: "contribution", title, name: "contribution.pdf", media: "pdf", bytes: CONTRIBUTION };
    paper.add(world, &objects, hearing).await?;
    let starts = time(world, hearing).await?;
    let title = "Enregistrement de la séance";
    let sound = recording(&starts);
    let record = File { kind: "recording", title, name: "seance.wav", media: "wav", bytes: &sound };
    record.add(world, &objects, hearing).await
}

struct File<'a> {
    kind: &'static str,
    title: &'static str,
    name: &'static str,
    media: &'static str,
    bytes: &'a [u8],
}

impl File<'_> {
    async fn add(&self, world: &World, objects: &Objects, hearing: Uuid) -> Result<()> {
        let sum = Sha256::digest(self.bytes).to_vec();
        let sql =
            "insert into documents (tenant_id, id, hearing_id, kind, title, file_name, media, bytes, sha256,
                                          pages, created_by)
                   values ($tenant, $1, $2, $3, $4, $5, $6, $7, $8, case $6 when 'pdf' then 1 end, $9)";
        let values: [Value; 8] = [
            hearing.into(),
            self.kind.into(),
            self.title.into(),
            self.name.into(),
            self.media.into(),
            i64::try_from(self.bytes.len()).unwrap_or_default().into(),
            sum.clone().into(),
            named(&world.members, AUTHOR)?.into(),
        ];
        let id = world.add(sql, values).await?;
        let mut file = tempfile::tempfile().map_err(Error::internal)?;
        file.write_all(self.bytes).map_err(Error::internal)?;
        objects.put(world.tenant.object_key(id, &sum), &file).await
    }
}

/// Says when each turn is heard, by its length; the second at which each begins, and the last ends.
async fn time(world: &World, hearing: Uuid) -> Result<Vec<u32>> {
    let sql = "with lengths as (
            select id, length(text) / $2 + 2 as seconds,
                   sum(length(text) / $2 + 2) over (order by position) as ends
              from turns where tenant_id = $tenant and hearing_id = $1)
        update turns t set starts_ms = (l.ends - l.seconds) * 1000, ends_ms = l.ends * 1000
          from lengths l where t.tenant_id = $tenant and t.id = l.id
        returning t.ends_ms / 1000";
    let ends: Vec<i32> = world.tenant.values(sql, [hearing.into(), LETTERS.into()]).await?;
    let mut ends: Vec<u32> = ends.into_iter().filter_map(|it| u32::try_from(it).ok()).collect();
    ends.push(0);
    ends.sort_unstable();
    Ok(ends)
}

/// A recording of nothing but a soft tone where each turn begins (RIFF, PCM, 8 bits).
fn recording(starts: &[u32]) -> Vec<u8> {
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
