//! The program's own clients against the parties they will meet.

use crate::running::{Running, quick, start, yesterday};
use civic::{BirthDate, IdentityNumber, PersonName, PhoneNumber};
use ground::{Moment, Secret, Span};
use outside::telco::SubscriberAnswer;
use outside::{
    Mail, MailClient, MailRefusal, OperatorClient, Receipt, ReceiptState, SimAnswer, Sms,
    SmsGateways, SmsRefusal,
};
use std::time::Duration;
use tokio::sync::mpsc;
use uuid::Uuid;

const HANDSET: &str = "/api/handsets/+84828000088/messages";

fn gateways(running: &Running) -> (SmsGateways, mpsc::Receiver<Receipt>) {
    let smpp = outside::sms::smpp::Settings {
        host: "127.0.0.1".into(),
        port: running.smpp.port(),
        system_id: "motcua".into(),
        password: Secret::new("sandbox"),
        ..Default::default()
    };
    let (receipts, arrived) = mpsc::channel(16);
    let settings = outside::sms::Settings { smpp, ..Default::default() };
    (SmsGateways::new(settings, receipts).unwrap(), arrived)
}

fn sms(text: &str) -> Sms {
    Sms { to: "+84828000088".into(), text: text.into(), reference: Uuid::from_u128(7) }
}

async fn next(receipts: &mut mpsc::Receiver<Receipt>) -> Receipt {
    let wait = tokio::time::timeout(Duration::from_secs(5), receipts.recv());
    wait.await.expect("a receipt within five seconds").unwrap()
}

#[tokio::test]
async fn messages_short_and_long_arrive_as_they_were_written() {
    let running = start(quick()).await;
    let (gateways, mut receipts) = gateways(&running);
    let long = "Mã xác thực: 123456 {[€]} 🙂 – hiệu lực 5 phút. ".repeat(5);
    let plain_long = "Ma OTP cua ban la 123456, hieu luc 5 phut [khong chia se]. ".repeat(4);
    let texts = ["Ma OTP cua ban la 123456", long.trim_end(), plain_long.trim_end()];
    for (place, text) in texts.iter().enumerate() {
        let id = gateways.submit(&sms(text)).await.unwrap();
        let receipt = next(&mut receipts).await;
        assert_eq!((receipt.message, receipt.state), (id, ReceiptState::Delivered));
        assert_eq!(running.wait_for(HANDSET, place + 1).await[place], *text);
    }
    gateways.shutdown().await;
}

