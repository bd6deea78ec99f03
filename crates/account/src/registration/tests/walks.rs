//! Random walks over every endpoint in every state, with right, wrong, empty and foreign bodies,
//! back, restarts and leaps of the clock. Whatever is sent, a registration moves only by the one
//! right step, and none is finished without evidence: an operator's match and a redeemed code.
//! (Keycloak CVE-2026-18963, authentik CVE-2026-49443: a step that could be talked past.)

mod moves;

use crate::registration::steps::RegistrationId;
use crate::testing::{Applicant, Dice, FORM, World, fill_in, registration_of};
use credentials::one_time_code::{self, Minted};
use ground::{Moment, Span};
use moves::{Move, Sent};
use std::fmt;
use store::Store;
use web::testing::{Browser, Sending};

/// How many walks one test takes, and how many steps each has.
const WALKS: u64 = 24;
const STEPS: usize = 30;

/// Where a registration is, as its row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Nothing,
    CodeSent,
    PhoneConfirmed,
    AlreadyRegistered,
    Finished,
    Gone,
}

/// One registration of one person, and what has been seen of it.
struct Walk<'a> {
    world: &'a mut World,
    who: Applicant,
    /// Whether the operator confirms what this person types.
    is_known: bool,
    browser: Browser,
    stranger: Browser,
    id: Option<RegistrationId>,
    began: Moment,
    told: Vec<String>,
}

/// What stands in the tables about a registration at one moment.
struct Facts {
    at: At,
    code: Option<Minted>,
    expires_at: Moment,
    citizens: i64,
}

impl fmt::Display for Walk<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.told.join("\n"))
    }
}

impl Walk<'_> {
    async fn facts(&self) -> Facts {
        let reader = self.world.account.store.reader();
        let Some(id) = self.id else {
            let (at, citizens) = (At::Nothing, self.citizens().await);
            return Facts { at, code: None, expires_at: self.began, citizens };
        };
        let code = one_time_code::latest(reader, id.0, "registration").await.unwrap();
        let moment = self.began.unix_ms();
        let sql = format!("SELECT state FROM registration WHERE created_at = {moment}");
        let at = match self.world.texts(&sql).await.first().map(String::as_str) {
            None => At::Gone,
            Some("code_sent") => At::CodeSent,
            Some("phone_confirmed") => At::PhoneConfirmed,
            Some("already_registered") => At::AlreadyRegistered,
            Some("finished") => At::Finished,
            Some(other) => panic!("a state nobody leads to: {other}"),
        };
        let sql = format!("SELECT expires_at FROM registration WHERE created_at = {moment}");
        let expires_at = self.world.numbers(&sql).await.first().copied().unwrap_or_default();
        let expires_at = Moment::from_unix_ms(expires_at);
        Facts { at, code, expires_at, citizens: self.citizens().await }
    }

    async fn citizens(&self) -> i64 {
        self.world.rows("citizen").await
    }

    /// Makes a move and holds what came of it against what may come of it.
    async fn makes(&mut self, next: Move) {
        self.told.push(format!("{next:?}"));
        let before = self.facts().await;
        self.acts(next, &before).await;
        let after = self.facts().await;
        let may = self.may_follow(next, &before);
        assert!(may == after.at, "{may:?} expected, {:?} found after\n{self}", after.at);
        let opened = i64::from(before.at != At::Finished && after.at == At::Finished);
        assert_eq!(after.citizens, before.citizens + opened, "accounts after\n{self}");
        if matches!(after.at, At::PhoneConfirmed | At::Finished | At::AlreadyRegistered) {
            self.has_evidence(&after).await;
        }
    }

    /// The only state that may follow.
    fn may_follow(&self, next: Move, before: &Facts) -> At {
        let settings = &self.world.account.settings;
        let now = self.world.now();
        let is_live = before.code.is_some_and(|code| code.is_live(now, &settings.one_time_code));
        let is_over = now >= before.expires_at;
        let is_old = before.expires_at < now.minus(Span::from_minutes(1));
        match (before.at, next) {
            (At::Nothing, Move::Start(Sent::Right)) if self.is_known => At::CodeSent,
            (At::CodeSent, Move::EnterCode(Sent::Right)) if is_live && !is_over => {
                At::PhoneConfirmed
            }
            (At::PhoneConfirmed, Move::ChoosePassword(Sent::Right)) if !is_over => At::Finished,
            (At::Nothing, Move::Sweep) => At::Nothing,
            (_, Move::Sweep) if is_old => At::Gone,
            (at, _) => at,
        }
    }

    /// An operator's match and a redeemed code stand behind every proved person.
    async fn has_evidence(&self, facts: &Facts) {
        assert!(self.is_known, "nobody confirmed this person\n{self}");
        let used = facts.code.and_then(|code| code.used_at);
        assert!(used.is_some(), "no code was redeemed\n{self}");
        let of_it = |event: &str| {
            let id = self.id.map(|id| id.to_string()).unwrap_or_default();
            format!(
                "SELECT COUNT(*) FROM journal WHERE event = 'registration.{event}' \
                 AND subject = 'registration {id}'"
            )
        };
        for event in ["started", "phone_confirmed"] {
            assert_eq!(self.world.number(&of_it(event)).await, 1, "{event} of\n{self}");
        }
    }
}

async fn random_walks(store: Store) {
    let mut world = World::with(store, |settings| {
        let limits = &mut settings.limits;
        limits.operator_per_address.at_most = 10_000;
        limits.operator_per_number.at_most = 10_000;
        limits.operator_per_identity.at_most = 10_000;
        limits.wrong_codes_per_number.at_most = 10_000;
        limits.messages_per_address.at_most = 10_000;
        limits.messages_per_address_daily.at_most = 10_000;
    })
    .await;
    let mut ends = Vec::new();
    for seed in 0..WALKS {
        let mut dice = Dice::new(seed);
        let known = world.invent(u32::try_from(seed).unwrap() + 1);
        let is_known = dice.below(4) > 0;
        let who = match is_known {
            true => known,
            false => Applicant { birth_date: "06/03/1988".into(), ..known },
        };
        let (browser, stranger) = (world.browser(), world.browser());
        let began = world.now();
        let told = vec![format!("walk {seed}, known to the operator: {is_known}")];
        let mut walk =
            Walk { world: &mut world, who, is_known, browser, stranger, id: None, began, told };
        for _ in 0..STEPS {
            walk.makes(dice.draw()).await;
        }
        ends.push(walk.facts().await.at);
        world.advance(Span::from_minutes(40));
    }
    for end in [At::Nothing, At::PhoneConfirmed, At::Finished] {
        assert!(ends.contains(&end), "no walk came to {end:?}: {ends:?}");
    }
}

store::on_both_engines!(never_without_evidence, random_walks);
