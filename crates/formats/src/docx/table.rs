//! The tables of a document.

use super::body::Reader;
use crate::{
    Unreadable,
    grid::{MOST_COLUMNS, Table},
    xml::{Child, Xml},
};

impl Reader {
    pub(super) fn table(&mut self, xml: &mut Xml) -> Result<Table, Unreadable> {
        let mut table = Table::default();
        self.rows(xml, &mut table)?;
        Ok(table)
    }

    fn rows(&mut self, xml: &mut Xml, table: &mut Table) -> Result<(), Unreadable> {
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name() {
                ("w", "tr") => {
                    let mut row = Vec::new();
                    if !self.cells(xml, &mut row)? {
                        table.push(row)?;
                    }
                }
                ("w", name) if name.ends_with("Pr") || name == "tblGrid" => xml.skip()?,
                _ => self.rows(xml, table)?,
            }
        }
        Ok(())
    }

    /// The cells of a row, and whether the row was deleted.
    fn cells(&mut self, xml: &mut Xml, row: &mut Vec<Vec<String>>) -> Result<bool, Unreadable> {
        let mut struck = false;
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name() {
                ("w", "tc") => {
                    let mut cell = Vec::new();
                    self.blocks(xml, &mut cell)?;
                    row.push(cell);
                    if row.len() > MOST_COLUMNS {
                        return Err(Unreadable::TooLargeInside);
                    }
                }
                ("w", "trPr") => {
                    while let Some(child) = xml.child()? {
                        if let Child::Element(element) = child {
                            struck |= element.name() == ("w", "del");
                            xml.skip()?;
                        }
                    }
                }
                ("w", name) if name.ends_with("Pr") => xml.skip()?,
                _ => struck |= self.cells(xml, row)?,
            }
        }
        Ok(struck)
    }
}
