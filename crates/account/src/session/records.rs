//! Sessions and devices as they are stored.

use super::{DeviceId, Evidence, Session, SessionId, over_at};
use crate::account::Account;
use crate::citizen::CitizenId;
use ground::fault::Doing;
use ground::{Fault, Moment, Span};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait, QueryOrder, QuerySelect};
use store::{Db, Tx};
use web::Arrival;
use web::cookie::Opaque;

/// How often it is noted at most that somebody is there.
const SEEN_EVERY: Span = Span::from_minutes(1);
/// How long a client's own session may last that began with one of ours.
const CLIENTS_AT_MOST: Span = Span::from_hours(24);

/// One session.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub digest: Vec<u8>,
    /// Of a second name, where the browser had to be told again.
    pub second_digest: Option<Vec<u8>>,
    pub citizen: Uuid,
    pub evidence: String,
    pub device: Uuid,
    pub label: String,
    pub begun_at: i64,
    pub seen_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    fn session(self) -> Result<Session, Fault> {
        Ok(Session {
            id: SessionId(self.id),
            citizen: CitizenId(self.citizen),
            evidence: serde_json::from_str(&self.evidence).doing("reading evidence")?,
            begun_at: Moment::from_unix_ms(self.begun_at),
            seen_at: Moment::from_unix_ms(self.seen_at),
            device: DeviceId(self.device),
            label: self.label,
        })
    }
}

/// Who is signed in with this browser, if anybody is; notes once a minute that they are there.
///
/// # Errors
/// A database that is away; then nobody is taken for signed in.
pub async fn present(account: &Account, arrival: &Arrival) -> Result<Option<Session>, Fault> {
    let session = named(account.store.reader(), account, arrival).await?;
    let Some(session) = session else { return Ok(None) };
    if arrival.now >= session.seen_at.plus(SEEN_EVERY) {
        let before = arrival.now.minus(SEEN_EVERY).unix_ms();
        store::in_one_statement!(account.store, |db| {
            Entity::update_many()
                .col_expr(Column::SeenAt, Expr::value(arrival.now.unix_ms()))
                .filter(Column::Id.eq(session.id.0).and(Column::SeenAt.lte(before)))
                .exec(db)
                .await
                .db("noting that somebody is there")
        })?;
    }
    Ok(Some(session))
}

/// The session a browser names, unless it is over.
pub(super) async fn named(
    db: &impl ConnectionTrait,
    account: &Account,
    arrival: &Arrival,
) -> Result<Option<Session>, Fault> {
    let Some(name) = arrival.cookie(&account.session_cookie) else { return Ok(None) };
    let digest = name.digest().to_vec();
    let either = Column::Digest.eq(digest.clone()).or(Column::SecondDigest.eq(digest));
    let row = Entity::find().filter(either).one(db).await;
    live(account, row.db("reading a session")?, arrival.now)
}

/// The session of this id, unless it is over.
///
/// # Errors
/// A database that is away.
pub async fn find(
    db: &impl ConnectionTrait,
    account: &Account,
    id: SessionId,
    now: Moment,
) -> Result<Option<Session>, Fault> {
    let row = Entity::find_by_id(id.0).one(db).await;
    live(account, row.db("reading a session")?, now)
}

/// The same, held until the transaction ends: nobody ends or renews it meanwhile.
pub(super) async fn find_and_hold(
    tx: &Tx,
    account: &Account,
    id: SessionId,
    now: Moment,
) -> Result<Option<Session>, Fault> {
    let row = Entity::find_by_id(id.0).lock_shared().one(tx).await;
    live(account, row.db("reading a session")?, now)
}

/// Every session of a citizen that is not over, the latest first.
///
/// # Errors
/// A database that is away.
pub async fn of_citizen(
    db: &impl ConnectionTrait,
    account: &Account,
    citizen: CitizenId,
    now: Moment,
) -> Result<Vec<Session>, Fault> {
    let rows = Entity::find().filter(Column::Citizen.eq(citizen.0)).order_by_desc(Column::SeenAt);
    let rows = rows.all(db).await.db("reading a citizen's sessions")?;
    let live = |row| live(account, Some(row), now).transpose();
    rows.into_iter().filter_map(live).collect()
}

fn live(account: &Account, row: Option<Model>, now: Moment) -> Result<Option<Session>, Fault> {
    let session = row.map(Model::session).transpose()?;
    Ok(session.filter(|one| now < over_at(account, one.begun_at, one.seen_at)))
}

/// Writes a new session.
pub(super) fn insert(tx: &Tx, session: &Session, name: &Opaque) -> Result<(), Fault> {
    let row = ActiveModel {
        id: Set(session.id.0),
        digest: Set(name.digest().to_vec()),
        second_digest: Set(None),
        citizen: Set(session.citizen.0),
        evidence: Set(written(&session.evidence)?),
        device: Set(session.device.0),
        label: Set(session.label.clone()),
        begun_at: Set(session.begun_at.unix_ms()),
        seen_at: Set(session.seen_at.unix_ms()),
    };
    tx.later(&Entity::insert(row));
    Ok(())
}

