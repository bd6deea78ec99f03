//! One SMTP connection: EHLO, MAIL, RCPT, DATA, RSET, NOOP, VRFY, QUIT.

use super::letter;
use super::lines::{Line, next_line};
use crate::faults::MailFault;
use crate::world::World;
use civic::EmailAddress;
use std::io;
use std::ops::ControlFlow;
use std::sync::Arc;
use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

/// RFC 5321 demands room for 100 receivers.
const RECEIVERS_MAX: usize = 100;

const DOWN: &str = "421 the mail server is down, try again later";

/// Serves one connection to its end.
pub(super) async fn run(stream: TcpStream, world: Arc<World>, stop: CancellationToken) {
    let mut session = Session { wire: BufReader::new(stream), world, envelope: None };
    match stop.run_until_cancelled(session.serve()).await {
        Some(_ended) => {}
        None => {
            let _gone = session.say("421 the mail server stops").await;
        }
    }
}

struct Session {
    wire: BufReader<TcpStream>,
    world: Arc<World>,
    envelope: Option<Envelope>,
}

/// Who writes to whom.
struct Envelope {
    from: String,
    to: Vec<String>,
}

/// Whether the connection goes on or is closed.
type Next = ControlFlow<()>;

impl Session {
    async fn serve(&mut self) -> io::Result<()> {
        if self.is_down() {
            return self.say(DOWN).await;
        }
        self.say("220 sandbox ESMTP").await?;
        let idle = self.world.settings.idle_after.duration();
        loop {
            let line = match tokio::time::timeout(idle, next_line(&mut self.wire)).await {
                Err(_) => return self.say("421 nothing was said for too long").await,
                Ok(line) => line?,
            };
            let next = match line {
                Line::End => return Ok(()),
                _ if self.is_down() => return self.say(DOWN).await,
                Line::TooLong => self.reply("500 line too long").await?,
                Line::Text(line) => self.obey(&String::from_utf8_lossy(&line)).await?,
            };
            if next.is_break() {
                return Ok(());
            }
        }
    }

    fn is_down(&self) -> bool {
        self.world.faults().mail == MailFault::Down
    }

    async fn obey(&mut self, line: &str) -> io::Result<Next> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => {
                self.envelope = None;
                let size = self.world.settings.mail_bytes_max;
                self.reply(&format!(
                    "250-sandbox\r\n250-SIZE {size}\r\n250-8BITMIME\r\n250 PIPELINING"
                ))
                .await
            }
            "HELO" => {
                self.envelope = None;
                self.reply("250 sandbox").await
            }
            "MAIL" => self.begin(rest).await,
            "RCPT" => self.address(rest).await,
            "DATA" => self.take().await,
            "RSET" => {
                self.envelope = None;
                self.reply("250 forgotten").await
            }
            "NOOP" => self.reply("250 well").await,
            "VRFY" => self.reply("252 not told, but mail is taken").await,
            "QUIT" => {
                self.say("221 goodbye").await?;
                Ok(ControlFlow::Break(()))
            }
            _ => self.reply("500 unknown command").await,
        }
    }

    async fn begin(&mut self, rest: &str) -> io::Result<Next> {
        if self.envelope.is_some() {
            return self.reply("503 one mail at a time").await;
        }
        let Some((from, parameters)) = path(rest, "FROM:") else {
            return self.reply("501 MAIL FROM:<address>").await;
        };
        let sizes = parameters.split(' ').filter_map(|one| one.strip_prefix("SIZE="));
        let most = self.world.settings.mail_bytes_max;
        if sizes.filter_map(|size| size.parse::<usize>().ok()).any(|size| size > most) {
            return self.reply("552 too large").await;
        }
        self.envelope = Some(Envelope { from: from.to_owned(), to: Vec::new() });
        self.reply("250 go on").await
    }

    async fn address(&mut self, rest: &str) -> io::Result<Next> {
        let Some(envelope) = &mut self.envelope else {
            return self.reply("503 MAIL comes first").await;
        };
        let Some((to, _)) = path(rest, "TO:") else {
            return self.reply("501 RCPT TO:<address>").await;
        };
        let Ok(to) = EmailAddress::parse(to) else {
            return self.reply("553 that is no address here").await;
        };
        if envelope.to.len() >= RECEIVERS_MAX {
            return self.reply("452 too many receivers").await;
        }
        envelope.to.push(to.as_str().to_lowercase());
        self.reply("250 known").await
    }

    async fn take(&mut self) -> io::Result<Next> {
        let Some(envelope) = self.envelope.take_if(|envelope| !envelope.to.is_empty()) else {
            return self.reply("503 RCPT comes first").await;
        };
        self.say("354 end with a dot").await?;
        let idle = self.world.settings.idle_after.duration();
        let Ok(body) = tokio::time::timeout(idle, self.body()).await else {
            self.say("421 the mail did not end").await?;
            return Ok(ControlFlow::Break(()));
        };
        match body? {
            Body::Whole(raw) => {
                let mail = letter::read(&raw, &envelope.from, self.world.clock.now());
                for to in &envelope.to {
                    self.world.mailboxes().lay(to, mail.clone());
                }
                self.reply("250 laid in the mailbox").await
            }
            Body::TooLarge => self.reply("552 too large").await,
            Body::TornOff => Ok(ControlFlow::Break(())),
        }
    }

    /// Reads to the line with nothing but a dot, undoing the doubled dots (RFC 5321, 4.5.2).
    async fn body(&mut self) -> io::Result<Body> {
        let (mut raw, mut too_large) = (Vec::new(), false);
        loop {
            let line = match next_line(&mut self.wire).await? {
                Line::End => return Ok(Body::TornOff),
                Line::TooLong => {
                    too_large = true;
                    continue;
                }
                Line::Text(line) if line == b"." => break,
                Line::Text(line) => line,
            };
            too_large |= raw.len() + line.len() + 2 > self.world.settings.mail_bytes_max;
            if !too_large {
                raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
                raw.extend_from_slice(b"\r\n");
            }
        }
        Ok(if too_large { Body::TooLarge } else { Body::Whole(raw) })
    }

    async fn reply(&mut self, line: &str) -> io::Result<Next> {
        self.say(line).await?;
        Ok(ControlFlow::Continue(()))
    }

    async fn say(&mut self, line: &str) -> io::Result<()> {
        self.wire.get_mut().write_all(format!("{line}\r\n").as_bytes()).await
    }
}

/// A mail's body as it came.
enum Body {
    Whole(Vec<u8>),
    TooLarge,
    TornOff,
}

/// The address between `<` and `>` after a keyword, and the parameters that follow.
fn path<'a>(rest: &'a str, keyword: &str) -> Option<(&'a str, &'a str)> {
    let (head, tail) = rest.split_at_checked(keyword.len())?;
    let inner = tail.trim_start().strip_prefix('<')?;
    let (address, parameters) = inner.split_once('>')?;
    head.eq_ignore_ascii_case(keyword).then_some((address, parameters.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_path_of_a_command() {
        assert_eq!(path("FROM:<a@b.vn> SIZE=12", "FROM:"), Some(("a@b.vn", "SIZE=12")));
        assert_eq!(path("from: <>", "FROM:"), Some(("", "")));
        assert_eq!(path("TO:<a@b.vn>", "FROM:"), None);
        assert_eq!(path("FROM:a@b.vn", "FROM:"), None);
        assert_eq!(path("F", "FROM:"), None);
    }
}
