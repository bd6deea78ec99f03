//! Choosing a password: the last step, which opens the account.

use super::journal;
use super::records::Held;
use super::steps::{PASSWORD_SET_BEFORE, PhoneConfirmed, Registration};
use crate::account::Shared;
use crate::citizen::recovery_code::RecoveryCode;
use crate::citizen::{self, CitizenId, NewAccount, Opened};
use crate::email;
use crate::flow::{self, Here, Sent};
use crate::new_password::{self, Words};
use ground::Fault;
use store::in_transaction;
use web::{Answer, Arrival, Complaints, Page};

/// What this page says.
const WORDS: Words = Words {
    steps: &[
        "registration-steps-choose",
        "registration-steps-details",
        "registration-steps-code",
        "registration-steps-password",
    ],
    title: "registration-password-title",
    lead: "registration-password-lead",
    button: "registration-register",
    next: "registration-password-next",
};

/// Shows the two fields and the rule.
pub(super) async fn show(Here { account, arrival, held }: Here<Registration>) -> Answer {
    draw(&account, &arrival.page, &held, &Complaints::default())
}

/// Takes the password and opens the account.
pub(super) async fn submit(Sent { account, submission, held }: Sent<Registration>) -> Answer {
    let arrival = &submission.arrival;
    let Registration::PhoneConfirmed(confirmed) = &held.state else {
        return Ok(arrival.page.go(&after(&held)));
    };
    let chosen = new_password::chosen(&account, &submission, &confirmed.person, None).await?;
    let hash = match chosen {
        Ok(hash) => hash,
        Err(complaints) => return draw(&account, &arrival.page, &held, &complaints),
    };
    if let Some(next) = open_account(&account, arrival, &held, confirmed, &hash).await? {
        return Ok(arrival.page.go(&next.page().path(held.id)));
    }
    tracing::debug!("a password was sent twice; the first opened the account");
    let present = held.again(&account, arrival).await?;
    Ok(arrival.page.go(&after(&present)))
}

/// The page after another press of the button, here or in another tab, has gone on. It says whose
/// password counts, and does not compare the two: that would let whoever sits here next guess.
fn after(held: &Held) -> String {
    let path = held.state.page().path(held.id);
    match held.state {
        Registration::Finished(_) => format!("{path}?{}", PASSWORD_SET_BEFORE),
        _ => path,
    }
}

/// Opens the account; nothing where another press of the button was first.
async fn open_account(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    confirmed: &PhoneConfirmed,
    hash: &str,
) -> Result<Option<Registration>, Fault> {
    let (now, language) = (arrival.now, arrival.page.language);
    let id = CitizenId::new(now, &account.chance);
    let codes = RecoveryCode::draw_set(&account.chance);
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(None) };
        let confirmed = confirmed.clone();
        let new = NewAccount {
            person: &confirmed.person,
            assurance: confirmed.assurance(),
            password_hash: hash,
            recovery_codes: &codes,
            id,
        };
        let next = match citizen::open_account(tx, account, &new, now).await? {
            Opened::Before => {
                journal::note(tx, account, held.id, "registration.already_registered", now);
                Registration::AlreadyRegistered(confirmed.has_account())
            }
            Opened::Now => {
                journal::note_opened(tx, account, held.id, id, now);
                if let Some(address) = &confirmed.person.email {
                    email::ask_to_confirm(tx, account, id, address, language, now).await?;
                }
                Registration::Finished(confirmed.account_opened(id, codes.clone(), now))
            }
        };
        flow::save(tx, account, taken, &next)?;
        held.keep_until(tx, now.plus(account.settings.registration.pending));
        Ok(Some(next))
    })
}

fn draw(account: &Shared, page: &Page, held: &Held, complaints: &Complaints) -> Answer {
    let Registration::PhoneConfirmed(confirmed) = &held.state else {
        return Ok(held.go(page));
    };
    let identity = confirmed.person.identity.as_str();
    new_password::draw(account, page, identity, WORDS, complaints)
}
