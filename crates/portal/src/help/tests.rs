//! The pages of help: each stands in both languages, its pictures are there, and what is said of
//! keeping is so.

use super::kept::KEPT;
use crate::{Migrator, Parts, Settings};
use axum::Router;
use ground::Span;
use ground::keys::KeyRing;
use store::{Store, testing};
use web::testing::{Browser, look};
use web::{House, Language};

const PAGES: [&str; 8] = [
    "",
    "/dang-ky",
    "/dang-nhap",
    "/cau-hoi",
    "/thue-bao",
    "/lien-he",
    "/tiep-can",
    "/quyen-rieng-tu",
];

async fn pages(store: Store, change: impl FnOnce(&mut Settings)) -> Router {
    store.migrate::<Migrator>().await.unwrap();
    let mut settings = Settings::default();
    change(&mut settings);
    let ring = KeyRing::generate(&testing::chance());
    let (clock, chance) = (testing::clock(), testing::chance());
    crate::testing::routes(&crate::open(Parts { settings, store, ring, clock, chance }).unwrap())
}

fn browser(pages: &Router) -> Browser {
    Browser::new(pages.clone(), &House::default())
}

#[tokio::test]
async fn every_page_is_in_order_and_its_pictures_are_there() {
    let pages = pages(testing::sqlite().await, |_| {}).await;
    for language in Language::ALL {
        for page in PAGES {
            let mut browser = browser(&pages);
            let path = format!("/{}/ho-tro{page}", language.code());
            let seen = browser.get(&path).await.answers(200);
            let wrong = look::wrong_with(seen, language, &[super::TEXTS]);
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            assert!(!seen.text().contains(['{', '}', '[', ']']), "{path}: {}", seen.text());
        }
        for guide in ["dang-ky", "dang-nhap"] {
            let mut browser = browser(&pages);
            browser.get(&format!("/{}/ho-tro/{guide}", language.code())).await;
            let path = browser.attribute(".walk img", "src").unwrap();
            let seen = browser.get(&path).await.answers(200);
            assert_eq!(seen.header("content-type"), "image/png");
            assert!(seen.header("cache-control").contains("immutable"));
            browser.get(&path.replace(".png", "x.png")).await.answers(404);
        }
    }
}

#[tokio::test]
async fn the_menu_leads_to_every_page_and_marks_the_present_one() {
    let pages = pages(testing::sqlite().await, |_| {}).await;
    let mut browser = browser(&pages);
    for (key, path) in super::MENU.under {
        let seen = browser.get(&format!("/vi{path}")).await.answers(200);
        let present = seen.texts(".menu-bar a[aria-current=page]");
        assert_eq!(present.len(), 1, "{key}");
        let marked = seen.attribute(".menu-bar a[aria-current=page]", "href");
        assert_eq!(marked, Some(format!("/vi{path}")));
        assert_eq!(seen.texts(".menu-bar summary[aria-current]"), ["Hỗ trợ"]);
    }
}

#[tokio::test]
async fn the_notice_says_the_times_that_are_set() {
    let change = |settings: &mut Settings| {
        settings.session.at_most = Span::from_hours(7);
        settings.session.attempt = Span::from_minutes(25);
    };
    let pages = pages(testing::sqlite().await, change).await;
    let mut browser = browser(&pages);
    let seen = browser.get("/vi/ho-tro/quyen-rieng-tu").await.answers(200);
    seen.sees("7 giờ").sees("25 phút");
    browser.get("/en/ho-tro/quyen-rieng-tu").await.sees("7 hours").sees("25 minutes");
}

#[tokio::test]
async fn every_table_about_people_is_told_of() {
    let store = testing::sqlite().await;
    store.migrate::<Migrator>().await.unwrap();
    for kept in &KEPT {
        for table in kept.tables {
            crate::testing::rows(&store, table).await;
        }
    }
    let told: Vec<&str> = KEPT.iter().flat_map(|kept| kept.tables).copied().collect();
    let sealed = crate::testing::sealed_tables(&store).await;
    assert!(sealed.len() >= 3, "{sealed:?}");
    for table in &sealed {
        assert!(told.contains(&table.as_str()), "nothing is said of {table}");
    }
}

#[tokio::test]
async fn the_contact_is_the_one_that_is_set() {
    let change = |settings: &mut Settings| {
        settings.house.help_phone = "1900 1234".into();
        settings.help.mail = "hotro@tinh.vn".into();
        settings.help.address_vi = "52 Hùng Vương".into();
        settings.help.hours_vi = "Sáng thứ Hai".into();
    };
    let set = pages(testing::sqlite().await, change).await;
    let mut browser = browser(&set);
    let seen = browser.get("/vi/ho-tro/lien-he").await.answers(200);
    seen.sees("1900 1234").sees("hotro@tinh.vn").sees("52 Hùng Vương").sees("Sáng thứ Hai");
    let unset = pages(testing::sqlite().await, |_| {}).await;
    let mut browser = Browser::new(unset, &House::default());
    let seen = browser.get("/vi/ho-tro/lien-he").await.answers(200);
    seen.sees("Bộ phận Một cửa gần nhất").misses("Thư điện tử").misses("Giờ làm việc");
}
