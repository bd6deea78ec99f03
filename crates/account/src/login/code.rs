//! The code of a sign-in: what it is bound to, where it goes, how far its message has come.

use super::letters;
use super::limits;
use super::records::Held;
use super::steps::{Login, LoginId, PasswordProved, Way};
use crate::account::Account;
use crate::citizen::Holder;
use crate::code_page::letters::write;
use crate::code_page::{self, FlowCode, MessageView, MessageWords, Outgoing};
use credentials::limit::Room;
use ground::{Fault, Moment};
use store::Tx;
use uuid::Uuid;
use web::{Language, Page};

/// A code, and where its letter goes.
pub(super) struct NewCode {
    /// The code.
    pub(super) code: FlowCode,
    /// How it travels.
    pub(super) way: Way,
    id: LoginId,
    address: String,
    language: Language,
}

impl NewCode {
    /// The code of a sign-in as asked for on a page; nothing where its way leads to nobody.
    pub(super) fn of(
        account: &Account,
        id: LoginId,
        page: &Page,
        holder: &Holder,
        way: Way,
    ) -> Option<Self> {
        let address = address(holder, way)?;
        let (whose, settings) = ((id.0, way.purpose()), account.settings.one_time_code.clone());
        let wrong_codes = limits::wrong_codes(account, holder.id, way.purpose());
        let code = FlowCode::new(account, page, whose, &address, settings, wrong_codes);
        Some(Self { code, way, id, address, language: page.language })
    }

    /// Mints what goes out and writes its letter. Gives the letter.
    pub(super) async fn send(
        &self,
        tx: &Tx,
        account: &Account,
        outgoing: Outgoing,
        now: Moment,
    ) -> Result<Uuid, Fault> {
        let mint = self.code.mint(tx, account, outgoing, now).await?;
        let about = (self.id, self.way, mint);
        let letter = letters::code_letter(about, self.language, self.address.clone());
        write(tx, account, &letter, now)
    }
}

/// Where codes go this way.
fn address(holder: &Holder, way: Way) -> Option<String> {
    match way {
        Way::Sms => holder.phone.as_ref().map(civic::PhoneNumber::e164),
        Way::Mail => holder.email.as_ref().map(|email| email.as_str().to_owned()),
    }
}

/// How far the latest message has come.
pub(super) async fn message(
    account: &Account,
    page: &Page,
    held: &Held,
) -> Result<MessageView, Fault> {
    let is_mail = held.state.way() == Some(Way::Mail);
    let words = MessageWords { failed: "login-message-failed", is_mail };
    let path = format!("/dang-nhap/{}/tin-nhan", held.id);
    code_page::message(account, page, held.state.letter(), words, path).await
}

/// The first code of a way, or none where there is no room for another message: the state either
/// way.
pub(super) async fn send_first(
    tx: &Tx,
    account: &Account,
    code: &NewCode,
    proved: PasswordProved,
    now: Moment,
) -> Result<Login, Fault> {
    let chosen = proved.way_chosen(code.way);
    let citizen = chosen.proved.citizen;
    if limits::send(tx, account, citizen, code.way, now).await? != Room::Left {
        return Ok(Login::WayChosen(chosen));
    }
    let letter = code.send(tx, account, Outgoing::New, now).await?;
    Ok(Login::CodeSent(chosen.code_sent(letter)))
}
