//! Officers' pages told as stories: for whom they are there, and for how long.

use super::{Granted, NoAccount, Role, grant, list, take_back};
use crate::testing::{Applicant, World};
use axum::http::Method;
use civic::IdentityNumber;
use ground::Span;
use store::Store;
use web::testing::Browser;

const DESK: &str = "/vi/quay";

impl World {
    /// Whoever runs the service grants a role.
    pub(crate) async fn grants(&self, who: &Applicant, role: Role) {
        let identity = IdentityNumber::parse(&who.identity, true).unwrap();
        assert_eq!(grant(&self.account, &identity, role).await.unwrap(), Ok(Granted::Now));
    }

    /// Somebody registers, is granted roles, and is signed in.
    pub(crate) async fn officer(&self, who: &Applicant, roles: &[Role]) -> Browser {
        self.registers(who).await;
        for role in roles {
            self.grants(who, *role).await;
        }
        self.signs_in(who).await
    }

    /// A page that was not found, without what differs from request to request.
    async fn not_there(&self, browser: &mut Browser, path: &str) -> String {
        let seen = browser.get(path).await;
        seen.answers(404);
        let language = path.replace("/vi/", "/en/");
        let words = |text: &str| text.replace(&language, "…");
        let id = seen.texts(".fault-reference");
        words(seen.body()).replace(&id[0], "…")
    }
}

async fn the_pages_are_there_for_officers_only(store: Store) {
    let world = World::on(store).await;
    let (binh, ha) = (Applicant::binh(), Applicant::ha());
    let mut officer = world.officer(&binh, &[Role::Desk]).await;
    officer.get(DESK).await.answers(200).sees(&world.t("admin-home-title"));
    world.registers(&ha).await;
    let mut citizen = world.signs_in(&ha).await;
    let mut stranger = world.browser();
    stranger.get("/vi/dang-nhap").await;
    let nowhere = world.not_there(&mut citizen, "/vi/khong").await.replace("khong", "quay");
    assert_eq!(world.not_there(&mut citizen, DESK).await, nowhere);
    assert_eq!(world.not_there(&mut stranger, DESK).await, nowhere);
    for path in ["/vi/quay", "/vi/quay/tra-cuu"] {
        for method in [Method::GET, Method::POST] {
            let seen = citizen.exchange(citizen.draft(&method, path, "identity=1")).await;
            assert!([404, 405].contains(&seen.status().as_u16()), "{method} {path}");
        }
    }
}

store::on_both_engines!(officers_only, the_pages_are_there_for_officers_only);

async fn they_close_sooner_than_a_citizens_session(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut officer = world.officer(&who, &[Role::DeskApprover]).await;
    for _ in 0..4 {
        world.advance(Span::from_minutes(14));
        officer.get(DESK).await.answers(200);
    }
    // What is done elsewhere keeps nothing open here.
    world.advance(Span::from_minutes(10));
    officer.get("/vi/tai-khoan").await.answers(200);
    world.advance(Span::from_minutes(10));
    for _ in 0..2 {
        officer.get(DESK).await.answers(401).sees(&world.t("officer-again-title"));
    }
    officer.get("/vi/tai-khoan").await.answers(200).sees(&world.t("profile-title"));
    let mut officer = world.signs_in(&who).await;
    for _ in 0..34 {
        officer.get(DESK).await.answers(200);
        world.advance(Span::from_minutes(14));
    }
    officer.get(DESK).await.answers(200);
    world.advance(Span::from_minutes(5));
    officer.get(DESK).await.answers(401);
}

store::on_both_engines!(closing, they_close_sooner_than_a_citizens_session);

async fn a_password_alone_opens_nothing(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut officer = world.officer(&who, &[Role::Desk]).await;
    officer.get(DESK).await.answers(200);
    let now = world.now().unix_ms();
    let evidence =
        format!("UPDATE session SET evidence = '[{{\"factor\":\"password\",\"at\":{now}}}]'");
    world.change(&evidence).await;
    officer.get(DESK).await.answers(401);
}

store::on_both_engines!(password_alone, a_password_alone_opens_nothing);

async fn roles_are_granted_listed_and_taken_back(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let identity = IdentityNumber::parse(&who.identity, false).unwrap();
    let account = &world.account;
    assert_eq!(grant(account, &identity, Role::Desk).await.unwrap(), Err(NoAccount));
    assert_eq!(take_back(account, &identity, Role::Desk).await.unwrap(), Err(NoAccount));
    let mut officer = world.officer(&who, &[Role::Desk]).await;
    assert_eq!(grant(account, &identity, Role::Desk).await.unwrap(), Ok(Granted::Before));
    world.grants(&who, Role::DeskApprover).await;
    let listed = list(account).await.unwrap();
    let roles: Vec<_> = listed.iter().map(|one| one.role.as_str()).collect();
    assert_eq!(roles, ["desk", "desk_approver"]);
    assert_eq!(listed[0].name.as_str(), who.name);
    officer.get(DESK).await.answers(200);
    for role in Role::ALL {
        assert_eq!(take_back(account, &identity, role).await.unwrap(), Ok(Granted::Now));
    }
    assert_eq!(take_back(account, &identity, Role::Desk).await.unwrap(), Ok(Granted::Before));
    officer.get(DESK).await.answers(404);
    let noted = "SELECT event FROM journal WHERE event LIKE 'officer.%' ORDER BY event";
    let granted = ["officer.role_granted"; 2];
    let taken = ["officer.role_taken_back"; 2];
    assert_eq!(world.texts(noted).await, [granted, taken].concat());
}

store::on_both_engines!(granting, roles_are_granted_listed_and_taken_back);
