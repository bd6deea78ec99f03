//! Done: the account exists; the recovery codes are shown, and the way to sign in.

use super::records::Held;
use super::steps::{PASSWORD_SET_BEFORE, Registration};
use crate::flow::{Here, Sent};
use crate::shown_codes::{self, ShownCodes};
use askama::Template;
use axum::extract::RawQuery;
use web::{Answer, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "registration/done.html")]
struct DonePage {
    page: Page,
    form: FormView,
    gave_email: bool,
    password_set_before: bool,
    shown: ShownCodes,
}

/// Shows the end, until the registration is forgotten.
pub(super) async fn show(
    RawQuery(query): RawQuery,
    Here { account: _, arrival, held }: Here<Registration>,
) -> Answer {
    let is_second = query.as_deref() == Some(PASSWORD_SET_BEFORE);
    draw(&arrival.page, &held, is_second, &Complaints::default())
}

fn draw(page: &Page, held: &Held, is_second: bool, complaints: &Complaints) -> Answer {
    let Registration::Finished(finished) = &held.state else {
        return Ok(held.go(page));
    };
    let (path, said) =
        (format!("/dang-ky/{}/da-cat-ma", held.id), ("shown-codes-why", "shown-codes-sign-in"));
    let shown = ShownCodes::of(page, &finished.codes, &path, said);
    let template = DonePage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        gave_email: finished.gave_email,
        password_set_before: is_second,
        shown: shown.with_slip(finished.username.masked(), finished.opened_at),
    };
    Ok(page.draw(complaints.status(), &template)?)
}

/// The codes are kept safe: they are shown no more, whoever sits at this machine next, and the way
/// leads on to signing in.
pub(super) async fn keep_codes(Sent { account, submission, held }: Sent<Registration>) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let Registration::Finished(finished) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    if !is_genuine {
        return draw(&arrival.page, &held, false, &Complaints::whole("form-cookies-again"));
    }
    let next = Registration::Finished(finished.clone().codes_kept());
    shown_codes::kept(&account, &held, &next).await?;
    Ok(arrival.page.go("/dang-nhap"))
}
