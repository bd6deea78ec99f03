//! Entering a recovery code in place of one that is sent.

use super::finish::{self, Proof, RECOVERY};
use super::limits;
use super::records::Held;
use super::steps::Login;
use crate::citizen::recovery_code::RecoveryCode;
use crate::flow::{Here, Sent};
use askama::Template;
use credentials::limit::Room;
use web::text::Fill;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "login/enter_recovery_code.html")]
struct EnterRecoveryCodePage {
    page: Page,
    form: FormView,
    other_path: String,
}

/// Shows the field.
pub(super) async fn show(Here { account: _, arrival, held }: Here<Login>) -> Answer {
    draw(&arrival, &held, &Complaints::default())
}

/// Takes a recovery code. The try is counted first; using the code up compares it.
pub(super) async fn submit(Sent { account, submission, held }: Sent<Login>) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    if let Login::Finished(finished) = &held.state {
        return finish::told_again(&account, &arrival, finished, is_genuine).await;
    }
    let Login::RecoveryChosen(chosen) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    let mut complaints = Complaints::default();
    let entered = RecoveryCode::parse(typed.get("recovery-code"));
    let Some(entered) = entered.filter(|_| is_genuine) else {
        match is_genuine {
            false => complaints.about_all("form-cookies-again"),
            true => complaints.about("recovery-code", "login-recovery-shape"),
        }
        return draw(&arrival, &held, &complaints);
    };
    let (citizen, now) = (chosen.proved.citizen, arrival.now);
    let wrong_codes = limits::wrong_codes(&account, citizen, RECOVERY);
    if let Room::None { reopens } = wrong_codes.count(&account, now).await? {
        let time = vec![("time", Fill::Text(reopens.in_vietnam()))];
        complaints.about_with("recovery-code", "login-recovery-asleep", time);
        return draw(&arrival, &held, &complaints);
    }
    let proof = Proof::Recovery(entered.digest());
    if let Some((begun, on)) =
        finish::finish(&account, &arrival, &held, &chosen.proved, &proof).await?
    {
        return Ok(begun.told_to(finish::go_on(&arrival, &on)));
    }
    let held = held.again(&account, &arrival).await?;
    if let Login::Finished(finished) = &held.state {
        return finish::told_again(&account, &arrival, finished, true).await;
    }
    complaints.about("recovery-code", "login-recovery-wrong");
    draw(&arrival, &held, &complaints)
}

fn draw(arrival: &Arrival, held: &Held, complaints: &Complaints) -> Answer {
    let page = &arrival.page;
    let Login::RecoveryChosen(_) = &held.state else {
        return Ok(held.go(page));
    };
    let status = complaints.status();
    let template = EnterRecoveryCodePage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        other_path: format!("/dang-nhap/{}/phuong-thuc", held.id),
    };
    Ok(page.draw(status, &template)?)
}
