//! Taking care of a deployment: checking its configuration, its databases and its journal.

use crate::config::Config;
use crate::{Outcome, Refusal, house, say};
use clap::Args;
use std::path::PathBuf;
use store::journal;

/// What to take care of.
#[derive(Args)]
pub(crate) struct Options {
    /// The configuration file
    #[arg(long)]
    config: PathBuf,
}

/// Checks the configuration, the key file and both databases.
pub(crate) async fn check(options: Options) -> Outcome {
    let config = Config::of_file(&options.config)?;
    let ring = house::ring(&config)?;
    outside::MailClient::new(&config.account.mail)
        .map_err(|fault| Refusal(format!("account.mail: {fault}")))?;
    let account = house::open("account", &config.account.database).await?;
    let portal = house::open("portal", &config.portal.database).await?;
    let behind = account.is_behind::<account::Migrator>().await?
        || portal.is_behind::<portal::Migrator>().await?;
    let engines = (account.engine_name(), portal.engine_name());
    let account = house::assemble_account(&config, &ring, account)?;
    if !behind {
        account::added_client::read(&account).await?;
    }
    house::assemble_portal(&config, &ring, portal)?;
    say(&format!("The configuration is right. Keys: version {} is current.", ring.current()));
    say(&format!("Databases answer: {} and {}.", engines.0, engines.1));
    say(if behind { "Migrations wait: run motcua migrate." } else { "No migration waits." });
    Ok(())
}

/// Brings both databases up to date.
pub(crate) async fn migrate(options: Options) -> Outcome {
    let config = Config::of_file(&options.config)?;
    let account = house::open("account", &config.account.database).await?;
    account.migrate::<account::Migrator>().await?;
    let portal = house::open("portal", &config.portal.database).await?;
    portal.migrate::<portal::Migrator>().await?;
    say("Both databases are up to date.");
    Ok(())
}

/// After a backup was put back: brings both databases up to date and ends what may have ended, or
/// served, since the backup was made.
pub(crate) async fn restored(options: Options) -> Outcome {
    let config = Config::of_file(&options.config)?;
    let ring = house::ring(&config)?;
    let account = house::account(&config, &ring).await?;
    let of_account = account::restored::end_all(&account).await?;
    let portal = house::portal(&config, &ring).await?;
    let of_portal = portal::end_all(&portal).await?;
    say(&format!(
        "Everybody is signed out: {of_account} sessions of the account service, {of_portal} of the \
         portal. Codes and tokens serve no more."
    ));
    Ok(())
}

/// Checks the chain of both journals.
pub(crate) async fn verify(options: Options) -> Outcome {
    let config = Config::of_file(&options.config)?;
    for (name, settings) in
        [("account", &config.account.database), ("portal", &config.portal.database)]
    {
        let store = house::open(name, settings).await?;
        match journal::verify(&store).await? {
            None => say(&format!("The journal of {name} is whole.")),
            Some(journal::Broken::Row(row)) => {
                return Err(Refusal(format!("the journal of {name}: row {row} was changed")));
            }
            Some(journal::Broken::Seal(seal)) => {
                return Err(Refusal(format!(
                    "the journal of {name}: the chain breaks at seal {seal}"
                )));
            }
            Some(journal::Broken::Forgotten(rows)) => {
                return Err(Refusal(format!(
                    "the journal of {name}: rows under no seal, which do not wait for one or have \
                     waited for over an hour: {rows}"
                )));
            }
        }
    }
    Ok(())
}
