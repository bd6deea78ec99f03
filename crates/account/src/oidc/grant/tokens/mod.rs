//! Access tokens and refresh tokens: opaque, stored as digests.

mod records;

pub(in crate::oidc) use records::{
    access, forget_access, insert_access, insert_refresh, load_refresh, refresh, use_refresh_up,
};
pub(super) use records::{holders, sweep};

use super::Grant;
use ground::{Moment, Span};

/// An access token as it is known.
#[derive(Debug, Clone)]
pub(in crate::oidc) struct Access {
    /// Whose it is.
    pub(in crate::oidc) client: String,
    /// What it is for.
    pub(in crate::oidc) scope: String,
    /// The thumbprint of the key it is bound to, if it is (RFC 9449).
    pub(in crate::oidc) bound_to: Option<String>,
    /// When it was issued.
    pub(in crate::oidc) issued_at: Moment,
    /// When it is over.
    pub(in crate::oidc) expires_at: Moment,
    /// The grant it hangs on; none where a client acts for itself.
    pub(in crate::oidc) grant: Option<Grant>,
}

/// A refresh token as it is known.
#[derive(Debug, Clone)]
pub(in crate::oidc) struct Refresh {
    /// When it was issued.
    pub(in crate::oidc) issued_at: Moment,
    /// When it is over.
    pub(in crate::oidc) expires_at: Moment,
    /// When it was first traded for another one.
    pub(in crate::oidc) used_at: Option<Moment>,
    /// The grant it hangs on.
    pub(in crate::oidc) grant: Grant,
}

/// What came of a refresh token.
pub(in crate::oidc) enum Refreshed {
    /// It serves.
    Now(Box<Refresh>),
    /// It was traded before: somebody else has it, too (RFC 9700, 4.14.2).
    Before(Box<Refresh>),
    /// None of this client's, or over.
    Never,
}

/// How long after its trade a refresh token is forgiven: the answer may have been lost on its way.
const FORGIVEN: Span = Span::from_seconds(10);
