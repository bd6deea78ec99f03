//! What follows a request: signing in, being asked, a code, or a refusal. Pure.

use super::refusal::Code;
use super::request::Request;
use crate::session::Evidence;
use ground::Moment;

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    /// The person signs in, perhaps again.
    SignIn,
    /// The person is asked whether the client may learn this.
    Ask,
    /// The client gets its code.
    Grant,
    /// The client is told why not.
    Refuse(Code),
}

/// Who is there.
pub(super) struct Present<'a> {
    /// What they showed when they signed in.
    pub(super) evidence: &'a Evidence,
    /// The name this client knows them by.
    pub(super) sub: &'a str,
}

/// What follows a request that arrived `since`, where this person is there `now`.
pub(super) fn next(
    request: &Request,
    present: Option<&Present<'_>>,
    needs_consent: bool,
    since: Moment,
    now: Moment,
) -> Next {
    if request.worth.is_unknown() {
        return Next::Refuse(Code::UnmetAuthenticationRequirements);
    }
    let Some(present) = present else { return bother(request, Next::SignIn) };
    // Who signed in for this very request need not do so again, whatever it asks for.
    let signed_in_for_this = present.evidence.auth_time() >= since;
    if !signed_in_for_this && must_sign_in(request, present, now) {
        return bother(request, Next::SignIn);
    }
    if request.expects.as_ref().is_some_and(|sub| sub != present.sub) {
        return Next::Refuse(Code::LoginRequired);
    }
    if request.worth.essential && is_worth_less(request, present) {
        return Next::Refuse(Code::UnmetAuthenticationRequirements);
    }
    if needs_consent { bother(request, Next::Ask) } else { Next::Grant }
}

fn must_sign_in(request: &Request, present: &Present<'_>, now: Moment) -> bool {
    let is_too_long_ago =
        request.max_age.is_some_and(|max_age| now.since(present.evidence.auth_time()) > max_age);
    let is_another = request.expects.as_ref().is_some_and(|sub| sub != present.sub);
    request.prompt.login || is_too_long_ago || is_another || is_worth_less(request, present)
}

fn is_worth_less(request: &Request, present: &Present<'_>) -> bool {
    request.worth.least().is_some_and(|least| present.evidence.acr() < Some(least))
}

/// Bothers the person, unless the client asked that nobody be bothered.
fn bother(request: &Request, next: Next) -> Next {
    match (request.prompt.none, next) {
        (true, Next::SignIn) => Next::Refuse(Code::LoginRequired),
        (true, Next::Ask) => Next::Refuse(Code::ConsentRequired),
        (_, next) => next,
    }
}

#[cfg(test)]
mod tests;
