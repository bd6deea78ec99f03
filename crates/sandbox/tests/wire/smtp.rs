//! The mail server, spoken to line by line.

use crate::running::{Running, quick, start};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

struct Client(BufReader<TcpStream>);

impl Client {
    async fn connect(running: &Running) -> Self {
        Self(BufReader::new(TcpStream::connect(running.smtp).await.unwrap()))
    }

    async fn read(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).await.unwrap();
        line
    }

    /// Says a line and gives the last line of the answer.
    async fn say(&mut self, line: &str) -> String {
        self.0.get_mut().write_all(format!("{line}\r\n").as_bytes()).await.unwrap();
        loop {
            let answer = self.read().await;
            if answer.as_bytes().get(3) != Some(&b'-') {
                return answer;
            }
        }
    }

    async fn expect(&mut self, line: &str, code: &str) {
        let answer = self.say(line).await;
        assert!(answer.starts_with(code), "{line}: {answer}");
    }
}

const MAILBOX: &str = "/api/mailboxes/Binh@example.vn/messages";

#[tokio::test]
async fn lays_a_mail_in_each_mailbox() {
    let running = start(quick()).await;
    let mut client = Client::connect(&running).await;
    assert!(client.read().await.starts_with("220 "));
    client.expect("EHLO client", "250").await;
    client.expect("MAIL FROM:<dvc@example.vn> BODY=8BITMIME SIZE=500", "250").await;
    client.expect("RCPT TO:<binh@example.vn>", "250").await;
    client.expect("RCPT TO:<mai@example.vn>", "250").await;
    client.expect("DATA", "354").await;
    let mail = "From: <dvc@example.vn>\r\nSubject: =?utf-8?b?WMOhYyBuaOG6rW4=?=\r\n\
        Content-Type: text/plain; charset=utf-8\r\n\r\nChào bạn\r\n..dấu chấm\r\n.";
    client.expect(mail, "250").await;
    client.expect("QUIT", "221").await;
    let mails = running.get(MAILBOX).await.json();
    assert_eq!(mails[0]["from"], "dvc@example.vn");
    assert_eq!(mails[0]["subject"], "Xác nhận");
    assert_eq!(mails[0]["text"], "Chào bạn\n.dấu chấm\n");
    assert_eq!(running.texts("/api/mailboxes/mai%40example.vn/messages").await.len(), 1);
}

#[tokio::test]
async fn keeps_the_order_and_the_size() {
    let running = start(sandbox::Settings { mail_bytes_max: 100, ..quick() }).await;
    let mut client = Client::connect(&running).await;
    client.read().await;
    client.expect("RCPT TO:<a@example.vn>", "503").await;
    client.expect("DATA", "503").await;
    client.expect("MAIL FROM:<a@example.vn> SIZE=101", "552").await;
    client.expect("MAIL FROM:<>", "250").await;
    client.expect("MAIL FROM:<>", "503").await;
    client.expect("DATA", "503").await;
    client.expect("RCPT TO:<nobody>", "553").await;
    client.expect("RCPT nobody", "501").await;
    client.expect("RCPT TO:<binh@example.vn>", "250").await;
    client.expect("DATA", "354").await;
    client.expect(&format!("{}\r\n.", "x".repeat(101)), "552").await;
    client.expect("RSET", "250").await;
    client.expect("NOOP", "250").await;
    client.expect("HOTEL", "500").await;
    client.expect(&"x".repeat(10_000), "500").await;
    assert_eq!(running.texts(MAILBOX).await, [""; 0]);
}

#[tokio::test]
async fn can_be_down() {
    let running = start(quick()).await;
    let mut open = Client::connect(&running).await;
    open.read().await;
    running.put_faults(r#"{"mail":"down"}"#).await;
    assert!(open.say("NOOP").await.starts_with("421 "));
    let mut client = Client::connect(&running).await;
    assert!(client.read().await.starts_with("421 "));
    assert_eq!(client.read().await, "");
}
