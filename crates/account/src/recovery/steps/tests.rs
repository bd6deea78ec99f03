//! The steps of a recovery, without pages or tables.

use super::*;

const AT: Moment = Moment::from_unix_ms(1_000);

fn holder() -> Holder {
    let phone = PhoneNumber::parse("0828000088").unwrap();
    Holder { citizen: CitizenId(Uuid::from_u128(7)), phone }
}

#[test]
fn the_operator_alone_is_enough_only_where_both_answers_are_clear() {
    use {Doubt as D, SimAnswer as Sim, SubscriberAnswer as Sub};
    for (subscriber, sim, expected) in [
        (Sub::Match, Sim::Unchanged, Ok(Second::Operator)),
        (Sub::Match, Sim::Changed, Err(D::SimChanged)),
        (Sub::Match, Sim::NotAvailable, Err(D::OperatorSilent)),
        (Sub::Match, Sim::Unreachable, Err(D::OperatorAway)),
        (Sub::Mismatch, Sim::Unchanged, Err(D::NotTheirs)),
        (Sub::Mismatch, Sim::Changed, Err(D::NotTheirs)),
        (Sub::Unreachable, Sim::Changed, Err(D::SimChanged)),
        (Sub::Unreachable, Sim::Unchanged, Err(D::OperatorAway)),
        (Sub::NotAvailable, Sim::Unchanged, Err(D::OperatorSilent)),
    ] {
        assert_eq!(operator_says(subscriber, sim), expected, "{subscriber:?} {sim:?}");
    }
}

#[test]
fn a_delay_is_over_when_it_is_over() {
    let doubtful = |doubt| PhoneConfirmed { holder: holder(), doubt };
    let day = Span::from_hours(24);
    let over = AT.plus(day);
    assert!(doubtful(Doubt::NotTheirs).delayed(AT, over).is_none());
    let delayed = doubtful(Doubt::SimChanged).delayed(AT, over).unwrap();
    let told = |minutes| AT.plus(Span::from_minutes(minutes));
    assert!(delayed.clone().proved(Some(AT), told(24 * 60 - 1)).is_none());
    assert!(delayed.clone().proved(None, over).is_none(), "nobody was told");
    assert_eq!(delayed.clone().proved(Some(told(15)), over).unwrap().second, Second::Delay);
    assert_eq!(delayed.ends(told(16)), told(16).plus(day), "the day begins anew");
}

#[test]
fn a_new_number_waits_only_where_it_is_the_citizens() {
    let phone = PhoneNumber::parse("0905111222").unwrap();
    let identity = IdentityNumber::parse("051088001234", false).unwrap();
    let citizen = holder().citizen;
    let sent = |citizen| NumberSent { identity: identity.clone(), phone: phone.clone(), citizen };
    for (citizen, is_theirs) in [(None, true), (None, false), (Some(citizen), false)] {
        let next = sent(citizen).confirmed(is_theirs, AT, AT);
        assert!(matches!(next, Recovery::NumberConfirmed(_)), "{citizen:?} {is_theirs}");
        assert_eq!(next.page(), Step::Wait);
    }
    let next = sent(Some(citizen)).confirmed(true, AT, AT);
    let Recovery::Delayed(delayed) = next else { panic!("nothing waits") };
    assert_eq!(delayed.proved(Some(AT), AT).unwrap().new_phone, Some(phone));
    let asked = PhoneConfirmed { holder: holder(), doubt: Doubt::SimChanged };
    assert_eq!(asked.delayed(AT, AT).unwrap().proved(Some(AT), AT).unwrap().new_phone, None);
}

#[test]
fn each_state_has_its_page() {
    let proved = holder().confirmed(Ok(Second::Operator), AT);
    assert_eq!(proved.page(), Step::SetPassword);
    let doubted = holder().confirmed(Err(Doubt::SimChanged), AT);
    assert_eq!(doubted.page(), Step::SecondProof);
    let text = serde_json::to_string(&doubted).unwrap();
    let read: Recovery = serde_json::from_str(&text).unwrap();
    assert_eq!(read.state(), "phone_confirmed", "a state outlives a restart");
}

#[test]
fn messages_to_nobody_are_counted_beside_every_telephone() {
    let identity = IdentityNumber::parse("051088001234", false).unwrap();
    let mut sent = CodeSent { identity, holder: Some(holder()) };
    assert_eq!(sent.number(), "+84828000088");
    sent.holder = None;
    assert_eq!(sent.number(), "nobody 051088001234");
}
