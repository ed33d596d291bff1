#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    greffe::formats::sheet::read(bytes).ok();
});