/// Goes on with a session under a new name, on new evidence.
pub(super) fn renew(tx: &Tx, session: &Session, name: &Opaque) -> Result<(), Fault> {
    let renewed = Entity::update_many()
        .col_expr(Column::Digest, Expr::value(name.digest().to_vec()))
        .col_expr(Column::SecondDigest, Expr::value(None::<Vec<u8>>))
        .col_expr(Column::Evidence, Expr::value(written(&session.evidence)?))
        .col_expr(Column::Device, Expr::value(session.device.0))
        .col_expr(Column::Label, Expr::value(session.label.clone()))
        .col_expr(Column::BegunAt, Expr::value(session.begun_at.unix_ms()))
        .col_expr(Column::SeenAt, Expr::value(session.seen_at.unix_ms()))
        .filter(Column::Id.eq(session.id.0));
    tx.later(&renewed);
    Ok(())
}

/// Gives a session a second name, beside the first.
pub(super) fn name_again(tx: &Tx, id: SessionId, name: &Opaque) {
    let named = Entity::update_many()
        .col_expr(Column::SecondDigest, Expr::value(name.digest().to_vec()))
        .filter(Column::Id.eq(id.0));
    tx.later(&named);
}

fn written(evidence: &Evidence) -> Result<String, Fault> {
    serde_json::to_string(evidence).doing("writing evidence")
}

/// Takes a session away and says whose it was; nothing where it is gone already.
pub(super) async fn take_away(tx: &Tx, id: SessionId) -> Result<Option<CitizenId>, Fault> {
    let gone = Entity::delete_many().filter(Column::Id.eq(id.0)).exec_with_returning(tx).await;
    Ok(gone.db("ending a session")?.first().map(|row| CitizenId(row.citizen)))
}

/// The ids of every session of a citizen.
pub(super) async fn ids_of(tx: &Tx, citizen: CitizenId) -> Result<Vec<SessionId>, Fault> {
    ids(tx, Entity::find().filter(Column::Citizen.eq(citizen.0))).await
}

/// The ids of some sessions, whosever they are.
pub(super) async fn some_ids(tx: &Tx, at_most: u64) -> Result<Vec<SessionId>, Fault> {
    ids(tx, Entity::find().limit(at_most)).await
}

async fn ids(tx: &Tx, which: Select<Entity>) -> Result<Vec<SessionId>, Fault> {
    let rows = which.all(tx).await.db("reading whose sessions there are")?;
    Ok(rows.iter().map(|row| SessionId(row.id)).collect())
}

/// Forgets sessions that have been over for long, and browsers nobody has signed in with for long.
/// One that merely rests serves nobody here, but a client may still have its own that began with
/// it: whoever ends all must find it.
///
/// # Errors
/// A database that is away.
pub async fn sweep(account: &Account, now: Moment) -> Result<(), Fault> {
    let settings = &account.settings.session;
    let begun = now.minus(settings.at_most).minus(CLIENTS_AT_MOST);
    store::in_transaction!(account.store, |tx| {
        let over = Column::BegunAt.lte(begun.unix_ms());
        Entity::delete_many().filter(over).exec(tx).await.db("forgetting sessions")?;
        device::sweep(tx, now.minus(settings.device_kept)).await
    })
}

/// The browser of an arrival, if this citizen has signed in with it before.
///
/// # Errors
/// A database that is away.
pub async fn recognise(
    db: &impl ConnectionTrait,
    account: &Account,
    citizen: CitizenId,
    arrival: &Arrival,
) -> Result<Option<DeviceId>, Fault> {
    let Some(name) = arrival.cookie(&account.device_cookie) else { return Ok(None) };
    let since = arrival.now.minus(account.settings.session.device_kept);
    device::find(db, &name.digest_for(citizen.as_bytes()), since).await
}

/// Devices as they are stored.
pub(super) mod device {
    use super::{Account, CitizenId, DeviceId};
    use crate::session::{Device, DeviceName};
    use ground::keys::Place;
    use ground::{Fault, Moment};
    use sea_orm::entity::prelude::*;
    use sea_orm::sea_query::OnConflict;
    use sea_orm::{ActiveValue::Set, ConnectionTrait, ExprTrait};
    use store::{Db, Tx};

