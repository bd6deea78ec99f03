//! HTTP/1.1 as a browser speaks it, so small that it costs next to nothing and counts every byte.

use crate::Trouble;
use std::net::Ipv4Addr;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long one exchange may take. Longer than the longest wait the program has for a visitor.
const PATIENCE: Duration = Duration::from_secs(30);

/// One connection to a port of this machine, made when first needed and again when it was closed.
#[derive(Debug)]
pub struct Wire {
    port: u16,
    stream: Option<BufReader<TcpStream>>,
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, as it came, without the marks of chunks.
    pub body: Vec<u8>,
    /// Bytes on the wire, head and body.
    pub bytes: usize,
}

impl Reply {
    /// A header's first value; empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The body as a text, unpacked.
    ///
    /// # Errors
    /// A body that is not what its headers say.
    pub fn text(&self) -> Result<String, Trouble> {
        let mut text = String::new();
        let read = match self.header("content-encoding") {
            "gzip" => {
                let mut unpacked = flate2::read::GzDecoder::new(self.body.as_slice());
                std::io::Read::read_to_string(&mut unpacked, &mut text)
            }
            _ => std::io::Read::read_to_string(&mut self.body.as_slice(), &mut text),
        };
        read.map_err(|error| Trouble::Wrong(format!("an unreadable body: {error}")))?;
        Ok(text)
    }
}

impl Wire {
    /// A wire to a port of this machine.
    pub fn new(port: u16) -> Self {
        Self { port, stream: None }
    }

    /// Fetches an address.
    ///
    /// # Errors
    /// Nobody there, or no HTTP.
    pub async fn get(&mut self, path: &str, headers: &str) -> Result<Reply, Trouble> {
        let is_old = self.stream.is_some();
        match self.exchange("GET", path, headers, "").await {
            // A kept connection may have been closed meanwhile: browsers look again (RFC 9110, 9.2.2).
            Err(Trouble::Away(_)) if is_old => self.exchange("GET", path, headers, "").await,
            reply => reply,
        }
    }

    /// One exchange; `headers` are whole lines, each with its line end.
    ///
    /// # Errors
    /// Nobody there, or no HTTP.
    pub async fn exchange(
        &mut self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> Result<Reply, Trouble> {
        let length = match method {
            "GET" => String::new(),
            _ => format!("content-length: {}\r\n", body.len()),
        };
        let port = self.port;
        let head = format!("{method} {path} HTTP/1.1\r\nhost: localhost:{port}\r\n");
        let request = format!("{head}{headers}{length}\r\n{body}");
        match timeout(PATIENCE, self.send(request.as_bytes())).await {
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(trouble)) => {
                self.stream = None;
                Err(trouble)
            }
            Err(_) => {
                self.stream = None;
                Err(Trouble::Away("no answer in time".into()))
            }
        }
    }

    async fn send(&mut self, request: &[u8]) -> Result<Reply, Trouble> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).await?;
                stream.set_nodelay(true)?;
                BufReader::new(stream)
            }
        };
        stream.write_all(request).await?;
        let reply = read(&mut stream).await?;
        if !reply.header("connection").eq_ignore_ascii_case("close") {
            self.stream = Some(stream);
        }
        Ok(reply)
    }
}

async fn read(stream: &mut BufReader<TcpStream>) -> Result<Reply, Trouble> {
    let mut bytes = 0;
    let status = line(stream, &mut bytes).await?;
    let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| Trouble::Wrong("no HTTP".into()))?;
    let mut headers = Vec::new();
    loop {
        let line = line(stream, &mut bytes).await?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let mut reply = Reply { status, headers, body: Vec::new(), bytes };
    if reply.header("transfer-encoding") == "chunked" {
        loop {
            let size = line(stream, &mut reply.bytes).await?;
            let size = usize::from_str_radix(size.trim(), 16)
                .map_err(|_| Trouble::Wrong("no chunk".into()))?;
            take(stream, size, &mut reply).await?;
            line(stream, &mut reply.bytes).await?;
            if size == 0 {
                break;
            }
        }
    } else {
        let size = reply.header("content-length").parse().unwrap_or(0);
        take(stream, size, &mut reply).await?;
    }
    Ok(reply)
}

async fn take(
    stream: &mut BufReader<TcpStream>,
    size: usize,
    reply: &mut Reply,
) -> Result<(), Trouble> {
    let before = reply.body.len();
    reply.body.resize(before + size, 0);
    stream.read_exact(&mut reply.body[before..]).await?;
    reply.bytes += size;
    Ok(())
}

async fn line(stream: &mut BufReader<TcpStream>, bytes: &mut usize) -> Result<String, Trouble> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await?;
    if read == 0 {
        return Err(Trouble::Away("the connection was closed".into()));
    }
    *bytes += read;
    Ok(line.trim_end().to_owned())
}
