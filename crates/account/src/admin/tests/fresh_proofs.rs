//! Agreeing and printing give an account away: each takes a proof of the last minutes.

use crate::officer::Role;
use crate::testing::{Applicant, PASSWORD, World, change, solve};
use axum::http::StatusCode;
use ground::Span;
use store::Store;
use web::testing::Browser;

impl World {
    /// Proves anew, where the desk asks for it.
    async fn proves_anew(&self, officer: &mut Browser, who: &Applicant) {
        officer.sees(&self.t("login-again-title"));
        officer.fill("password", PASSWORD);
        solve(officer);
        officer.press(&self.t("login-again-go-on")).await;
        let code = self.code(who).await;
        self.enters_code(officer, &code).await;
    }

    async fn stages(&self) -> Vec<String> {
        self.texts("SELECT state FROM desk_case").await
    }
}

async fn an_old_proof_gives_nothing_away(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let citizen = desk.citizen.clone();
    let case = world.case(&mut desk.asks, &citizen).await;
    world.advance(Span::from_minutes(6));
    world.approves(&mut desk.decides, &case).await;
    desk.decides.is_at(&format!("/dang-nhap?tiep={}", &case[3..]));
    assert_eq!(world.stages().await, ["asked"]);
    world.proves_anew(&mut desk.decides, &Applicant::ha()).await;
    desk.decides.is_at(&case);
    desk.decides.press(&world.t("admin-decide-approve")).await;
    assert_eq!(world.stages().await, ["approved"]);
    desk.asks.get(&case).await;
    desk.asks.press(&world.t("admin-print-button")).await;
    desk.asks.is_at(&format!("/dang-nhap?tiep={}/giay", &case[3..]));
    let printed = "SELECT COUNT(*) FROM desk_case WHERE paper IS NOT NULL";
    assert_eq!(world.number(printed).await, 0);
    world.proves_anew(&mut desk.asks, &Applicant::binh()).await;
    desk.asks.is_at(&case);
    world.prints(&mut desk.asks, &case).await;
    assert_eq!(world.number(printed).await, 1);
}

store::on_both_engines!(old_proof, an_old_proof_gives_nothing_away);

async fn refusing_takes_none(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let citizen = desk.citizen.clone();
    let case = world.case(&mut desk.asks, &citizen).await;
    world.advance(Span::from_minutes(6));
    desk.decides.get(&case).await;
    desk.decides.fill("reason", "Ảnh không giống");
    desk.decides.press(&world.t("admin-decide-refuse")).await.answers(200);
    assert_eq!(world.stages().await, ["refused"]);
}

store::on_both_engines!(refusing, refusing_takes_none);

async fn a_session_that_ends_while_a_form_is_on_its_way(store: Store) {
    let world = World::on(store).await;
    let mut desk = world.desk().await;
    let citizen = desk.citizen.clone();
    let case = world.case(&mut desk.asks, &citizen).await;
    let over = || {
        let store = world.account.store.clone();
        async move { change(&store, "UPDATE session SET begun_at = 0").await }
    };
    desk.decides.get(&case).await;
    let approving = desk.decides.sending(&world.t("admin-decide-approve"));
    let seen = desk.decides.send_slowly(&approving, over()).await;
    assert_eq!(seen.status(), StatusCode::SEE_OTHER);
    assert_eq!(world.stages().await, ["asked"]);
    world.change("UPDATE session SET begun_at = seen_at").await;
    desk.decides.send(approving).await;
    assert_eq!(world.stages().await, ["approved"]);
    desk.asks.get(&case).await;
    let printing = desk.asks.sending(&world.t("admin-print-button"));
    let seen = desk.asks.send_slowly(&printing, over()).await;
    assert_eq!(seen.status(), StatusCode::SEE_OTHER);
    let printed = "SELECT COUNT(*) FROM journal WHERE event = 'desk.printed'";
    assert_eq!(world.number(printed).await, 0);
}

store::on_both_engines!(ended_meanwhile, a_session_that_ends_while_a_form_is_on_its_way);

async fn an_officer_who_was_away_comes_back_to_the_case(store: Store) {
    let world = World::on(store).await;
    let binh = Applicant::binh();
    let mut asks = world.officer(&binh, &[Role::Desk]).await;
    let citizen = Applicant::mai();
    world.registers(&citizen).await;
    let case = world.case(&mut asks, &citizen).await;
    world.advance(Span::from_minutes(16));
    asks.get(&case).await.answers(401);
    asks.click(&world.t("officer-again-button")).await;
    world.proves_anew(&mut asks, &binh).await;
    asks.is_at(&case).answers(200);
}

store::on_both_engines!(away, an_officer_who_was_away_comes_back_to_the_case);
