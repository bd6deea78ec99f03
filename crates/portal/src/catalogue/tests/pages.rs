//! The page of a procedure.

use super::{file, written};
use crate::catalogue::TEXTS;
use crate::testing::Office;
use serde_json::json;
use store::{Store, testing};
use web::Language;
use web::testing::look;

async fn a_procedure_says_what_one_must_know(store: Store) {
    let office = Office::of(store).await;
    let mut birth = written("1.001193", "Đăng ký khai sinh </script><b>");
    birth["steps"] = json!(["Nộp tờ khai.", "Nhận giấy khai sinh."]);
    birth["related"] = json!(["2.000635", "9.999999"]);
    office.reads(&file(&[birth, written("2.000635", "Trích lục hộ tịch")])).await;
    let mut browser = office.browser();
    browser.get("/vi/thu-tuc/1.001193").await.answers(200);
    browser.sees("1 ngày làm việc – 3 ngày làm việc").sees("Không mất phí – 8.000 ₫");
    browser.sees("xã, phường bất kỳ").sees("Giấy chứng sinh").sees("1 bản chính, 2 bản sao");
    browser.sees("Nhận giấy khai sinh.").sees("60/2014/QH13").sees("Luật Hộ tịch");
    assert_eq!(browser.cookies(), [""; 0], "who only reads gets no cookie");
    let data = browser.texts("script[type='application/ld+json']").concat();
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["@type"], "GovernmentService");
    assert_eq!(data["name"], "Đăng ký khai sinh </script><b>");
    browser.click("Trích lục hộ tịch").await.is_at("/vi/thu-tuc/2.000635").answers(200);
}

store::on_both_engines!(one_procedure, a_procedure_says_what_one_must_know);

async fn a_code_that_leads_nowhere_says_where_to_go(store: Store) {
    let office = Office::of(store).await;
    let mut old = written("2.000488", "Phiếu lý lịch tư pháp (Sở Tư pháp)");
    old["status"] = json!("replaced");
    old["replaced_by"] = json!("3.000333");
    office.reads(&file(&[old, written("3.000333", "Cấp Phiếu lý lịch tư pháp")])).await;
    let mut browser = office.browser();
    browser.get("/vi/thu-tuc/2.000488").await.answers(410).sees("không còn hiệu lực");
    browser.click("Cấp Phiếu lý lịch tư pháp").await.is_at("/vi/thu-tuc/3.000333").answers(200);
    browser.get("/vi/thu-tuc/3.000333.000.00.00.H48").await.is_at("/vi/thu-tuc/3.000333");
    for unknown in ["1.999999", "abc", "%3Cb%3E", "DP.000001"] {
        browser.get(&format!("/vi/thu-tuc/{unknown}")).await.answers(404).sees("Không có thủ tục");
    }
}

store::on_both_engines!(nowhere, a_code_that_leads_nowhere_says_where_to_go);

async fn history_is_kept_and_compared(store: Store) {
    let office = Office::of(store).await;
    let mut birth = written("1.001193", "Khai sinh");
    office.reads(&file(&[birth.clone()])).await;
    birth["dossier"][0]["items"][1]["name"] = json!("Giấy chứng sinh điện tử");
    office.reads(&file(&[birth])).await;
    let mut browser = office.browser();
    browser.get("/vi/thu-tuc/1.001193").await.sees("bản thứ 2");
    browser.click("Lịch sử thay đổi").await.answers(200).sees("Đang áp dụng");
    assert_eq!(browser.texts("del"), ["Giấy chứng sinh (1+2)"]);
    assert_eq!(browser.texts("ins"), ["Giấy chứng sinh điện tử (1+2)"]);
    browser.get("/vi/thu-tuc/1.999999/lich-su").await.answers(404);
}

store::on_both_engines!(history, history_is_kept_and_compared);

#[tokio::test]
async fn every_page_is_in_order() {
    let office = Office::of(testing::sqlite().await).await;
    let mut gone = written("2.000488", "Cũ");
    gone["status"] = json!("withdrawn");
    office.reads(&file(&[written("1.001193", "Khai sinh"), gone])).await;
    for language in Language::ALL {
        let mut browser = office.browser();
        for code in ["1.001193", "1.001193/lich-su", "2.000488", "1.999999"] {
            let seen = browser.get(&format!("/{}/thu-tuc/{code}", language.code())).await;
            let wrong = look::wrong_with(seen, language, &[TEXTS]);
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        }
    }
}
