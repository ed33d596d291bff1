#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    formats::compte_rendu::read(bytes).ok();
});
