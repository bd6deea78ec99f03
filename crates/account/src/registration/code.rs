//! The code of a registration: what it is bound to, what goes out next, what its page says.

use super::letters::{self, PURPOSE};
use super::limits;
use super::records::Held;
use super::steps::{Registration, RegistrationId};
use crate::account::Account;
use crate::code_page::{self, FlowCode, MessageView, MessageWords, Outgoing};
use civic::PhoneNumber;
use credentials::one_time_code::{self, Minted};
use ground::{Fault, Moment};
use store::Tx;
use uuid::Uuid;
use web::Page;

/// The code of a registration as asked for on a page.
pub(super) fn of(
    account: &Account,
    id: RegistrationId,
    page: &Page,
    phone: &PhoneNumber,
) -> FlowCode {
    let settings = account.settings.one_time_code.clone();
    let wrong_codes = limits::wrong_codes(account, phone);
    FlowCode::new(account, page, (id.0, PURPOSE), &phone.e164(), settings, wrong_codes)
}

/// What *Gửi lại OTP* would send, or from when on. A registration that has sent none waits for the
/// number's latest code of another registration, where that one could still be entered: or whoever
/// begins anew would never wait.
pub(super) async fn outgoing(
    account: &Account,
    code: &FlowCode,
    latest: Option<Minted>,
    has_failed: bool,
    now: Moment,
) -> Result<Result<Outgoing, Moment>, Fault> {
    if latest.is_some() {
        return Ok(code.outgoing(latest, has_failed, now));
    }
    let (reader, number) = (account.store.reader(), &code.binding.number);
    let elsewhere = one_time_code::latest_to_number(reader, number, PURPOSE).await?;
    Ok(code.outgoing(elsewhere, false, now).map(|_| Outgoing::New))
}

/// Writes the message with what goes out. Gives its letter.
pub(super) async fn send(
    tx: &Tx,
    account: &Account,
    code: &FlowCode,
    outgoing: Outgoing,
    (page, phone): (&Page, &PhoneNumber),
    now: Moment,
) -> Result<Uuid, Fault> {
    let to = (letters::CODE, page.language, phone.e164());
    code.send(tx, account, outgoing, to, now).await
}

/// How far the latest message has come.
pub(super) async fn message(
    account: &Account,
    page: &Page,
    held: &Held,
) -> Result<MessageView, Fault> {
    let letter = match &held.state {
        Registration::CodeSent(sent) => Some(sent.letter),
        _ => None,
    };
    let words = MessageWords { failed: "registration-message-failed", is_mail: false };
    let path = format!("/dang-ky/{}/tin-nhan", held.id);
    code_page::message(account, page, letter, words, path).await
}
