//! For search engines and readers of feeds: every address (sitemaps.org 0.9), and what changed
//! (Atom, RFC 4287).

use crate::catalogue::exported::{self, Dated};
use crate::portal::Shared;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::fmt::Write;
use web::{Answer, Broken, Language};

/// How many procedures a part of the sitemap has; the protocol allows 50,000 addresses.
const IN_PART: u64 = 5_000;

/// How many changes the feed shows.
const CHANGES: u64 = 50;

/// What search engines are asked not to read, and where the addresses are.
pub(super) async fn robots(State(portal): State<Shared>) -> Response {
    let address = &portal.settings.house.public_url;
    let text = format!(
        "User-agent: *\nDisallow: /vi/quan-tri\nDisallow: /en/quan-tri\nDisallow: /vi/dang-nhap\n\
         Disallow: /en/dang-nhap\nSitemap: {address}/sitemap.xml\n"
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// The parts of the sitemap: each is named by the code it comes after.
pub(super) async fn index(State(portal): State<Shared>) -> Answer {
    let (reader, address) = (portal.store.reader(), &portal.settings.house.public_url);
    let mut text = head("sitemapindex");
    let mut after = String::new();
    loop {
        let name = if after.is_empty() { "0" } else { &after };
        let _ = write!(text, "<sitemap><loc>{address}/sitemap/{name}</loc></sitemap>");
        let part = exported::entries(reader, &after, IN_PART).await?;
        match part.last().filter(|_| part.len() as u64 == IN_PART) {
            Some(last) => after = last.listed.code.to_string(),
            None => break,
        }
    }
    text.push_str("</sitemapindex>\n");
    Ok(xml("application/xml", text))
}

/// One part of the sitemap; the first begins with the home page.
pub(super) async fn part(State(portal): State<Shared>, Path(after): Path<String>) -> Answer {
    let is_first = after == "0";
    let after = if is_first { "" } else { &after };
    let part = exported::entries(portal.store.reader(), after, IN_PART).await?;
    if part.is_empty() && !is_first {
        return Err(Broken::not_found());
    }
    let address = &portal.settings.house.public_url;
    let mut text = head("urlset");
    for language in Language::ALL {
        let code = language.code();
        if is_first {
            let _ = write!(text, "<url><loc>{address}/{code}</loc></url>");
        }
        for Dated { listed, changed_at } in &part {
            let (procedure, day) = (&listed.code, changed_at.day_in_vietnam());
            let _ = write!(
                text,
                "<url><loc>{address}/{code}/thu-tuc/{procedure}</loc><lastmod>{day}</lastmod></url>"
            );
        }
    }
    text.push_str("</urlset>\n");
    Ok(xml("application/xml", text))
}

/// What changed last.
pub(super) async fn changes(State(portal): State<Shared>) -> Answer {
    let changes = exported::changes(portal.store.reader(), CHANGES).await?;
    let house = &portal.settings.house;
    let address = &house.public_url;
    let updated = changes.first().map_or(portal.clock.now(), |one| one.changed_at);
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = write!(
        text,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"vi\"><title>{}</title>\
         <id>{address}/thay-doi.atom</id><link rel=\"self\" href=\"{address}/thay-doi.atom\"/>\
         <link href=\"{address}/vi\"/><updated>{}</updated><author><name>{}</name></author>",
        escaped(&house.name_vi),
        updated.to_rfc3339(),
        escaped(&house.name_vi),
    );
    for Dated { listed, changed_at } in &changes {
        let (code, at) = (&listed.code, changed_at.to_rfc3339());
        let _ = write!(
            text,
            "<entry><title>{}</title><id>{address}/vi/thu-tuc/{code}#{}</id>\
             <link href=\"{address}/vi/thu-tuc/{code}\"/><updated>{at}</updated>\
             <category term=\"{}\"/></entry>",
            escaped(&listed.title),
            changed_at.unix_ms(),
            escaped(&listed.field),
        );
    }
    text.push_str("</feed>\n");
    Ok(xml("application/atom+xml", text))
}

fn head(root: &str) -> String {
    let space = "http://www.sitemaps.org/schemas/sitemap/0.9";
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{space}\">")
}

fn xml(kind: &'static str, text: String) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")], text).into_response()
}

/// A text between tags or within an attribute.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c => safe.push(c),
        }
    }
    safe
}
