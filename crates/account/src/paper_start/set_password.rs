//! Choosing a password: the last step, with which the code on the sheet is used up.

use super::records::{self, Held};
use super::steps::{Finished, NumberSettled, PaperStart};
use crate::account::Shared;
use crate::admin;
use crate::admin::letters::{TAKEN, notice};
use crate::admin::steps::Whom;
use crate::citizen::recovery_code::RecoveryCode;
use crate::citizen::{self, Assurance, CitizenId, NewAccount, Opened, Person, Verifier};
use crate::flow::{Here, Sent};
use crate::new_password::{self, Words};
use crate::{flow, handed_back, login, notice, recovery};
use ground::Fault;
use serde_json::json;
use store::journal::{self, Entry};
use store::{Tx, in_transaction};
use web::{Answer, Arrival, Complaints};

/// What this page says.
const WORDS: Words = Words {
    steps: &["paper-start-steps-sheet", "paper-start-steps-number", "paper-start-steps-password"],
    title: "paper-start-password-title",
    lead: "paper-start-password-lead",
    button: "paper-start-password-button",
    next: "paper-start-password-next",
};

/// Shows the two fields and the rule.
pub(super) async fn show(Here { account, arrival, held }: Here<PaperStart>) -> Answer {
    draw(&account, &arrival, &held, &Complaints::default()).await
}

/// Takes the password.
pub(super) async fn submit(Sent { account, submission, held }: Sent<PaperStart>) -> Answer {
    let (arrival, page) = (&submission.arrival, &submission.arrival.page);
    let PaperStart::NumberSettled(settled) = &held.state else {
        return Ok(held.go(page));
    };
    let (person, _) = records::person(&account, &settled.accepted.whom).await?;
    let hash = match new_password::chosen(&account, &submission, &person, None).await? {
        Ok(hash) => hash,
        Err(complaints) => return draw(&account, arrival, &held, &complaints).await,
    };
    finish(&account, arrival, &held, settled, &hash).await?;
    let present = held.again(&account, arrival).await?;
    if present.state.page() == held.state.page() {
        // The sheet serves no more: used in another browser, printed anew, or too old.
        return Err(flow::gone::<PaperStart>());
    }
    Ok(present.go(page))
}

/// Uses the sheet up and gives the account, in one transaction; nothing where it serves no more.
async fn finish(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    settled: &NumberSettled,
    hash: &str,
) -> Result<(), Fault> {
    let now = arrival.now;
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
        let (case, sheet) = (settled.accepted.case, &settled.accepted.sheet);
        let finished = match &settled.accepted.whom {
            Whom::Citizen(owner) => {
                if !admin::use_up(tx, (case, sheet), Some(*owner), now).await? {
                    return Ok(());
                }
                Some(take_account(tx, account, arrival, settled, (*owner, hash)).await?)
            }
            Whom::Newcomer(person) => {
                if !admin::use_up(tx, (case, sheet), None, now).await? {
                    return Ok(());
                }
                open_account(tx, account, arrival, settled, (person, hash)).await?
            }
        };
        // What was used up is given back with the whole transaction.
        let finished =
            finished.ok_or(Fault::busy("opening an account that was opened meanwhile"))?;
        let entry = Entry {
            at: now,
            actor: "visitor".into(),
            subject: settled.accepted.whom.subject(case),
            event: "desk.taken",
            detail: json!({ "case": case, "new_number": settled.number.is_some() }),
        };
        journal::append(tx, &entry, &account.chance);
        flow::save(tx, account, taken, &PaperStart::Finished(finished))
    })
}

/// The account is its owner's again: whatever stood on the old password ends, and everything their
/// letters reached until now hears of it. Recovery codes and the mail address may be somebody
/// else's by now, too: new codes take the place of the old ones, and the address serves for nothing
/// until it is confirmed anew by whoever signs in.
async fn take_account(
    tx: &Tx,
    account: &Shared,
    arrival: &Arrival,
    settled: &NumberSettled,
    (owner, hash): (CitizenId, &str),
) -> Result<Finished, Fault> {
    let now = arrival.now;
    let known = citizen::load(tx, account, owner).await?;
    let known = known.ok_or(Fault::impossible("a case about nobody"))?;
    citizen::set_password(tx, owner, hash, now).await?;
    login::allow_again(tx, account, &known.person.identity);
    let ended = handed_back::end_the_rest(tx, account, owner, now).await?;
    recovery::end_all(tx, owner).await?;
    notice::tell(tx, account, &known, &notice(TAKEN, arrival.page.language, now), now)?;
    if let Some(number) = &settled.number {
        citizen::change_phone(tx, account, (owner, &known.person), &number.phone, now).await?;
    }
    let codes = RecoveryCode::draw_set(&account.chance);
    citizen::void_recovery_codes(tx, owner).await?;
    citizen::set_recovery_codes(tx, account, (owner, &codes), None, now).await?;
    let mail_rests = citizen::unconfirm_email(tx, owner).await?;
    Ok(Finished { ended, codes, mail_rests })
}

/// An account for somebody who could not open one alone; nothing where one was opened meanwhile.
async fn open_account(
    tx: &Tx,
    account: &Shared,
    arrival: &Arrival,
    settled: &NumberSettled,
    (person, hash): (&Person, &str),
) -> Result<Option<Finished>, Fault> {
    let (now, id) = (arrival.now, CitizenId::new(arrival.now, &account.chance));
    let number = settled.number.as_ref();
    let number = number.ok_or(Fault::impossible("a newcomer without a number"))?;
    let is_held = citizen::is_phone_held(tx, account, &number.phone, id).await?;
    if is_held && !number.is_theirs {
        return Ok(None);
    }
    let codes = RecoveryCode::draw_set(&account.chance);
    let person = Person { phone: number.phone.clone(), email: None, ..person.clone() };
    let new = NewAccount {
        person: &person,
        assurance: Assurance { level: 2, verifier: Verifier::Desk, at: now },
        password_hash: hash,
        recovery_codes: &codes,
        id,
    };
    let opened = citizen::open_account(tx, account, &new, now).await?;
    let is_new = opened == Opened::Now;
    Ok(is_new.then_some(Finished { ended: 0, codes, mail_rests: false }))
}

async fn draw(account: &Shared, arrival: &Arrival, held: &Held, complaints: &Complaints) -> Answer {
    let PaperStart::NumberSettled(settled) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    let (person, _) = records::person(account, &settled.accepted.whom).await?;
    let identity = person.identity.as_str();
    new_password::draw(account, &arrival.page, identity, WORDS, complaints)
}
