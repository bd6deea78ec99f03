//! The desk told as stories, each on both engines: two officers, a card, a sheet of paper; and
//! those who try to go without one of them.

use crate::officer::Role;
use crate::testing::{Applicant, World};
use axum::http::Method;
use credentials::limit::Limit;
use ground::Span;
use sea_orm::ConnectionTrait;
use store::Store;
use web::testing::Browser;

mod fresh_proofs;
mod looks;
mod withdrawing;

const DESK: &str = "/vi/quay";

/// Two officers before their pages, and a citizen.
pub(crate) struct Desk {
    pub(crate) asks: Browser,
    pub(crate) decides: Browser,
    pub(crate) citizen: Applicant,
}

impl World {
    /// Bình asks, Hà decides, Mai has an account.
    pub(crate) async fn desk(&self) -> Desk {
        let asks = self.officer(&Applicant::binh(), &[Role::Desk]).await;
        let decides = self.officer(&Applicant::ha(), &[Role::DeskApprover]).await;
        let citizen = Applicant::mai();
        self.registers(&citizen).await;
        Desk { asks, decides, citizen }
    }

    /// Looks somebody up.
    pub(crate) async fn looks_up(&self, officer: &mut Browser, sought: &str) {
        officer.get(DESK).await;
        officer.fill("sought", sought);
        officer.press(&self.t("admin-look-button")).await;
    }

    /// Fills in what the card says and asks.
    pub(crate) async fn asks(&self, officer: &mut Browser, identity: &str) {
        officer.fill("check", "chip").fill("card-digits", &identity[identity.len() - 6..]);
        officer.fill("card-issued", "25/05/2022").fill("reason", "Mất điện thoại");
        officer.press(&self.t("admin-ask-button")).await;
    }

    /// Up to the case that waits. Gives its path.
    pub(crate) async fn case(&self, officer: &mut Browser, who: &Applicant) -> String {
        self.looks_up(officer, &who.identity).await;
        self.asks(officer, &who.identity).await;
        officer.answers(200).sees(&self.t("admin-stage-asked"));
        officer.path.clone()
    }

    pub(crate) async fn approves(&self, officer: &mut Browser, case: &str) {
        officer.get(case).await;
        officer.press(&self.t("admin-decide-approve")).await;
    }

    /// Prints the start. Gives the code on it.
    pub(crate) async fn prints(&self, officer: &mut Browser, case: &str) -> String {
        officer.get(case).await;
        officer.press(&self.t("admin-print-button")).await;
        officer.answers(200).sees(&self.t("admin-paper-title"));
        officer.texts("#paper code").remove(0)
    }

    /// A sheet for this citizen.
    pub(crate) async fn sheet(&self, desk: &mut Desk) -> String {
        let citizen = desk.citizen.clone();
        let case = self.case(&mut desk.asks, &citizen).await;
        self.approves(&mut desk.decides, &case).await;
        self.prints(&mut desk.asks, &case).await
    }

    async fn events(&self) -> Vec<String> {
        self.texts("SELECT event FROM journal WHERE event LIKE 'desk.%' ORDER BY event").await
    }
}

async fn two_officers_and_a_sheet(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let citizen = desk.citizen.clone();
    world.looks_up(&mut desk.asks, &citizen.identity).await;
    let seen = desk.asks.answers(200);
    seen.sees(&citizen.name).sees(&citizen.masked());
    let phone = citizen.phone.replace(' ', "");
    for secret in [&*citizen.identity, &*phone, "argon2"] {
        assert!(!seen.body().contains(secret), "{secret}");
    }
    world.asks(&mut desk.asks, &citizen.identity).await;
    let case = desk.asks.path.clone();
    desk.asks.misses(&world.t("admin-decide-approve")).misses(&world.t("admin-print-button"));
    let messages = world.messages(&citizen).await.len();
    desk.decides.get(DESK).await.sees(&world.t("admin-stage-asked"));
    world.approves(&mut desk.decides, &case).await;
    desk.decides.answers(200).sees(&world.t("admin-stage-approved"));
    desk.decides.misses(&world.t("admin-print-button"));
    let told = world.messages(&citizen).await;
    assert_eq!(told.len(), messages + 1);
    assert!(told.last().unwrap().contains("da duyet trao lai tai khoan"));
    let code = world.prints(&mut desk.asks, &case).await;
    desk.asks.sees("http://localhost:8081/vi/giay-khoi-dau");
    assert_eq!(code.len(), 29);
    let bare = code.replace('-', "").to_lowercase();
    let everything = world.everything().await;
    assert!(!everything.contains(&code.to_lowercase()) && !everything.contains(&bare));
    desk.asks.get(&case).await.misses(&code).sees(&world.t("admin-print-again"));
    let story = ["desk.approved", "desk.asked", "desk.looked_up", "desk.printed"];
    assert_eq!(world.events().await, story);
}

