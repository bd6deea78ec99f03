//! Done: the account is theirs; its new recovery codes are shown until they are kept, and the way to
//! sign in. Nobody is signed in by this.

use super::records::Held;
use super::steps::PaperStart;
use crate::flow::{self, Here, Sent};
use askama::Template;
use store::in_transaction;
use web::{Answer, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "paper_start/done.html")]
struct DonePage {
    page: Page,
    form: FormView,
    ended: usize,
    codes: Vec<String>,
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
    in_transaction!(account.store, |tx| {
        let Some(taken) = flow::take(tx, &held).await? else { return Ok(()) };
        flow::save(tx, &account, taken, &next)
    })?;
    Ok(arrival.page.go("/dang-nhap"))
}

fn draw(page: &Page, held: &Held, complaints: &Complaints) -> Answer {
    let PaperStart::Finished(finished) = &held.state else {
        return Ok(held.go(page));
    };
    let template = DonePage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        ended: finished.ended,
        codes: finished.codes.iter().map(|code| code.reveal().to_owned()).collect(),
        mail_rests: finished.mail_rests,
    };
    Ok(page.draw(complaints.status(), &template)?)
}
