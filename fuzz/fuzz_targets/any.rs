#![no_main]
//! The archives themselves, and the choice of a reader. A PDF is read by another program.

use formats::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if Format::of(bytes) != Ok(Format::Pdf) {
        formats::read(bytes).ok();
    }
});
