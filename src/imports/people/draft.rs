//! The preview of a table of people: new people, known people, and people who may be known.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    columns::{Column, Table},
    entry::{Entry, Refused},
};
use crate::directory::duplicates::store::KnownName;
use formats::names::{Index, fold};

/// The most people that a page asks about; the table can be uploaded again for the others.
pub const MOST_ASKED: usize = 300;
/// The most people of the directory that are proposed for one name.
const MOST_PROPOSED: usize = 4;

/// A person of the table, perhaps in several rows.
#[derive(Debug)]
pub struct TablePerson {
    pub entries: Vec<Entry>,
    pub resolution: Resolution,
}

impl TablePerson {
    /// As the first row prints it.
    pub fn name(&self) -> &str {
        self.entries.first().map_or("", |it| it.name.as_str())
    }

    /// The row that names the field of a choice.
    pub fn row(&self) -> usize {
        self.entries.first().map_or(0, |it| it.row)
    }

    /// The name of the field that says who it is.
    pub fn field(&self) -> String {
        format!("row-{}", self.row())
    }

    /// The first address of the rows.
    pub fn email(&self) -> Option<&str> {
        self.entries.iter().find_map(|it| it.email.as_deref())
    }
}

/// The treatment of a person by the import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    New,
    /// In the directory already: the row completes it.
    Known(Candidate),
    /// A member must say who it is.
    Uncertain(Vec<Candidate>),
    /// The page already asks about [`MOST_ASKED`] people.
    Later,
}

/// A person of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: Uuid,
    pub name: String,
    pub email: Option<String>,
}

/// The whole table.
#[derive(Debug)]
pub struct Draft {
    pub columns: Vec<Column>,
    pub ignored: Vec<String>,
    pub people: Vec<TablePerson>,
    pub refused: Vec<Refused>,
    pub rows: usize,
}

impl Draft {
    /// Compares the rows with the directory. A test limits the time for ten thousand rows and
    /// 50,000 people.
    pub fn new(table: &Table, known: &[KnownName], today: NaiveDate) -> Self {
        let (mut entries, mut refused) = (Vec::new(), Vec::new());
        for row in &table.rows {
            match Entry::read(table, row, today) {
                Ok(entry) => entries.push(entry),
                Err(why) => refused.extend(why),
            }
        }
        let directory = Directory::new(known);
        let mut asked = 0;
        let people = group(entries).into_iter().map(|entries| {
            let mut resolution = entries.first().map_or(Resolution::Later, |first| {
                directory.resolution(first, entries.iter().find_map(|it| it.email.as_deref()))
            });
            if matches!(resolution, Resolution::Uncertain(_)) {
                asked += 1;
                if asked > MOST_ASKED {
                    resolution = Resolution::Later;
                }
            }
            TablePerson { entries, resolution }
        });
        Self {
            people: people.collect(),
            columns: table.recognised(),
            ignored: table.ignored.clone(),
            refused,
            rows: table.rows.len(),
        }
    }

    /// The people with such a resolution, in the order of the table.
    pub fn those(&self, are: fn(&Resolution) -> bool) -> Vec<&TablePerson> {
        self.people.iter().filter(|it| are(&it.resolution)).collect()
    }

    /// How many rows are refused.
    pub fn refused_rows(&self) -> usize {
        self.refused.iter().map(|it| it.row).collect::<HashSet<_>>().len()
    }
}

/// Rows of one name are of one person, unless their addresses differ.
fn group(entries: Vec<Entry>) -> Vec<Vec<Entry>> {
    let mut groups: Vec<Vec<Entry>> = Vec::new();
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for entry in entries {
        let same = places.entry(fold(&entry.name)).or_default();
        let fits = |at: &&usize| {
            let email = groups.get(**at).and_then(|it| it.iter().find_map(|it| it.email.as_deref()));
            email.is_none() || entry.email.is_none() || email == entry.email.as_deref()
        };
        match same.iter().find(fits).copied() {
            Some(at) => groups[at].push(entry),
            None => {
                same.push(groups.len());
                groups.push(vec![entry]);
            }
        }
    }
    groups
}

/// The people of the directory, by their names.
struct Directory<'a> {
    known: &'a [KnownName],
    index: Index<'a>,
    people: HashMap<Uuid, &'a KnownName>,
}

impl<'a> Directory<'a> {
    fn new(known: &'a [KnownName]) -> Self {
        let people = known.iter().filter(|it| !it.is_alias).map(|it| (it.person_id, it)).collect();
        Self { known, index: Index::new(known.iter().map(|it| it.key.as_str())), people }
    }

