use proptest::prelude::*;

use super::*;
use crate::testing::{archive, escaped};

const X: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A workbook with these sheets (name, state, rows as XML), shared strings and styles.
fn book(tables: &[(&str, &str, &str)], shared: &str, styles: &str) -> Vec<u8> {
    let (mut listed, mut links) = (String::new(), String::new());
    for (at, (name, state, _)) in tables.iter().enumerate() {
        listed += &format!("<sheet name=\"{name}\" state=\"{state}\" sheetId=\"{at}\" r:id=\"rId{at}\"/>");
        links += &format!("<Relationship Id=\"rId{at}\" Type=\"t\" Target=\"worksheets/sheet{at}.xml\"/>");
    }
    let links = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"
    );
    let named = format!("<workbook {X}><sheets>{listed}</sheets></workbook>");
    let shared = format!("<sst {X} uniqueCount=\"999999999999999\">{shared}</sst>");
    let styles = format!("<styleSheet {X}>{styles}</styleSheet>");
    let rows: Vec<(String, String)> = (0..)
        .zip(tables)
        .map(|(at, (_, _, rows))| {
            let sheet =
                format!("<worksheet {X}><dimension ref=\"B9:A1\"/><sheetData>{rows}</sheetData></worksheet>");
            (format!("xl/worksheets/sheet{at}.xml"), sheet)
        })
        .collect();
    let mut parts = vec![
        ("xl/workbook.xml", named.as_str()),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/sharedStrings.xml", &shared),
        ("xl/styles.xml", &styles),
    ];
    parts.extend(rows.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    archive(&parts)
}

fn cells(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

#[test]
fn a_french_table_is_read_in_every_encoding() {
    let text = "Nom;Prénom;Fonction\r\n;;\r\nQuéméré;Œnone;\"Chargée ; « eau »\nrivière\"\r\n";
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let announced = format!("sep=;\r\n{text}");
    let windows = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    for bytes in [text.as_bytes(), &marked, &windows, &utf16, announced.as_bytes()] {
        let read = read(bytes).unwrap();
        assert_eq!(
            cells(&read[0]),
            [vec!["Nom", "Prénom", "Fonction"], vec!["Quéméré", "Œnone", "Chargée ; « eau » rivière"]]
        );
    }
    assert_eq!(read(text.as_bytes()).unwrap()[0].rows[1].number, 3);
    assert_eq!(read(announced.as_bytes()).unwrap()[0].rows[1].number, 4);
}

#[test]
fn the_separator_is_detected_in_the_headings() {
    for text in ["nom,titre\nA,\"b;c;d\"", "nom\ttitre\nA\tb;c;d", "nom;titre\nA;\"b;c;d\""] {
        assert_eq!(cells(&read(text.as_bytes()).unwrap()[0])[1], ["A", "b;c;d"], "{text}");
    }
    assert_eq!(cells(&read(b"nom\nA, b").unwrap()[0])[1], ["A, b"]);
}

#[test]
fn cells_are_read_as_displayed() {
    let rows = "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" s=\"1\"><v>45385</v></c>\
        <c r=\"D2\" s=\"2\"><f>1+1</f><v>45385.5</v></c><c><v>1.5E2</v></c></row><row/>\
        <row><c t=\"str\"><f>HYPERLINK()</f><v>a &amp; b</v></c><c t=\"b\"><v>1</v></c><c t=\"e\"><v>#REF!</v></c>\
        <c t=\"inlineStr\"><is><t>=1+1</t></is></c><c r=\"XFD4\" s=\"1\"/></row>";
    let shared = "<si><r><t>Jeanne </t></r><r><t>Douarne</t></r><rPh><t>ja</t></rPh></si>";
    let styles = "<numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-40C]dd\\ mmmm\\ yyyy\"/></numFmts>\
        <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs>";
    let read = read(&book(&[("Élus", "visible", rows), ("Secret", "hidden", rows)], shared, styles)).unwrap();
    assert_eq!((read.len(), read[0].name.as_str()), (1, "Élus"));
    assert_eq!(
        cells(&read[0]),
        [
            vec!["Jeanne Douarne", "", "2024-04-03", "2024-04-03 12:00", "150"],
            vec!["a & b", "TRUE", "#REF!", "=1+1"]
        ]
    );
    assert_eq!((read[0].rows[0].number, read[0].rows[1].number), (2, 4));
}

#[test]
fn other_files_are_refused_with_a_reason() {
    let word = archive(&[("word/document.xml", "<x/>")]);
    let old = b"\xd0\xcf\x11\xe0 old".as_slice();
    for (bytes, why) in [
        (b"".as_slice(), Unreadable::Empty),
        (b";;\n;", Unreadable::Empty),
        (b"a\0b", Unreadable::Nul),
        (b"a;b\x01", Unreadable::Unknown),
        (b"%PDF-1.7", Unreadable::Unknown),
        (old, Unreadable::NotText),
        (&word, Unreadable::Unknown),
        (b"PK\x03\x04 no archive", Unreadable::Damaged),
        (&vec![b'a'; LIMIT + 1], Unreadable::TooLarge),
    ] {
        assert_eq!(read(bytes), Err(why));
    }
}

#[test]
fn announced_sizes_are_not_allocated_and_repetition_is_bounded() {
    let far = "<row r=\"4000000000\"><c r=\"A1\"><v>1</v></c></row>";
    assert_eq!(read(&book(&[("A", "visible", far)], "", "")).unwrap()[0].rows[0].number, 4_000_000_000);
    let wide = "<row><c r=\"XFD1\"><v>1</v></c></row>";
    let long = format!("<si><t>{}</t></si>", "mot ".repeat(30_000));
    let repeated = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(300));
    let nowhere = "<row><c t=\"s\"><v>5</v></c></row>";
    let overflow = format!("<row><c r=\"{}1\"><v>1</v></c></row>", "Z".repeat(40));
    for (rows, shared, why) in [
        (wide, "", Unreadable::TooLargeInside),
        (&repeated, &long, Unreadable::TooLargeInside),
        (nowhere, "", Unreadable::Damaged),
        (&overflow, "", Unreadable::Damaged),
    ] {
        assert_eq!(read(&book(&[("A", "visible", rows)], shared, "")), Err(why));
    }
    assert_eq!(read("a;b\n".repeat(MOST_CELLS / 2 + 1).as_bytes()), Err(Unreadable::TooLargeInside));
    let bomb = archive(&[("xl/workbook.xml", &" ".repeat(30 * 1024 * 1024))]);
    assert_eq!(read(&bomb), Err(Unreadable::TooLargeInside));
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = prop_oneof!["", "[a-zé’;,\"=+@<&]{1,8}( [A-ZŒ\t']{1,4})?"].prop_map(|it| tidy(&it));
    prop::collection::vec(prop::collection::vec(cell, 1..6), 1..12)
}

