//! What others read of the catalogue.

use super::TEXTS;
use crate::catalogue::tests::{file, written};
use crate::testing::Office;
use serde_json::{Value, json};
use store::{Store, testing};
use web::Language;
use web::testing::look;

/// More than is read at once.
const MANY: usize = 250;

async fn office(store: Store) -> Office {
    let office = Office::of(store).await;
    let many: Vec<Value> =
        (0..MANY).map(|n| written(&format!("1.{n:06}"), "- Thủ tục <&>")).collect();
    office.reads(&file(&many)).await;
    office
}

fn json_of(body: &str) -> Value {
    serde_json::from_str(body).unwrap()
}

async fn what_is_written_can_be_read_again(store: Store) {
    let office = office(store).await;
    let mut browser = office.browser();
    let whole = browser.get("/du-lieu-mo/thu-tuc.json").await.answers(200).body().to_owned();
    assert_eq!(json_of(&whole)["procedures"].as_array().unwrap().len(), MANY);
    let (report, _) = office.reads(whole.as_bytes()).await;
    assert_eq!((report.refused, report.added), (0, 0));
    let csv = browser.get("/du-lieu-mo/thu-tuc.csv").await.answers(200).body().to_owned();
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), MANY + 1);
    assert!(rows[1].starts_with("1.000000,\"'- Thủ tục <&>\",Hộ tịch,"), "{}", rows[1]);
}

store::on_both_engines!(files, what_is_written_can_be_read_again);

async fn the_api_goes_through_the_catalogue(store: Store) {
    let office = office(store).await;
    let mut browser = office.browser();
    let (mut seen, mut path) = (0, "/api/v1/procedures".to_owned());
    loop {
        let part = json_of(browser.get(&path).await.answers(200).body());
        assert_eq!(part["total"], MANY);
        seen += part["procedures"].as_array().unwrap().len();
        let Some(next) = part["next"].as_str() else { break };
        path = format!("/api/v1/procedures?after={next}");
    }
    assert_eq!(seen, MANY);
    let one = json_of(browser.get("/api/v1/procedures/1.000007").await.answers(200).body());
    assert_eq!(one["dossier"][0]["items"][1]["name"], "Giấy chứng sinh");
    for unknown in ["9.999999", "x"] {
        let answer = browser.get(&format!("/api/v1/procedures/{unknown}")).await.answers(404);
        assert!(json_of(answer.body())["error"].is_string());
    }
    browser.get("/api/v1/procedures?after=1&after=2").await.answers(400);
    let described = json_of(browser.get("/api/v1/openapi.json").await.body());
    for path in described["paths"].as_object().unwrap().keys() {
        let asked = format!("/api/v1{}", path.replace("{code}", "1.000007"));
        browser.get(&asked).await.answers(200);
    }
}

store::on_both_engines!(api, the_api_goes_through_the_catalogue);

async fn search_engines_and_readers_are_told(store: Store) {
    let office = office(store).await;
    let mut withdrawn = written("1.000003", "Cũ");
    withdrawn["status"] = json!("withdrawn");
    office.reads(&file(&[withdrawn])).await;
    let mut browser = office.browser();
    let index = browser.get("/sitemap.xml").await.answers(200).body().to_owned();
    let part = index.split("<loc>").nth(1).unwrap().split("</loc>").next().unwrap();
    let part = part.split("8080").nth(1).unwrap().to_owned();
    let sitemap = browser.get(&part).await.answers(200).body().to_owned();
    assert_eq!(sitemap.matches("<loc>").count(), 2 * MANY, "two home pages, one is withdrawn");
    assert!(!sitemap.contains("1.000003<"));
    let feed = browser.get("/thay-doi.atom").await.answers(200).body().to_owned();
    assert_eq!(feed.matches("<entry>").count(), 50);
    assert!(feed.contains("- Thủ tục &lt;&amp;&gt;"));
    browser.get("/sitemap/9.999999").await.answers(404);
    browser.get("/robots.txt").await.answers(200).sees("/sitemap.xml");
}

store::on_both_engines!(addresses, search_engines_and_readers_are_told);

#[tokio::test]
async fn the_page_is_in_order() {
    let office = Office::of(testing::sqlite().await).await;
    for language in Language::ALL {
        let mut browser = office.browser();
        let seen = browser.get(&format!("/{}/du-lieu-mo", language.code())).await;
        let wrong = look::wrong_with(seen, language, &[TEXTS]);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