    /// The same name is the same person, if only one person has it. Otherwise a member chooses among
    /// the people who may be meant, the strongest reason first.
    fn resolution(&self, entry: &Entry, email: Option<&str>) -> Resolution {
        let key = fold(&entry.name);
        let same = self.distinct(self.index.same(&key).iter().copied());
        let by_address = |it: &&Candidate| email.is_some() && it.email.as_deref() == email;
        if let Some(one) = same.iter().find(by_address) {
            return Resolution::Known(one.clone());
        }
        match same.as_slice() {
            // Another address may be another person.
            [one] if email.is_none() || one.email.is_none() => return Resolution::Known(one.clone()),
            [] => {}
            _ => return Resolution::Uncertain(same.into_iter().take(MOST_PROPOSED).collect()),
        }
        let mut alike: Vec<_> = self.index.alike(&key).collect();
        alike.sort_by_key(|(_, why)| *why);
        let near = self.distinct(alike.into_iter().map(|(at, _)| at));
        if near.is_empty() {
            Resolution::New
        } else {
            Resolution::Uncertain(near.into_iter().take(MOST_PROPOSED).collect())
        }
    }

    fn distinct(&self, places: impl Iterator<Item = usize>) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        for id in places.filter_map(|at| self.known.get(at)).map(|it| it.person_id) {
            if found.iter().all(|it| it.id != id)
                && let Some(person) = self.people.get(&id)
            {
                found.push(Candidate { id, name: person.printed.clone(), email: person.email.clone() });
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::imports::people::table::{MOST_ROWS, NoTable, table};
    use formats::sheet;

    fn known(name: &str, email: Option<&str>, id: u128) -> KnownName {
        KnownName {
            person_id: Uuid::from_u128(id),
            printed: name.to_owned(),
            key: fold(name),
            is_alias: false,
            email: email.map(str::to_owned),
        }
    }

    fn draft(text: &str, known: &[KnownName]) -> Draft {
        let table = table(sheet::read(text.as_bytes())).unwrap();
        Draft::new(&table, known, NaiveDate::from_ymd_opt(2024, 5, 28).unwrap())
    }

    #[test]
    fn people_of_a_table_are_new_known_or_uncertain() {
        let mut directory = vec![
            known("Solène Kervadec", None, 1),
            known("Paul Vesle", Some("paul@a.example"), 2),
            known("Paul Vesle", Some("paul@b.example"), 3),
            known("Zoé Lenoir", Some("zoe@a.example"), 4),
        ];
        directory.push(KnownName { is_alias: true, email: None, ..known("Jeanne Douarne", None, 4) });
        let draft = draft(
            "nom;courriel;fonction\nSOLENE KERVADEC;s@a.example;A\nsolène kervadec;;B\nPaul Vesle;paul@b.example;\n\
             Paul Vesle;;\nKervadek Solène;;\nJeanne Douarne;;\nZoé Lenoir;other@a.example;\nTibor Hallez;;",
            &directory,
        );
        let fates: Vec<(usize, Vec<u128>)> = draft
            .people
            .iter()
            .map(|it| match &it.resolution {
                Resolution::Known(one) => (1, vec![one.id.as_u128()]),
                Resolution::Uncertain(some) => (2, some.iter().map(|it| it.id.as_u128()).collect()),
                Resolution::New => (0, vec![]),
                Resolution::Later => (3, vec![]),
            })
            .collect();
        // The second Paul Vesle has no address, so the row belongs to the first.
        let expected = [(1, vec![1]), (1, vec![3]), (2, vec![1]), (1, vec![4]), (2, vec![4]), (0, vec![])];
        assert_eq!(fates, expected);
        assert_eq!(draft.people[0].entries.len(), 2);
    }

    #[test]
    fn ten_thousand_rows_are_matched_in_time() {
        let directory: Vec<KnownName> =
            (0..50_000).map(|n| known(&format!("Prénom{} Nom{n}", n % 300), None, n)).collect();
        let rows: String = (0..MOST_ROWS).map(|n| format!("Prénom{} Mon{n};maire\n", n % 300)).collect();
        let begun = Instant::now();
        let draft = draft(&format!("nom;fonction\n{rows}"), &directory);
        assert!(begun.elapsed() < Duration::from_secs(90), "{:?}", begun.elapsed());
        eprintln!("{:?} for 10,000 rows against 50,000 people", begun.elapsed());
        assert_eq!((draft.people.len(), draft.rows), (MOST_ROWS, MOST_ROWS));
        assert!(draft.those(|it| matches!(it, Resolution::Uncertain(_))).len() <= MOST_ASKED);
        let longer = format!("nom\n{}", "Paul Vesle\n".repeat(MOST_ROWS + 1));
        assert_eq!(table(sheet::read(longer.as_bytes())).unwrap_err(), NoTable::TooManyRows);
    }
}
