//! What is read from a file, made fit for our pages: one normal form, single spaces, nothing that
//! hides; and what cannot be made so is refused.

use crate::catalogue::procedure::{Law, Procedure};
use crate::reading::clean;

/// The longest title, in bytes.
const TITLE_AT_MOST: usize = 4_000;

/// Why a text cannot stand on our pages.
type Why = String;

/// The procedure with clean texts, or why it cannot be.
pub(super) fn procedure(mut read: Procedure) -> Result<Procedure, Why> {
    each_text(&mut read, &mut |of, text| {
        *text = clean(text).map_err(|why| format!("{of}: {why}"))?;
        Ok(())
    })?;
    for (of, text) in [("name", &read.name), ("field", &read.field), ("ministry", &read.ministry)] {
        if text.is_empty() {
            return Err(format!("{of}: is empty"));
        }
        if text.len() > TITLE_AT_MOST {
            return Err(format!("{of}: is longer than {TITLE_AT_MOST} bytes"));
        }
    }
    if read.levels.is_empty() {
        return Err("levels: says nothing; for example [\"province\"]".into());
    }
    for way in &read.channels {
        if way.time_limit.is_some_and(|limit| limit.value > 36_500) {
            return Err("channels: a time limit of more than a hundred years".into());
        }
        for fee in way.fees() {
            let is_currency = fee.currency.len() == 3
                && fee.currency.bytes().all(|byte| byte.is_ascii_uppercase());
            if fee.amount > 1_000_000_000_000 || !is_currency {
                return Err("channels: a fee that cannot be".into());
            }
        }
    }
    let papers = read.dossier.iter().flat_map(|papers| &papers.items);
    let mut forms = papers.map(|paper| &paper.form_url).filter(|url| !url.is_empty());
    match forms.find(|url| !(url.starts_with("https://") || url.starts_with("http://"))) {
        Some(_) => Err("dossier: form_url: begins with neither https:// nor http://".into()),
        None => Ok(read),
    }
}

/// Calls on every text of a procedure with the name of its field.
fn each_text(
    of: &mut Procedure,
    call: &mut impl FnMut(&'static str, &mut String) -> Result<(), Why>,
) -> Result<(), Why> {
    for (field, text) in [
        ("name", &mut of.name),
        ("field", &mut of.field),
        ("ministry", &mut of.ministry),
        ("description", &mut of.description),
        ("implementing_agency", &mut of.implementing_agency),
        ("competent_agency", &mut of.competent_agency),
        ("decision", &mut of.decision),
        ("status", &mut of.status),
    ] {
        call(field, text)?;
    }
    for (field, texts) in [
        ("conditions", &mut of.conditions),
        ("keywords", &mut of.keywords),
        ("aliases", &mut of.aliases),
        ("units", &mut of.units),
    ] {
        texts.iter_mut().try_for_each(|text| call(field, text))?;
        texts.retain(|text| !text.is_empty());
    }
    for way in &mut of.channels {
        call("channels", &mut way.note)?;
        for fee in way.fees.iter_mut().flatten() {
            call("channels", &mut fee.currency)?;
            call("channels", &mut fee.note)?;
        }
    }
    for papers in &mut of.dossier {
        call("dossier", &mut papers.case)?;
        for paper in &mut papers.items {
            call("dossier", &mut paper.name)?;
            call("dossier", &mut paper.form_url)?;
        }
        papers.items.retain(|paper| !paper.name.is_empty());
    }
    for outcome in &mut of.results {
        call("results", &mut outcome.name)?;
        call("results", &mut outcome.code)?;
    }
    for Law { number, name } in &mut of.legal_basis {
        call("legal_basis", number)?;
        call("legal_basis", name)?;
    }
    for steps in &mut of.steps {
        call("steps", &mut steps.case)?;
        steps.items.iter_mut().try_for_each(|text| call("steps", text))?;
        steps.items.retain(|text| !text.is_empty());
    }
    Ok(())
}
