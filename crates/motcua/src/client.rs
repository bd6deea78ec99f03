//! The clients of the table: `motcua client add | list | rotate | remove`. Running nodes learn of it
//! within a minute.

use crate::config::Config;
use crate::{Outcome, Refusal, house, say};
use account::Account;
use account::added_client;
use clap::{Args, Subcommand};
use ground::{Secret, Span};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What to do with them.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Adds one and says its secret, once
    Add(Box<New>),
    /// Lists those of the configuration and those that were added
    List(Where),
    /// Gives one a new secret, or new keys
    Rotate(Rotation),
    /// Removes one: people can sign in to it no more
    Remove(One),
}

/// Where they are.
#[derive(Args)]
pub(crate) struct Where {
    /// The configuration file
    #[arg(long)]
    config: PathBuf,
}

/// Which one.
#[derive(Args)]
pub(crate) struct One {
    /// Its name in the protocol (client_id)
    id: String,
    #[command(flatten)]
    place: Where,
}

/// What changes.
#[derive(Args)]
pub(crate) struct Rotation {
    #[command(flatten)]
    one: One,
    /// How long the old secret serves, too
    #[arg(long, default_value = "24h")]
    keep: Span,
    /// A file with its new public keys, a JWK set: for a client that has keys
    #[arg(long)]
    jwks: Option<PathBuf>,
}

/// A new one; what is left out is as in `[[account.clients]]`.
#[derive(Args)]
pub(crate) struct New {
    #[command(flatten)]
    one: One,
    /// Its name for people, in Vietnamese
    #[arg(long)]
    name_vi: Option<String>,
    /// Its name for people, in English
    #[arg(long)]
    name_en: Option<String>,
    /// Where people are led back to; may be given several times
    #[arg(long = "redirect-uri")]
    redirect_uris: Vec<String>,
    /// Where people may be led after signing out; may be given several times
    #[arg(long = "post-logout-redirect-uri")]
    post_logout_redirect_uris: Vec<String>,
    /// Where it is told that a session ended
    #[arg(long)]
    backchannel_logout_uri: Option<String>,
    /// basic or fapi2
    #[arg(long)]
    profile: Option<String>,
    /// What it may ask for; may be given several times
    #[arg(long = "scope")]
    scopes: Vec<String>,
    /// What it may do; may be given several times
    #[arg(long = "grant")]
    grants: Vec<String>,
    /// standard or national
    #[arg(long)]
    claims: Option<String>,
    /// Clients of one sector know a person by the same name
    #[arg(long)]
    sector: Option<String>,
    /// asked or implied
    #[arg(long)]
    consent: Option<String>,
    /// ES256 or RS256
    #[arg(long)]
    id_token_algorithm: Option<String>,
    /// It may do without PKCE
    #[arg(long)]
    no_pkce: bool,
    /// A file with its public keys, a JWK set, for private_key_jwt: then it has no secret
    #[arg(long)]
    jwks: Option<PathBuf>,
}

/// Does it.
pub(crate) async fn run(command: Command) -> Outcome {
    match command {
        Command::Add(new) => add(*new).await,
        Command::List(place) => list(place).await,
        Command::Rotate(rotation) => rotate(rotation).await,
        Command::Remove(one) => remove(one).await,
    }
}

/// The account service over its database, which must be up to date.
async fn open(place: &Where) -> Result<Arc<Account>, Refusal> {
    let config = Config::of_file(&place.config)?;
    let ring = house::ring(&config)?;
    let store = house::open("account", &config.account.database).await?;
    if store.is_behind::<account::Migrator>().await? {
        return Err(Refusal("migrations wait: run motcua migrate first".into()));
    }
    house::assemble_account(&config, &ring, store)
}

async fn add(new: New) -> Outcome {
    let account = open(&new.one.place).await?;
    let id = new.one.id.clone();
    let secret = added_client::add(&account, &described(new)?).await?.map_err(Refusal)?;
    say(&format!("Client \"{id}\" is added; running nodes know it within a minute."));
    say_secret(secret.as_ref());
    Ok(())
}

/// The client as a table of the configuration would describe it: only what was given.
fn described(new: New) -> Result<Value, Refusal> {
    let mut all = json!({ "id": new.one.id });
    let texts = [
        ("name_vi", new.name_vi),
        ("name_en", new.name_en),
        ("backchannel_logout_uri", new.backchannel_logout_uri),
        ("profile", new.profile),
        ("claims", new.claims),
        ("sector", new.sector),
        ("consent", new.consent),
        ("id_token_algorithm", new.id_token_algorithm),
        ("jwks", new.jwks.as_deref().map(read).transpose()?),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            all[key] = text.into();
        }
    }
    let lists = [
        ("redirect_uris", new.redirect_uris),
        ("post_logout_redirect_uris", new.post_logout_redirect_uris),
        ("scopes", new.scopes),
        ("grants", new.grants),
    ];
    for (key, list) in lists {
        if !list.is_empty() {
            all[key] = list.into();
        }
    }
    if new.no_pkce {
        all["pkce"] = false.into();
    }
    Ok(all)
}

async fn list(place: Where) -> Outcome {
    let account = open(&place).await?;
    for id in account.clients.configured() {
        say(&format!("{id}: in the configuration"));
    }
    for client in added_client::all(&account).await? {
        let proof = if client.has_secret { "a secret" } else { "keys" };
        let until = client
            .old_until
            .map(|until| format!("; its old one serves until {}", until.in_vietnam()));
        let changed = client.changed_at.in_vietnam();
        let until = until.unwrap_or_default();
        say(&format!("{}: added, with {proof} of {changed}{until}", client.id));
    }
    Ok(())
}

async fn rotate(rotation: Rotation) -> Outcome {
    let Rotation { one, keep, jwks } = rotation;
    let account = open(&one.place).await?;
    let jwks = jwks.as_deref().map(read).transpose()?;
    let secret =
        added_client::rotate(&account, &one.id, keep, jwks.as_deref()).await?.map_err(Refusal)?;
    say(&match &secret {
        Some(_) => {
            format!("Client \"{}\" has a new secret; the old one serves for {keep}.", one.id)
        }
        None => format!("Client \"{}\" has new keys.", one.id),
    });
    say_secret(secret.as_ref());
    Ok(())
}

async fn remove(one: One) -> Outcome {
    let account = open(&one.place).await?;
    added_client::remove(&account, &one.id).await?.map_err(Refusal)?;
    say(&format!("Client \"{}\" is removed; running nodes forget it within a minute.", one.id));
    Ok(())
}

fn say_secret(secret: Option<&Secret>) {
    if let Some(secret) = secret {
        say("Its secret, which is shown this once and kept nowhere:");
        say(secret.reveal());
    }
}

fn read(file: &Path) -> Result<String, Refusal> {
    fs::read_to_string(file).map_err(|error| {
        Refusal(format!(
            "--jwks: \"{}\": {error}; a file with a JWK set would be right",
            file.display()
        ))
    })
}
