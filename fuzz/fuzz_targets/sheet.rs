#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    formats::sheet::read(bytes).ok();
});
