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
                ("table", "table-row") => {
                    let mut row = Vec::new();
                    self.cells(xml, &mut row)?;
                    table.push(row)?;
                }
                ("table", "table-header-rows" | "table-rows" | "table-row-group") => self.rows(xml, table)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn cells(&mut self, xml: &mut Xml, row: &mut Vec<Vec<String>>) -> Result<(), Unreadable> {
        while let Some(child) = xml.child()? {
            let Child::Element(element) = child else { continue };
            match element.name() {
                // A cell covered by another has no visible text.
                ("table", "table-cell") => {
                    let mut cell = Vec::new();
                    self.blocks(xml, &mut cell)?;
                    row.push(cell);
                    if row.len() > MOST_COLUMNS {
                        return Err(Unreadable::TooLargeInside);
                    }
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }
}
