//! Choosing who registers, and how. Only methods that work are listed.

use askama::Template;
use axum::http::StatusCode;
use web::{Answer, Arrival, Page};

#[derive(Template)]
#[template(path = "registration/choose_audience.html")]
struct AudiencePage {
    page: Page,
}

#[derive(Template)]
#[template(path = "registration/choose_method.html")]
struct MethodPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "registration/choose_enterprise.html")]
struct EnterprisePage {
    page: Page,
}

/// *Công dân* or *Doanh nghiệp*.
pub(super) async fn audience(Arrival { page, .. }: Arrival) -> Answer {
    Ok(page.draw(StatusCode::OK, &AudiencePage { page: page.clone() })?)
}

/// How a citizen may register.
pub(super) async fn method(Arrival { page, .. }: Arrival) -> Answer {
    Ok(page.draw(StatusCode::OK, &MethodPage { page: page.clone() })?)
}

/// How an enterprise will register, and where to go meanwhile.
pub(super) async fn enterprise(Arrival { page, .. }: Arrival) -> Answer {
    Ok(page.draw(StatusCode::OK, &EnterprisePage { page: page.clone() })?)
}
