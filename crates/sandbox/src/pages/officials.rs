//! The officials' sign-in: one picks an invented official.

use super::Rooms;
use crate::openid::{Asked, officials};
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use officials::{OFFICIALS, Official};
use web::page::see_other;
use web::{Answer, Arrival, Broken, Complaints, FormView, LeadsTo, Page, Submission};

#[derive(Template)]
#[template(path = "pages/officials.html")]
struct OfficialsPage {
    page: Page,
    form: FormView,
    officials: [Official; 4],
}

/// Shows the officials to pick from.
pub(super) async fn show(
    State(rooms): State<Rooms>,
    arrival: Arrival,
    RawQuery(query): RawQuery,
) -> Answer {
    let asked = asked(&rooms, query)?;
    draw(arrival.page, &asked, &Complaints::default(), StatusCode::OK)
}

/// Leads back as the official that was picked, or as nobody.
pub(super) async fn pick(
    State(rooms): State<Rooms>,
    RawQuery(query): RawQuery,
    sent: Submission,
) -> Answer {
    let asked = asked(&rooms, query)?;
    let Submission { arrival, typed, is_genuine } = sent;
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies");
        return draw(arrival.page, &asked, &complaints, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let provider = &rooms.sandbox.officials;
    Ok(see_other(&match officials::of(typed.get("official")) {
        Some(official) => provider.admit(asked, official),
        None => provider.decline(&asked),
    }))
}

fn asked(rooms: &Rooms, query: Option<String>) -> Result<Asked, Broken> {
    let asked = rooms.sandbox.officials.asked(&query.unwrap_or_default());
    asked.ok_or(Broken::refused(StatusCode::BAD_REQUEST))
}

fn draw(page: Page, asked: &Asked, complaints: &Complaints, status: StatusCode) -> Answer {
    let page = page.leading_to(LeadsTo::origins_of([asked.leads_to()]));
    let form = FormView::new(&page, web::Typed::default(), complaints);
    let template = OfficialsPage { page: page.clone(), form, officials: OFFICIALS };
    Ok(page.draw(status, &template)?)
}
