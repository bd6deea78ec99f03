//! Done: the account is theirs; its new recovery codes are shown until they are kept, and the way to
//! sign in. Nobody is signed in by this.

use super::records::Held;
use super::steps::PaperStart;
use crate::flow::{Here, Sent, Walk};
use crate::shown_codes::{self, ShownCodes};
use askama::Template;
use web::{Answer, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "paper_start/done.html")]
struct DonePage {
    page: Page,
    form: FormView,
    ended: usize,
    shown: ShownCodes,
    mail_rests: bool,
}

/// Shows the end, until the start is forgotten.
pub(super) async fn show(Here { account: _, arrival, held }: Here<PaperStart>) -> Answer {
    draw(&arrival.page, &held, &Complaints::default())
}

/// The codes are kept safe: they are shown no more, whoever sits at this machine next, and the way
/// leads on to signing in.
pub(super) async fn keep_codes(Sent { account, submission, held }: Sent<PaperStart>) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let PaperStart::Finished(finished) = &held.state else {
        return Ok(held.go(&arrival.page));
    };
    if !is_genuine {
        return draw(&arrival.page, &held, &Complaints::whole("form-cookies-again"));
    }
    let next = PaperStart::Finished(finished.clone().codes_kept());
    shown_codes::kept(&account, &held, &next).await?;
    Ok(arrival.page.go("/dang-nhap"))
}

fn draw(page: &Page, held: &Held, complaints: &Complaints) -> Answer {
    let PaperStart::Finished(finished) = &held.state else {
        return Ok(held.go(page));
    };
    let said = ("paper-start-done-codes-why", "shown-codes-sign-in");
    let template = DonePage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        ended: finished.ended,
        shown: ShownCodes::of(page, &finished.codes, &held.state.path(held.id), said),
        mail_rests: finished.mail_rests,
    };
    Ok(page.draw(complaints.status(), &template)?)
}
