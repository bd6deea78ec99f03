//! Gathers styles, scripts and pictures, names them by their content and compresses them ahead.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a build that lacks what it needs must stop where it stands"
)]

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap());
    let out = PathBuf::from(std::env::var("OUT_DIR").unwrap());
    println!("cargo:rerun-if-changed=assets");
    println!("cargo:rerun-if-changed=components");
    let mut table = String::from("&[\n");
    for (name, bytes) in gather(&root) {
        let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &bytes);
        let hash = URL_SAFE_NO_PAD.encode(&hash.as_ref()[..9]);
        let (stem, extension) = name.rsplit_once('.').unwrap();
        let path = format!("/tai-nguyen/{stem}.{hash}.{extension}");
        let file = out.join(&name);
        fs::write(&file, &bytes).unwrap();
        let brotli = packed(&file, "br", brotli(&bytes), &bytes);
        let gzip = packed(&file, "gz", gzip(&bytes), &bytes);
        writeln!(
            table,
            "Asset {{ name: {name:?}, path: {path:?}, kind: {:?}, plain: include_bytes!({:?}), \
             brotli: {brotli}, gzip: {gzip} }},",
            kind(extension),
            file.display().to_string(),
        )
        .unwrap();
    }
    table.push(']');
    fs::write(out.join("assets.rs"), table).unwrap();
}

/// Every asset with its name: the files of `assets/`, one style sheet and one script made of the
/// components' own in the order of their folder names, `base` before all.
fn gather(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for file in listed(&root.join("assets")) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        found.push((name, fs::read(&file).unwrap()));
    }
    let mut folders = listed(&root.join("components"));
    folders.sort_by_key(|folder| (!folder.ends_with("base"), folder.clone()));
    for (name, extension) in [("app.css", "css"), ("app.js", "js")] {
        let mut whole = Vec::new();
        for folder in folders.iter().filter(|folder| folder.is_dir()) {
            for file in listed(folder) {
                if file.extension().is_some_and(|found| found == extension) {
                    whole.extend(fs::read(&file).unwrap());
                    whole.push(b'\n');
                }
            }
        }
        found.push((name.to_owned(), whole));
    }
    found
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn kind(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        other => panic!("an asset with an unknown extension: {other}"),
    }
}

/// Writes a compressed side file where it is worth it; the expression that embeds it.
fn packed(file: &Path, extension: &str, bytes: Vec<u8>, plain: &[u8]) -> String {
    if bytes.len() + 64 > plain.len() {
        return "None".to_owned();
    }
    let side = PathBuf::from(format!("{}.{extension}", file.display()));
    fs::write(&side, bytes).unwrap();
    format!("Some(include_bytes!({:?}))", side.display().to_string())
}

fn brotli(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    {
        let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, 11, 22);
        writer.write_all(bytes).unwrap();
    }
    packed
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}
