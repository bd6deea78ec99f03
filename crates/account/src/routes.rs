//! Every page of the account service, behind its guard.

use crate::account::{Account, Parts, Shared};
use crate::oidc::{self, Provider};
use crate::session::ACCOUNT;
use crate::{
    admin, challenge, code_page, email, login, new_number, new_password, officer, paper_start,
    parties, profile, recovery, registration, shown_codes,
};
use axum::Router;
use axum::routing::get;
use ground::Fault;
use ground::fault::Doing;
use std::sync::Arc;
use web::text::Source;
use web::{Answer, Arrival, Texts};

/// The texts of every slice.
pub(crate) const TEXTS: [Source; 14] = [
    challenge::TEXTS,
    email::TEXTS,
    code_page::TEXTS,
    shown_codes::TEXTS,
    new_password::TEXTS,
    new_number::TEXTS,
    registration::TEXTS,
    login::TEXTS,
    recovery::TEXTS,
    officer::TEXTS,
    admin::TEXTS,
    paper_start::TEXTS,
    oidc::TEXTS,
    profile::TEXTS,
];

/// Puts the account service together, with the texts of every slice.
///
/// # Errors
/// Texts that do not parse, or settings that cannot be.
pub fn open(parts: Parts) -> Result<Arc<Account>, Fault> {
    let texts = Texts::gather(&TEXTS).doing("reading the texts")?;
    Account::new(parts, texts).map(Arc::new)
}

/// The whole house.
pub fn routes(account: &Arc<Account>) -> Router {
    let pages = Router::new()
        .route("/", get(home))
        .route("/vi", get(home))
        .route("/en", get(home))
        .merge(challenge::routes())
        .merge(email::routes())
        .merge(registration::routes())
        .merge(new_number::waiting::routes())
        .merge(recovery::routes())
        .merge(paper_start::routes())
        .merge(admin::routes(&Shared(Arc::clone(account))))
        .merge(profile::routes())
        .merge(parties::routes())
        .with_state(Shared(Arc::clone(account)));
    let provider = Arc::new(Provider::new(account));
    let signing_in = login::routes().with_state(Shared(Arc::clone(account)));
    let pages = pages.merge(oidc::lead_back(&provider, signing_in)).merge(oidc::pages(&provider));
    let ready = {
        let account = Arc::clone(account);
        move || {
            let account = Arc::clone(&account);
            async move { account.store.ping().await }
        }
    };
    let pages = pages.merge(web::health::routes(ready));
    web::guard::guarded_beside(pages, oidc::doors(&provider), Arc::clone(&account.door))
}

/// The service's front door is one's own page, which leads to where one signs in.
async fn home(Arrival { page, .. }: Arrival) -> Answer {
    Ok(page.go(ACCOUNT))
}
