//! Trying a code: spent and counted before anything is compared.

use super::FlowCode;
use crate::account::Account;
use credentials::limit::{self, Bucket, Limit, Room};
use credentials::one_time_code::{self, Shape, Spent};
use ground::{Fault, Moment};
use store::Tx;
use uuid::Uuid;
use web::{Complaints, Submission};

/// Where the tries of all codes to one number, or for one account, are counted as if each were
/// wrong; a right one empties it again. When it is full, its codes are asleep.
#[derive(Clone)]
pub struct WrongCodes([(Bucket, Limit); 1]);

impl WrongCodes {
    /// Counts them here, so many at the most.
    pub fn new(bucket: Bucket, limit: Limit) -> Self {
        Self([(bucket, limit)])
    }

    /// Counts a try before anything is compared. However many are entered at once, no more than the
    /// limit are compared.
    ///
    /// # Errors
    /// A database that is away; then nothing may be compared.
    pub async fn count(&self, account: &Account, now: Moment) -> Result<Room, Fault> {
        limit::count(&account.store, &self.0, now).await
    }

    /// Whether its codes are asleep.
    ///
    /// # Errors
    /// A database that is away.
    pub async fn asleep(&self, account: &Account, now: Moment) -> Result<Room, Fault> {
        let [(bucket, limit)] = &self.0;
        limit::is_full(account.store.reader(), bucket, *limit, now).await
    }

    /// A right one was entered: those before are forgotten.
    pub fn clear(&self, tx: &Tx) {
        let [(bucket, _)] = &self.0;
        limit::clear(tx, bucket);
    }
}

/// What came of a code that was entered.
#[derive(Debug)]
pub enum Tried {
    /// It is the code of this row, to be redeemed.
    Right(Uuid),
    /// It is not, or no try was left: the page knows which, and is gone to, so that reloading it
    /// costs no other.
    Wrong,
    /// It was compared with nothing, and cost no try: what is to be said.
    Refused(Complaints),
}

impl Tried {
    /// There is no code that could have been meant.
    pub fn none() -> Self {
        Self::about("code-page-again")
    }

    fn about(complaint: &'static str) -> Self {
        let mut complaints = Complaints::default();
        complaints.about("code", complaint);
        Self::Refused(complaints)
    }
}

impl FlowCode {
    /// Tries what was typed into the field `code`. A try is spent and counted before anything is
    /// compared; a text that can be no code costs none.
    ///
    /// # Errors
    /// A database that is away; then nothing was compared.
    pub async fn tried(&self, account: &Account, submission: &Submission) -> Result<Tried, Fault> {
        let Submission { arrival, typed, is_genuine } = submission;
        let (now, settings, entered) = (arrival.now, &self.settings, typed.get("code"));
        if !is_genuine {
            return Ok(Tried::Refused(Complaints::whole("form-cookies-again")));
        }
        match one_time_code::shape(entered, settings.digits) {
            Shape::Empty => return Ok(Tried::about("code-page-empty")),
            Shape::Wrong => return Ok(Tried::about("code-page-shape")),
            Shape::Right => {}
        }
        let spent = one_time_code::spend(&account.store, &self.binding, settings, now).await?;
        let minted = match spent {
            Spent::Try(minted) => minted,
            Spent::NoneLeft => return Ok(Tried::Wrong),
            Spent::Expired => return Ok(Tried::about("code-page-expired")),
            Spent::Used | Spent::Unknown => return Ok(Tried::none()),
        };
        if self.wrong_codes.count(account, now).await? != Room::Left {
            return Ok(Tried::Wrong);
        }
        let right = account.code_key.derive(minted.id, minted.mint, settings.digits);
        Ok(if right.is(entered) { Tried::Right(minted.id) } else { Tried::Wrong })
    }
}
