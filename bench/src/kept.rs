//! Answers of ours kept in files, so that a server without anything of ours can give them again.

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bench::{Trouble, wire::Reply};
use std::path::Path;

/// What a server writes by itself.
const ITS_OWN: [&str; 4] = ["date", "content-length", "transfer-encoding", "connection"];

/// An answer and what was asked.
#[derive(Clone)]
pub(crate) struct Kept {
    /// Method and path.
    pub(crate) asked: String,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// Writes an answer into a file: what was asked, the status, header lines, an empty line, the body.
pub(crate) fn write(asked: &str, reply: &Reply, file: &Path) -> Result<(), Trouble> {
    let mut kept = format!("{asked}\n{}\n", reply.status).into_bytes();
    for (name, value) in reply.headers.iter().filter(|(name, _)| !ITS_OWN.contains(&name.as_str()))
    {
        kept.extend(format!("{name}: {value}\n").into_bytes());
    }
    kept.push(b'\n');
    kept.extend(&reply.body);
    Ok(std::fs::write(file, kept)?)
}

impl Kept {
    /// Reads it back.
    pub(crate) fn read(file: &Path) -> Result<Self, Trouble> {
        let kept = Bytes::from(std::fs::read(file)?);
        let end = kept.windows(2).position(|two| two == b"\n\n").unwrap_or(0);
        let head = String::from_utf8_lossy(kept.get(..end).unwrap_or_default()).into_owned();
        let mut lines = head.lines();
        let asked = lines.next().unwrap_or_default().to_owned();
        let status = lines.next().and_then(|line| line.parse::<StatusCode>().ok());
        let status = status.ok_or_else(|| Trouble::Wrong(format!("{}", file.display())))?;
        let mut headers = HeaderMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            let (name, value) = (HeaderName::try_from(name), HeaderValue::from_str(value));
            if let (Ok(name), Ok(value)) = (name, value) {
                headers.append(name, value);
            }
        }
        Ok(Self { asked, status, headers, body: kept.slice(end + 2..) })
    }
}

impl IntoResponse for Kept {
    fn into_response(self) -> Response {
        (self.status, self.headers, self.body).into_response()
    }
}
