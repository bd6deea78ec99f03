//! Who must sign in again, who is asked, who is refused.

use super::*;
use crate::oidc::request::{Asked, Prompt, Worth};
use crate::session::Factor;
use ground::Span;
use web::Language;

const ARRIVED: Moment = Moment::from_unix_ms(1_000_000_000);

fn request() -> Request {
    Request {
        client: "portal".into(),
        redirect_uri: "http://localhost:8080/cb".into(),
        state: None,
        scopes: vec!["openid".into()],
        asked: Asked::default(),
        nonce: None,
        challenge: None,
        bound_to: None,
        prompt: Prompt::default(),
        max_age: None,
        worth: Worth::default(),
        expects: None,
        language: Language::Vi,
    }
}

fn after(request: &Request, ago: Span, factors: &[Factor], needs_consent: bool) -> Next {
    let at = ARRIVED.minus(ago);
    let evidence = factors.iter().fold(Evidence::default(), |all, one| all.with(*one, at));
    let present = Present { evidence: &evidence, sub: "binh" };
    next(request, Some(&present), needs_consent, ARRIVED, ARRIVED)
}

const AGO: Span = Span::from_minutes(3);
const BOTH: [Factor; 2] = [Factor::Password, Factor::SmsCode];

#[test]
fn openid_core_3_1_2_3_who_is_not_there_signs_in_and_prompt_none_bothers_nobody() {
    let mut asks = request();
    assert_eq!(next(&asks, None, false, ARRIVED, ARRIVED), Next::SignIn);
    assert_eq!(after(&asks, AGO, &BOTH, false), Next::Grant);
    assert_eq!(after(&asks, AGO, &BOTH, true), Next::Ask);
    asks.prompt.none = true;
    assert_eq!(next(&asks, None, false, ARRIVED, ARRIVED), Next::Refuse(Code::LoginRequired));
    assert_eq!(after(&asks, AGO, &BOTH, true), Next::Refuse(Code::ConsentRequired));
    assert_eq!(after(&asks, AGO, &BOTH, false), Next::Grant);
}

#[test]
fn openid_core_3_1_2_1_prompt_login_and_max_age_ask_for_a_new_sign_in_once() {
    let login = Request { prompt: Prompt { login: true, ..Default::default() }, ..request() };
    let aged = Request { max_age: Some(Span::from_minutes(1)), ..request() };
    let at_once = Request { max_age: Some(Span::ZERO), ..request() };
    for asks in [login, aged, at_once] {
        assert_eq!(after(&asks, AGO, &BOTH, false), Next::SignIn);
        assert_eq!(after(&asks, Span::ZERO, &BOTH, false), Next::Grant);
    }
    let patient = Request { max_age: Some(Span::from_minutes(3)), ..request() };
    assert_eq!(after(&patient, AGO, &BOTH, false), Next::Grant);
}

#[test]
fn openid_core_5_5_1_1_acr_is_a_wish_unless_it_is_essential() {
    let wish = |named: &str, essential| Request {
        worth: Worth { named: vec![named.into()], essential },
        ..request()
    };
    let password = [Factor::Password];
    assert_eq!(after(&wish("LoA2", false), AGO, &password, false), Next::SignIn);
    assert_eq!(after(&wish("LoA2", false), Span::ZERO, &password, false), Next::Grant);
    assert_eq!(after(&wish("LoA1", true), AGO, &BOTH, false), Next::Grant);
    let unmet = Next::Refuse(Code::UnmetAuthenticationRequirements);
    assert_eq!(after(&wish("LoA2", true), Span::ZERO, &password, false), unmet);
    assert_eq!(after(&wish("unknown", true), AGO, &BOTH, false), unmet);
    assert_eq!(after(&wish("unknown", false), AGO, &BOTH, false), Next::Grant);
}

#[test]
fn openid_core_3_1_2_2_another_person_than_expected_gets_no_code() {
    let mut other = Request { expects: Some("ha".into()), ..request() };
    assert_eq!(after(&other, AGO, &BOTH, false), Next::SignIn);
    let refused = Next::Refuse(Code::LoginRequired);
    assert_eq!(after(&other, Span::ZERO, &BOTH, false), refused);
    other.prompt.none = true;
    assert_eq!(after(&other, AGO, &BOTH, false), refused);
}
