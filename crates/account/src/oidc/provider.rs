//! `Provider`: what every door of the OpenID Provider is given.

use super::keys::{KeySet, Keys};
use crate::account::{Account, Shared};
use axum::extract::FromRef;
use ground::Fault;
use std::sync::Arc;
use web::Door;

/// The OpenID Provider of one account service.
pub struct Provider {
    /// The service.
    pub account: Arc<Account>,
    keys: Keys,
}

impl Provider {
    /// The provider of this service.
    pub fn new(account: &Arc<Account>) -> Self {
        Self { account: Arc::clone(account), keys: Keys::default() }
    }

    /// Our name in the protocol: the public address of the house.
    pub(super) fn issuer(&self) -> &str {
        &self.account.settings.house.public_url
    }

    /// The whole address of one of our doors.
    pub(super) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.issuer())
    }

    /// The keys as they are now.
    pub(super) async fn keys(&self) -> Result<Arc<KeySet>, Fault> {
        self.keys.now(&self.account).await
    }
}

/// The provider as handlers get it.
#[derive(Clone)]
pub(super) struct OpenId(pub(super) Arc<Provider>);

impl std::ops::Deref for OpenId {
    type Target = Provider;

    fn deref(&self) -> &Provider {
        &self.0
    }
}

impl FromRef<OpenId> for Shared {
    fn from_ref(openid: &OpenId) -> Self {
        Self(Arc::clone(&openid.account))
    }
}

impl FromRef<OpenId> for Arc<Door> {
    fn from_ref(openid: &OpenId) -> Self {
        Self::clone(&openid.account.door)
    }
}
