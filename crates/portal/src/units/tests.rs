//! Units that are read from files.

use super::{codes, import};
use crate::reading::{Report, Told};
use crate::testing::Office;
use store::Store;

const FILE: &str = r#"{
  "province": {"code": "51", "full_name": "Tỉnh Quảng Ngãi", "since": "2025-07-01",
    "merged_from": [{"code": "51", "name": "Quảng Ngãi"}, {"code": "62", "name": "Kon Tum"}],
    "dossier_sync_code": {"value": "H48", "source": "x"}},
  "commune_units": [
    {"code": "21025", "kind": "phuong", "name": "Cẩm Thành", "full_name": "Phường Cẩm Thành"},
    {"code": "21028", "kind": "galaxy", "name": "x"},
    {"code": "21025", "kind": "xa", "name": "Hai lần"},
    {"kind": "xa", "name": "Không mã"},
    {"code": "21034", "kind": "xa", "name": "=1+1"},
    {"code": "21040", "kind": "xa", "name": "Ngược", "valid_from": "2025-07-01", "valid_to": "2024-01-01"}
  ],
  "departments": [{"name": "Sở Nội vụ", "group": "department"}],
  "provinces": [{"code": "01", "name": "Hà Nội"}]
}"#;

async fn reads(office: &Office, file: &str) -> (Report, Vec<String>) {
    let mut refused = Vec::new();
    let mut tell = |told: &Told| {
        if let Told::Refused { why, .. } = told {
            refused.push(why.clone());
        }
    };
    let report = import(&office.portal, file.as_bytes(), &mut tell).await.unwrap();
    (report, refused)
}

async fn what_cannot_be_is_refused_and_the_rest_is_read(store: Store) {
    let office = Office::of(store).await;
    let (report, refused) = reads(&office, FILE).await;
    assert_eq!((report.added, report.refused), (3, 5), "{refused:?}");
    let said = ["unknown variant", "stands in line", "code:", "formula", "before valid_from"];
    for (why, said) in refused.iter().zip(said) {
        assert!(why.contains(said), "{why:?} does not say {said:?}");
    }
    let known = codes(office.portal.store.reader()).await.unwrap();
    assert_eq!(Vec::from_iter(known), ["21025", "51", "so-noi-vu"]);
    let (report, _) = reads(&office, FILE).await;
    assert_eq!((report.unchanged, report.changed), (3, 0));
    let (report, _) = reads(&office, &FILE.replace("Sở Nội vụ", "Sở NỘI VỤ")).await;
    assert_eq!((report.unchanged, report.changed), (2, 1));
}

store::on_both_engines!(units_of_a_file, what_cannot_be_is_refused_and_the_rest_is_read);
