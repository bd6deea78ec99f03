//! The SMS centre, spoken to as an SMPP 3.4 client does.

use crate::running::{Running, quick, start};
use futures_util::{SinkExt, StreamExt};
use rusmpp::pdus::{
    BindReceiver, BindTransceiver, BindTransmitter, DeliverSm, DeliverSmResp, SubmitSm,
};
use rusmpp::tokio_codec::CommandCodec;
use rusmpp::types::{AnyOctetString, COctetString, OctetString};
use rusmpp::values::{DataCoding, EsmClass, Npi, RegisteredDelivery, Ton};
use rusmpp::{Command, CommandId, CommandStatus, Pdu};
use std::str::FromStr;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio_util::codec::Framed;

const HANDSET: &str = "/api/handsets/+84828000088/messages";

struct Client(Framed<TcpStream, CommandCodec>);

impl Client {
    async fn connect(running: &Running) -> Self {
        let stream = TcpStream::connect(running.smpp).await.unwrap();
        Self(Framed::new(stream, CommandCodec::new()))
    }

    async fn bound(running: &Running) -> Self {
        let mut client = Self::connect(running).await;
        let answer = client.ask(1, transceiver("motcua", "sandbox")).await;
        assert_eq!(answer.status(), CommandStatus::EsmeRok);
        client
    }

    async fn send(&mut self, number: u32, pdu: impl Into<Pdu>) {
        let command = Command::new(CommandStatus::EsmeRok, number, pdu);
        self.0.send(command).await.unwrap();
    }

    async fn next(&mut self) -> Option<Command> {
        let wait = tokio::time::timeout(Duration::from_secs(3), self.0.next());
        wait.await.expect("an answer within three seconds").map(Result::unwrap)
    }

    async fn ask(&mut self, number: u32, pdu: impl Into<Pdu>) -> Command {
        self.send(number, pdu).await;
        let answer = self.next().await.unwrap();
        assert_eq!(answer.sequence_number(), number);
        answer
    }

