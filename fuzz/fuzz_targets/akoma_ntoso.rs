#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    formats::akoma_ntoso::read(bytes).ok();
});