#[tokio::test]
async fn a_client_is_told_of_loss_and_haste() {
    let running = start(quick()).await;
    let (gateways, mut receipts) = gateways(&running);
    running.put_faults(r#"{"sms":"undeliverable"}"#).await;
    let id = gateways.submit(&sms("lost")).await.unwrap();
    let receipt = next(&mut receipts).await;
    assert_eq!(receipt.message, id);
    assert!(matches!(receipt.state, ReceiptState::Failed(_)), "{receipt:?}");
    running.put_faults(r#"{"sms":"throttled"}"#).await;
    assert_eq!(gateways.submit(&sms("hasty")).await, Err(SmsRefusal::Throttled));
    assert_eq!(running.texts(HANDSET).await, [""; 0]);
    gateways.shutdown().await;
}

fn operator(running: &Running) -> OperatorClient {
    let base_url = format!("http://127.0.0.1:{}/telco", running.http.port());
    OperatorClient::new(&outside::telco::Settings {
        token_url: Some(format!("{base_url}/oauth2/token")),
        base_url,
        client_id: "motcua".into(),
        client_secret: Secret::new("sandbox-telco"),
        timeout: Span::from_ms(150),
        ..Default::default()
    })
    .unwrap()
}

async fn asked(operator: &OperatorClient, person: [&str; 4]) -> SubscriberAnswer {
    let [phone, number, name, birth] = person;
    let phone = PhoneNumber::parse(phone).unwrap();
    let number = IdentityNumber::parse(number, true).unwrap();
    let name = PersonName::parse(name).unwrap();
    let birth = BirthDate::from_iso(birth).unwrap();
    operator.match_subscriber(&phone, &number, &name, &birth, Uuid::from_u128(9)).await
}

const BINH: [&str; 4] = ["+84828000088", "051088001234", "Nguyễn Văn Bình", "1988-03-15"];

#[tokio::test]
async fn the_operator_confirms_and_denies_people() {
    let running = start(quick()).await;
    let operator = operator(&running);
    assert_eq!(asked(&operator, BINH).await, SubscriberAnswer::Match);
    let mai = ["0905000190", "051190004567", "Nguyễn Thị Mai", "1990-04-12"];
    assert_eq!(asked(&operator, mai).await, SubscriberAnswer::Match);
    let old = ["0868000072", "212345672", "Lê Quang Vinh", "1972-12-30"];
    assert_eq!(asked(&operator, old).await, SubscriberAnswer::Match);
    let elder = ["0935000179", "051148008901", "Phạm Thị Lành", "1948-02-10"];
    assert_eq!(asked(&operator, elder).await, SubscriberAnswer::Mismatch);
    let nobody = ["0999999999", "051088001234", "Nguyễn Văn Bình", "1988-03-15"];
    assert_eq!(asked(&operator, nobody).await, SubscriberAnswer::Mismatch);

    let chau = PhoneNumber::parse("0765000199").unwrap();
    assert_eq!(operator.sim_changed(&chau, 10, Uuid::from_u128(1)).await, SimAnswer::Changed);
    let binh = PhoneNumber::parse("0828000088").unwrap();
    assert_eq!(operator.sim_changed(&binh, 10, Uuid::from_u128(1)).await, SimAnswer::Unchanged);
    running.change_sim("+84828000088", "2026-01-01T00:00:00Z").await;
    assert_eq!(operator.sim_changed(&binh, 10, Uuid::from_u128(1)).await, SimAnswer::Unchanged);
    running.change_sim("+84828000088", &yesterday()).await;
    assert_eq!(operator.sim_changed(&binh, 10, Uuid::from_u128(1)).await, SimAnswer::Changed);

    running.put_faults(r#"{"telco":"not_available"}"#).await;
    assert_eq!(asked(&operator, BINH).await, SubscriberAnswer::NotAvailable);
    let silent = operator.sim_changed(&chau, 10, Uuid::from_u128(1)).await;
    assert_eq!(silent, SimAnswer::NotAvailable);
    for ill in ["down", "slow"] {
        running.put_faults(&format!(r#"{{"telco":"{ill}"}}"#)).await;
        assert_eq!(asked(&operator, BINH).await, SubscriberAnswer::Unreachable, "{ill}");
    }
}

#[tokio::test]
async fn mails_arrive_readable_or_the_relay_is_down() {
    let running = start(quick()).await;
    let client = MailClient::new(&outside::mail::Settings {
        host: "127.0.0.1".into(),
        port: running.smtp.port(),
        from: "Cổng Dịch vụ công <dvc@example.vn>".into(),
        ..Default::default()
    })
    .unwrap();
    let text =
        "Chào bạn,\n.dòng này bắt đầu bằng dấu chấm\nhttps://example.vn/vi/xac-nhan?ma=a=b\n";
    let mut mail = Mail {
        to: "binh@example.vn".into(),
        subject: "Xác nhận địa chỉ thư điện tử của bạn trên hệ thống một cửa tỉnh Quảng Ngãi"
            .into(),
        text: text.into(),
        html: Some("<p>Chào bạn</p>".into()),
        reference: Uuid::from_u128(3),
        written_at: Moment::from_rfc3339("2026-11-22T18:05:00+07:00").unwrap(),
    };
    client.send(&mail).await.unwrap();
    let mails = running.get("/api/mailboxes/binh@example.vn/messages").await.json();
    assert_eq!(mails[0]["from"], "dvc@example.vn");
    assert_eq!(mails[0]["subject"], mail.subject.as_str());
    assert_eq!(mails[0]["text"].as_str().unwrap().trim_end(), text.trim_end());
    mail.html = None;
    client.send(&mail).await.unwrap();
    assert_eq!(running.texts("/api/mailboxes/binh@example.vn/messages").await.len(), 2);

    running.put_faults(r#"{"mail":"down"}"#).await;
    assert_eq!(client.send(&mail).await, Err(MailRefusal::Unreachable));
    running.put_faults(r#"{"mail":"ok"}"#).await;
    client.send(&mail).await.unwrap();
}
