//! A row of a table of people, checked.

use chrono::NaiveDate;

use super::columns::{Column, Table};
use crate::{
    directory::people::names::NameKind,
    text::{email_address::EmailAddress, i18n::Lang},
};
use formats::{dates, names::fold, sheet::Row};

/// A person, as a row describes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The number of the row in the spreadsheet.
    pub row: usize,
    pub name: String,
    pub email: Option<String>,
    pub title: String,
    pub organisation: String,
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    /// Other names.
    pub others: Vec<(NameKind, String)>,
}

/// Why a row is refused: the column, its content, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub row: usize,
    pub column: Column,
    pub cell: String,
    why: &'static str,
}

impl Refused {
    /// The message for the preview.
    pub fn sentence(&self, lang: &Lang) -> String {
        lang.t(self.why)
    }
}

impl Entry {
    /// Reads a row, or gives every reason why it is refused.
    pub fn read(table: &Table, row: &Row, today: NaiveDate) -> Result<Self, Vec<Refused>> {
        let mut refused = Vec::new();
        let mut refuse = |column: Column, why: &'static str| {
            let cell = table.cell(row, column).chars().take(80).collect();
            refused.push(Refused { row: row.number, column, cell, why });
        };
        let line = |column: Column| table.cell(row, column).to_owned();
        let name = name(table, row);
        if fold(&name).is_empty() {
            refuse(Column::Name, "row-no-name");
        }
        for (column, text, longest) in [
            (Column::Name, &name, 200),
            (Column::Title, &line(Column::Title), 500),
            (Column::Organisation, &line(Column::Organisation), 200),
            (Column::BirthName, &line(Column::BirthName), 200),
            (Column::OtherName, &line(Column::OtherName), 200),
        ] {
            if text.chars().count() > longest {
                refuse(column, "row-too-long");
            }
        }
        let email = EmailAddress::parse(table.cell(row, Column::Email));
        if email.is_none() && !table.cell(row, Column::Email).is_empty() {
            refuse(Column::Email, "row-email");
        }
        let mut day = |column: Column| {
            let typed = table.cell(row, column);
            let read = dates::day(typed, today).ok();
            if read.is_none() && !typed.is_empty() {
                refuse(column, "row-day");
            }
            read
        };
        let (since, until) = (day(Column::Since), day(Column::Until));
        if since.zip(until).is_some_and(|(since, until)| until < since) {
            refuse(Column::Until, "row-ends-before");
        }
        if !refused.is_empty() {
            return Err(refused);
        }
        let others = [(NameKind::Birth, Column::BirthName), (NameKind::Other, Column::OtherName)];
        let others = others.map(|(kind, column)| (kind, line(column)));
        Ok(Self {
            row: row.number,
            others: others.into_iter().filter(|(_, it)| !fold(it).is_empty() && *it != name).collect(),
            name,
            email: email.map(|it| it.to_string()),
            title: line(Column::Title),
            organisation: line(Column::Organisation),
            since,
            until,
        })
    }

    /// "Hydrologue, Bureau d’études Ruissel"
    pub fn capacity(&self) -> String {
        let parts = [self.title.as_str(), self.organisation.as_str()];
        parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// First names before the family name, for any order of the columns.
fn name(table: &Table, row: &Row) -> String {
    let whole = table.cell(row, Column::Name);
    if !whole.is_empty() {
        return whole.to_owned();
    }
    let parts = [table.cell(row, Column::Given), table.cell(row, Column::Family)];
    parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use formats::sheet;

    #[test]
    fn headings_of_both_languages_are_recognised() {
        let today = NaiveDate::from_ymd_opt(2024, 5, 28).unwrap();
        let text = "Liste des contacts;;\n\
            NOM;Prénom;Courriel;Fonction;Organisme;Depuis;Jusqu’à;Nom de naissance;Couleur\n\
            KERVADEC;Solène;Solene@Ruissel.example;=1+1;Ruissel;1er mars 2020;;Le Goff;bleu\n\
            ;;x@;;;31/2/2020;jadis;\n";
        let table = Table::find(sheet::read(text.as_bytes()).unwrap()).unwrap();
        assert_eq!(
            (table.recognised().len(), table.ignored.as_slice()),
            (8, ["Couleur".to_owned()].as_slice())
        );
        let entry = Entry::read(&table, &table.rows[0], today).unwrap();
        assert_eq!((entry.row, entry.name.as_str(), entry.title.as_str()), (3, "Solène KERVADEC", "=1+1"));
        assert_eq!(entry.email.as_deref(), Some("solene@ruissel.example"));
        assert_eq!((entry.since, entry.until), (NaiveDate::from_ymd_opt(2020, 3, 1), None));
        assert_eq!(entry.others, [(NameKind::Birth, "Le Goff".to_owned())]);
        let refused = Entry::read(&table, &table.rows[1], today).unwrap_err();
        let columns: Vec<Column> = refused.iter().map(|it| it.column).collect();
        assert_eq!(columns, [Column::Name, Column::Email, Column::Since, Column::Until]);
        let english =
            sheet::read(b"Full name,Job title,Until\nPaul Vesle,Crane operator,3 April 2023").unwrap();
        let table = Table::find(english).unwrap();
        let entry = Entry::read(&table, &table.rows[0], today).unwrap();
        assert_eq!((entry.name.as_str(), entry.capacity().as_str()), ("Paul Vesle", "Crane operator"));
        assert!(Table::find(sheet::read(b"ville;code\nMorvence;12").unwrap()).is_none());
    }
}
