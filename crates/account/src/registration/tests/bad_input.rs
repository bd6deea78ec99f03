//! Bad input: a clear message beside its field or a clean refusal, and nothing typed lost.

use crate::testing::{Applicant, FORM, World, fill_in};
use axum::http::{HeaderValue, Method};
use store::Store;

/// What is typed into one field, and the key of the complaint.
const WRONG: [(&str, &str, &str); 36] = [
    ("identity", "", "registration-identity-empty"),
    ("identity", "05108800123a", "registration-identity-digits"),
    ("identity", "０５１０８８００１２３", "registration-identity-length"),
    ("identity", "05108800123", "registration-identity-length"),
    ("identity", "212345672", "registration-identity-old"),
    ("identity", "051088001234567890123456789012345678901", "registration-identity-length"),
    ("identity", "051088\u{0}01234", "registration-identity-digits"),
    ("identity", "000000000000", "registration-identity-impossible"),
    ("name", " ", "registration-name-empty"),
    ("name", "Nguyễn Văn 2", "registration-name-digit"),
    ("name", "Нгуен", "registration-name-alphabet"),
    ("name", "<script>alert(1)</script>", "registration-name-alphabet"),
    ("name", "An\u{202e}hnA", "registration-name-alphabet"),
    ("name", "Nguyễn\u{7}An", "registration-name-alphabet"),
    ("birth-date", "", "registration-birth-date-empty"),
    ("birth-date", "15 tháng 3", "registration-birth-date-shape"),
    ("birth-date", "15/03/88", "registration-birth-date-shape"),
    ("birth-date", "31/02/1988", "registration-birth-date-impossible"),
    ("birth-date", "23/11/2026", "registration-birth-date-future"),
    ("birth-date", "31/12/1899", "registration-birth-date-old"),
    ("birth-date", "'; DROP TABLE citizen; --", "registration-birth-date-shape"),
    ("phone", "", "registration-phone-empty"),
    ("phone", "0255 3822 722", "registration-phone-landline"),
    ("phone", "+84 255 382 2722", "registration-phone-landline"),
    ("phone", "+1 415 555 0100", "registration-phone-foreign"),
    ("phone", "0120 000 088", "registration-phone-shape"),
    ("phone", "1414", "registration-phone-shape"),
    ("phone", "0828000o88", "registration-phone-shape"),
    ("phone", "08280000881", "registration-phone-shape"),
    ("phone", "0828\n000088", "registration-phone-shape"),
    ("email", "an.nguyen", "registration-email-shape"),
    ("email", "an@nguyen@example.vn", "registration-email-shape"),
    ("email", "bình@example.vn", "registration-email-accented"),
    ("email", "an nguyen@example.vn", "registration-email-shape"),
    ("email", "an@ví-dụ.vn", "registration-email-accented"),
    ("email", "a@b.vn\r\nBcc: c@d.vn", "registration-email-shape"),
];

async fn each_field_says_what_is_wrong(store: Store) {
    let world = World::on(store).await;
    let (who, button) = (Applicant::binh(), world.t("registration-register"));
    let browser = world.form(&who).await;
    let sending = browser.sending(&button);
    let long = [("name", "a".repeat(300), "registration-name-long"), {
        ("email", format!("{}@example.vn", "a".repeat(300)), "registration-email-long")
    }];
    let short = WRONG.map(|(field, value, key)| (field, value.to_owned(), key));
    for (field, value, key) in short.into_iter().chain(long) {
        let mut tab = browser.tab();
        tab.send(sending.clone().with(field, &value)).await.answers(422);
        assert_eq!(tab.complaint(field), world.t(key), "{field}: {value:?}");
        tab.sees(&world.t("form-problem"));
        assert!(tab.attribute(".error-summary a", "href").unwrap().ends_with(field));
        let visible: String = value.chars().filter(|c| !c.is_control()).collect();
        assert_eq!(tab.field(field).unwrap(), visible, "it is still there");
        for (other, typed) in who.fields().into_iter().filter(|(other, _)| *other != field) {
            assert_eq!(tab.complaint(other), "", "{other} beside a wrong {field}");
            assert_eq!(tab.field(other).unwrap(), typed);
        }
    }
    assert_eq!((world.operator_asked(), world.rows("spent_challenge").await), (0, 0));
}

