//! The code of a flow: what it is bound to, how it is made, and what goes out next.

use super::WrongCodes;
use crate::account::Account;
use credentials::one_time_code::{self, Binding, Minted, Resend, Settings};
use ground::{Fault, Moment};
use store::Tx;
use uuid::Uuid;
use web::Page;

/// The code of one flow.
pub struct FlowCode {
    /// What it is bound to: the flow, what it is for, the browser, and where it goes.
    pub binding: Binding,
    /// How it is made, how long it lives, when it is sent again.
    pub settings: Settings,
    /// What its tries are counted in besides its own row.
    pub wrong_codes: WrongCodes,
}

/// How codes are made on which more than a sign-in stands, and how long they live.
pub fn longer(account: &Account) -> Settings {
    let recovery = &account.settings.recovery;
    Settings {
        digits: recovery.code_digits,
        lifetime: recovery.code_lifetime,
        ..account.settings.one_time_code.clone()
    }
}

/// What *Gửi lại OTP* sends.
#[derive(Debug, Clone, Copy)]
pub enum Outgoing {
    /// The latest code again; its life and its tries stay as they are.
    Again(Minted),
    /// A new code.
    New,
}

impl FlowCode {
    /// The code of a flow as asked for on a page, to a number or mail address.
    pub fn new(
        account: &Account,
        page: &Page,
        (holder, purpose): (Uuid, &'static str),
        address: &str,
        settings: Settings,
        wrong_codes: WrongCodes,
    ) -> Self {
        let visit = page.visit().digest();
        let number = account.phone_index.of(address);
        Self { binding: Binding { holder, purpose, visit, number }, settings, wrong_codes }
    }

    /// The latest one of its flow.
    ///
    /// # Errors
    /// A database that is away.
    pub async fn latest(&self, account: &Account) -> Result<Option<Minted>, Fault> {
        let Binding { holder, purpose, .. } = self.binding;
        one_time_code::latest(account.store.reader(), holder, purpose).await
    }

    /// What would go out now, or from when on something may. Nobody waits where the last message is
    /// known not to arrive.
    ///
    /// # Errors
    /// The moment until which one waits.
    pub fn outgoing(
        &self,
        latest: Option<Minted>,
        has_failed: bool,
        now: Moment,
    ) -> Result<Outgoing, Moment> {
        let Some(latest) = latest else { return Ok(Outgoing::New) };
        let resend = match Resend::decide(&latest, now, &self.settings) {
            Resend::Wait { .. } if has_failed => Resend::at_once(&latest, now, &self.settings),
            resend => resend,
        };
        match resend {
            Resend::Wait { until } => Err(until),
            Resend::Same => Ok(Outgoing::Again(latest)),
            Resend::Anew => Ok(Outgoing::New),
        }
    }

    /// Notes what goes out, in the transaction that begins or takes the flow. Gives the mint whose
    /// letter is to be written.
    ///
    /// # Errors
    /// A database that is away, or a code that was sent by somebody who has not taken its flow.
    pub async fn mint(
        &self,
        tx: &Tx,
        account: &Account,
        outgoing: Outgoing,
        now: Moment,
    ) -> Result<i32, Fault> {
        let (binding, chance) = (&self.binding, &account.chance);
        match outgoing {
            Outgoing::New => {
                Ok(one_time_code::mint(tx, binding, &self.settings, now, chance).await?.mint)
            }
            Outgoing::Again(latest) if one_time_code::send_again(tx, &latest, now).await? => {
                Ok(latest.mint)
            }
            Outgoing::Again(_) => Err(Fault::impossible("a code that was sent beside its flow")),
        }
    }
}
