//! Administrators told as stories.

use super::{Granted, TEXTS, Whom, grant, take_back};
use crate::catalogue::tests::{file, written};
use crate::testing::{ISSUER, Office, everything_noted};
use ground::Span;
use store::{Store, testing};
use web::Language;
use web::testing::look;

const BIRTH: &str = "1.001193";
const COPY: &str = "2.000635";

async fn office(store: Store) -> Office {
    let office = Office::of(store).await;
    let both = [written(BIRTH, "Đăng ký khai sinh"), written(COPY, "Cấp bản sao trích lục")];
    office.reads(&file(&both)).await;
    office
}

fn called(subject: &str) -> Whom {
    Whom::Called { issuer: ISSUER.into(), subject: subject.into() }
}

async fn only_who_was_granted_it_administers(store: Store) {
    let office = office(store).await;
    let mut visitor = office.browser();
    visitor.get("/vi/quan-tri").await;
    assert!(visitor.path.starts_with("/vi/dang-nhap"), "asked to sign in: {}", visitor.path);
    let (mut hoa, person) = office.signed_in("hoa").await;
    hoa.get("/vi/quan-tri").await.answers(403).sees(&person.to_string());
    hoa.get("/vi/quan-tri/thong-bao").await.answers(403);
    assert!(grant(&office.portal, &called("nobody")).await.unwrap().is_err());
    assert_eq!(grant(&office.portal, &called("hoa")).await.unwrap(), Ok(Granted::Now));
    assert_eq!(grant(&office.portal, &called("hoa")).await.unwrap(), Ok(Granted::Before));
    hoa.get("/vi/quan-tri").await.answers(200).sees("Nổi bật: Công dân");
    assert_eq!(take_back(&office.portal, &called("hoa")).await.unwrap(), Ok(Granted::Now));
    hoa.get("/vi/quan-tri").await.answers(403);
    let noted = everything_noted(&office.portal.store).await;
    assert!(noted.contains("administrator.granted") && noted.contains("administrator.taken_back"));
}

store::on_both_engines!(granted, only_who_was_granted_it_administers);

async fn what_is_featured_changes_the_home_page(store: Store) {
    let office = office(store).await;
    let mut visitor = office.browser();
    visitor.get("/vi").await.answers(200);
    assert!(visitor.texts(".of-citizen li").is_empty());
    let mut hoa = office.administrator("hoa").await;
    hoa.get("/vi/quan-tri").await;
    hoa.click("Nổi bật: Công dân").await.is_at("/vi/quan-tri/noi-bat/cong-dan");
    for code in [BIRTH, "2.000635.000.00.00.H48"] {
        hoa.fill("add", code).press("Thêm").await.answers(200);
    }
    hoa.fill("add", "1.999999").press("Thêm").await.answers(422).sees("Không có thủ tục");
    hoa.get("/vi/quan-tri/noi-bat/cong-dan").await;
    office.wait(Span::from_seconds(2));
    visitor.get("/vi").await;
    let both = ["Đăng ký khai sinh", "Cấp bản sao trích lục"];
    assert_eq!(visitor.texts(".of-citizen li"), both);
    assert!(visitor.texts(".of-enterprise li").is_empty(), "the other side is its own list");
    hoa.press("Lên Cấp bản sao trích lục").await.answers(200);
    office.wait(Span::from_seconds(2));
    visitor.get("/vi").await;
    assert_eq!(visitor.texts(".of-citizen li"), [both[1], both[0]]);
    visitor.click("Đăng ký khai sinh").await.is_at("/vi/thu-tuc/1.001193").answers(200);
    hoa.press("Bỏ Đăng ký khai sinh").await;
    hoa.get("/vi/quan-tri/thong-bao").await;
    hoa.fill("title", "Nghỉ lễ")
        .fill("text", "Quầy nghỉ ngày 01/01.")
        .press("Đăng thông báo")
        .await;
    hoa.answers(200);
    office.wait(Span::from_seconds(2));
    visitor.get("/vi").await.sees("Quầy nghỉ ngày 01/01.");
    assert_eq!(visitor.texts(".of-citizen li"), [both[1]]);
    hoa.press("Gỡ “Nghỉ lễ”").await.answers(200);
    office.wait(Span::from_seconds(2));
    visitor.get("/vi").await;
    assert!(!visitor.body().contains("Nghỉ lễ"));
}

