//! The notice that somebody signed in with a browser that was not known, with a link for whoever it
//! was not.

use super::{is_by_mail, mail, sms, tell};
use crate::account::Account;
use crate::citizen::CitizenId;
use crate::session::Session;
use ground::{Fault, Moment};
use outside::letters::{Letter, Text};
use serde_json::json;
use store::Tx;
use web::Language;
use web::text::Fill;

/// What our signature says: no link of another kind opens the page.
const KIND: &str = "not-me";

/// The link for whoever did not sign in then.
fn link(account: &Account, citizen: CitizenId, at: Moment, language: Language) -> String {
    let link = account.links.sealed(&format!("{KIND}~{citizen}~{}", at.unix_ms()));
    let house = &account.door.house.public_url;
    format!("{house}/{}/dang-nhap/khong-phai-toi/{link}", language.code())
}

/// Whose sign-in a link speaks of, and when it was; nothing where it is none of ours.
pub(in crate::login) fn read_link(account: &Account, link: &str) -> Option<(CitizenId, Moment)> {
    let mut parts = account.links.opened(link)?.split('~');
    let (Some(KIND), Some(citizen), Some(at)) = (parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    Some((citizen.parse().ok()?, Moment::from_unix_ms(at.parse().ok()?)))
}

/// Its name in the outbox.
pub const NEW_DEVICE: &str = "login.new-device";

/// Tells the owner.
pub(in crate::login) async fn write(
    tx: &Tx,
    account: &Account,
    session: &Session,
    language: Language,
    now: Moment,
) -> Result<(), Fault> {
    let reference = json!({ "at": now, "citizen": session.citizen, "label": session.label });
    tell(tx, account, session.citizen, (NEW_DEVICE, reference), language, now).await
}

/// Writes the text.
///
/// # Errors
/// A letter without its citizen.
pub(super) fn compose(account: &Account, letter: &Letter) -> Result<Text, Fault> {
    let at = letter.reference["at"].as_i64().map(Moment::from_unix_ms);
    let citizen: Option<CitizenId> =
        letter.reference["citizen"].as_str().and_then(|id| id.parse().ok());
    let (Some(at), Some(citizen)) = (at, citizen) else {
        return Err(Fault::impossible("a notice without its citizen"));
    };
    let language = super::language(letter);
    let label = letter.reference["label"].as_str().unwrap_or_default();
    let label = match label.is_empty() {
        true => account.door.texts.say(language, "login-some-browser").into_owned(),
        false => label.to_owned(),
    };
    let link = link(account, citizen, at, language);
    let fill = [
        ("time", Fill::Text(at.in_vietnam())),
        ("browser", Fill::Text(label)),
        ("link", Fill::Text(link)),
    ];
    Ok(match is_by_mail(letter) {
        true => mail(account, letter, ["login-device-subject", "login-device-body"], &fill),
        false => Text::Sms(sms(account, letter, "login-device-message", &fill)),
    })
}
