#![no_main]

#[path = "../parts.rs"]
mod parts;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let document = parts::archive(&[("word/document.xml", bytes), ("word/footnotes.xml", bytes)]);
    formats::docx::read(&document).ok();
});
