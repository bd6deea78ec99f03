//! The flow a page belongs to, as its handlers ask for it by their arguments.

use super::{Flow, Held, of_browser};
use crate::account::{Account, Shared};
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use web::{Arrival, Broken, Gone, Page, Submission};

/// A flow whose pages stand under its id, one for each state.
pub trait Walk: Flow<Id: DeserializeOwned + Send> + Send {
    /// The path of the page on which one begins anew, and the key of the words that lead there.
    const ANEW: (&'static str, &'static str);

    /// The path of the page that belongs to the present state: the answer to every "already done?".
    fn path(&self, id: Self::Id) -> String;
}

/// A request for a page of a flow that is this browser's.
pub struct Here<F: Walk> {
    /// The account service.
    pub account: Shared,
    /// The request.
    pub arrival: Arrival,
    /// The flow.
    pub held: Held<F>,
}

/// A form of a page of a flow that is this browser's.
pub struct Sent<F: Walk> {
    /// The account service.
    pub account: Shared,
    /// The form.
    pub submission: Submission,
    /// The flow.
    pub held: Held<F>,
}

/// The page that says that a flow is gone, and how to begin anew.
pub fn gone<F: Walk>() -> Broken {
    anew::<F>(Broken::gone(Gone::Over))
}

/// Offers to begin anew.
fn anew<F: Walk>(gone: Broken) -> Broken {
    let (path, words) = F::ANEW;
    gone.with_way(path, words)
}

/// The flow of this id, if it is this browser's; or the page that says why it is gone.
///
/// # Errors
/// That page, or a database that is away.
pub async fn here<F: Walk>(
    account: &Account,
    id: F::Id,
    arrival: &Arrival,
) -> Result<Held<F>, Broken> {
    of_browser(account, id, arrival).await.map_err(anew::<F>)
}

impl<F: Walk> Held<F> {
    /// The same flow as it stands now: another press of the button may have gone on meanwhile.
    ///
    /// # Errors
    /// The page that says that it is gone, or a database that is away.
    pub async fn again(&self, account: &Account, arrival: &Arrival) -> Result<Self, Broken> {
        here(account, self.id, arrival).await
    }

    /// Leads to the page that belongs to its state.
    pub fn go(&self, page: &Page) -> Response {
        page.go(&self.state.path(self.id))
    }
}

async fn id<F: Walk>(parts: &mut Parts, account: &Shared) -> Result<F::Id, Response> {
    let id = Path::from_request_parts(parts, account).await;
    id.map(|Path(id)| id).map_err(IntoResponse::into_response)
}

impl<F: Walk> FromRequestParts<Shared> for Here<F> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, account: &Shared) -> Result<Self, Response> {
        let id = id::<F>(parts, account).await?;
        let arrival = Arrival::from_request_parts(parts, account).await;
        let arrival = arrival.map_err(IntoResponse::into_response)?;
        let held = here(account, id, &arrival).await.map_err(IntoResponse::into_response)?;
        Ok(Self { account: account.clone(), arrival, held })
    }
}

impl<F: Walk> FromRequest<Shared> for Sent<F> {
    type Rejection = Response;

    async fn from_request(request: Request, account: &Shared) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let id = id::<F>(&mut parts, account).await?;
        let request = Request::from_parts(parts, body);
        let submission = Submission::from_request(request, account).await;
        let submission = submission.map_err(IntoResponse::into_response)?;
        let held = here(account, id, &submission.arrival).await;
        let held = held.map_err(IntoResponse::into_response)?;
        Ok(Self { account: account.clone(), submission, held })
    }
}
