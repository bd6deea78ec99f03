//! Entering the code that was sent.

use super::code::{self, NewCode};
use super::finish::{self, Proof};
use super::limits;
use super::records::Held;
use super::steps::{Login, PasswordProved, Step, Way};
use crate::account::Shared;
use crate::citizen::{self, Holder};
use crate::code_page::{CodeView, MessageView, Present, Tried, Words};
use crate::flow::{Here, Sent};
use askama::Template;
use ground::Fault;
use web::{Answer, Arrival, Complaints, FormView, Page};

/// What this page says in its own words.
const WORDS: Words = Words {
    title: "login-code-title",
    help: "login-code-help",
    next: "login-code-next",
    asleep: "login-code-asleep",
    closed: "login-code-closed",
    later: "login-code-closed",
};

/// Fewer tries than these are said to be left.
const FEW: i32 = 3;

#[derive(Template)]
#[template(path = "login/enter_code.html")]
struct EnterCodePage {
    page: Page,
    form: FormView,
    is_mail: bool,
    address: String,
    other_path: String,
    code: CodeView,
    message: MessageView,
}

/// Shows the field for the code.
pub(super) async fn show(Here { account, arrival, held }: Here<Login>) -> Answer {
    draw(&account, &arrival, &held, Complaints::default()).await
}

/// Takes the code. The step receives the verdict.
pub(super) async fn submit(Sent { account, submission, held }: Sent<Login>) -> Answer {
    let (arrival, is_genuine) = (&submission.arrival, submission.is_genuine);
    if let Login::Finished(finished) = &held.state {
        return finish::told_again(&account, arrival, finished, is_genuine).await;
    }
    let (Some(proved), Some(way)) = (held.state.proved(), held.state.way()) else {
        return Ok(held.go(&arrival.page));
    };
    let holder = citizen::holder(account.store.reader(), &account, proved.citizen).await?;
    let tried = match NewCode::of(&account, held.id, &arrival.page, &holder, way) {
        Some(new) => new.code.tried(&account, &submission).await?,
        None => Tried::none(),
    };
    match tried {
        Tried::Right(code) => {
            let proof = Proof::Code(way, code);
            match finish::finish(&account, arrival, &held, proved, &proof).await? {
                Some((begun, on)) => Ok(begun.told_to(finish::go_on(arrival, &on))),
                None => after_another_press(&account, arrival, &held).await,
            }
        }
        Tried::Wrong => Ok(held.go(&arrival.page)),
        Tried::Refused(complaints) => {
            // Another press of the button may have gone on meanwhile: then its page is shown.
            let held = held.again(&account, arrival).await?;
            if let Login::Finished(finished) = &held.state {
                return finish::told_again(&account, arrival, finished, is_genuine).await;
            }
            draw(&account, arrival, &held, complaints).await
        }
    }
}

/// Another press of the button, here or in another tab, was first.
async fn after_another_press(account: &Shared, arrival: &Arrival, held: &Held) -> Answer {
    let held = held.again(account, arrival).await?;
    match &held.state {
        Login::Finished(finished) => finish::told_again(account, arrival, finished, true).await,
        _ => Ok(held.go(&arrival.page)),
    }
}

/// Where codes go this way, masked.
fn masked(holder: &Holder, way: Way) -> Option<String> {
    match way {
        Way::Sms => holder.phone.as_ref().map(civic::PhoneNumber::masked_for_login),
        Way::Mail => holder.email.as_ref().map(civic::EmailAddress::masked),
    }
}

async fn draw(account: &Shared, arrival: &Arrival, held: &Held, complaints: Complaints) -> Answer {
    let page = &arrival.page;
    let (Some(proved), Some(way), Step::EnterCode) =
        (held.state.proved(), held.state.way(), held.state.page())
    else {
        return Ok(held.go(page));
    };
    let holder = citizen::holder(account.store.reader(), account, proved.citizen).await?;
    let other_path = format!("/dang-nhap/{}/phuong-thuc", held.id);
    let new = NewCode::of(account, held.id, page, &holder, way);
    let (Some(address), Some(new)) = (masked(&holder, way), new) else {
        return Ok(page.go(&other_path));
    };
    let status = complaints.status();
    let message = code::message(account, page, held).await?;
    let code = view(account, arrival, &new, (proved, &message)).await?;
    let template = EnterCodePage {
        page: page.clone(),
        form: code.form(page, complaints),
        is_mail: way == Way::Mail,
        address,
        other_path,
        message,
        code,
    };
    Ok(page.draw(status, &template)?)
}

/// What the page says about the code. That no other message goes out is said first, for there are
/// other ways to go on; how many tries are left, where they are few.
async fn view(
    account: &Shared,
    arrival: &Arrival,
    new: &NewCode,
    (proved, message): (&PasswordProved, &MessageView),
) -> Result<CodeView, Fault> {
    let (code, now) = (&new.code, arrival.now);
    let latest = code.latest(account).await?;
    let outgoing = code.outgoing(latest, message.has_failed(), now);
    let room = limits::room(account, proved.citizen, new.way, now).await?;
    let resend_path = format!("/dang-nhap/{}/gui-lai-otp", code.binding.holder);
    let present = Present { code, latest, outgoing, room };
    let mut view = present.view(account, arrival, WORDS, resend_path).await?;
    if view.warning.is_empty() {
        view.warning = std::mem::take(&mut view.later);
    }
    view.tries_left = view.tries_left.filter(|left| *left < FEW);
    Ok(view)
}