/// Rows without empty ones, and without empty cells at the end of each.
fn filled(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let row = |row: &Vec<String>| {
        let last = row.iter().rposition(|it| !it.is_empty()).map_or(0, |it| it + 1);
        row[..last].to_vec()
    };
    rows.iter().map(row).filter(|it| !it.is_empty()).collect()
}

proptest! {
    #[test]
    fn every_csv_cell_round_trips(rows in table()) {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').flexible(true).from_writer(Vec::new());
        let headings = ["nom", "prénom", "fonction"].map(str::to_owned).to_vec();
        writer.write_record(&headings).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let read = read(&writer.into_inner().unwrap()).unwrap();
        let back: Vec<Vec<String>> = read[0].rows.iter().skip(1).map(|it| it.cells.clone()).collect();
        prop_assert_eq!(back, filled(&rows));
    }

    #[test]
    fn every_spreadsheet_cell_round_trips(rows in table()) {
        let cell = |it: &String| format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(it));
        let row = |row: &Vec<String>| format!("<row>{}</row>", row.iter().map(cell).collect::<String>());
        let body: String = rows.iter().map(row).collect();
        let expected = filled(&rows);
        match read(&book(&[("A", "visible", &body)], "", "")) {
            Err(why) => prop_assert!(expected.is_empty() && why == Unreadable::Empty),
            Ok(read) => {
                let back: Vec<Vec<String>> = read[0].rows.iter().map(|it| it.cells.clone()).collect();
                prop_assert_eq!(back, expected);
            }
        }
    }

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), rows in "[<>/rcv=\"A-Z0-9 ]{0,200}") {
        read(&bytes).ok();
        read(&book(&[("A", "visible", &rows)], &rows, &rows)).ok();
    }
}

#[test]
fn shared_texts_are_tidied_once_and_tidied_bytes_are_counted() {
    // Some 27 MB if each cell tidied the text again.
    let shared = format!("<si><t>Jeanne{}Douarne</t></si>", " ".repeat(900_000));
    let rows = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(30));
    let sheets = read(&book(&[("Élus", "visible", &rows)], &shared, "")).unwrap();
    assert_eq!(sheets[0].rows[0].cells, ["Jeanne Douarne"; 30]);

    let (mut measure, blank) = (Measure::default(), " ".repeat(MOST_TEXT / 2));
    let mut put = || measure.put(&mut Vec::new(), 0, &blank);
    assert_eq!([put(), put(), put()], [Ok(()), Ok(()), Err(Unreadable::TooLargeInside)]);
}
