#![no_main]

#[path = "../parts.rs"]
mod parts;

const NAMED: &[u8] = b"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheets>\
    <sheet name=\"A\" id=\"r\"/></sheets></workbook>";
const LINKS: &[u8] = b"<Relationships><Relationship Id=\"r\" Target=\"sheet.xml\"/></Relationships>";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for [named, links, rest] in [[NAMED, LINKS, bytes], [bytes, bytes, bytes]] {
        let parts = [
            ("xl/workbook.xml", named),
            ("xl/_rels/workbook.xml.rels", links),
            ("xl/sheet.xml", rest),
            ("xl/sharedStrings.xml", rest),
            ("xl/styles.xml", rest),
        ];
        formats::sheet::read(&parts::archive(&parts)).ok();
    }
});
