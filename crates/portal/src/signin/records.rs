//! Attempts as they are stored, sealed and bound to one browser; logout tokens that counted, and whom
//! they signed out.

use crate::portal::Portal;
use crate::session::SessionId;
use credentials::limit::{self, Room};
use ground::fault::Doing;
use ground::jose::sha256;
use ground::keys::Place;
use ground::{Fault, Moment};
use outside::openid::Attempt;
use sea_orm::ActiveValue::Set;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use store::{Db, Tx};
use web::address;
use web::cookie::Visit;

const PLACE: &str = "signin_attempt.sealed";

/// One attempt.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signin_attempt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub state: Vec<u8>,
    pub provider: String,
    pub visit: Vec<u8>,
    pub sealed: String,
    pub created_at: i64,
    pub expires_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// What is kept of an attempt until its answer comes.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    /// What its answer must match.
    pub(super) attempt: Attempt,
    /// Where the person was.
    pub(super) return_path: String,
    /// The session that wishes to link what comes of it; nothing where one is to begin.
    pub(super) links: Option<SessionId>,
}

/// Counts an attempt for the address it comes from. Says whether there is room for it.
pub(super) async fn may_begin(portal: &Portal, from: IpAddr, now: Moment) -> Result<bool, Fault> {
    let limit = portal.settings.session.attempts_per_address;
    let from = address::counted(from).to_string();
    let counted = [(portal.buckets.of("signin attempts", &from), limit)];
    Ok(limit::count(&portal.store, &counted, now).await? == Room::Left)
}

/// Writes a new attempt of one browser with one provider.
pub(super) async fn insert(
    portal: &Portal,
    provider: &str,
    kept: &Kept,
    visit: &Visit,
    now: Moment,
) -> Result<(), Fault> {
    let id = portal.chance.row_id(now);
    let text = serde_json::to_vec(kept).doing("writing an attempt to sign in")?;
    let row = ActiveModel {
        id: Set(id),
        state: Set(sha256(&kept.attempt.state).into_bytes()),
        provider: Set(provider.to_owned()),
        visit: Set(visit.digest().to_vec()),
        sealed: Set(portal.cipher.seal(Place::new(PLACE, id.as_bytes()), &text, &portal.chance)?),
        created_at: Set(now.unix_ms()),
        expires_at: Set(now.plus(portal.settings.session.attempt).unix_ms()),
    };
    store::in_one_statement!(portal.store, |db| {
        Entity::insert(row.clone())
            .exec_without_returning(db)
            .await
            .db("writing an attempt to sign in")
    })?;
    Ok(())
}

/// Spends the attempt of this state, provider and browser; nothing where there is none, its time is
/// over, or another answer spent it. Another browser's attempt is left to it.
pub(super) async fn spend(
    portal: &Portal,
    provider: &str,
    state: &str,
    visit: &Visit,
    now: Moment,
) -> Result<Option<Kept>, Fault> {
    let of_state = Entity::find().filter(Column::State.eq(sha256(state).into_bytes()));
    let row = of_state.one(portal.store.reader()).await.db("reading an attempt to sign in")?;
    let row = row.filter(|row| {
        let is_live = row.expires_at > now.unix_ms();
        row.provider == provider && row.visit == visit.digest() && is_live
    });
    let Some(row) = row else { return Ok(None) };
    let spent = store::in_one_statement!(portal.store, |db| {
        let this = Entity::delete_many().filter(Column::Id.eq(row.id));
        this.exec(db).await.db("spending an attempt to sign in")
    })?;
    if spent.rows_affected != 1 {
        return Ok(None);
    }
    let text = portal.cipher.open_text(Place::new(PLACE, row.id.as_bytes()), &row.sealed)?;
    serde_json::from_str(&text).doing("reading an attempt to sign in").map(Some)
}

/// Forgets attempts and logout tokens whose time is over.
///
/// # Errors
/// A database that is away.
pub async fn sweep(tx: &Tx, now: Moment) -> Result<(), Fault> {
    let over = Column::ExpiresAt.lte(now.unix_ms());
    Entity::delete_many().filter(over).exec(tx).await.db("forgetting attempts to sign in")?;
    limit::sweep(tx, now).await?;
    signed_out::sweep(tx, now).await?;
    logout_token::sweep(tx, now).await
}

