//! What everybody is told on the home page.

use super::note::note;
use super::present::Administrator;
use crate::announcement::{self, Announcement, AnnouncementId};
use crate::portal::Shared;
use crate::reading::clean;
use askama::Template;
use axum::extract::State;
use serde_json::json;
use store::in_transaction;
use web::{Answer, Arrival, Complaints, FormView, Page, Submission, Typed};

/// The longest title, and the longest text, in characters.
const TITLE_AT_MOST: usize = 120;
const TEXT_AT_MOST: usize = 600;

#[derive(Template)]
#[template(path = "administrator/announcements.html")]
struct AnnouncementsPage {
    page: Page,
    form: FormView,
    all: Vec<Announcement>,
}

/// Shows them, and the form for the next one.
pub(super) async fn show(
    State(portal): State<Shared>,
    _: Administrator,
    arrival: Arrival,
) -> Answer {
    draw(&portal, &arrival, (Typed::default(), Complaints::default())).await
}

/// Writes one, or takes one away.
pub(super) async fn submit(
    State(portal): State<Shared>,
    who: Administrator,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let mut complaints = Complaints::default();
    if !is_genuine {
        complaints.about_all("form-cookies-again");
        return draw(&portal, &arrival, (typed, complaints)).await;
    }
    let now = arrival.now;
    if let Ok(id) = typed.get("remove").parse::<AnnouncementId>() {
        in_transaction!(portal.store, |tx| {
            if announcement::remove(tx, id).await? {
                let what = ("announcement.removed", format!("announcement {id}"), json!({}));
                note(tx, &portal, who, what, now);
            }
            Ok(())
        })?;
        return Ok(arrival.page.go("/quan-tri/thong-bao"));
    }
    let title = read(&typed, "title", TITLE_AT_MOST, &mut complaints);
    let text = read(&typed, "text", TEXT_AT_MOST, &mut complaints);
    if !complaints.is_empty() {
        return draw(&portal, &arrival, (typed, complaints)).await;
    }
    let id = AnnouncementId::new(now, &portal.chance);
    let written = Announcement { id, title, text, written_at: now };
    in_transaction!(portal.store, |tx| {
        announcement::put(tx, &written);
        let what = ("announcement.written", format!("announcement {id}"), json!({}));
        note(tx, &portal, who, what, now);
        Ok(())
    })?;
    Ok(arrival.page.go("/quan-tri/thong-bao"))
}

/// A field of the form, made fit for a page.
fn read(typed: &Typed, field: &'static str, at_most: usize, complaints: &mut Complaints) -> String {
    let text = clean(typed.get(field)).unwrap_or_default();
    if text.is_empty() {
        complaints.about(field, "administrator-announcement-empty");
    } else if text.chars().count() > at_most {
        let fill = vec![("count", (&at_most).into())];
        complaints.about_with(field, "administrator-announcement-long", fill);
    }
    text
}

async fn draw(
    portal: &Shared,
    arrival: &Arrival,
    (typed, complaints): (Typed, Complaints),
) -> Answer {
    let page = &arrival.page;
    let template = AnnouncementsPage {
        page: page.clone(),
        form: FormView::new(page, typed, &complaints),
        all: announcement::all(portal.store.reader()).await?,
    };
    Ok(page.draw(complaints.status(), &template)?)
}
