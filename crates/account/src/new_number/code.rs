//! The code that goes to a new number: what it is bound to; sent, sent again, tried, used up.

use super::letters::{self, PURPOSE};
use crate::account::Account;
use crate::code_page::{self, CodeView, FlowCode, Outgoing, Present, Tried, Words};
use crate::flow::{self, Flow, Held};
use crate::registration::limits;
use civic::PhoneNumber;
use civic::phone_number::PhoneNumberRefusal;
use credentials::limit::Room;
use credentials::one_time_code;
use ground::Fault;
use store::Tx;
use uuid::Uuid;
use web::{Arrival, Complaints, Page, Submission, Typed};

/// A number that waits for its code in a flow.
#[derive(Debug, Clone, Copy)]
pub struct Pending<'a> {
    /// The flow's id.
    pub holder: Uuid,
    /// The number.
    pub phone: &'a PhoneNumber,
}

/// Reads the field `phone`.
pub fn read(typed: &Typed, complaints: &mut Complaints) -> Option<PhoneNumber> {
    complaints.take("phone", PhoneNumber::parse(typed.get("phone")), |refusal| match refusal {
        PhoneNumberRefusal::Empty => "new-number-empty",
        _ => "new-number-shape",
    })
}

/// Sends the code again or a new one, where it is time and there is room; the page says either way.
/// Takes the flow, so that of two presses one sends.
///
/// # Errors
/// A database that is away.
pub async fn resend<F: Flow>(
    tx: &Tx,
    account: &Account,
    arrival: &Arrival,
    held: &Held<F>,
    phone: &PhoneNumber,
) -> Result<(), Fault> {
    let Some(taken) = flow::take(tx, held).await? else { return Ok(()) };
    let pending = Pending { holder: held.id.into(), phone };
    let latest = one_time_code::latest(tx, pending.holder, PURPOSE).await?;
    let code = pending.code(account, &arrival.page);
    if let Ok(outgoing) = code.outgoing(latest, false, arrival.now) {
        pending.send(tx, account, arrival, outgoing).await?;
    }
    flow::save(tx, account, taken, &held.state)
}

impl Pending<'_> {
    fn code(self, account: &Account, page: &Page) -> FlowCode {
        let (settings, number) = (code_page::longer(account), self.phone.e164());
        let wrong_codes = limits::wrong_codes(account, self.phone);
        FlowCode::new(account, page, (self.holder, PURPOSE), &number, settings, wrong_codes)
    }

    /// Counts a message and writes it, in the transaction that begins or takes the flow.
    ///
    /// # Errors
    /// A database that is away.
    pub async fn send(
        self,
        tx: &Tx,
        account: &Account,
        arrival: &Arrival,
        outgoing: Outgoing,
    ) -> Result<Room, Fault> {
        let (now, number) = (arrival.now, self.phone.e164());
        let room = limits::send_message(tx, account, &number, arrival.address, now).await?;
        if room == Room::Left {
            let code = self.code(account, &arrival.page);
            let to = (letters::CODE, arrival.page.language, number);
            code.send(tx, account, outgoing, to, now).await?;
        }
        Ok(room)
    }

    /// Spends a try, then compares.
    ///
    /// # Errors
    /// A database that is away; then nothing was compared.
    pub async fn tried(self, account: &Account, submission: &Submission) -> Result<Tried, Fault> {
        self.code(account, &submission.arrival.page).tried(account, submission).await
    }

    /// What the page says about the code.
    pub(super) async fn view(
        self,
        account: &Account,
        arrival: &Arrival,
        words: Words,
        resend_path: String,
    ) -> Result<CodeView, Fault> {
        let (code, number) = (&self.code(account, &arrival.page), self.phone.e164());
        let latest = code.latest(account).await?;
        let outgoing = code.outgoing(latest, false, arrival.now);
        let room = limits::message_room(account, &number, arrival.address, arrival.now).await?;
        Present { code, latest, outgoing, room }.view(account, arrival, words, resend_path).await
    }

    /// Uses a right code up, in the transaction of what it allows. Says whether it was unused.
    ///
    /// # Errors
    /// A database that is away.
    pub async fn redeem(
        self,
        tx: &Tx,
        account: &Account,
        arrival: &Arrival,
        code: Uuid,
    ) -> Result<bool, Fault> {
        let is_unused = one_time_code::redeem(tx, code, arrival.now).await?;
        if is_unused {
            limits::right_code(tx, account, self.phone, arrival.address, arrival.now);
        }
        Ok(is_unused)
    }
}
