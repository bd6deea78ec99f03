//! Systems stop and come back, and the page says so; where the account service cannot say how its
//! parties are, the page says that.

use super::look;
use crate::testing::town::Town;
use axum::routing::get;
use axum::{Json, Router};
use ground::Span;
use outside::condition::{Condition, Party, Report};
use sandbox::faults::OpenIdFault;
use std::sync::{Arc, Mutex};
use store::Store;
use tokio::net::TcpListener;
use web::Language;
use web::testing::look::wrong_with;

/// An account service that says what it is told to say.
async fn account_service(report: &Arc<Mutex<Report>>) -> (String, tokio::task::JoinHandle<()>) {
    let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", door.local_addr().unwrap());
    let report = Arc::clone(report);
    let said = async move || Json(report.lock().unwrap().clone());
    let pages = Router::new().route("/trang-thai.json", get(said));
    let serving = tokio::spawn(async move { axum::serve(door, pages).await.unwrap() });
    (address, serving)
}

/// The words for how each system on the page is, in their order.
async fn page(town: &Town) -> Vec<String> {
    let mut browser = town.browser();
    let seen = browser.get("/vi/tich-hop-ket-noi").await.answers(200);
    seen.texts(".system strong")
}

const WORKS: &str = "Đang hoạt động";
const TROUBLED: &str = "Đang gián đoạn";
const UNKNOWN: &str = "Chưa rõ";

async fn the_page_says_how_each_system_is(store: Store) {
    let report = Arc::new(Mutex::new(Report::unseen()));
    let (address, serving) = account_service(&report).await;
    let town = Town::with(store, |settings| settings.connections.account_url = address).await;
    assert_eq!(page(&town).await, [UNKNOWN; 5], "nobody has looked yet");

    let note = |party, condition| {
        report.lock().unwrap().note(party, condition, town.portal.clock.now());
    };
    for party in [Party::Sms, Party::Operator, Party::Mail] {
        note(party, Condition::Works);
    }
    look(&town.portal).await;
    assert_eq!(page(&town).await, [WORKS; 5]);

    note(Party::Operator, Condition::Troubled);
    town.make_ill(OpenIdFault::Down);
    town.wait(Span::from_minutes(1));
    look(&town.portal).await;
    assert_eq!(page(&town).await, [TROUBLED, WORKS, WORKS, TROUBLED, WORKS]);

    town.make_ill(OpenIdFault::Ok);
    town.wait(Span::from_minutes(1));
    note(Party::Operator, Condition::Works);
    look(&town.portal).await;
    assert_eq!(page(&town).await, [WORKS; 5]);

    // It answers, but has not looked itself for long.
    town.wait(Span::from_minutes(3));
    look(&town.portal).await;
    assert_eq!(page(&town).await, [WORKS, WORKS, UNKNOWN, UNKNOWN, UNKNOWN]);

    note(Party::Mail, Condition::Works);
    serving.abort();
    let _ = serving.await;
    look(&town.portal).await;
    let mut browser = town.browser();
    let seen = browser.get("/vi/tich-hop-ket-noi").await.answers(200);
    seen.sees("chưa có câu trả lời mới từ dịch vụ");
    assert_eq!(page(&town).await, [WORKS, TROUBLED, UNKNOWN, UNKNOWN, UNKNOWN]);
}

store::on_both_engines!(connected_systems, the_page_says_how_each_system_is);

#[tokio::test]
async fn every_page_is_in_order_and_names_no_host_it_need_not() {
    let town = Town::of(store::testing::sqlite().await).await;
    for language in Language::ALL {
        for path in ["/tich-hop-ket-noi", "/tich-hop-ket-noi/huong-dan-ket-noi"] {
            let mut browser = town.browser();
            let path = format!("/{}{path}", language.code());
            let seen = browser.get(&path).await.answers(200);
            let wrong = wrong_with(seen, language, &[super::TEXTS]);
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            assert!(!seen.text().contains("127.0.0.1"), "{path} names a host");
        }
    }
}
