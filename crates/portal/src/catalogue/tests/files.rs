//! Files that are read into the catalogue.

use super::{file, written};
use crate::catalogue;
use crate::reading::{Report, Told};
use crate::testing::{Office, rows};
use ground::Span;
use serde_json::{Value, json};
use store::Store;

const BIRTH: &str = "1.001193";

async fn titles(office: &Office) -> Vec<String> {
    let all = catalogue::published(office.portal.store.reader()).await.unwrap();
    all.into_iter().map(|one| format!("{} {}", one.code, one.title)).collect()
}

fn refusals(told: &[Told]) -> Vec<(u64, String)> {
    let why = |one: &Told| match one {
        Told::Refused { line, why, .. } => Some((*line, why.clone())),
        _ => None,
    };
    told.iter().filter_map(why).collect()
}

async fn the_same_file_twice_changes_nothing(store: Store) {
    let office = Office::of(store).await;
    let both = file(&[written(BIRTH, "Khai sinh"), written("2.000635.000.00.00.H13", "Trích lục")]);
    let (report, _) = office.reads(&both).await;
    assert_eq!(report, Report { added: 2, ..Report::default() });
    let store = &office.portal.store;
    let generation = catalogue::generation(store.reader()).await.unwrap();
    assert_eq!(generation, 1);
    let (report, _) = office.reads(&both).await;
    assert_eq!(report, Report { unchanged: 2, ..Report::default() });
    assert_eq!(catalogue::generation(store.reader()).await.unwrap(), generation);
    assert_eq!(rows(store, "procedure_version").await, 2);
    let changed = file(&[written(BIRTH, "Đăng ký khai sinh")]);
    let (report, _) = office.reads(&changed).await;
    assert_eq!(report, Report { changed: 1, ..Report::default() });
    assert_eq!(catalogue::generation(store.reader()).await.unwrap(), generation + 1);
    assert_eq!(titles(&office).await, ["1.001193 Đăng ký khai sinh", "2.000635 Trích lục"]);
    assert_eq!(rows(store, "procedure_version").await, 3, "the version before is kept");
    assert_eq!(rows(store, "staged_procedure").await, 0);
}

store::on_both_engines!(read_twice, the_same_file_twice_changes_nothing);

async fn what_cannot_be_is_refused_and_the_rest_is_read(store: Store) {
    let office = Office::of(store).await;
    office.reads(&file(&[written("1.000001", "Vẫn như cũ")])).await;
    let with = |key: &str, value: Value| {
        let mut one = written("1.000002", "Sai");
        one[key] = value;
        one
    };
    let wrong = [
        (with("name", json!(7)), "name: invalid type"),
        (with("name", json!("")), "name: is empty"),
        (with("name", json!("=HYPERLINK(\"http://x\")")), "name: begins as a formula"),
        (with("code", json!("../../etc")), "code: a code"),
        (with("levels", json!(["galaxy"])), "levels[0]: unknown variant"),
        (with("audience", json!(["Người ngoài hành tinh"])), "unknown audience"),
        (with("units", json!(["H99"])), "is no unit of this province"),
        (with("dossier", json!("none")), "dossier: invalid type"),
        (with("channels", json!([{ "channel": "fax" }])), "channels[0].channel"),
        (
            with("dossier", json!([{ "items": [{ "name": "x", "form_url": "javascript:0" }] }])),
            "form_url",
        ),
        (written("1.000003", "Hai lần"), "stands in line"),
    ];
    let mut text = String::from("[\n");
    text.push_str(&format!("{},\n", written("1.000003", "Hai lần")));
    for (entry, _) in &wrong {
        text.push_str(&format!("{entry},\n"));
    }
    text.push_str(&format!("{},\n{{\"name\": \"x\",,}},\n", written(BIRTH, "Khai sinh")));
    let mut bytes = text.into_bytes();
    bytes.extend(b"{\"name\": \"\xff\xfe\"},\n{\"name\": \"never ends");
    let (report, told) = office.reads(&bytes).await;
    let refused = refusals(&told);
    for ((at, (_, why)), (line, said)) in wrong.iter().enumerate().zip(&refused) {
        assert!(said.contains(why), "{said:?} does not say {why:?}");
        assert_eq!(*line, at as u64 + 3, "{said}");
    }
    assert_eq!(refused.len(), wrong.len() + 3, "{refused:?}");
    assert!(refused[wrong.len() + 1].1.contains("UTF-8"), "{refused:?}");
    assert!(refused[wrong.len() + 2].1.contains("ends in the middle"), "{refused:?}");
    assert_eq!((report.added, report.refused), (2, wrong.len() as u64 + 3));
    let all = ["1.000001 Vẫn như cũ", "1.000003 Hai lần", "1.001193 Khai sinh"];
    assert_eq!(titles(&office).await, all);
}

store::on_both_engines!(bad_files, what_cannot_be_is_refused_and_the_rest_is_read);