store::on_both_engines!(two_officers, two_officers_and_a_sheet);

async fn nobody_decides_their_own_case(store: Store) {
    let world = World::on(store).await;
    let mut both = world.officer(&Applicant::binh(), &Role::ALL).await;
    let citizen = Applicant::mai();
    world.registers(&citizen).await;
    let case = world.case(&mut both, &citizen).await;
    both.misses(&world.t("admin-decide-approve")).sees(&world.t("admin-decide-another"));
    let token = both.field("form-token").unwrap_or_default();
    both.get(DESK).await;
    let token = both.field("form-token").unwrap_or(token);
    let forged = format!("form-token={token}&approve=1");
    let seen = both.exchange(both.draft(&Method::POST, &case, &forged)).await;
    seen.answers(422).sees(&world.t("admin-decide-not-yours"));
    assert_eq!(world.texts("SELECT state FROM desk_case").await, ["asked"]);
    // Neither does whoever gets past the program.
    for wrong in [
        "UPDATE desk_case SET decided_by = asked_by, decided_at = 1, state = 'approved'",
        "UPDATE desk_case SET decided_by = citizen, decided_at = 1, state = 'approved'",
        "UPDATE desk_case SET citizen = asked_by",
        "UPDATE desk_case SET paper = sealed",
    ] {
        let tried = store::in_transaction!(world.account.store, |tx| {
            use store::Db;
            tx.execute_unprepared(wrong).await.db("an attack").map(|_| ())
        });
        assert!(tried.is_err(), "{wrong}");
    }
}

store::on_both_engines!(own_case, nobody_decides_their_own_case);

async fn nobody_asks_or_decides_about_themselves(store: Store) {
    let world = World::on(store).await;
    let (binh, ha) = (Applicant::binh(), Applicant::ha());
    let mut asks = world.officer(&binh, &[Role::Desk]).await;
    let mut decides = world.officer(&ha, &[Role::DeskApprover]).await;
    world.looks_up(&mut asks, &binh.identity).await;
    asks.sees(&world.t("admin-ask-own")).misses(&world.t("admin-ask-button"));
    let own = asks.path.clone();
    asks.get(DESK).await;
    let token = asks.field("form-token").unwrap();
    let form =
        format!("form-token={token}&check=chip&card-digits=001234&card-issued=25/05/2022&reason=x");
    let seen = asks.exchange(asks.draft(&Method::POST, &own, &form)).await;
    seen.answers(422).sees(&world.t("admin-ask-own"));
    let looks = "SELECT COUNT(*) FROM journal WHERE event = 'desk.looked_up'";
    assert_eq!(world.number(looks).await, 2, "a form that is refused shows as much as a page");
    assert_eq!(world.rows("desk_case").await, 0);
    let case = world.case(&mut asks, &ha).await;
    decides.get(&case).await.misses(&world.t("admin-decide-approve"));
    decides.get(DESK).await.misses(&world.t("admin-stage-asked"));
}

store::on_both_engines!(about_oneself, nobody_asks_or_decides_about_themselves);

async fn each_role_has_its_own_pages(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let citizen = desk.citizen.clone();
    let case = world.case(&mut desk.asks, &citizen).await;
    let looked = world.texts("SELECT subject FROM journal WHERE event = 'desk.looked_up'").await;
    let account = format!("{DESK}/tai-khoan/{}", looked[0].strip_prefix("citizen ").unwrap());
    desk.asks.get(&account).await.answers(200);
    desk.decides.get(&account).await.answers(404);
    desk.decides.get(DESK).await;
    let token = desk.decides.field("form-token").unwrap_or_default();
    let posts = [
        (&desk.decides, format!("{DESK}/tra-cuu"), "sought=051190004567"),
        (&desk.decides, format!("{case}/giay"), ""),
        (&desk.asks, case.clone(), "approve=1"),
    ];
    for (browser, path, form) in posts {
        let form = format!("form-token={token}&{form}");
        browser.exchange(browser.draft(&Method::POST, &path, &form)).await.answers(404);
    }
    let mut stranger = world.signs_in(&citizen).await;
    stranger.get(&case).await.answers(404);
    assert_eq!(world.texts("SELECT state FROM desk_case").await, ["asked"]);
}