    /// One browser a citizen has signed in with.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "device")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub citizen: Uuid,
        pub digest: Vec<u8>,
        pub label: String,
        /// What the citizen calls it.
        pub sealed_name: Option<String>,
        pub first_at: i64,
        pub seen_at: i64,
    }

    impl ActiveModelBehavior for ActiveModel {}

    /// The device of a digest, if it was seen since.
    pub(in crate::session) async fn find(
        db: &impl ConnectionTrait,
        digest: &[u8],
        since: Moment,
    ) -> Result<Option<DeviceId>, Fault> {
        let row = Entity::find().filter(Column::Digest.eq(digest.to_vec())).one(db).await;
        let row = row.db("looking for a device")?.filter(|row| row.seen_at > since.unix_ms());
        Ok(row.map(|row| DeviceId(row.id)))
    }

    /// Writes a new device, in place of one that was forgotten in all but name.
    pub(in crate::session) async fn insert(
        tx: &Tx,
        id: DeviceId,
        (citizen, digest): (CitizenId, &[u8]),
        label: &str,
        now: Moment,
    ) -> Result<(), Fault> {
        let row = ActiveModel {
            id: Set(id.0),
            citizen: Set(citizen.0),
            digest: Set(digest.to_vec()),
            label: Set(label.to_owned()),
            sealed_name: Set(None),
            first_at: Set(now.unix_ms()),
            seen_at: Set(now.unix_ms()),
        };
        let again = OnConflict::column(Column::Digest)
            .update_columns([
                Column::Id,
                Column::Label,
                Column::SealedName,
                Column::FirstAt,
                Column::SeenAt,
            ])
            .to_owned();
        let written = Entity::insert(row).on_conflict(again).exec_without_returning(tx).await;
        written.db("writing a device").map(|_| ())
    }

    /// Notes that a device was used to sign in again.
    pub(in crate::session) fn see(tx: &Tx, id: DeviceId, label: &str, now: Moment) {
        let seen = Entity::update_many()
            .col_expr(Column::SeenAt, Expr::value(now.unix_ms()))
            .col_expr(Column::Label, Expr::value(label))
            .filter(Column::Id.eq(id.0));
        tx.later(&seen);
    }

    /// What names are bound to, beside their row.
    const NAME: &str = "device.name";

    /// Gives a browser of a citizen a name, or takes it away. Says whether it is one of theirs.
    ///
    /// # Errors
    /// A database that is away, or a cipher that fails.
    pub async fn name(
        tx: &Tx,
        account: &Account,
        (citizen, id): (CitizenId, DeviceId),
        name: Option<&DeviceName>,
    ) -> Result<bool, Fault> {
        let seal = |name: &DeviceName| {
            let place = Place::new(NAME, id.as_bytes());
            account.cipher.seal(place, name.as_str().as_bytes(), &account.chance)
        };
        let named = Entity::update_many()
            .col_expr(Column::SealedName, Expr::value(name.map(seal).transpose()?))
            .filter(Column::Id.eq(id.0))
            .filter(Column::Citizen.eq(citizen.0))
            .exec(tx)
            .await
            .db("naming a device")?;
        Ok(named.rows_affected == 1)
    }

    /// The browsers of a citizen.
    ///
    /// # Errors
    /// A database that is away, or a name that does not open.
    pub async fn all_of(
        db: &impl ConnectionTrait,
        account: &Account,
        citizen: CitizenId,
    ) -> Result<Vec<Device>, Fault> {
        let rows = Entity::find().filter(Column::Citizen.eq(citizen.0)).all(db).await;
        let device = |row: Model| {
            let place = Place::new(NAME, row.id.as_bytes());
            let name = row.sealed_name.map(|name| account.cipher.open_text(place, &name));
            Ok(Device {
                id: DeviceId(row.id),
                label: row.label,
                name: name.transpose()?,
                first_at: Moment::from_unix_ms(row.first_at),
                seen_at: Moment::from_unix_ms(row.seen_at),
            })
        };
        rows.db("reading devices")?.into_iter().map(device).collect()
    }

    /// Whether a citizen has no devices.
    pub(in crate::session) async fn has_none(tx: &Tx, citizen: CitizenId) -> Result<bool, Fault> {
        let any = Entity::find().filter(Column::Citizen.eq(citizen.0)).one(tx).await;
        Ok(any.db("looking for devices")?.is_none())
    }

    /// Forgets the devices of a citizen, but one.
    pub(in crate::session) async fn forget(
        tx: &Tx,
        citizen: CitizenId,
        but: Option<DeviceId>,
    ) -> Result<(), Fault> {
        let theirs = Column::Citizen.eq(citizen.0);
        let theirs = but.iter().fold(theirs, |theirs, but| theirs.and(Column::Id.ne(but.0)));
        let gone = Entity::delete_many().filter(theirs).exec(tx).await;
        gone.db("forgetting devices").map(|_| ())
    }

    /// Forgets one of a citizen's.
    pub(in crate::session) async fn forget_one(
        tx: &Tx,
        citizen: CitizenId,
        device: DeviceId,
    ) -> Result<(), Fault> {
        let it = Column::Citizen.eq(citizen.0).and(Column::Id.eq(device.0));
        let gone = Entity::delete_many().filter(it).exec(tx).await;
        gone.db("forgetting a device").map(|_| ())
    }

    /// Forgets devices not seen since.
    pub(in crate::session) async fn sweep(tx: &Tx, since: Moment) -> Result<(), Fault> {
        let old = Entity::delete_many().filter(Column::SeenAt.lte(since.unix_ms())).exec(tx).await;
        old.db("forgetting devices").map(|_| ())
    }
}