store::on_both_engines!(each_field, each_field_says_what_is_wrong);

async fn numbers_from_before_2018_are_translated(store: Store) {
    let world = World::on(store).await;
    let who = Applicant { phone: "0168 200 0088".into(), ..Applicant::binh() };
    let browser = world.applies(&who).await;
    browser.answers(422);
    let said = world.t1("registration-phone-old-prefix", "new", "0382 000 088");
    assert_eq!(browser.complaint("phone"), said);
}

store::on_both_engines!(old_prefix, numbers_from_before_2018_are_translated);

async fn an_empty_form_names_every_field(store: Store) {
    let world = World::on(store).await;
    let mut browser = world.browser();
    browser.get(FORM).await;
    browser.press(&world.t("registration-register")).await.answers(422);
    for field in ["identity", "name", "birth-date", "phone"] {
        let said = browser.complaint(field);
        assert!(said.starts_with("Bạn phải nhập "), "{field}: {said}");
    }
    assert_eq!(browser.complaint("email"), "");
    assert_eq!(browser.texts(".error-summary li").len(), 4);
}

store::on_both_engines!(empty_form, an_empty_form_names_every_field);

async fn requests_no_page_makes(store: Store) {
    let world = World::on(store).await;
    let browser = world.form(&Applicant::binh()).await;
    let post = |body: &str| browser.draft(&Method::POST, FORM, body);
    let huge = format!("name={}", "a".repeat(1_000_000));
    let mut not_a_form = post("{}");
    let json = HeaderValue::from_static("application/json");
    not_a_form.headers_mut().insert("content-type", json);
    for (request, status) in [
        (post(&huge), 413),
        (post("name=a&name=b"), 400),
        (not_a_form, 415),
        (browser.draft(&Method::PUT, FORM, ""), 405),
        (browser.draft(&Method::DELETE, "/vi/dang-ky", ""), 405),
        (browser.draft(&Method::POST, "/vi/dang-ky", ""), 405),
        (browser.draft(&Method::GET, "/vi/dang-ky/x/gui-lai-otp", ""), 405),
        (browser.draft(&Method::GET, "/vi/khong-co", ""), 404),
    ] {
        let what = format!("{} {}", request.method(), request.uri());
        let seen = browser.exchange(request).await;
        assert_eq!(seen.status().as_u16(), status, "{what}");
        assert!(!seen.heading().is_empty(), "{what} gets a page");
        assert!(!seen.body().contains("panicked") && !seen.body().contains("crates/"), "{what}");
    }
    for body in ["%", "%ff%fe=%00", "=", "&&&", "form-token=%C3%28", "\u{0}"] {
        let seen = browser.exchange(post(body)).await;
        assert_eq!(seen.status().as_u16(), 422, "{body:?}");
    }
}

store::on_both_engines!(no_page_makes, requests_no_page_makes);

async fn usual_writings_are_taken(store: Store) {
    let world = World::on(store).await;
    let who = Applicant {
        identity: " 051.088.001-234 ".into(),
        name: "  nguyễn   văn bình ".into(),
        birth_date: "15031988".into(),
        phone: "+84 (0)828.000.088".into(),
        email: String::new(),
    };
    let mut browser = world.browser();
    browser.get(FORM).await;
    fill_in(&mut browser, &who);
    browser.press(&world.t("registration-register")).await.is_at("/ma-otp").sees("082****088");
}

store::on_both_engines!(usual_writings, usual_writings_are_taken);