store::on_both_engines!(roles, each_role_has_its_own_pages);

async fn a_case_is_refused_or_its_time_ends(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let citizen = desk.citizen.clone();
    let case = world.case(&mut desk.asks, &citizen).await;
    desk.decides.get(&case).await;
    desk.decides.press(&world.t("admin-decide-refuse")).await.answers(422);
    desk.decides.fill("reason", "Ảnh không giống");
    desk.decides.press(&world.t("admin-decide-refuse")).await;
    desk.decides.answers(200).sees(&world.t("admin-stage-refused")).sees("Ảnh không giống");
    desk.asks.get(&case).await.sees("Ảnh không giống").misses(&world.t("admin-print-button"));
    let second = world.case(&mut desk.asks, &citizen).await;
    desk.decides.get(&second).await;
    let mut other = desk.decides.tab();
    other.get(&second).await;
    other.press(&world.t("admin-decide-approve")).await;
    desk.decides.fill("reason", "Nghi ngờ");
    desk.decides.press(&world.t("admin-decide-refuse")).await;
    desk.decides.answers(422).sees(&world.t("admin-decide-not-yours"));
    let states = world.texts("SELECT state FROM desk_case ORDER BY state").await;
    assert_eq!(states, ["approved", "refused"]);
    world.change("UPDATE desk_case SET expires_at = 1").await;
    desk.asks.get(&second).await.sees(&world.t("admin-stage-over"));
    desk.asks.misses(&world.t("admin-print-button"));
    world.account.sweep().await.unwrap();
    assert_eq!(world.rows("desk_case").await, 0);
}

store::on_both_engines!(refused, a_case_is_refused_or_its_time_ends);

async fn looks_and_prints_are_limited(store: Store) {
    let world = World::with(store, |settings| {
        settings.desk.looks_per_officer = Limit::new(3, Span::from_hours(1));
        settings.desk.prints_per_case = Limit::new(2, Span::from_hours(72));
    })
    .await;
    let mut desk = world.desk().await;
    let citizen = desk.citizen.clone();
    let case = world.case(&mut desk.asks, &citizen).await;
    world.approves(&mut desk.decides, &case).await;
    let first = world.prints(&mut desk.asks, &case).await;
    assert_ne!(world.prints(&mut desk.asks, &case).await, first);
    desk.asks.get(&case).await;
    desk.asks.press(&world.t("admin-print-button")).await;
    desk.asks.answers(422).sees(&world.t("admin-print-often"));
    for sought in ["", "051088999999", "không"] {
        world.looks_up(&mut desk.asks, sought).await;
        desk.asks.answers(422);
    }
    // The same account once more is the same look; another one is one too many.
    world.looks_up(&mut desk.asks, &citizen.identity).await;
    desk.asks.answers(200);
    world.looks_up(&mut desk.asks, &Applicant::ha().identity).await;
    desk.asks.answers(429);
    let nothing = "SELECT COUNT(*) FROM journal WHERE subject = 'nothing'";
    assert_eq!(world.number(nothing).await, 2);
}

store::on_both_engines!(limited, looks_and_prints_are_limited);

async fn the_card_must_be_this_accounts(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let citizen = desk.citizen.clone();
    world.looks_up(&mut desk.asks, &citizen.identity).await;
    world.asks(&mut desk.asks, "051088001234").await;
    desk.asks.answers(422);
    assert_eq!(desk.asks.complaint("card-digits"), world.t("admin-ask-digits-differ"));
    desk.asks.press(&world.t("admin-ask-button")).await.answers(422);
    assert_eq!(world.rows("desk_case").await, 0);
}

store::on_both_engines!(card, the_card_must_be_this_accounts);
