//! The key of the program that gets tokens for itself, kept in the folder of its site.

use crate::Trouble;
use ground::Fault;
use ground::jose::{Algorithm, SigningKey};
use serde_json::{Value, json};
use std::path::Path;

const FILE: &str = "worker.p8";

/// Makes the key and says its public half as a set.
///
/// # Errors
/// No place for it.
pub(crate) fn make(folder: &Path) -> Result<Value, Trouble> {
    std::fs::write(
        folder.join(FILE),
        SigningKey::generate(Algorithm::Es256).map_err(|fault| wrong(&fault))?,
    )?;
    Ok(json!({ "keys": [of(folder)?.public_jwk()] }))
}

/// The key.
///
/// # Errors
/// It is not there.
pub(crate) fn of(folder: &Path) -> Result<SigningKey, Trouble> {
    let pkcs8 = std::fs::read(folder.join(FILE))?;
    SigningKey::from_pkcs8(Algorithm::Es256, &pkcs8).map_err(|fault| wrong(&fault))
}

fn wrong(fault: &Fault) -> Trouble {
    Trouble::Wrong(fault.to_string())
}
