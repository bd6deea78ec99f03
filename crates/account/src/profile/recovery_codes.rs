//! Recovery codes: how many are left; drawing new ones, which are shown once.

use super::journal;
use super::letters::{self, Change};
use super::records::{self, Held};
use super::steps::{CodesDrawn, Errand, ErrandId};
use crate::account::Shared;
use crate::citizen::recovery_code::RecoveryCode;
use crate::citizen::{self, Citizen};
use crate::flow;
use crate::session::{self, SignedIn, SteppedUp};
use crate::shown_codes::{self, ShownCodes};
use askama::Template;
use axum::extract::{Path, State};
use ground::{Fault, Moment};
use serde_json::json;
use store::in_transaction;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

/// The page's path.
const PATH: &str = "/tai-khoan/ma-khoi-phuc";

/// The field that says which codes the page spoke of.
const DRAWN_BEFORE: &str = "drawn-before";

#[derive(Template)]
#[template(path = "profile/recovery_codes.html")]
struct RecoveryCodesPage {
    page: Page,
    form: FormView,
    left: usize,
    drawn_at: String,
    drawn_before: i64,
}

#[derive(Template)]
#[template(path = "profile/new_codes.html")]
struct NewCodesPage {
    page: Page,
    form: FormView,
    shown: ShownCodes,
}

/// Says how many are left.
pub(super) async fn show(
    State(account): State<Shared>,
    SteppedUp { who, .. }: SteppedUp,
    arrival: Arrival,
) -> Answer {
    draw(&account, &arrival.page, &who.citizen, &Complaints::default()).await
}

/// Draws new ones; those before serve no more.
pub(super) async fn submit(
    State(account): State<Shared>,
    SteppedUp { who, fresh }: SteppedUp,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let (page, now, citizen) = (&arrival.page, arrival.now, fresh.citizen());
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies-again");
        return draw(&account, page, &who.citizen, &complaints).await;
    }
    let before = typed.get(DRAWN_BEFORE).parse().ok().map(Moment::from_unix_ms);
    let before = before.unwrap_or(now);
    let has_any = citizen::recovery_codes_left(account.store.reader(), citizen).await?.is_some();
    let id = ErrandId::new(now, &account.chance);
    let codes = RecoveryCode::draw_set(&account.chance);
    let until = now.plus(account.settings.profile.pending);
    let told = (Change::RecoveryCodes, page.language);
    let is_drawn = in_transaction!(account.store, |tx| {
        if !fresh.still_holds(tx, &account).await? {
            return Ok(None);
        }
        let those = has_any.then_some(before);
        let new = (citizen, codes.as_slice());
        if !citizen::set_recovery_codes(tx, &account, new, those, now).await? {
            return Ok(Some(false));
        }
        let drawn = CodesDrawn { citizen, codes: codes.clone(), at: now };
        let next = Errand::CodesDrawn(drawn);
        flow::insert(tx, &account, (id, &next), page.visit(), now, until)?;
        letters::tell(tx, &account, &who.citizen, told, now)?;
        let event = ("profile.recovery_codes_drawn", json!({}));
        journal::note(tx, &account, citizen, event, now);
        Ok(Some(true))
    })?;
    match is_drawn {
        None => Ok(session::to_sign_in(&arrival)),
        Some(true) => Ok(page.go(&format!("{PATH}/{id}"))),
        // Another press of the button, here or in another tab, was first: its codes are shown.
        Some(false) => Ok(page.go(&where_they_are(&account, &arrival, &who).await?)),
    }
}

async fn where_they_are(
    account: &Shared,
    arrival: &Arrival,
    who: &SignedIn,
) -> Result<String, Fault> {
    let here = (arrival.page.visit(), &[CodesDrawn::STATE][..]);
    let is_theirs = |errand: &Errand| errand.citizen() == who.citizen.id;
    let reader = account.store.reader();
    let held = flow::under_way(reader, account, here, arrival.now, is_theirs).await?;
    Ok(held.map_or(PATH.to_owned(), |held: Held| format!("{PATH}/{}", held.id)))
}

/// Shows the new ones, in the browser they were drawn in, until they are kept.
pub(super) async fn show_new(
    State(account): State<Shared>,
    SteppedUp { who, .. }: SteppedUp,
    Path(id): Path<ErrandId>,
    arrival: Arrival,
) -> Answer {
    let held = records::here(&account, id, &who, &arrival).await?;
    draw_new(&arrival.page, &held, &who.citizen, &Complaints::default())
}

/// They are kept safe: they are shown no more, whoever sits at this machine next.
pub(super) async fn keep(
    State(account): State<Shared>,
    who: SignedIn,
    Path(id): Path<ErrandId>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, is_genuine, .. } = submission;
    let held = records::here(&account, id, &who, &arrival).await?;
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies-again");
        return draw_new(&arrival.page, &held, &who.citizen, &complaints);
    }
    if let Errand::CodesDrawn(drawn) = &held.state {
        let next = Errand::CodesKept(drawn.clone().kept());
        shown_codes::kept(&account, &held, &next).await?;
    }
    Ok(arrival.page.go(PATH))
}

async fn draw(account: &Shared, page: &Page, citizen: &Citizen, complaints: &Complaints) -> Answer {
    let left = citizen::recovery_codes_left(account.store.reader(), citizen.id).await?;
    let template = RecoveryCodesPage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        left: left.map_or(0, |(left, _)| left),
        drawn_at: left.map(|(_, at)| at.in_vietnam()).unwrap_or_default(),
        drawn_before: left.map_or(0, |(_, at)| at.unix_ms()),
    };
    Ok(page.draw(complaints.status(), &template)?)
}

fn draw_new(page: &Page, held: &Held, citizen: &Citizen, complaints: &Complaints) -> Answer {
    let Errand::CodesDrawn(drawn) = &held.state else { return Ok(page.go(PATH)) };
    let (path, said) =
        (format!("{PATH}/{}", held.id), ("profile-new-codes-why", "profile-new-codes-kept"));
    let shown = ShownCodes::of(page, &drawn.codes, &path, said);
    let template = NewCodesPage {
        page: page.clone(),
        form: FormView::new(page, Typed::default(), complaints),
        shown: shown.with_slip(citizen.person.identity.masked(), drawn.at),
    };
    Ok(page.draw(complaints.status(), &template)?)
}
