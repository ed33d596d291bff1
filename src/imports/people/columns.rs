//! Recognises the columns of a table by their headings in French or English.

use formats::{
    names::fold,
    sheet::{Row, Sheet},
};

/// The content of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Name,
    Family,
    Given,
    Email,
    Title,
    Organisation,
    Since,
    Until,
    BirthName,
    OtherName,
}

/// The folded headings of each column.
const HEADINGS: [(Column, &[&str]); 10] = [
    (
        Column::Name,
        &[
            "nom complet",
            "nom et prenom",
            "nom prenom",
            "noms et prenoms",
            "nom et prenoms",
            "prenom et nom",
            "prenom nom",
            "personne",
            "name",
            "full name",
            "person",
            "intervenant",
            "contact",
        ],
    ),
    (
        Column::Family,
        &["nom", "noms", "nom de famille", "nom d usage", "last name", "surname", "family name", "lastname"],
    ),
    (
        Column::Given,
        &["prenom", "prenoms", "first name", "given name", "given names", "firstname", "forename"],
    ),
    (
        Column::Email,
        &[
            "courriel",
            "courriels",
            "email",
            "e mail",
            "mail",
            "mel",
            "adresse electronique",
            "adresse mail",
            "adresse email",
            "adresse e mail",
            "email address",
            "adresse de courriel",
        ],
    ),
    (
        Column::Title,
        &[
            "fonction",
            "fonctions",
            "titre",
            "poste",
            "qualite",
            "mandat",
            "title",
            "job title",
            "position",
            "role",
            "function",
        ],
    ),
    (
        Column::Organisation,
        &[
            "instance",
            "organisme",
            "organisation",
            "organization",
            "structure",
            "groupe",
            "groupe politique",
            "service",
            "direction",
            "entreprise",
            "association",
            "societe",
            "employeur",
            "body",
            "company",
            "employer",
            "group",
        ],
    ),
    (
        Column::Since,
        &[
            "depuis",
            "depuis le",
            "debut",
            "date de debut",
            "a partir de",
            "entree",
            "du",
            "since",
            "from",
            "start",
            "start date",
        ],
    ),
    (
        Column::Until,
        &[
            "jusqu a",
            "jusqu au",
            "jusque",
            "fin",
            "date de fin",
            "sortie",
            "au",
            "until",
            "to",
            "end",
            "end date",
        ],
    ),
    (
        Column::BirthName,
        &[
            "nom de naissance",
            "nom de jeune fille",
            "nom patronymique",
            "birth name",
            "maiden name",
            "name at birth",
        ],
    ),
    (
        Column::OtherName,
        &[
            "autre nom",
            "autres noms",
            "alias",
            "surnom",
            "pseudonyme",
            "other name",
            "other names",
            "also known as",
        ],
    ),
];

impl Column {
    fn of(heading: &str) -> Option<Self> {
        let key = fold(heading);
        HEADINGS.iter().find(|(_, names)| names.contains(&key.as_str())).map(|(column, _)| *column)
    }

    /// The id of the sentence that names it.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Name => "column-name",
            Self::Family => "column-family",
            Self::Given => "column-given",
            Self::Email => "column-email",
            Self::Title => "column-title",
            Self::Organisation => "column-organisation",
            Self::Since => "column-since",
            Self::Until => "column-until",
            Self::BirthName => "column-birth-name",
            Self::OtherName => "column-other-name",
        }
    }
}

/// The columns of a table, and the rows below their headings.
#[derive(Debug, Clone)]
pub struct Table {
    /// The columns in their order; none where the heading is not recognised.
    columns: Vec<Option<Column>>,
    /// The headings that are not recognised.
    pub ignored: Vec<String>,
    pub rows: Vec<Row>,
}

/// The most rows above the headings.
const HIGHEST: usize = 10;

impl Table {
    /// The first of these sheets that has a column of names.
    pub fn find(sheets: Vec<Sheet>) -> Option<Self> {
        sheets.into_iter().find_map(|sheet| Self::of(sheet.rows))
    }

    fn of(mut rows: Vec<Row>) -> Option<Self> {
        let at = rows.iter().take(HIGHEST).position(|row| {
            let columns = columns(row);
            columns.contains(&Some(Column::Name)) || columns.contains(&Some(Column::Family))
        })?;
        let rest = rows.split_off(at + 1);
        let heading = rows.pop()?;
        let columns = columns(&heading);
        let unknown = heading.cells.iter().zip(&columns).filter(|(_, column)| column.is_none());
        let ignored = unknown.map(|(cell, _)| cell.clone()).filter(|it| !it.is_empty()).collect();
        Some(Self { columns, ignored, rows: rest })
    }

    /// The recognised columns in their order.
    pub fn recognised(&self) -> Vec<Column> {
        self.columns.iter().flatten().copied().collect()
    }

    /// The cell of a row in a column; empty where the table has no such column.
    pub fn cell<'a>(&self, row: &'a Row, column: Column) -> &'a str {
        let at = self.columns.iter().position(|it| *it == Some(column));
        at.and_then(|at| row.cells.get(at)).map_or("", String::as_str)
    }
}

/// Of two columns with one meaning, the first counts.
fn columns(row: &Row) -> Vec<Option<Column>> {
    let mut columns: Vec<Option<Column>> = Vec::new();
    for cell in &row.cells {
        let column = Column::of(cell).filter(|it| !columns.contains(&Some(*it)));
        columns.push(column);
    }
    columns
}
