#![no_main]

#[path = "../parts.rs"]
mod parts;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let document = parts::archive(&[("content.xml", bytes), ("styles.xml", bytes)]);
    formats::odt::read(&document).ok();
});