store::on_both_engines!(featured, what_is_featured_changes_the_home_page);

async fn what_is_withheld_is_seen_by_nobody(store: Store) {
    let office = office(store).await;
    let (mut visitor, mut hoa) = (office.browser(), office.administrator("hoa").await);
    hoa.get("/vi/quan-tri").await;
    hoa.fill("ma", BIRTH).press("Mở").await.is_at("/vi/quan-tri/thu-tuc/1.001193");
    hoa.press("Giữ lại").await.answers(200).sees("đang được giữ lại");
    visitor.get("/vi/thu-tuc/1.001193").await.answers(404);
    office.reads(&file(&[written(BIRTH, "Khai sinh, bản mới")])).await;
    visitor.get("/vi/thu-tuc/1.001193").await.answers(404);
    hoa.press("Hiển thị").await.answers(200);
    visitor.get("/vi/thu-tuc/1.001193").await.answers(200).sees("Khai sinh, bản mới");
}

store::on_both_engines!(withheld, what_is_withheld_is_seen_by_nobody);

async fn what_one_proposes_another_decides(store: Store) {
    let office = office(store).await;
    let mut visitor = office.browser();
    let mut hoa = office.administrator("hoa").await;
    let mut tuan = office.administrator("tuan").await;
    let path = "/vi/quan-tri/thu-tuc/1.001193";
    hoa.get(path).await;
    hoa.press("Gửi đề xuất").await.answers(422).sees("Vui lòng nhập ngày");
    let tomorrow = office.portal.clock.now().plus(Span::from_hours(24)).day_in_vietnam();
    let tomorrow = tomorrow.strftime("%d/%m/%Y").to_string();
    hoa.fill("offered", "no").fill("hand-in", "Quầy 5").fill("from", &tomorrow);
    hoa.press("Gửi đề xuất").await.answers(200).sees("do một quản trị viên khác duyệt");
    // A form of one's own making decides nothing either.
    let own = hoa.attribute("input[name='proposal']", "value").unwrap();
    let token = hoa.attribute("input[name='form-token']", "value").unwrap();
    let body = format!("form-token={token}&proposal={own}&approve=1");
    let request = hoa.draft(&axum::http::Method::POST, path, &body);
    hoa.exchange(request).await;
    hoa.get(path).await.sees("chờ người khác duyệt");
    tuan.get("/vi/quan-tri").await;
    tuan.click(BIRTH).await.is_at(path);
    tuan.press("Duyệt").await.answers(200).sees("đã duyệt, chờ đến ngày");
    visitor.get("/vi/thu-tuc/1.001193").await;
    assert!(!visitor.body().contains("Quầy 5"), "not before its day");
    office.wait(Span::from_hours(24));
    crate::sweep(&office.portal).await.unwrap();
    visitor.get("/vi/thu-tuc/1.001193").await.sees("Quầy 5").sees("chưa nộp được");
    office.reads(&file(&[written(BIRTH, "Khai sinh, bản mới")])).await;
    visitor.get("/vi/thu-tuc/1.001193").await.sees("Quầy 5").sees("Khai sinh, bản mới");
}

store::on_both_engines!(proposed, what_one_proposes_another_decides);

#[tokio::test]
async fn every_page_is_in_order() {
    let office = office(testing::sqlite().await).await;
    for language in Language::ALL {
        let (mut stranger, _) = office.signed_in("la").await;
        let mut hoa = office.administrator("hoa").await;
        let code = language.code();
        let seen = stranger.get(&format!("/{code}/quan-tri")).await;
        let mut wrong = look::wrong_with(seen, language, &[TEXTS]);
        for path in ["", "/noi-bat/cong-dan", "/thu-tuc/1.001193", "/thong-bao"] {
            let seen = hoa.get(&format!("/{code}/quan-tri{path}")).await;
            wrong.extend(look::wrong_with(seen, language, &[TEXTS]));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
