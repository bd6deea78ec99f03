//! What goes out: tokens, and what is said about them (RFC 6749, 5.1; OpenID Connect Core, 3.1.3.3).

use super::Trade;
use crate::oidc::grant::{self, Access, Grant, Refresh};
use crate::oidc::{id_token, opaque};
use axum::response::Response;
use ground::Fault;
use serde_json::{Value, json};
use store::Tx;

use crate::oidc::refusal::json_never_kept;

/// Tokens that were drawn; tables get their digests.
pub(super) struct Tokens {
    access: String,
    refresh: Option<String>,
}

impl Trade<'_> {
    /// Draws tokens.
    pub(super) fn draw(&self, with_refresh: bool) -> Tokens {
        let chance = &self.openid.account.chance;
        let refresh = with_refresh.then(|| opaque::draw(chance));
        Tokens { access: opaque::draw(chance), refresh }
    }

    /// Writes tokens of a grant.
    pub(super) fn write(&self, tx: &Tx, tokens: &Tokens, grant: Option<&Grant>, scope: &str) {
        let (now, settings) = (self.now, &self.openid.account.settings.openid);
        let access = Access {
            client: self.client.id.clone(),
            scope: scope.to_owned(),
            bound_to: self.bound_to.clone(),
            issued_at: now,
            expires_at: now.plus(settings.access_token),
            grant: grant.cloned(),
        };
        grant::insert_access(tx, opaque::digest(&tokens.access), &access);
        if let (Some(refresh), Some(grant)) = (&tokens.refresh, grant) {
            // Our clients all prove who they are: that is what their refresh tokens are bound to, and
            // a key they may change (RFC 9449, 5).
            let token = Refresh {
                issued_at: now,
                expires_at: now.plus(settings.refresh_token),
                used_at: None,
                grant: grant.clone(),
            };
            grant::insert_refresh(tx, opaque::digest(refresh), &token);
        }
    }

    /// What the client is told.
    pub(super) async fn told(
        &self,
        tokens: &Tokens,
        grant: Option<&Grant>,
        scope: &str,
    ) -> Result<Response, Fault> {
        let lives = self.openid.account.settings.openid.access_token.as_seconds();
        let kind = if self.bound_to.is_some() { "DPoP" } else { "Bearer" };
        let mut body = json!({
            "access_token": tokens.access,
            "token_type": kind,
            "expires_in": lives,
            "scope": scope,
        });
        if let Some(refresh) = &tokens.refresh {
            body["refresh_token"] = refresh.clone().into();
        }
        if let Some(grant) = grant {
            let keys = self.openid.keys().await?;
            let (access, now) = (&tokens.access, self.now);
            let token = id_token::make(self.openid, &keys, &self.client, grant, access, now);
            body["id_token"] = Value::String(token.await?);
        }
        Ok(json_never_kept(&body))
    }
}
