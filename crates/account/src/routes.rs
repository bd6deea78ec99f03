//! Every page of the account service, behind its guard.

use crate::account::{Account, Shared};
use crate::{challenge, email, registration, sign_in};
use axum::Router;
use axum::routing::get;
use std::sync::Arc;
use web::text::Source;
use web::{Answer, Arrival};

/// The texts of every slice.
pub(crate) const TEXTS: [Source; 4] =
    [challenge::TEXTS, email::TEXTS, registration::TEXTS, sign_in::TEXTS];

/// The whole house.
pub fn routes(account: &Arc<Account>) -> Router {
    let pages = Router::new()
        .route("/", get(home))
        .route("/vi", get(home))
        .route("/en", get(home))
        .merge(challenge::routes())
        .merge(email::routes())
        .merge(registration::routes())
        .merge(sign_in::routes())
        .with_state(Shared(Arc::clone(account)));
    let ready = {
        let account = Arc::clone(account);
        move || {
            let account = Arc::clone(&account);
            async move { account.store.ping().await }
        }
    };
    let pages = pages.merge(web::health::routes(ready));
    web::guard::guarded(pages, Arc::clone(&account.door))
}

/// The service's front door is registration, until there is a page of one's own.
async fn home(Arrival { page, .. }: Arrival) -> Answer {
    Ok(page.go("/dang-ky"))
}
