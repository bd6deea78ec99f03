//! The texts of every letter of this service: each kind is written by the slice it belongs to.

use crate::account::Account;
use crate::{
    added_client, admin, desk_reference, email, flow, login, new_number, officer, oidc,
    paper_start, profile, recovery, registration, session,
};
use ground::Fault;
use outside::letters::{Letter, Text};

impl Account {
    /// Writes the text of a letter, when it is sent.
    ///
    /// # Errors
    /// A database that is away, or a kind nobody knows.
    pub async fn compose(&self, letter: &Letter) -> Result<Text, Fault> {
        match letter.kind.as_str() {
            registration::letters::CODE => {
                registration::letters::compose(self, letter, self.clock.now()).await
            }
            login::letters::CODE | login::letters::LOCKED | login::letters::NEW_DEVICE => {
                login::letters::compose(self, letter, self.clock.now()).await
            }
            new_number::letters::CODE => {
                new_number::letters::compose(self, letter, self.clock.now()).await
            }
            new_number::waiting::letters::WAITS | new_number::waiting::letters::REPLACED => {
                new_number::waiting::letters::compose(self, letter).await
            }
            profile::letters::CHANGED => profile::letters::compose(self, letter),
            email::letters::CONFIRM | email::letters::CHANGED => {
                email::letters::compose(self, letter)
            }
            kind if recovery::letters::knows(kind) => {
                recovery::letters::compose(self, letter, self.clock.now()).await
            }
            admin::letters::APPROVED | admin::letters::TAKEN => {
                admin::letters::compose(self, letter)
            }
            _ => Err(Fault::impossible("a letter of an unknown kind")),
        }
    }

    /// Reads the clients of the table anew, and forgets what no longer serves: dead codes, ended limits, registrations, sign-ins, sessions,
    /// references for the desk and questions about mail addresses whose time is over, letters long
    /// gone.
    ///
    /// # Errors
    /// A database that is away.
    pub async fn sweep(&self) -> Result<(), Fault> {
        let now = self.clock.now();
        added_client::refresh(self).await?;
        flow::sweep::<registration::steps::Registration>(self, now).await?;
        flow::sweep::<login::steps::Login>(self, now).await?;
        flow::sweep::<recovery::steps::Recovery>(self, now).await?;
        flow::sweep::<paper_start::steps::PaperStart>(self, now).await?;
        flow::sweep::<profile::steps::Errand>(self, now).await?;
        new_number::waiting::replace_due(self, now).await?;
        profile::close_due(self, now).await?;
        desk_reference::sweep(self, now).await?;
        officer::sweep(self, now).await?;
        admin::sweep(self, now).await?;
        oidc::sweep(self, now).await?;
        session::sweep(self, now).await?;
        let letters_before = now.minus(self.settings.letters.kept);
        store::in_transaction!(self.store, |tx| {
            email::sweep(tx, now).await?;
            outside::letters::sweep(tx, letters_before).await
        })?;
        credentials::sweep(&self.store, now).await
    }
}
