//! `bench bare`: the ceiling of pages. An axum server without anything of ours that answers every
//! request with the very bytes and headers one of our pages was answered with.

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::serve::ListenerExt;
use bench::{Trouble, wire::Reply};
use clap::Args;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use tokio::net::TcpListener;

/// What to serve.
#[derive(Args)]
pub(crate) struct Options {
    /// A file with header lines, an empty line, and the body
    file: PathBuf,
    /// Where to listen, on the loopback
    port: u16,
}

/// What a server writes by itself.
const ITS_OWN: [&str; 4] = ["date", "content-length", "transfer-encoding", "connection"];

/// Keeps an answer for the bare server.
pub(crate) fn keep(reply: &Reply, file: &Path) -> Result<(), Trouble> {
    let mut kept = Vec::new();
    for (name, value) in reply.headers.iter().filter(|(name, _)| !ITS_OWN.contains(&name.as_str()))
    {
        kept.extend(format!("{name}: {value}\n").into_bytes());
    }
    kept.push(b'\n');
    kept.extend(&reply.body);
    Ok(std::fs::write(file, kept)?)
}

/// Serves it until it is killed.
pub(crate) async fn run(options: Options) -> Result<(), Trouble> {
    let kept = Bytes::from(std::fs::read(&options.file)?);
    let end = kept.windows(2).position(|two| two == b"\n\n").unwrap_or(0);
    let head = String::from_utf8_lossy(kept.get(..end).unwrap_or_default()).into_owned();
    let body = kept.slice(end + 2..);
    let mut headers = HeaderMap::new();
    for (name, value) in head.lines().filter_map(|line| line.split_once(": ")) {
        let (name, value) = (HeaderName::try_from(name), HeaderValue::from_str(value));
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    let answer = async move || (headers, body);
    let pages = Router::new().fallback(answer);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)).await?;
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    Ok(axum::serve(listener, pages).await?)
}
