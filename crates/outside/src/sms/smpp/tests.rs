//! The SMPP client against a small SMS centre over TCP that behaves, throttles, hangs up, is silent.

use super::*;
use crate::sms::message::ReceiptState;
use futures_util::{SinkExt, StreamExt};
use ground::{Secret, Span};
use rusmpp::pdus::{BindTransceiver, BindTransceiverResp, DeliverSm, SubmitSm, SubmitSmResp};
use rusmpp::tokio_codec::CommandCodec;
use rusmpp::types::{COctetString, OctetString};
use rusmpp::values::{EsmClass, InterfaceVersion};
use rusmpp::{Command, CommandStatus, Pdu};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::codec::Framed;
use uuid::Uuid;

type Line = Framed<TcpStream, CommandCodec>;

/// The centre's door, and one line at a time through it.
struct Centre(TcpListener);

impl Centre {
    async fn new() -> Self {
        Self(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    fn port(&self) -> u16 {
        self.0.local_addr().unwrap().port()
    }

    async fn accept(&self) -> Line {
        let (stream, _) = self.0.accept().await.unwrap();
        Framed::new(stream, CommandCodec::new())
    }

    async fn accept_bound(&self) -> (Line, BindTransceiver) {
        let mut line = self.accept().await;
        let (number, pdu) = heard(&mut line).await;
        let Pdu::BindTransceiver(bind) = pdu else { panic!("a bind, not {pdu:?}") };
        let answer = BindTransceiverResp::builder()
            .system_id(COctetString::from_slice(b"centre\0").unwrap())
            .build();
        say(&mut line, CommandStatus::EsmeRok, number, answer).await;
        (line, bind)
    }
}

async fn heard(line: &mut Line) -> (u32, Pdu) {
    let command = line.next().await.unwrap().unwrap();
    (command.sequence_number(), command.pdu().unwrap().clone())
}

async fn heard_submit(line: &mut Line) -> (u32, SubmitSm) {
    let (number, pdu) = heard(line).await;
    let Pdu::SubmitSm(submit) = pdu else { panic!("a submit, not {pdu:?}") };
    (number, submit)
}

async fn say(line: &mut Line, status: CommandStatus, number: u32, pdu: impl Into<Pdu>) {
    line.send(Command::new(status, number, pdu.into())).await.unwrap();
}

async fn accept_submit(line: &mut Line, id: &str) -> SubmitSm {
    let (number, submit) = heard_submit(line).await;
    let id = COctetString::from_string(id.to_owned()).unwrap();
    let answer = SubmitSmResp::builder().message_id(id).build();
    say(line, CommandStatus::EsmeRok, number, answer).await;
    submit
}

fn receipt(text: &str) -> DeliverSm {
    let text = OctetString::from_slice(text.as_bytes()).unwrap();
    DeliverSm::builder().esm_class(EsmClass::from(0x04)).short_message(text).build()
}

fn gateway(
    port: u16,
    change: impl FnOnce(&mut Settings),
) -> (Arc<SmppGateway>, mpsc::Receiver<Receipt>) {
    let mut settings = Settings {
        host: "127.0.0.1".to_owned(),
        port,
        system_id: "motcua".to_owned(),
        password: Secret::new("s3cret"),
        connect_timeout: Span::from_seconds(2),
        response_timeout: Span::from_seconds(2),
        reconnect_first: Span::from_ms(20),
        ..Settings::default()
    };
    change(&mut settings);
    let (sender, receipts) = mpsc::channel(8);
    (Arc::new(SmppGateway::new(settings, sender)), receipts)
}

fn sms(text: &str) -> Sms {
    Sms { to: "+84912345678".to_owned(), text: text.to_owned(), reference: Uuid::from_u128(3) }
}

fn submitting(
    gateway: &Arc<SmppGateway>,
    text: &str,
) -> tokio::task::JoinHandle<Result<String, SmsRefusal>> {
    let gateway = Arc::clone(gateway);
    let sms = sms(text);
    tokio::spawn(async move { gateway.submit(&sms).await })
}

async fn until(what: impl Fn() -> bool) {
    for _ in 0..200 {
        if what() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it did not come about");
}

#[tokio::test]
async fn binds_submits_hears_the_receipt_and_says_goodbye() {
    let centre = Centre::new().await;
    let (gateway, mut receipts) = gateway(centre.port(), |_| ());
    assert!(!gateway.is_up());
    let submitting = submitting(&gateway, "Ma OTP 123456");
    let (mut line, bind) = centre.accept_bound().await;
    assert_eq!(bind.system_id.as_str(), "motcua");
    assert_eq!(bind.interface_version, InterfaceVersion::Smpp3_4);
    let submit = accept_submit(&mut line, "a-1").await;
    assert_eq!(submit.short_message().as_ref(), b"Ma OTP 123456");
    assert_eq!(submitting.await.unwrap(), Ok("a-1".to_owned()));
    assert!(gateway.is_up());

    say(&mut line, CommandStatus::EsmeRok, 77, receipt("id:a-1 stat:DELIVRD err:000")).await;
    let told = receipts.recv().await.unwrap();
    assert_eq!((told.message.id.as_str(), told.state), ("a-1", ReceiptState::Delivered));
    let acknowledged = line.next().await.unwrap().unwrap();
    assert!(matches!(acknowledged.pdu(), Some(Pdu::DeliverSmResp(_))));
    assert_eq!(
        (acknowledged.sequence_number(), acknowledged.status()),
        (77, CommandStatus::EsmeRok)
    );

    let leaving = Arc::clone(&gateway);
    let leaving = tokio::spawn(async move { leaving.shutdown().await });
    let (number, pdu) = heard(&mut line).await;
    assert_eq!(pdu, Pdu::Unbind);
    say(&mut line, CommandStatus::EsmeRok, number, Pdu::UnbindResp).await;
    leaving.await.unwrap();
    assert!(line.next().await.is_none());
    assert_eq!(gateway.submit(&sms("later")).await, Err(SmsRefusal::Unreachable));
}

#[tokio::test]
async fn long_vietnamese_messages_travel_in_parts() {
    let centre = Centre::new().await;
    let (gateway, _receipts) = gateway(centre.port(), |_| ());
    let submitting = submitting(&gateway, &"Mã xác thực. ".repeat(8));
    let (mut line, _) = centre.accept_bound().await;
    let first = accept_submit(&mut line, "p-1").await;
    let last = accept_submit(&mut line, "p-2").await;
    assert_eq!(submitting.await.unwrap(), Ok("p-2".to_owned()));
    for (part, number) in [(&first, 1), (&last, 2)] {
        assert_eq!(u8::from(part.esm_class), 0x40);
        assert_eq!(part.short_message().as_ref()[..3], [5, 0, 3]);
        assert_eq!(part.short_message().as_ref()[4..6], [2, number]);
    }
    let units: Vec<u16> = [&first, &last]
        .iter()
        .flat_map(|part| part.short_message().as_ref()[6..].to_vec())
        .collect::<Vec<u8>>()
        .chunks(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect();
    assert_eq!(String::from_utf16(&units).unwrap(), "Mã xác thực. ".repeat(8));
}

#[tokio::test]
async fn however_many_parts_the_whole_takes_no_longer_than_said() {
    let centre = Centre::new().await;
    let (gateway, _receipts) =
        gateway(centre.port(), |settings| settings.response_timeout = Span::from_ms(400));
    let submitting = submitting(&gateway, &"Mã xác thực. ".repeat(40));
    let (mut line, _) = centre.accept_bound().await;
    // Each of the eight parts is answered in time; all of them together are not.
    let answering = tokio::spawn(async move {
        for nth in 0.. {
            tokio::time::sleep(Duration::from_millis(150)).await;
            accept_submit(&mut line, &format!("p-{nth}")).await;
        }
    });
    assert_eq!(submitting.await.unwrap(), Err(SmsRefusal::TimedOut));
    answering.abort();
}

#[tokio::test]
async fn a_connection_nobody_attends_to_any_more_is_told() {
    let centre = Centre::new().await;
    let (gateway, _receipts) = gateway(centre.port(), |_| ());
    let lost = timeout(Duration::from_millis(50), gateway.lost()).await;
    assert!(lost.is_err(), "it has not begun");
    drop(gateway.take_unopened());
    gateway.lost().await;
}

#[tokio::test]
async fn a_centre_that_wants_us_slower_is_understood() {
    let centre = Centre::new().await;
    let (gateway, _receipts) = gateway(centre.port(), |_| ());
    gateway.open();
    let (mut line, _) = centre.accept_bound().await;
    let one = submitting(&gateway, "x");
    let (number, _) = heard_submit(&mut line).await;
    say(&mut line, CommandStatus::EsmeRmsgqful, number, SubmitSmResp::default()).await;
    assert_eq!(one.await.unwrap(), Err(SmsRefusal::Throttled));

    // Refusals mostly come as a bare header, without a body.
    let bare = submitting(&gateway, "y");
    let (number, _) = heard_submit(&mut line).await;
    let throttled = u32::from(CommandStatus::EsmeRthrottled);
    let figures = [16, 0x8000_0004, throttled, number];
    line.get_mut().write_all(&figures.map(u32::to_be_bytes).concat()).await.unwrap();
    assert_eq!(bare.await.unwrap(), Err(SmsRefusal::Throttled));
}

#[tokio::test]
async fn a_lost_connection_leaves_the_outcome_unknown_and_is_made_again() {
    let centre = Centre::new().await;
    let (gateway, _receipts) = gateway(centre.port(), |_| ());
    let cut_off = submitting(&gateway, "x");
    let (mut line, _) = centre.accept_bound().await;
    heard_submit(&mut line).await;
    drop(line);
    assert_eq!(cut_off.await.unwrap(), Err(SmsRefusal::TimedOut));

    let next = submitting(&gateway, "y");
    let (mut line, _) = centre.accept_bound().await;
    accept_submit(&mut line, "b-2").await;
    assert_eq!(next.await.unwrap(), Ok("b-2".to_owned()));
}

#[tokio::test]
async fn a_silent_centre_leaves_the_outcome_unknown() {
    let centre = Centre::new().await;
    let (gateway, _receipts) =
        gateway(centre.port(), |settings| settings.response_timeout = Span::from_ms(100));
    let unanswered = submitting(&gateway, "x");
    let (mut line, _) = centre.accept_bound().await;
    let (late, _) = heard_submit(&mut line).await;
    assert_eq!(unanswered.await.unwrap(), Err(SmsRefusal::TimedOut));
    // The late answer is nobody's; the line goes on.
    say(&mut line, CommandStatus::EsmeRok, late, SubmitSmResp::default()).await;
    let next = submitting(&gateway, "y");
    accept_submit(&mut line, "c-2").await;
    assert_eq!(next.await.unwrap(), Ok("c-2".to_owned()));
}

#[tokio::test]
async fn nobody_there_is_unreachable_until_somebody_is() {
    let centre = Centre::new().await;
    let port = centre.port();
    drop(centre);
    let (gateway, _receipts) = gateway(port, |_| ());
    assert_eq!(gateway.submit(&sms("x")).await, Err(SmsRefusal::Unreachable));
    let centre = Centre(TcpListener::bind(("127.0.0.1", port)).await.unwrap());
    let _bound = centre.accept_bound().await;
    until(|| gateway.is_up()).await;
}

#[tokio::test]
async fn a_refused_bind_is_unreachable() {
    let centre = Centre::new().await;
    let (gateway, _receipts) = gateway(centre.port(), |_| ());
    let submitting = submitting(&gateway, "x");
    let mut line = centre.accept().await;
    let (number, _) = heard(&mut line).await;
    let refused = BindTransceiverResp::default();
    say(&mut line, CommandStatus::EsmeRinvpaswd, number, refused).await;
    assert_eq!(submitting.await.unwrap(), Err(SmsRefusal::Unreachable));
}

#[tokio::test]
async fn no_more_than_the_window_is_under_way() {
    let centre = Centre::new().await;
    let (gateway, _receipts) = gateway(centre.port(), |settings| settings.window = 2);
    let submitting: Vec<_> = (0..3).map(|_| submitting(&gateway, "x")).collect();
    let (mut line, _) = centre.accept_bound().await;
    let (first, _) = heard_submit(&mut line).await;
    let (second, _) = heard_submit(&mut line).await;
    let third = timeout(Duration::from_millis(100), line.next()).await;
    assert!(third.is_err(), "a third message was sent before one was answered");
    for number in [first, second] {
        say(&mut line, CommandStatus::EsmeRok, number, SubmitSmResp::default()).await;
    }
    accept_submit(&mut line, "").await;
    for one in submitting {
        assert_eq!(one.await.unwrap(), Ok(String::new()));
    }
}

#[tokio::test]
async fn an_idle_line_is_tried_and_given_up_when_dead() {
    let centre = Centre::new().await;
    let (gateway, _receipts) = gateway(centre.port(), |settings| {
        settings.enquire_link = Span::from_ms(50);
        settings.response_timeout = Span::from_ms(200);
    });
    gateway.open();
    let (mut line, _) = centre.accept_bound().await;
    let (number, pdu) = heard(&mut line).await;
    assert_eq!(pdu, Pdu::EnquireLink);
    say(&mut line, CommandStatus::EsmeRok, number, Pdu::EnquireLinkResp).await;
    assert_eq!(heard(&mut line).await.1, Pdu::EnquireLink);
    // This one stays unanswered: the client comes again by itself.
    let _again = centre.accept_bound().await;
}

#[tokio::test]
async fn a_receipt_without_a_place_is_asked_for_again() {
    let centre = Centre::new().await;
    let (gateway, receipts) = gateway(centre.port(), |_| ());
    drop(receipts);
    gateway.open();
    let (mut line, _) = centre.accept_bound().await;
    say(&mut line, CommandStatus::EsmeRok, 5, receipt("id:1 stat:DELIVRD")).await;
    let answer = line.next().await.unwrap().unwrap();
    assert_eq!(answer.status(), CommandStatus::EsmeRxTAppn);
}

#[tokio::test]
async fn an_unbind_by_the_centre_is_answered_and_the_line_made_again() {
    let centre = Centre::new().await;
    let (gateway, _receipts) = gateway(centre.port(), |_| ());
    gateway.open();
    let (mut line, _) = centre.accept_bound().await;
    say(&mut line, CommandStatus::EsmeRok, 8, Pdu::Unbind).await;
    assert_eq!(heard(&mut line).await, (8, Pdu::UnbindResp));
    let _again = centre.accept_bound().await;
}
