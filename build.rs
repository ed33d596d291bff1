//! Prepares `static/` for embedding: names with a hash of the content, style sheets that use
//! those names, compressed copies. Lists `migrations/`.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest as _, Sha256};

/// Style sheet of the style guide, which release builds do not have.
const ONLY_IN_DEBUG: &str = "css/styleguide.css";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=static");
    println!("cargo::rerun-if-changed=migrations");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("no OUT_DIR"))?);
    fs::write(out.join("migrations.rs"), migrations()?)?;
    let mut paths = Vec::new();
    list(Path::new("static"), &mut paths)?;
    if std::env::var("PROFILE").is_ok_and(|it| it == "release") {
        paths.retain(|path| path != ONLY_IN_DEBUG);
    }
    // Style sheets last: they name the other files.
    paths.sort_by_key(|path| (path.ends_with(".css"), path.clone()));

    let mut addresses = BTreeMap::new();
    let mut table = "static FILES: &[File] = &[\n".to_owned();
    for path in paths {
        let Some(media_type) = media_type(&path) else { continue };
        let mut content = fs::read(Path::new("static").join(&path))?;
        if path.ends_with(".css") {
            content = with_addresses(content, &addresses);
        }
        let address = address(&path, &content);
        let compresses = !path.ends_with(".woff2") && !path.ends_with(".png");
        let [plain, brotli, gzip] =
            ["plain", "br", "gz"].map(|kind| out.join(path.replace('/', "-") + "." + kind));
        fs::write(&plain, &content)?;
        if compresses {
            fs::write(&brotli, with_brotli(&content)?)?;
            fs::write(&gzip, with_gzip(&content)?)?;
        }
        let include = |file: &Path| format!("include_bytes!({file:?})");
        let compressed = if compresses {
            format!("Some(({}, {}))", include(&brotli), include(&gzip))
        } else {
            "None".to_owned()
        };
        writeln!(
            table,
            "File {{ path: {path:?}, address: {address:?}, media_type: {media_type:?}, content: {}, compressed: {compressed} }},",
            include(&plain)
        )
        .map_err(io::Error::other)?;
        addresses.insert(path, address);
    }
    fs::write(out.join("assets.rs"), table + "];\n")
}

/// Version, description and statements of each file of `migrations/`, as a Rust expression.
fn migrations() -> io::Result<String> {
    let mut all = "&[\n".to_owned();
    for entry in fs::read_dir("migrations")? {
        let path = fs::canonicalize(entry?.path())?;
        let name = path.file_stem().and_then(|name| name.to_str()).and_then(|name| name.split_once('_'));
        let wrong = || io::Error::other(format!("{} is not called 0123_description.sql", path.display()));
        let (version, description) = name.ok_or_else(wrong)?;
        let version: i64 = version.parse().map_err(|_| wrong())?;
        let description = description.replace('_', " ");
        writeln!(all, "({version}, {description:?}, include_str!({path:?})),").map_err(io::Error::other)?;
    }
    Ok(all + "]\n")
}

/// The files below a folder, as paths below `static/`.
fn list(folder: &Path, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, paths)?;
        } else if let Some(path) = path.strip_prefix("static").ok().and_then(Path::to_str) {
            paths.push(path.to_owned());
        }
    }
    Ok(())
}

/// The media type of a served file; none for the others (licences, scripts).
fn media_type(path: &str) -> Option<&'static str> {
    match path.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "woff2" => Some("font/woff2"),
        "png" => Some("image/png"),
        _ => None,
    }
}

/// `css/app.css` is served as `/static/css/app.0123456789ab.css`.
fn address(path: &str, content: &[u8]) -> String {
    let hash: String = Sha256::digest(content).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let (stem, extension) = path.rsplit_once('.').unwrap_or((path, ""));
    format!("/static/{stem}.{hash}.{extension}")
}

/// A style sheet of `css/` with its relative addresses replaced by the served ones.
fn with_addresses(css: Vec<u8>, addresses: &BTreeMap<String, String>) -> Vec<u8> {
    let mut css = String::from_utf8_lossy(&css).into_owned();
    for (path, address) in addresses {
        css = css.replace(&format!("../{path}"), address);
    }
    css.into_bytes()
}

fn with_brotli(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    // Quality 11 and a window of 2^22 bytes: the highest, because it runs once per build.
    brotli::CompressorWriter::new(&mut compressed, 4096, 11, 22).write_all(content)?;
    Ok(compressed)
}

fn with_gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}
