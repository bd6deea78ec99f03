//! Choosing a new password: the last step, which ends every session of the account.

use super::journal;
use super::letters::{self, FINISHED};
use super::records::{self, Held};
use super::steps::{Proved, Recovery};
use crate::account::Shared;
use crate::citizen::{self, Citizen};
use crate::flow::{Here, Sent};
use crate::new_password::{self, Words};
use crate::notice;
use crate::{flow, handed_back, login};
use ground::Fault;
use store::in_transaction;
use web::{Answer, Arrival, Broken, Complaints, Page};

/// What this page says.
const WORDS: Words = Words {
    steps: &["recovery-steps-number", "recovery-steps-code", "recovery-steps-password"],
    title: "recovery-password-title",
    lead: "recovery-password-lead",
    button: "recovery-password-button",
    next: "recovery-password-next",
};

/// Shows the two fields and the rule.
pub(super) async fn show(Here { account, arrival, held }: Here<Recovery>) -> Answer {
    let Recovery::Proved(proved) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    let citizen = owner(&account, proved).await?;
    draw(&account, &arrival.page, &citizen, &Complaints::default())
}

/// Takes the password, which may not be the one that was forgotten.
pub(super) async fn submit(Sent { account, submission, held }: Sent<Recovery>) -> Answer {
    let (arrival, page) = (&submission.arrival, &submission.arrival.page);
    let Recovery::Proved(proved) = &held.state else {
        return Ok(held.go(page));
    };
    let citizen = owner(&account, proved).await?;
    let present = Some((citizen.id, "recovery-password-old"));
    let hash = match new_password::chosen(&account, &submission, &citizen.person, present).await? {
        Ok(hash) => hash,
        Err(complaints) => return draw(&account, page, &citizen, &complaints),
    };
    set(&account, arrival, &held, (proved, &citizen), &hash).await?;
    let present = held.again(&account, arrival).await?;
    Ok(present.go(page))
}

/// Sets the password and ends all that stood on the old one: sessions, browsers that were known,
/// other recoveries. The owner is told by every letter that reaches them.
async fn set(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    (proved, citizen): (&Proved, &Citizen),
    hash: &str,
) -> Result<(), Fault> {
    let (now, id, owner) = (arrival.now, held.id, citizen.id);
    let until = now.plus(account.settings.recovery.pending);
    let letter = letters::notice(FINISHED, id, arrival.page.language, now);
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
        citizen::set_password(tx, owner, hash, now).await?;
        if let Some(phone) = &proved.new_phone {
            citizen::change_phone(tx, account, (owner, &citizen.person), phone, now).await?;
        }
        login::allow_again(tx, account, &citizen.person.identity);
        let ended = handed_back::end_the_rest(tx, account, owner, now).await?;
        records::end_others(tx, id, owner).await?;
        let next = Recovery::Finished(proved.clone().finished(ended, now));
        records::save(tx, account, taken, &next, until)?;
        notice::tell(tx, account, citizen, &letter, now)?;
        let event = ("recovery.finished", proved.second.as_str());
        journal::note_of(tx, account, (id, owner), event, now);
        Ok(())
    })
}

/// Whose password it is.
async fn owner(account: &Shared, proved: &Proved) -> Result<Citizen, Broken> {
    let citizen = citizen::load(account.store.reader(), account, proved.citizen).await?;
    citizen.ok_or_else(flow::gone::<Recovery>)
}

fn draw(account: &Shared, page: &Page, citizen: &Citizen, complaints: &Complaints) -> Answer {
    let identity = citizen.person.identity.as_str();
    new_password::draw(account, page, identity, WORDS, complaints)
}