/// Whom a provider has signed out of late. A logout token may come while an answer is on its way or
/// is being traded: there is no session yet that it could end.
pub(super) mod signed_out {
    use crate::portal::Portal;
    use ground::{Fault, Moment};
    use outside::openid::{LoggedOut, SignedIn};
    use sea_orm::ActiveValue::Set;
    use sea_orm::ExprTrait;
    use sea_orm::entity::prelude::*;
    use sea_orm::sea_query::OnConflict;
    use store::{Db, Tx};

    /// One session of a provider, or all of one subject.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "signed_out")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub whose: Vec<u8>,
        pub at: i64,
        pub expires_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}

    fn session(provider: &str, session: &str) -> String {
        format!("session {provider} {session}")
    }

    fn subject(provider: &str, subject: &str) -> String {
        format!("subject {provider} {subject}")
    }

    /// Notes whom a token names, for as long as an attempt may be under way.
    pub(in crate::signin) fn note(
        tx: &Tx,
        portal: &Portal,
        provider: &str,
        logged_out: &LoggedOut,
        now: Moment,
    ) {
        let whose = match (&logged_out.session, &logged_out.subject) {
            (Some(id), _) => session(provider, id),
            (None, Some(id)) => subject(provider, id),
            (None, None) => return,
        };
        let row = ActiveModel {
            whose: Set(portal.provider_session_index.of(&whose)),
            at: Set(now.unix_ms()),
            expires_at: Set(now.plus(portal.settings.session.attempt).unix_ms()),
        };
        let latest = OnConflict::column(Column::Whose)
            .update_columns([Column::At, Column::ExpiresAt])
            .to_owned();
        tx.later(&Entity::insert(row).on_conflict(latest));
    }

    /// Whether who signed in was signed out meanwhile: this session of the provider, or the whole
    /// person since the attempt began.
    pub(in crate::signin) async fn is_noted(
        portal: &Portal,
        provider: &str,
        signed_in: &SignedIn,
        began: Moment,
    ) -> Result<bool, Fault> {
        let index = &portal.provider_session_index;
        let sessions = signed_in.session.iter().flat_map(|id| index.all_of(&session(provider, id)));
        let everywhere = index.all_of(&subject(provider, &signed_in.subject));
        let since = Column::Whose.is_in(everywhere).and(Column::At.gte(began.unix_ms()));
        let noted = Entity::find().filter(Column::Whose.is_in(sessions).or(since));
        let noted = noted.one(portal.store.reader()).await.db("looking who was signed out")?;
        Ok(noted.is_some())
    }

    /// Forgets what no attempt can still be under way of.
    pub(in crate::signin) async fn sweep(tx: &Tx, now: Moment) -> Result<(), Fault> {
        let over = Column::ExpiresAt.lte(now.unix_ms());
        Entity::delete_many().filter(over).exec(tx).await.db("forgetting who was signed out")?;
        Ok(())
    }
}

/// Logout tokens that counted: each does so once.
pub(super) mod logout_token {
    use ground::jose::sha256;
    use ground::{Fault, Moment};
    use sea_orm::ActiveValue::Set;
    use sea_orm::entity::prelude::*;
    use sea_orm::sea_query::OnConflict;
    use store::{Db, Tx};

    /// One token.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "logout_token")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub digest: Vec<u8>,
        pub expires_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}

    /// Notes a token of a provider. Says whether it counts: whether it is the first of this name.
    pub(in crate::signin) async fn note(
        tx: &Tx,
        provider: &str,
        token_id: &str,
        until: Moment,
    ) -> Result<bool, Fault> {
        let row = ActiveModel {
            digest: Set(sha256(format!("{provider}:{token_id}")).into_bytes()),
            expires_at: Set(until.unix_ms()),
        };
        let written = Entity::insert(row)
            .on_conflict(OnConflict::column(Column::Digest).do_nothing().to_owned())
            .exec_without_returning(tx)
            .await;
        Ok(written.db("noting a logout token")? == 1)
    }

    /// Forgets tokens that their time alone would refuse.
    pub(in crate::signin) async fn sweep(tx: &Tx, now: Moment) -> Result<(), Fault> {
        let over = Column::ExpiresAt.lte(now.unix_ms());
        Entity::delete_many().filter(over).exec(tx).await.db("forgetting logout tokens")?;
        Ok(())
    }
}
