//! A grant: one client may act for one citizen, from the authorization until it ends or is revoked.
//! Codes and tokens hang on it; who revokes it ends them all.

mod records;
mod tokens;

pub(super) use records::{
    Redeemed, insert, redeem, revoke, revoke_all, revoke_of_citizen, revoke_of_client,
    revoke_of_session, sweep,
};
pub(super) use tokens::{
    Access, Refresh, Refreshed, access, forget_access, insert_access, insert_refresh, load_refresh,
    refresh, use_refresh_up,
};

use super::request::Request;
use crate::citizen::CitizenId;
use crate::session::{Evidence, SessionId};
use ground::Moment;
use serde::{Deserialize, Serialize};

store::row_id! {
    /// The id of a grant.
    GrantId
}

/// One grant.
#[derive(Debug, Clone)]
pub(super) struct Grant {
    /// Its row.
    pub(super) id: GrantId,
    /// Who may act.
    pub(super) client: String,
    /// For whom.
    pub(super) citizen: CitizenId,
    /// The session it was given in.
    pub(super) session: SessionId,
    /// When it ends.
    pub(super) expires_at: Moment,
    /// What was asked for, and on what evidence it was given.
    pub(super) terms: Terms,
}

/// What a grant is for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Terms {
    /// The request it answers.
    pub(super) request: Request,
    /// What the citizen had shown. What that is worth is computed when an ID token is made.
    pub(super) evidence: Evidence,
}
