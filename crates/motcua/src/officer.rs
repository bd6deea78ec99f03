//! Officers of the account service: granted and taken back at the command line, and nowhere else.

use crate::place::Place;
use crate::{Outcome, Refusal, house, say};
use account::Account;
use account::officer::{self, Granted, NoAccount, Role};
use civic::IdentityNumber;
use clap::{Args, Subcommand};
use std::sync::Arc;

/// What to do about officers.
#[derive(Subcommand)]
pub(crate) enum Order {
    /// Grants a role to somebody who has an account
    Add(Grant),
    /// Shows every officer with every role
    List(Place),
    /// Takes a role back, from the next page on
    Remove(Grant),
}

/// Whose role, and which.
#[derive(Args)]
pub(crate) struct Grant {
    #[command(flatten)]
    place: Place,
    /// The identity number they sign in with
    #[arg(long)]
    identity: String,
    /// The role: desk (looks accounts up and asks) or desk_approver (decides what another asked)
    #[arg(long, value_parser = role)]
    role: Role,
}

fn role(text: &str) -> Result<Role, String> {
    Role::parse(text).ok_or_else(|| {
        let names = Role::ALL.map(Role::as_str).join(" or ");
        format!("there is no such role; {names} would be right")
    })
}

/// Does what was ordered, and says what came of it.
pub(crate) async fn run(order: Order) -> Outcome {
    match order {
        Order::Add(grant) => add(grant).await,
        Order::List(place) => list(place).await,
        Order::Remove(grant) => remove(grant).await,
    }
}

async fn add(grant: Grant) -> Outcome {
    let (account, identity) = read(&grant).await?;
    let role = grant.role.as_str();
    match officer::grant(&account, &identity, grant.role).await? {
        Ok(Granted::Now) => say(&format!("{} has the role {role} now.", identity.masked())),
        Ok(Granted::Before) => say(&format!("{} had the role {role} before.", identity.masked())),
        Err(NoAccount) => return Err(nobody(&identity)),
    }

    say("They sign in as before, and find their pages at /vi/quay of the account service.");
    Ok(())
}

async fn remove(grant: Grant) -> Outcome {
    let (account, identity) = read(&grant).await?;
    let role = grant.role.as_str();
    match officer::take_back(&account, &identity, grant.role).await? {
        Ok(Granted::Now) => {
            say(&format!("{} has the role {role} no more, from now on.", identity.masked()));
        }
        Ok(Granted::Before) => {
            say(&format!("{} did not have the role {role}.", identity.masked()));
        }
        Err(NoAccount) => return Err(nobody(&identity)),
    }
    Ok(())
}

async fn list(place: Place) -> Outcome {
    let account = open(&place).await?;
    let officers = officer::list(&account).await?;
    for one in &officers {
        let (identity, name) = (one.identity.masked(), one.name.as_str());
        let (role, since) = (one.role.as_str(), one.granted_at.in_vietnam());
        say(&format!("{identity}  {role:<13}  {since}  {name}"));
    }
    if officers.is_empty() {
        say("There are no officers yet.");
    }
    Ok(())
}

async fn read(grant: &Grant) -> Result<(Arc<Account>, IdentityNumber), Refusal> {
    let identity = IdentityNumber::parse(&grant.identity, true).map_err(|_| {
        Refusal(
            "--identity: that is no identity number; 12 digits as on the card would be right"
                .into(),
        )
    })?;
    Ok((open(&grant.place).await?, identity))
}

async fn open(place: &Place) -> Result<Arc<Account>, Refusal> {
    let config = place.config()?;
    let ring = house::ring(&config)?;
    let store = house::open("account", &config.account.database).await?;
    if store.is_behind::<account::Migrator>().await? {
        return Err(Refusal(
            "account.database: its migrations wait; run motcua migrate first".into(),
        ));
    }
    house::assemble_account(&config, &ring, store)
}

fn nobody(identity: &IdentityNumber) -> Refusal {
    Refusal(format!(
        "--identity: nobody has an account with the number {}; whoever is to be an officer \
         registers first, like any citizen",
        identity.masked()
    ))
}
