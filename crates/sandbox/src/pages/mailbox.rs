//! A mailbox: the mails to one address, newest at the bottom, their links ready to be followed.

use super::{Rooms, addresses};
use crate::world::Mail;
use askama::Template;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use civic::EmailAddress;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Typed};

#[derive(Template)]
#[template(path = "pages/mailbox.html")]
struct MailboxPage {
    page: Page,
    form: FormView,
    address: String,
    watches: String,
    mails: Vec<Shown>,
}

/// A mail as the page shows it.
struct Shown {
    at: String,
    when: String,
    from: String,
    subject: String,
    text: Vec<Piece>,
}

/// A piece of a mail's text.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    Link(String),
}

impl From<Mail> for Shown {
    fn from(mail: Mail) -> Self {
        Self {
            at: mail.at.to_rfc3339(),
            when: mail.at.in_vietnam(),
            from: mail.from,
            subject: mail.subject,
            text: pieces(&mail.text),
        }
    }
}

/// Asks whose mailbox is wanted; an address in the query leads on to it.
pub(super) async fn find(arrival: Arrival, RawQuery(query): RawQuery) -> Answer {
    let page = arrival.page;
    let typed = Typed::read(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let mut complaints = Complaints::default();
    if typed.has("address") {
        let address = EmailAddress::parse(typed.get("address"));
        if let Some(address) = complaints.take("address", address, |_| "sandbox-email-wrong") {
            return Ok(page.go(&addresses::mailbox(address.as_str())));
        }
    }
    let form = FormView::new(&page, typed, &complaints);
    let template = MailboxPage {
        page: page.clone(),
        form,
        address: String::new(),
        watches: String::new(),
        mails: Vec::new(),
    };
    Ok(page.draw(complaints.status(), &template)?)
}

/// Shows one mailbox. Every address has one.
pub(super) async fn show(
    State(rooms): State<Rooms>,
    arrival: Arrival,
    path: Result<Path<String>, PathRejection>,
) -> Answer {
    let Path(written) = path.map_err(|_| Broken::not_found())?;
    let address = EmailAddress::parse(&written).map_err(|_| Broken::not_found())?;
    let address = address.as_str().to_lowercase();
    let mails = rooms.sandbox.world.mailboxes().at(&address);
    let page = arrival.page;
    let mut typed = Typed::default();
    typed.set("address", address.clone());
    let template = MailboxPage {
        page: page.clone(),
        form: FormView::new(&page, typed, &Complaints::default()),
        watches: format!("/api/mailboxes/{}/messages", addresses::in_segment(&address)),
        address,
        mails: mails.into_iter().map(Shown::from).collect(),
    };
    Ok(page.draw(StatusCode::OK, &template)?)
}

/// Parts a text into words and links; only `http` and `https` become links.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|way| rest.find(way)).min() {
        let (words, link) = rest.split_at(start);
        let end = link.find(|c: char| c.is_whitespace() || "<>\"'".contains(c));
        let (link, after) = link.split_at(end.unwrap_or(link.len()));
        let bare = link.trim_end_matches(['.', ',', ';', ')', '!']);
        if !words.is_empty() {
            pieces.push(Piece::Words(words.to_owned()));
        }
        pieces.push(Piece::Link(bare.to_owned()));
        rest = &rest[start + bare.len()..];
        debug_assert!(rest.ends_with(after));
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_links_without_what_ends_the_sentence() {
        let words = |text: &str| Piece::Words(text.into());
        let link = |text: &str| Piece::Link(text.into());
        assert_eq!(
            pieces("Mở https://a.vn/x?ma=b. Hoặc http://b.vn"),
            [words("Mở "), link("https://a.vn/x?ma=b"), words(". Hoặc "), link("http://b.vn")]
        );
        assert_eq!(pieces("javascript:alert(1)"), [words("javascript:alert(1)")]);
        assert_eq!(pieces(""), []);
        assert_eq!(pieces("http://"), [link("http://")]);
    }
}
