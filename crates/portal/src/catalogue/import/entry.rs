//! One entry of a file as a procedure, or why it is none.

use super::{clean, national};
use crate::catalogue::procedure::Procedure;
use crate::reading::{Entry, beginning, json};
use civic::ProcedureCode;
use serde::Deserialize;

/// The list in which our own files have their procedures.
const PROCEDURES: &str = "procedures";

/// A procedure that was read.
pub(super) struct Read {
    /// Its code; none where it has no national one.
    pub(super) code: Option<ProcedureCode>,
    /// What is published of it.
    pub(super) published: Procedure,
}

/// What names an entry, whatever else is wrong with it.
#[derive(Default, Deserialize)]
struct Named {
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    local_code_example: Option<String>,
}

/// Reads an entry. Nothing where it stands in a list of something else. A refusal says what the
/// entry is called by, as far as that could be read, and why.
pub(super) fn read(entry: &Entry) -> Option<Result<Read, (String, String)>> {
    let is_ours = entry.list == PROCEDURES || entry.list.is_empty();
    match entry.text() {
        // The service wraps what it answers under names of its own.
        Ok(text) if text.contains(national::NAME) => Some(service(text)),
        Ok(text) => is_ours.then(|| whole(text)),
        Err(refusal) => is_ours.then_some(Err(refusal)),
    }
}

/// An entry in the shape of the national database's service.
fn service(text: &str) -> Result<Read, (String, String)> {
    let coded: national::Coded = serde_json::from_str(text).unwrap_or_default();
    let what = || coded.code.clone().unwrap_or_else(|| beginning(text.as_bytes()));
    let refused = |why: String| (what(), why);
    let code = coded.code.as_deref().filter(|code| !code.is_empty()).map(ProcedureCode::parse);
    let code = code.transpose().map_err(|why| refused(format!("MATTHC: {why}")))?;
    let published = national::read(text).and_then(clean::procedure).map_err(refused)?;
    Ok(Read { code, published })
}

/// An entry in the shape of our own files.
fn whole(text: &str) -> Result<Read, (String, String)> {
    let named: Named = serde_json::from_str(text).unwrap_or_default();
    let what = || named.code.clone().unwrap_or_else(|| beginning(text.as_bytes()));
    let code = named.code.as_deref().map(ProcedureCode::parse).transpose();
    let code = code.map_err(|why| (what(), format!("code: {why}")))?;
    let read: Procedure = json(text).map_err(|why| (what(), why))?;
    let mut published = clean::procedure(read).map_err(|why| (what(), why))?;
    published.aliases.extend(named.local_code_example);
    Ok(Read { code, published })
}
