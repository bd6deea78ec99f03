//! What a handler returns where it has no page: a fault of ours, or a request no page of ours
//! makes. The guard at the door turns it into a page, logged once; it knows no page itself.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ground::Fault;
use ground::fault::FaultKind;
use std::sync::Arc;

/// What a handler returns.
pub type Answer = Result<Response, Broken>;

/// A request that could not be answered with its page.
#[derive(Debug, Clone)]
pub struct Broken {
    status: StatusCode,
    fault: Option<Arc<Fault>>,
    why: Option<&'static str>,
    way: Option<Way>,
}

/// Why what a page spoke of is not there any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gone {
    /// Its time is over.
    Expired,
    /// It belongs to another browser.
    Elsewhere,
    /// It is finished, or its time has been over for long: nothing is kept of it.
    Over,
}

/// Where to go on from a page that says what went wrong: a path under the language, and the key of
/// the words on the button.
pub(crate) type Way = (&'static str, &'static str);

impl Broken {
    /// A request that no page of ours makes; nothing is wrong with us.
    pub fn refused(status: StatusCode) -> Self {
        Self { status, fault: None, why: None, way: None }
    }

    /// What a page spoke of is not there any more.
    pub fn gone(gone: Gone) -> Self {
        let why = match gone {
            Gone::Expired => "fault-gone-expired",
            Gone::Elsewhere => "fault-gone-elsewhere",
            Gone::Over => "fault-gone-over",
        };
        Self { why: Some(why), ..Self::refused(StatusCode::GONE) }
    }

    /// No such page.
    pub fn not_found() -> Self {
        Self::refused(StatusCode::NOT_FOUND)
    }

    /// Offers a way on, beside the one to the front page: a path under the language, and the key of
    /// the words on the button.
    #[must_use]
    pub fn with_way(self, path: &'static str, words: &'static str) -> Self {
        Self { way: Some((path, words)), ..self }
    }

    /// Why, in words of its own: the key of them.
    pub(crate) fn why(&self) -> Option<&'static str> {
        self.why
    }

    /// The way on, if there is one.
    pub(crate) fn way(&self) -> Option<Way> {
        self.way
    }

    /// What is to be logged, if anything is.
    pub(crate) fn fault(&self) -> Option<&Fault> {
        self.fault.as_deref()
    }
}

impl From<Fault> for Broken {
    fn from(fault: Fault) -> Self {
        let status = match fault.kind() {
            FaultKind::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            FaultKind::Unavailable | FaultKind::Busy => StatusCode::SERVICE_UNAVAILABLE,
        };
        Self { status, fault: Some(Arc::new(fault)), why: None, way: None }
    }
}

impl IntoResponse for Broken {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
