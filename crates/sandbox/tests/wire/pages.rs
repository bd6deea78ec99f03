//! The pages, asked for as a browser without script does.

use crate::running::{Answer, Running, quick, start};
use outside::sms::smpp;
use outside::{Mail, MailClient, Sms, SmsGateways};
use uuid::Uuid;

const FORM: &str = "content-type: application/x-www-form-urlencoded\r\n";

fn says(answer: &Answer, text: &str) {
    assert!(answer.body.contains(text), "{text} is not in {}", answer.body);
}

fn is_silent_about(answer: &Answer, text: &str) {
    assert!(!answer.body.contains(text), "{text} is in {}", answer.body);
}

fn location(answer: &Answer) -> &str {
    let line = answer.head.lines().find_map(|line| line.strip_prefix("location: "));
    line.expect("a location").trim()
}

/// Opens a page with a form, and sends the form from the same browser.
async fn send(running: &Running, path: &str, fields: &str) -> Answer {
    let form = running.get(path).await;
    let cookie = form.head.lines().find_map(|line| line.strip_prefix("set-cookie: "));
    let cookie = cookie.and_then(|cookie| cookie.split(';').next()).unwrap();
    let token = form.body.split("name=\"form-token\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let fields = format!("form-token={token}&{fields}");
    running.ask("POST", path, &format!("{FORM}cookie: {cookie}\r\n"), &fields).await
}

#[tokio::test]
async fn every_page_is_there_in_both_languages() {
    let running = start(quick()).await;
    for (path, vi, en) in [
        ("/dien-thoai", "Nguyễn Văn Bình", "Open the phone 0828 000 088"),
        ("/dien-thoai/+84828000088", "mô phỏng", "No messages yet"),
        ("/them-nguoi", "Nhà mạng mô phỏng sẽ giữ", "will hold exactly"),
        ("/hop-thu", "Mở hộp thư", "Open a mailbox"),
        ("/hop-thu/binh@example.vn", "Chưa có thư nào", "No mail yet"),
        ("/su-co", "Nhà mạng", "Refuses every question"),
    ] {
        let (in_vi, in_en) =
            (running.get(&format!("/vi{path}")).await, running.get(&format!("/en{path}")).await);
        assert_eq!((in_vi.status, in_en.status), (200, 200), "{path}");
        says(&in_vi, vi);
        says(&in_en, en);
        is_silent_about(&in_vi, ">sandbox-");
        is_silent_about(&in_en, ">sandbox-");
        says(&in_vi, &format!("href=\"/en{path}\""));
    }
    assert_eq!(location(&running.get("/").await), "/vi/dien-thoai");
    assert_eq!(location(&running.get("/en").await), "/en/dien-thoai");
    for path in ["/vi/dien-thoai/12", "/vi/dien-thoai/%ff", "/vi/hop-thu/x", "/vi/khong-co"] {
        assert_eq!(running.get(path).await.status, 404, "{path}");
    }
    for asset in ["/mo-phong/pages.css", "/mo-phong/watch.js"] {
        assert_eq!(running.get(asset).await.status, 200);
    }
    assert_eq!(running.get("/healthz").await.status, 200);
}

#[tokio::test]
async fn a_number_or_an_address_leads_on() {
    let running = start(quick()).await;
    let answer = running.get("/vi/dien-thoai?phone=0828+000+088").await;
    assert_eq!((answer.status, location(&answer)), (303, "/vi/dien-thoai/+84828000088"));
    let answer = running.get("/vi/hop-thu?address=a%2Fb%40example.vn").await;
    assert_eq!((answer.status, location(&answer)), (303, "/vi/hop-thu/a%2Fb@example.vn"));
    let answer = running.get("/vi/dien-thoai?phone=12%3Cb%3E").await;
    assert_eq!(answer.status, 422);
    says(&answer, "Đây không phải số di động Việt Nam");
    is_silent_about(&answer, "<b>");
    assert_eq!(running.get("/vi/hop-thu?address=x").await.status, 422);
    assert_eq!(running.get("/vi/dien-thoai?phone=1&phone=2").await.status, 200);
}

#[tokio::test]
async fn the_handset_shows_messages_and_their_code_escaped() {
    let running = start(quick()).await;
    let smpp = smpp::Settings {
        host: "127.0.0.1".into(),
        port: running.smpp.port(),
        system_id: "motcua".into(),
        password: ground::Secret::new("sandbox"),
        ..Default::default()
    };
    let settings = outside::sms::Settings { smpp, ..Default::default() };
    let gateways = SmsGateways::new(settings, tokio::sync::mpsc::channel(4).0).unwrap();
    for text in ["Ma OTP cua ban la 123456", "<script>alert(1)</script> & \"x\""] {
        let to = "+84828000088".to_owned();
        let sms = Sms { to, text: text.into(), reference: Uuid::from_u128(1) };
        gateways.submit(&sms).await.unwrap();
    }
    let page = running.get("/vi/dien-thoai/+84828000088").await;
    says(&page, "<code>123456</code>");
    is_silent_about(&page, "<script>alert");
    let (first, second) = (page.body.find("Ma OTP"), page.body.find("alert(1)"));
    assert!(first < second, "the newest stands at the bottom");
    says(&page, "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>");
}

#[tokio::test]
async fn the_mailbox_shows_links_that_can_be_followed() {
    let running = start(quick()).await;
    let client = MailClient::new(&outside::mail::Settings {
        host: "127.0.0.1".into(),
        port: running.smtp.port(),
        from: "dvc@example.vn".into(),
        ..Default::default()
    })
    .unwrap();
    let mail = Mail {
        to: "Binh@Example.vn".into(),
        subject: "Xác nhận <b>thư</b>".into(),
        text: "Mở http://localhost:8081/vi/xac-nhan?ma=a&b=c.".into(),
        html: None,
        reference: Uuid::from_u128(3),
        written_at: ground::Moment::from_unix_ms(0),
    };
    client.send(&mail).await.unwrap();
    let page = running.get("/vi/hop-thu/binh@example.vn").await;
    is_silent_about(&page, "<b>thư");
    assert!(page.body.contains("<a href=\"http://localhost:8081/vi/xac-nhan?ma=a&#38;b=c\""));
}

#[tokio::test]
async fn a_person_is_added_by_form() {
    let running = start(quick()).await;
    let fields = "name=Tr%E1%BA%A7n+V%C4%83n+An&birth_date=03%2F02%2F1991&phone=0828+111+222\
                  &citizen_number=051091999001&email=&sim=yesterday";
    let answer = send(&running, "/vi/them-nguoi", fields).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert_eq!(location(&answer), "/vi/dien-thoai/+84828111222");
    let people = running.get("/api/people").await.json();
    let added = people.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&added["name"], &added["birth_date"]),
        (&"Trần Văn An".into(), &"1991-02-03".into())
    );
    assert!(added["sim_changed_at"].is_string());

    let again = send(&running, "/en/them-nguoi", fields).await;
    assert_eq!(again.status, 422);
    says(&again, "Somebody holds this number already");
    says(&again, "value=\"03/02/1991\"");
    let empty = send(&running, "/vi/them-nguoi", "name=&birth_date=31%2F02%2F2000").await;
    says(&empty, "Họ tên chỉ gồm");
    says(&empty, "Ngày sinh là một ngày có thật");
    let foreign = running.ask("POST", "/vi/them-nguoi", FORM, fields).await;
    assert_eq!(foreign.status, 422, "a form without its token does nothing");
}

#[tokio::test]
async fn faults_are_set_by_form() {
    let running = start(quick()).await;
    let answer = send(&running, "/vi/su-co", "telco=slow&sms=undeliverable&mail=ok").await;
    assert_eq!((answer.status, location(&answer)), (303, "/vi/su-co?da-dat"));
    let faults = running.get("/api/faults").await.json();
    assert_eq!(
        faults,
        serde_json::json!({"telco": "slow", "sms": "undeliverable", "mail": "ok", "openid": "ok"})
    );
    let page = running.get("/vi/su-co?da-dat").await;
    says(&page, "Đã đặt.");
    says(&page, "value=\"undeliverable\" checked");
    let wrong = send(&running, "/vi/su-co", "sms=late").await;
    assert_eq!(wrong.status, 422);
    says(&wrong, "Hãy chọn một trong các cách");
    assert_eq!(running.get("/api/faults").await.json()["sms"], "undeliverable");
}
