//! The pages. They are the same for every visitor: drawn and compressed once, at start; who is
//! signed in gets one with their name.

use super::content::{Block, Content, Piece};
use super::kept::{HowLong, KEPT, in_words};
use crate::portal::{Portal, Shared};
use askama::Template;
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::routing::get;
use ground::Fault;
use std::sync::Arc;
use web::page::Standing;
use web::{Answer, Arrival, KnownAs, Language, Page};

/// A content file in both languages.
macro_rules! content {
    ($name:literal) => {
        (
            include_str!(concat!("content/vi/", $name, ".txt")),
            include_str!(concat!("content/en/", $name, ".txt")),
        )
    };
}

/// The pages that are texts: their addresses, and what stands on them.
const READ: [(&str, (&str, &str)); 5] = [
    ("/ho-tro/dang-ky", content!("registration")),
    ("/ho-tro/dang-nhap", content!("signin")),
    ("/ho-tro/cau-hoi", content!("questions")),
    ("/ho-tro/thue-bao", content!("subscription")),
    ("/ho-tro/tiep-can", content!("accessibility")),
];

#[derive(Template)]
#[template(path = "help/overview.html")]
struct OverviewPage {
    page: Page,
}

#[derive(Template)]
#[template(path = "help/read.html")]
struct ReadPage {
    page: Page,
    content: Arc<Content>,
}

impl ReadPage {
    /// Blocks of one kind that follow each other, together: they are one list.
    fn runs(&self) -> impl Iterator<Item = &[Block]> {
        let kind = |block: &Block| match block {
            Block::Paragraph(_) | Block::Heading(_) => 0,
            Block::Step(..) => 1,
            Block::Question(..) => 2,
        };
        self.content.blocks.chunk_by(move |one, next| kind(one) == kind(next))
    }
}

#[derive(Template)]
#[template(path = "help/contact.html")]
struct ContactPage {
    page: Page,
    mail: String,
    address: String,
    hours: String,
}

impl ContactPage {
    fn of(portal: &Portal, page: Page) -> Self {
        let help = &portal.settings.help;
        let (address, hours) = match page.language {
            Language::Vi => (&help.address_vi, &help.hours_vi),
            Language::En => (&help.address_en, &help.hours_en),
        };
        Self { mail: help.mail.clone(), address: address.clone(), hours: hours.clone(), page }
    }
}

#[derive(Template)]
#[template(path = "help/privacy.html")]
struct PrivacyPage {
    page: Page,
    /// What is kept, why, and how long, in words; and in which tables.
    kept: Vec<[String; 4]>,
    account_url: String,
}

impl PrivacyPage {
    fn of(portal: &Portal, page: Page) -> Self {
        let line = |kept: &super::kept::Kept| {
            let how_long = match kept.how_long {
                HowLong::For(span) => in_words(&page, span(portal)),
                HowLong::Words(key) => page.t(key).into_owned(),
            };
            let tables = kept.tables.join(", ");
            [page.t(kept.what).into_owned(), page.t(kept.why).into_owned(), how_long, tables]
        };
        let kept = KEPT.iter().map(line).collect();
        Self { kept, account_url: portal.settings.connections.account_url.clone(), page }
    }
}

/// The pages of one language.
///
/// # Errors
/// A content file that cannot be taken apart, or names a picture that is not there.
pub(super) fn routes(portal: &Arc<Portal>, language: Language) -> Result<Router<Shared>, Fault> {
    let mut routes = Router::new();
    let owned = Arc::clone(portal);
    routes = stand(routes, portal, language, "/ho-tro", |page| OverviewPage { page })?;
    routes = stand(routes, portal, language, "/ho-tro/lien-he", move |page| {
        ContactPage::of(&owned, page)
    })?;
    let owned = Arc::clone(portal);
    routes = stand(routes, portal, language, "/ho-tro/quyen-rieng-tu", move |page| {
        PrivacyPage::of(&owned, page)
    })?;
    for (path, (vi, en)) in READ {
        let text = if language == Language::Vi { vi } else { en };
        let content = Arc::new(Content::read(text, language, &fill(portal, language))?);
        routes = stand(routes, portal, language, path, move |page| ReadPage {
            page,
            content: Arc::clone(&content),
        })?;
    }
    Ok(routes)
}

/// What stands for the placeholders of content files.
fn fill(portal: &Portal, language: Language) -> [(&'static str, String); 2] {
    let provider = portal.providers.iter().find(|provider| provider.settings.enabled);
    let name = provider.map_or("", |provider| match language {
        Language::Vi => &provider.settings.name_vi,
        Language::En => &provider.settings.name_en,
    });
    let address = format!("{}/{}", portal.door.house.public_url, language.code());
    [("portal", address), ("provider", name.to_owned())]
}

/// Adds a page that is the same for every visitor.
fn stand<T: Template>(
    routes: Router<Shared>,
    portal: &Arc<Portal>,
    language: Language,
    path: &'static str,
    template: impl Fn(Page) -> T + Clone + Send + Sync + 'static,
) -> Result<Router<Shared>, Fault> {
    let door = Arc::clone(&portal.door);
    let page = Page::for_everyone(Arc::clone(&door), language, path.to_owned());
    let standing = Standing::draw(&page, &template(page.clone()))?;
    let show = async move |request: Request| -> Answer {
        if request.extensions().get::<KnownAs>().is_none() {
            return Ok(standing.answer(request.headers()));
        }
        let (parts, _) = request.into_parts();
        let page = Arrival::read(door, &parts).page;
        Ok(page.draw(StatusCode::OK, &template(page.clone()))?)
    };
    Ok(routes.route(path, get(show)))
}