    /// Submits and gives the id, which must be granted.
    async fn submit(&mut self, number: u32, submit: SubmitSm) -> String {
        let answer = self.ask(number, submit).await;
        assert_eq!(answer.status(), CommandStatus::EsmeRok);
        match answer.pdu() {
            Some(Pdu::SubmitSmResp(answer)) => answer.message_id().as_str().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    /// The text of the next receipt, which is confirmed.
    async fn receipt(&mut self) -> String {
        let command = self.next().await.unwrap();
        let Some(Pdu::DeliverSm(receipt)) = command.pdu() else { panic!("{command:?}") };
        let text = text_of(receipt);
        self.send(command.sequence_number(), DeliverSmResp::default()).await;
        text
    }
}

fn text_of(receipt: &DeliverSm) -> String {
    assert_eq!(u8::from(receipt.esm_class), 0x04);
    receipt.short_message().to_str().unwrap().to_owned()
}

fn transceiver(name: &str, password: &str) -> BindTransceiver {
    BindTransceiver::builder()
        .system_id(COctetString::from_str(name).unwrap())
        .password(COctetString::from_str(password).unwrap())
        .build()
}

fn submit(octets: &[u8], coding: DataCoding, class: u8) -> SubmitSm {
    SubmitSm::builder()
        .source_addr_ton(Ton::Alphanumeric)
        .source_addr(COctetString::from_str("DVC").unwrap())
        .dest_addr_ton(Ton::International)
        .dest_addr_npi(Npi::Isdn)
        .destination_addr(COctetString::from_str("84828000088").unwrap())
        .esm_class(EsmClass::from(class))
        .registered_delivery(RegisteredDelivery::from(1))
        .data_coding(coding)
        .short_message(OctetString::from_slice(octets).unwrap())
        .build()
}

fn plain(text: &str) -> SubmitSm {
    submit(text.as_bytes(), DataCoding::McSpecific, 0)
}

#[tokio::test]
async fn a_message_arrives_and_its_receipt_comes_back() {
    let running = start(quick()).await;
    let mut client = Client::bound(&running).await;
    let id = client.submit(2, plain("Ma OTP cua ban la 123456")).await;
    assert_eq!(running.texts(HANDSET).await, ["Ma OTP cua ban la 123456"]);
    let receipt = client.receipt().await;
    assert!(receipt.starts_with(&format!("id:{id} sub:001 dlvrd:001 submit date:")), "{receipt}");
    assert!(receipt.contains(" stat:DELIVRD err:000 text:Ma OTP"), "{receipt}");

    let submits = running.get("/api/submits").await.json();
    assert_eq!(submits[0]["to"], "+84828000088");
    assert_eq!(submits[0]["text"], "Ma OTP cua ban la 123456");
    assert_eq!(submits[0]["answered"], true);
    assert_eq!(submits[0]["message_id"], id.as_str());

    let kept_alive = client.ask(3, Pdu::EnquireLink).await;
    assert_eq!(kept_alive.id(), CommandId::EnquireLinkResp);
    assert_eq!(client.ask(4, Pdu::Unbind).await.id(), CommandId::UnbindResp);
    assert!(client.next().await.is_none());
}

#[tokio::test]
async fn a_long_vietnamese_message_comes_together() {
    let running = start(quick()).await;
    let mut client = Client::bound(&running).await;
    let text = "Mã xác thực của bạn là 123456, có hiệu lực trong 5 phút. ".repeat(3);
    let octets: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let parts: Vec<&[u8]> = octets.chunks(134).collect();
    let of = u8::try_from(parts.len()).unwrap();
    for (place, part) in parts.iter().enumerate().rev() {
        let number = u8::try_from(place + 1).unwrap();
        let octets = [&[5, 0, 3, 42, of, number], *part].concat();
        client.send(u32::from(number) + 10, submit(&octets, DataCoding::Ucs2, 0x40)).await;
    }
    assert_eq!(running.wait_for(HANDSET, 1).await, [text]);
    assert_eq!(running.get("/api/submits").await.json().as_array().unwrap().len(), parts.len());
}

#[tokio::test]
async fn refuses_strangers_and_what_is_out_of_order() {
    let running = start(quick()).await;
    for (name, password, status) in [
        ("motcua", "wrong", CommandStatus::EsmeRinvpaswd),
        ("nobody", "sandbox", CommandStatus::EsmeRinvsysid),
    ] {
        let mut client = Client::connect(&running).await;
        assert_eq!(client.ask(1, transceiver(name, password)).await.status(), status);
        assert!(client.next().await.is_none());
    }
    let mut client = Client::connect(&running).await;
    let unbound = client.ask(1, plain("a")).await;
    assert_eq!(unbound.status(), CommandStatus::EsmeRinvbndsts);
    client.ask(2, transceiver("motcua", "sandbox")).await;
    let again = client.ask(3, transceiver("motcua", "sandbox")).await;
    assert_eq!(again.status(), CommandStatus::EsmeRalybnd);
    let unknown = Pdu::Other {
        command_id: CommandId::from(0x0000_0FFF),
        body: AnyOctetString::from_static_slice(b"what"),
    };
    let nack = client.ask(4, unknown).await;
    assert_eq!((nack.id(), nack.status()), (CommandId::GenericNack, CommandStatus::EsmeRinvcmdid));
    let too_long = client.ask(5, plain(&"x".repeat(161))).await;
    assert_eq!(too_long.status(), CommandStatus::EsmeRinvmsglen);
    assert_eq!(running.texts(HANDSET).await, [""; 0]);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_the_next_client_is_served() {
    let running = start(quick()).await;
    for garbage in [&b"GET / HTTP/1.1\r\nhost: a\r\n\r\n"[..], &[0; 64], &[0, 0, 0, 17, 0, 0, 0, 4]]
    {
        let mut stream = TcpStream::connect(running.smpp).await.unwrap();
        stream.write_all(garbage).await.unwrap();
        stream.shutdown().await.unwrap();
    }
    let mut submit_without_body = Client::bound(&running).await;
    let bare = Pdu::Other { command_id: CommandId::SubmitSm, body: AnyOctetString::empty() };
    assert_eq!(submit_without_body.ask(2, bare).await.id(), CommandId::GenericNack);
    submit_without_body.submit(3, plain("still well")).await;
}

#[tokio::test]
async fn faults_delay_lose_and_throttle() {
    let running = start(quick()).await;
    let mut client = Client::bound(&running).await;
    running.put_faults(r#"{"sms":"delayed"}"#).await;
    client.submit(2, plain("late")).await;
    assert_eq!(running.texts(HANDSET).await, [""; 0]);
    assert_eq!(running.wait_for(HANDSET, 1).await, ["late"]);
    assert!(client.receipt().await.contains("stat:DELIVRD"));

    running.put_faults(r#"{"sms":"undeliverable"}"#).await;
    client.submit(3, plain("lost")).await;
    assert!(client.receipt().await.contains("dlvrd:000"));

    running.put_faults(r#"{"sms":"throttled"}"#).await;
    let answer = client.ask(4, plain("too much")).await;
    assert_eq!(answer.status(), CommandStatus::EsmeRthrottled);
    assert_eq!(running.texts(HANDSET).await, ["late"]);
    let submits = running.get("/api/submits").await.json();
    assert_eq!(submits[2]["message_id"], serde_json::Value::Null);
    assert_eq!(submits[2]["answered"], true);
}

#[tokio::test]
async fn receipts_for_a_client_that_went_away_wait_for_its_return() {
    let running = start(quick()).await;
    let mut client = Client::bound(&running).await;
    client.submit(2, plain("first")).await;
    drop(client);
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut back = Client::bound(&running).await;
    assert!(back.receipt().await.contains("text:first"));
}

#[tokio::test]
async fn receipts_of_a_transmitter_come_by_the_receiver() {
    let running = start(quick()).await;
    let name = || COctetString::from_str("motcua").unwrap();
    let password = || COctetString::from_str("sandbox").unwrap();
    let mut transmitter = Client::connect(&running).await;
    let bind = BindTransmitter::builder().system_id(name()).password(password()).build();
    assert_eq!(transmitter.ask(1, bind).await.id(), CommandId::BindTransmitterResp);
    let mut receiver = Client::connect(&running).await;
    let bind = BindReceiver::builder().system_id(name()).password(password()).build();
    assert_eq!(receiver.ask(1, bind).await.id(), CommandId::BindReceiverResp);
    let refused = receiver.ask(2, plain("a")).await;
    assert_eq!(refused.status(), CommandStatus::EsmeRinvbndsts);
    transmitter.submit(2, plain("two ways")).await;
    assert!(receiver.receipt().await.contains("text:two ways"));
}

#[tokio::test]
async fn the_centre_unbinds_when_it_stops() {
    let running = start(quick()).await;
    let mut client = Client::bound(&running).await;
    running.stop.cancel();
    assert_eq!(client.next().await.unwrap().id(), CommandId::Unbind);
    assert!(client.next().await.is_none());
}
