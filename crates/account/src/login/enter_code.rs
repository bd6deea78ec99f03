//! Entering the code that was sent.

use super::code::NewCode;
use super::code_view::{self, CodeView, MessageView};
use super::finish::{self, Proof};
use super::limits;
use super::records::{self, Held};
use super::steps::{Login, LoginId, Step, Way};
use crate::account::Shared;
use crate::citizen::{self, Holder};
use askama::Template;
use axum::extract::{Path, State};
use credentials::limit::Room;
use credentials::one_time_code::{self, Shape, Spent};
use ground::Fault;
use uuid::Uuid;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "login/enter_code.html")]
struct EnterCodePage {
    page: Page,
    form: FormView,
    is_mail: bool,
    address: String,
    digits: u32,
    resend_path: String,
    message_path: String,
    other_path: String,
    code: CodeView,
    message: MessageView,
}

/// Shows the field for the code.
pub(super) async fn show(
    State(account): State<Shared>,
    Path(id): Path<LoginId>,
    arrival: Arrival,
) -> Answer {
    let held = records::here(&account, id, &arrival).await?;
    draw(&account, &arrival, &held, Complaints::default()).await
}

/// Takes the code. A try is spent before anything is compared; the step receives the verdict. What
/// cost a try leads back to the page, so that reloading it costs no other.
pub(super) async fn submit(
    State(account): State<Shared>,
    Path(id): Path<LoginId>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let held = records::here(&account, id, &arrival).await?;
    if let Login::Finished(finished) = &held.state {
        return finish::told_again(&account, &arrival, finished, is_genuine).await;
    }
    let (Some(proved), Some(way)) = (held.state.proved(), held.state.way()) else {
        return Ok(arrival.page.go(&held.state.path(id)));
    };
    let entered = typed.get("code");
    let mut complaints = Complaints::default();
    if !is_genuine {
        complaints.about_all("form-cookies-again");
    } else if let Some(complaint) = misshapen(&account, entered) {
        complaints.about("code", complaint);
    } else {
        match try_code(&account, &arrival, &held, way, entered).await? {
            Verdict::Right(code) => {
                let proof = Proof::Code(way, code);
                return match finish::finish(&account, &arrival, &held, proved, &proof).await? {
                    Some((begun, on)) => Ok(begun.told_to(finish::go_on(&arrival, &on))),
                    None => after_another_press(&account, &arrival, id).await,
                };
            }
            Verdict::Wrong => return Ok(arrival.page.go(&held.state.path(id))),
            Verdict::Dead(complaint) => complaints.about("code", complaint),
        }
    }
    // Another press of the button may have gone on meanwhile: then its page is shown.
    let held = records::here(&account, id, &arrival).await?;
    if let Login::Finished(finished) = &held.state {
        return finish::told_again(&account, &arrival, finished, is_genuine).await;
    }
    draw(&account, &arrival, &held, complaints).await
}

/// Another press of the button, here or in another tab, was first.
async fn after_another_press(account: &Shared, arrival: &Arrival, id: LoginId) -> Answer {
    let held = records::here(account, id, arrival).await?;
    match &held.state {
        Login::Finished(finished) => finish::told_again(account, arrival, finished, true).await,
        login => Ok(arrival.page.go(&login.path(id))),
    }
}

/// What came of a code that was entered.
enum Verdict {
    /// It is the code of this row.
    Right(Uuid),
    /// It is not, or no try was left; the page knows which.
    Wrong,
    /// There is nothing it could be compared with.
    Dead(&'static str),
}

async fn try_code(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    way: Way,
    entered: &str,
) -> Result<Verdict, Fault> {
    let (now, settings) = (arrival.now, &account.settings.one_time_code);
    let Some(holder) = holder(account, held).await? else { return Ok(Verdict::Wrong) };
    let Some(code) = NewCode::of(account, held.id, &arrival.page, &holder, way) else {
        return Ok(Verdict::Dead("login-code-again"));
    };
    let minted = match one_time_code::spend(&account.store, &code.binding, settings, now).await? {
        Spent::Try(minted) => minted,
        Spent::NoneLeft => return Ok(Verdict::Wrong),
        Spent::Expired => return Ok(Verdict::Dead("login-code-expired")),
        Spent::Used | Spent::Unknown => return Ok(Verdict::Dead("login-code-again")),
    };
    if limits::try_code(account, holder.id, way.purpose(), now).await? != Room::Left {
        return Ok(Verdict::Wrong);
    }
    let right = account.code_key.derive(minted.id, minted.mint, settings.digits);
    Ok(if right.is(entered) { Verdict::Right(minted.id) } else { Verdict::Wrong })
}

async fn holder(account: &Shared, held: &Held) -> Result<Option<Holder>, Fault> {
    let Some(proved) = held.state.proved() else { return Ok(None) };
    citizen::holder(account.store.reader(), account, proved.citizen).await.map(Some)
}

fn misshapen(account: &Shared, entered: &str) -> Option<&'static str> {
    match one_time_code::shape(entered, account.settings.one_time_code.digits) {
        Shape::Empty => Some("login-code-empty"),
        Shape::Wrong => Some("login-code-shape"),
        Shape::Right => None,
    }
}

/// Where codes go this way, masked.
fn masked(holder: &Holder, way: Way) -> Option<String> {
    match way {
        Way::Sms => holder.phone.as_ref().map(civic::PhoneNumber::masked_for_login),
        Way::Mail => holder.email.as_ref().map(civic::EmailAddress::masked),
    }
}

async fn draw(
    account: &Shared,
    arrival: &Arrival,
    held: &Held,
    mut complaints: Complaints,
) -> Answer {
    let page = &arrival.page;
    let (Some(proved), Some(way), Step::EnterCode) =
        (held.state.proved(), held.state.way(), held.state.page())
    else {
        return Ok(page.go(&held.state.path(held.id)));
    };
    let holder = citizen::holder(account.store.reader(), account, proved.citizen).await?;
    let other_path = format!("/dang-nhap/{}/phuong-thuc", held.id);
    let Some(address) = masked(&holder, way) else { return Ok(page.go(&other_path)) };
    let status = complaints.status();
    let latest = one_time_code::latest(account.store.reader(), held.id.0, way.purpose()).await?;
    let message = code_view::message(account, page, held).await?;
    let code = code_view::code(account, arrival, (proved, way), latest, &message).await?;
    if let (true, Some(refused)) = (complaints.is_empty(), code.refused) {
        complaints.about("code", refused);
    }
    let template = EnterCodePage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), &complaints),
        is_mail: way == Way::Mail,
        address,
        digits: account.settings.one_time_code.digits,
        resend_path: format!("/dang-nhap/{}/gui-lai-otp", held.id),
        message_path: format!("/dang-nhap/{}/tin-nhan", held.id),
        other_path,
        message,
        code,
    };
    Ok(page.draw(status, &template)?)
}