async fn what_has_no_national_code_gets_one_of_ours(store: Store) {
    let office = Office::of(store).await;
    let without = |name: &str| {
        let mut one = written("", name);
        one["code"] = Value::Null;
        one
    };
    office.reads(&file(&[without("Viện trợ khẩn cấp"), without("Karaoke")])).await;
    let own = ["DP.000001 Viện trợ khẩn cấp", "DP.000002 Karaoke"];
    assert_eq!(titles(&office).await, own);
    let (report, _) = office.reads(&file(&[without("KARAOKE "), without("Bản tin")])).await;
    assert_eq!((report.added, report.changed), (1, 1), "found again by its title");
    assert_eq!(titles(&office).await[1..], ["DP.000002 KARAOKE", "DP.000003 Bản tin"]);
}

store::on_both_engines!(own_codes, what_has_no_national_code_gets_one_of_ours);

async fn a_version_takes_effect_on_its_day(store: Store) {
    let office = Office::of(store).await;
    office.reads(&file(&[written(BIRTH, "Như hôm nay")])).await;
    let tomorrow = office.portal.clock.now().plus(Span::from_hours(24)).day_in_vietnam();
    let mut next = written(BIRTH, "Từ ngày mai");
    next["effective_from"] = json!(tomorrow.to_string());
    office.reads(&file(&[next])).await;
    crate::sweep(&office.portal).await.unwrap();
    assert_eq!(titles(&office).await, ["1.001193 Như hôm nay"]);
    let generation = catalogue::generation(office.portal.store.reader()).await.unwrap();
    office.wait(Span::from_hours(24));
    crate::sweep(&office.portal).await.unwrap();
    assert_eq!(titles(&office).await, ["1.001193 Từ ngày mai"]);
    let after = catalogue::generation(office.portal.store.reader()).await.unwrap();
    assert_eq!(after, generation + 1, "nodes learn of it");
    crate::sweep(&office.portal).await.unwrap();
    assert_eq!(catalogue::generation(office.portal.store.reader()).await.unwrap(), after);
}

store::on_both_engines!(effective_days, a_version_takes_effect_on_its_day);

async fn what_the_national_service_answers_is_read(store: Store) {
    let office = Office::of(store).await;
    let one = json!({
        "MATTHC": "1.004873",
        "TENTTHC": "Cấp Giấy xác nhận tình trạng hôn nhân",
        "MACOQUANCONGBO": "G15",
        "TRANGTHAI": 1,
        "LINHVUCTHUCHIEN": [{ "MALINHVUC": "G15-HT", "TENLINHVUC": "Hộ tịch" }],
        "TRINHTUTHUCHIEN": [{ "TRUONGHOP": "", "TRINHTU": [{ "TENTRINHTU": "Nộp tờ khai.\nNhận giấy." }] }],
        "CACHTHUCTHUCHIEN": [
            { "KENH": "1", "THOIGIAN": [{ "THOIGIANGIAIQUYET": "3", "DONVITINH": "Ngày làm việc",
              "PHILEPHI": [{ "MAPHILEPHI": "x", "SOTIEN": "10.000", "DONVI": "Đồng" }] }] },
            { "KENH": 2, "THOIGIAN": [{ "THOIGIANGIAIQUYET": 3, "DONVITINH": "Ngày" }] },
        ],
        "THANHPHANHOSO": [{ "GIAYTO": [{ "TENGIAYTO": "Tờ khai", "TENMAUDON": "TK.doc",
            "URL": "https://dvc.example.vn/tk.doc", "SOBANCHINH": "1", "SOBANSAO": 0 }] }],
        "DOITUONGTHUCHIEN": [{ "TENDOITUONG": "Công dân Việt Nam" }],
        "YEUCAU": null,
        "KETQUATHUCHIEN": [{ "MAKETQUA": "KQ.G15.000001", "TENKETQUA": "Giấy xác nhận" }],
        "CANCUPHAPLY": [{ "SOVANBAN": "123/2015/NĐ-CP", "TENVANBAN": "Nghị định" }],
        "COQUANTHUCHIEN": [{ "MADONVI": "x", "TENDONVI": "Ủy ban nhân dân cấp xã" }],
    });
    let mut wrong = one.clone();
    wrong["MATTHC"] = json!("1.000001");
    wrong["CACHTHUCTHUCHIEN"][0]["KENH"] = json!("9");
    let mut gone = one.clone();
    gone["MATTHC"] = json!("1.000002");
    gone["TRANGTHAI"] = json!("0");
    let answer = json!({ "error_code": 0, "data": [one, wrong, gone] }).to_string();
    let (report, told) = office.reads(answer.as_bytes()).await;
    assert_eq!((report.added, report.refused), (2, 1), "{told:?}");
    assert!(refusals(&told)[0].1.contains("KENH"), "{told:?}");
    let all = catalogue::published(office.portal.store.reader()).await.unwrap();
    assert_eq!(all.len(), 1, "one is not public");
    let listed = &all[0];
    assert_eq!((listed.code.as_str(), listed.field.as_str()), ("1.004873", "Hộ tịch"));
    assert_eq!((listed.has_fee, listed.is_offered), (Some(true), true));
    let mut browser = office.browser();
    browser.get("/vi/thu-tuc/1.004873").await.sees("10.000 ₫").sees("Nhận giấy.");
    assert_eq!(browser.attribute(".paper-form", "href").unwrap(), "https://dvc.example.vn/tk.doc");
}

store::on_both_engines!(national, what_the_national_service_answers_is_read);
