//! Recovery told as stories, each on both engines, through the pages and with everyone outside
//! played over the wire.

mod asking;
mod codes;
mod endings;
mod letters;
mod limits;
mod new_numbers;
mod second_proofs;
mod unknown;
mod waiting;
mod walks;

use super::letters::PURPOSE;
use super::steps::RecoveryId;
use crate::testing::{Applicant, World, solve};
use credentials::one_time_code::{self, Minted};
use web::testing::Browser;

/// The form.
const FORM: &str = "/vi/quen-mat-khau";

/// A password nobody objects to, and not the one of registration.
const NEW_PASSWORD: &str = "Đò ngang-Bến lở.52";

impl World {
    /// The form, filled in with this number in a new browser.
    async fn recovery_form(&self, identity: &str) -> Browser {
        let mut browser = self.browser();
        browser.get(FORM).await;
        browser.fill("identity", identity);
        solve(&mut browser);
        browser
    }

    /// The form, sent by somebody who forgot their password.
    async fn forgets(&self, who: &Applicant) -> Browser {
        let mut browser = self.recovery_form(&who.identity).await;
        browser.press(&self.t("recovery-start-button")).await;
        browser
    }

    /// The same with the code of the message.
    async fn forgets_and_confirms(&self, who: &Applicant) -> Browser {
        let mut browser = self.forgets(who).await;
        let code = self.code(who).await;
        self.enters(&mut browser, &code).await;
        browser
    }

    /// Enters a code and confirms.
    async fn enters(&self, browser: &mut Browser, code: &str) {
        browser.fill("code", code);
        browser.press(&self.t("code-page-confirm")).await;
    }

    /// Chooses a new password, typed twice.
    async fn renews(&self, browser: &mut Browser, password: &str) {
        browser.fill("password", password).fill("repeated", password);
        browser.press(&self.t("recovery-password-button")).await;
    }

    /// The row of the latest code of the recovery a browser is in.
    async fn recovery_minted(&self, browser: &Browser) -> Minted {
        let holder = recovery_of(browser).0;
        let latest = one_time_code::latest(self.account.store.reader(), holder, PURPOSE);
        latest.await.unwrap().unwrap()
    }

    /// The code of that row, which for a number nobody has is in no message.
    async fn recovery_derived(&self, browser: &Browser) -> String {
        let latest = self.recovery_minted(browser).await;
        self.account.code_key.derive(latest.id, latest.mint, 8).reveal().to_owned()
    }

    /// A code that is not that one.
    pub(crate) async fn wrong_recovery_code(&self, browser: &Browser) -> String {
        let right: u32 = self.recovery_derived(browser).await.parse().unwrap();
        format!("{:08}", (right + 1) % 100_000_000)
    }

    /// The link in the last message to somebody, as a path.
    async fn link_of(&self, who: &Applicant) -> String {
        let message = self.messages(who).await.pop().unwrap();
        self.link_in(&message)
    }

    /// The link in a text, as a path.
    fn link_in(&self, text: &str) -> String {
        let begin = format!("{}/", self.account.settings.house.public_url);
        let (_, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("no link in {text}"));
        format!("/{}", rest.split_whitespace().next().unwrap())
    }

    /// The hash of the only password there is.
    async fn the_hash(&self) -> String {
        let hashes = self.texts("SELECT hash FROM password").await;
        assert_eq!(hashes.len(), 1);
        hashes[0].clone()
    }

    /// Another SIM is put into somebody's subscription now.
    fn swaps_sim(&self, who: &Applicant) {
        let mut people = self.sandbox.world.people();
        let mut person = people.holder_of(&who.e164()).unwrap().clone();
        person.sim_changed_at = Some(self.now());
        people.change(person).unwrap();
    }

    /// Somebody's number is given to somebody else.
    fn passes_on(&self, who: &Applicant) {
        let mut people = self.sandbox.world.people();
        let mut person = people.holder_of(&who.e164()).unwrap().clone();
        (person.name, person.citizen_number) = ("Lê Thị Xa".into(), "051190099999".into());
        people.change(person).unwrap();
    }
}

/// The recovery a browser is in, by its path.
fn recovery_of(browser: &Browser) -> RecoveryId {
    let part = browser.path.split('/').nth(3).unwrap_or_default();
    part.parse().unwrap_or_else(|_| panic!("no recovery at {}", browser.path))
}
