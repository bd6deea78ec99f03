//! People who have an account already, under this number or an old one, and numbers passed on.

use crate::citizen::recovery_code::RecoveryCode;
use crate::citizen::{self, Assurance, CitizenId, NewAccount, Opened, Person, Verifier};
use crate::settings::ExistenceMessage;
use crate::testing::{Applicant, World};
use civic::{BirthDate, IdentityNumber, PersonName, PhoneNumber};
use store::Store;
use web::testing::Browser;

impl World {
    /// An account as it was opened earlier, by whatever way.
    async fn has_account_of(&self, name: &str, birth_date: &str, identity: &str, phone: &str) {
        let person = Person {
            identity: IdentityNumber::parse(identity, true).unwrap(),
            name: PersonName::parse(name).unwrap(),
            birth: BirthDate::from_iso(birth_date).unwrap(),
            phone: PhoneNumber::parse(phone).unwrap(),
            email: None,
        };
        let (now, account) = (self.now(), &self.account);
        let new = NewAccount {
            person: &person,
            assurance: Assurance { level: 2, verifier: Verifier::MobileOperator, at: now },
            password_hash: "$argon2id$",
            recovery_codes: &RecoveryCode::draw_set(&account.chance),
            id: CitizenId::new(now, &account.chance),
        };
        let opened = store::in_transaction!(account.store, |tx| {
            citizen::open_account(tx, account, &new, now).await
        });
        assert_eq!(opened.unwrap(), Opened::Now);
    }
}

/// What the code's page says to everyone, whoever they are and however far their message is.
fn without_particulars(browser: &Browser, who: &Applicant) -> String {
    let message = browser.texts("[data-message]").concat();
    browser.text().replace(&who.masked(), "…").replace(&message, "…")
}

async fn the_proved_person_is_told(store: Store) {
    let world = World::on(store).await;
    let (who, stranger) = (Applicant::binh(), Applicant::ha());
    world.registers(&who).await;
    let mut browser = world.applies(&who).await;
    let newcomer = world.applies(&stranger).await;
    assert_eq!(
        without_particulars(&browser, &who),
        without_particulars(&newcomer, &stranger),
        "before the proof nobody is told"
    );
    let code = world.code(&who).await;
    world.enter(&mut browser, &code).await;
    browser.is_at("/da-co-tai-khoan").answers(200);
    browser.sees(&world.t1("registration-exists-why", "phone", &who.masked()));
    browser.sees(&world.t("registration-exists-next"));
    assert_eq!(world.rows("citizen").await, 1);
}

store::on_both_engines!(after_proof, the_proved_person_is_told);

async fn as_older_portals_did(store: Store) {
    let world = World::with(store, |settings| {
        settings.registration.existence_message = ExistenceMessage::BeforeCode;
    })
    .await;
    let who = Applicant::binh();
    world.registers(&who).await;
    let asked = world.operator_asked();
    let browser = world.applies(&who).await;
    browser.answers(422).sees(&world.t("registration-exists-early"));
    assert_eq!(browser.field("name").unwrap(), who.name);
    assert_eq!((world.operator_asked(), world.messages(&who).await.len()), (asked, 1));
}

store::on_both_engines!(before_code, as_older_portals_did);

async fn an_old_number_is_the_same_person(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    world.has_account_of("NGUYEN VAN BINH", "1988-03-15", "212345678", "0828000088").await;
    let browser = world.proves(&who).await;
    browser.is_at("/da-co-tai-khoan");
    assert_eq!(world.rows("citizen").await, 1);
}

store::on_both_engines!(old_number, an_old_number_is_the_same_person);

async fn old_numbers_where_they_are_taken(store: Store) {
    let world =
        World::with(store, |settings| settings.registration.accept_old_numbers = true).await;
    let who = Applicant::vinh();
    world.registers(&who).await;
    let old = "SELECT COUNT(*) FROM citizen WHERE has_old_number";
    assert_eq!(world.number(old).await, 1);
    world.proves(&who).await.is_at("/da-co-tai-khoan");
}

store::on_both_engines!(old_numbers_taken, old_numbers_where_they_are_taken);

async fn a_number_passed_on_belongs_to_its_new_owner(store: Store) {
    let world = World::on(store).await;
    world.has_account_of("Lê Văn Cũ", "1970-01-01", "051070000001", "0828000088").await;
    world.has_account_of("Lê Văn Xa", "1971-01-01", "051071000002", "0912000195").await;
    world.registers(&Applicant::binh()).await;
    assert_eq!(world.rows("citizen").await, 3, "the other keeps its identity");
    let lost = "SELECT COUNT(*) FROM citizen WHERE phone_lost_at IS NOT NULL";
    assert_eq!(world.number(lost).await, 1);
    let held = "SELECT COUNT(*) FROM citizen WHERE phone_lost_at IS NULL";
    assert_eq!(world.number(held).await, 2, "the new owner, and whoever has another number");
}

store::on_both_engines!(passed_on, a_number_passed_on_belongs_to_its_new_owner);

async fn an_account_opened_meanwhile(store: Store) {
    let world = World::on(store).await;
    let who = Applicant::binh();
    let mut browser = world.proves(&who).await;
    browser.is_at("/mat-khau");
    world.has_account_of("Nguyễn Văn Bình", "1988-03-15", "051088001234", "0828000088").await;
    world.choose(&mut browser, crate::testing::PASSWORD).await;
    browser.is_at("/da-co-tai-khoan");
    assert_eq!((world.rows("citizen").await, world.rows("password").await), (1, 1));
    let lost = "SELECT COUNT(*) FROM citizen WHERE phone_lost_at IS NOT NULL";
    assert_eq!(world.number(lost).await, 0);
}

store::on_both_engines!(meanwhile, an_account_opened_meanwhile);
