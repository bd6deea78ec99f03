//! One procedure before an administrator: shown or withheld, at once; and what is different here:
//! proposed by one, decided by another, held from its day on.

use super::note::note;
use super::present::Administrator;
use crate::catalogue::configuration::Configuration;
use crate::catalogue::proposal::{self, Proposal, ProposalId, Proposed, State as Decided};
use crate::catalogue::words::OnlineLevel;
use crate::catalogue::{self, Found};
use crate::portal::Shared;
use crate::reading::clean;
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use civic::ProcedureCode;
use civic::birth_date::calendar_day;
use ground::Fault;
use serde_json::json;
use store::in_transaction;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

/// The longest description of a place, in characters.
const HAND_IN_AT_MOST: usize = 300;

#[derive(Template)]
#[template(path = "administrator/procedure.html")]
struct ProcedurePage {
    page: Page,
    form: FormView,
    code: ProcedureCode,
    title: String,
    is_shown: bool,
    levels: &'static [OnlineLevel],
    proposals: Vec<ProposalView>,
}

/// One proposal as the page shows it.
struct ProposalView {
    id: ProposalId,
    number: i32,
    from: String,
    at: String,
    state: &'static str,
    /// What it says, each with the key of its name.
    says: Vec<(&'static str, String)>,
    /// Whether the administrator before the page may decide.
    may_decide: bool,
    is_own: bool,
}

/// Leads to the page of the code that was typed on the overview.
pub(super) async fn find(_: Administrator, RawQuery(query): RawQuery, arrival: Arrival) -> Answer {
    let typed = Typed::read(query.unwrap_or_default().as_bytes());
    let code = typed.ok().and_then(|typed| ProcedureCode::parse(typed.get("ma")).ok());
    let code = code.ok_or_else(Broken::not_found)?;
    Ok(arrival.page.go(&path(&code)))
}

fn path(code: &ProcedureCode) -> String {
    format!("{}/thu-tuc/{code}", super::PATH)
}

/// Shows it.
pub(super) async fn show(
    State(portal): State<Shared>,
    Path(code): Path<ProcedureCode>,
    who: Administrator,
    arrival: Arrival,
) -> Answer {
    draw(&portal, &arrival, who, &code, (Typed::default(), Complaints::default())).await
}

/// Shows or withholds it, proposes something, or decides about a proposal.
pub(super) async fn submit(
    State(portal): State<Shared>,
    Path(code): Path<ProcedureCode>,
    who: Administrator,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let found = load(&portal, &code).await?;
    if !is_genuine {
        let complaints = Complaints::whole("form-cookies-again");
        return draw(&portal, &arrival, who, &code, (typed, complaints)).await;
    }
    if typed.has("propose") {
        return propose(&portal, &arrival, who, &code, typed).await;
    }
    if typed.has("shown") {
        show_or_withhold(&portal, &arrival, who, &code, !found.is_shown).await?;
    } else if let Ok(id) = typed.get("proposal").parse() {
        let state = if typed.has("approve") { Decided::Approved } else { Decided::Refused };
        decide(&portal, &arrival, who, (id, state)).await?;
    }
    Ok(arrival.page.go(&path(&code)))
}

async fn load(portal: &Shared, code: &ProcedureCode) -> Result<Found, Broken> {
    catalogue::find(portal.store.reader(), code).await?.ok_or_else(Broken::not_found)
}

async fn show_or_withhold(
    portal: &Shared,
    arrival: &Arrival,
    who: Administrator,
    code: &ProcedureCode,
    is_shown: bool,
) -> Result<(), Fault> {
    let event = if is_shown { "procedure.shown" } else { "procedure.withheld" };
    in_transaction!(portal.store, |tx| {
        if catalogue::show_here(tx, code, is_shown, arrival.now).await? {
            note(tx, portal, who, (event, format!("procedure {code}"), json!({})), arrival.now);
        }
        Ok(())
    })
}

async fn propose(
    portal: &Shared,
    arrival: &Arrival,
    who: Administrator,
    code: &ProcedureCode,
    typed: Typed,
) -> Answer {
    let mut complaints = Complaints::default();
    let (Some(proposed), true) = (read(&typed, who, code, &mut complaints), complaints.is_empty())
    else {
        return draw(portal, arrival, who, code, (typed, complaints)).await;
    };
    in_transaction!(portal.store, |tx| {
        let id = proposal::propose(tx, &proposed, arrival.now, &portal.chance).await?;
        let what = ("proposal.made", format!("procedure {code}"), json!({ "proposal": id }));
        note(tx, portal, who, what, arrival.now);
        Ok(())
    })?;
    Ok(arrival.page.go(&path(code)))
}

/// Reads what is proposed.
fn read(
    typed: &Typed,
    who: Administrator,
    code: &ProcedureCode,
    complaints: &mut Complaints,
) -> Option<Proposed> {
    let hand_in = clean(typed.get("hand-in")).unwrap_or_default();
    if hand_in.chars().count() > HAND_IN_AT_MOST {
        complaints.about("hand-in", "administrator-hand-in-long");
    }
    let effective_from = calendar_day(typed.get("from"));
    if effective_from.is_none() {
        complaints.about("from", "administrator-from-shape");
    }
    let is_offered = match typed.get("offered") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let online_level = OnlineLevel::named(typed.get("level"));
    let configuration =
        Configuration { is_offered, online_level, hand_in, ..Configuration::default() };
    let (code, by) = (code.clone(), who.person);
    Some(Proposed { code, configuration, effective_from: effective_from?, by })
}

/// Decides about a proposal; what takes effect today does so now.
async fn decide(
    portal: &Shared,
    arrival: &Arrival,
    who: Administrator,
    (id, state): (ProposalId, Decided),
) -> Result<(), Fault> {
    in_transaction!(portal.store, |tx| {
        if proposal::decide(tx, id, state, who.person, arrival.now).await? {
            let detail = json!({ "state": state.as_str() });
            let what = ("proposal.decided", format!("proposal {id}"), detail);
            note(tx, portal, who, what, arrival.now);
            catalogue::turn_over(tx, arrival.now).await?;
        }
        Ok(())
    })
}

async fn draw(
    portal: &Shared,
    arrival: &Arrival,
    who: Administrator,
    code: &ProcedureCode,
    (typed, complaints): (Typed, Complaints),
) -> Result<Response, Broken> {
    let page = &arrival.page;
    let found = load(portal, code).await?;
    let proposals = proposal::of_procedure(portal.store.reader(), code.as_str()).await?;
    let template = ProcedurePage {
        page: page.clone(),
        form: FormView::new(page, typed, &complaints),
        code: code.clone(),
        title: found.published.name,
        is_shown: found.is_shown,
        levels: OnlineLevel::ALL,
        proposals: proposals.into_iter().map(|one| ProposalView::new(page, who, one)).collect(),
    };
    Ok(page.draw(complaints.status(), &template)?)
}

impl ProposalView {
    fn new(page: &Page, who: Administrator, one: Proposal) -> Self {
        let Configuration { is_offered, online_level, hand_in, .. } = one.configuration;
        let offered = is_offered.map(|is| match is {
            true => "administrator-offered-yes",
            false => "administrator-offered-no",
        });
        let key = |name, key: &str| (name, page.t(key).into_owned());
        let says = [
            offered.map(|said| key("administrator-offered", said)),
            online_level.map(|level| key("administrator-level", level.text_key())),
            (!hand_in.is_empty()).then_some(("administrator-hand-in", hand_in)),
        ];
        let is_own = one.by == who.person;
        Self {
            id: one.id,
            number: one.number,
            from: one.effective_from.split('-').rev().collect::<Vec<_>>().join("/"),
            at: one.at.in_vietnam(),
            state: one.state.text_key(),
            says: says.into_iter().flatten().collect(),
            may_decide: one.state == Decided::Proposed && !is_own,
            is_own,
        }
    }
}
