//! What a client is told of a citizen: standard claims (OpenID Connect Core, 5.1) by scope or by
//! name, or the flat Vietnamese claims of the national single sign-on. Pure.

use super::request::{Asked, STANDARD, scope_of};
use crate::citizen::{Citizen, Person};
use crate::session::Acr;
use civic::IdentityNumber;
use serde_json::{Map, Value, json};

/// The claims of these scopes, and those that were asked for by name.
pub(super) fn standard(
    citizen: &Citizen,
    scopes: &[String],
    named: &[String],
) -> Map<String, Value> {
    let is_wanted = |claim: &str| {
        let by_scope = scope_of(claim).is_some_and(|scope| scopes.iter().any(|one| one == scope));
        by_scope || named.iter().any(|name| name == claim)
    };
    let claims = STANDARD.into_iter().filter(|claim| is_wanted(claim));
    claims.filter_map(|claim| Some((claim.to_owned(), value(citizen, claim)?))).collect()
}

/// What a claim says; nothing where it is not known.
fn value(citizen: &Citizen, claim: &str) -> Option<Value> {
    let Person { identity, name, birth, phone, email } = &citizen.person;
    Some(match claim {
        "name" => json!(name.as_str()),
        "birthdate" => json!(birth.to_iso()),
        "email" => json!(email.as_ref()?.as_str()),
        "email_verified" => email.as_ref().map(|_| json!(citizen.has_email))?,
        "phone_number" => json!(phone.e164()),
        "phone_number_verified" => json!(citizen.has_phone),
        "citizen_number" => json!(identity.as_str()),
        _ => return None,
    })
}

/// The claims as the national single sign-on names them. Portals written for it read texts only.
pub(super) fn national(citizen: &Citizen, sub: &str, acr: Option<Acr>) -> Map<String, Value> {
    let Person { identity, name, birth, phone, email } = &citizen.person;
    let mut all = Map::new();
    let mut say = |name: &str, value: &str| all.insert(name.to_owned(), value.into());
    say("TechID", sub);
    say("LoaiTaiKhoan", "1");
    say("HoVaTen", name.as_str());
    say("NgayThangNamSinh", &birth.to_iso().replace('-', ""));
    let is_old = matches!(identity, IdentityNumber::Old(_));
    say(if is_old { "SoCMND" } else { "SoDinhDanh" }, identity.as_str());
    if citizen.has_phone {
        say("SoDienThoai", &phone.e164().replacen("+84", "0", 1));
    }
    if let Some(email) = email.as_ref().filter(|_| citizen.has_email) {
        say("ThuDienTu", email.as_str());
    }
    say("loAs", if acr > Some(Acr::Password) { "2" } else { "1" });
    all
}

/// Whether these scopes and names tell anything of a citizen beside the name we gave them.
pub(super) fn tells_of_person(asked: &Asked) -> bool {
    !asked.id_token.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citizen::{Assurance, CitizenId, Verifier};
    use civic::{BirthDate, PersonName, PhoneNumber};
    use ground::Moment;

    fn binh() -> Citizen {
        let at = Moment::from_unix_ms(1);
        Citizen {
            id: CitizenId(uuid::Uuid::from_u128(1)),
            person: Person {
                identity: IdentityNumber::parse("051088001234", false).unwrap(),
                name: PersonName::parse("Nguyễn Văn Bình").unwrap(),
                birth: BirthDate::from_iso("1988-03-15").unwrap(),
                phone: PhoneNumber::parse("0828000088").unwrap(),
                email: None,
            },
            has_phone: true,
            has_email: false,
            assurance: Assurance { level: 2, verifier: Verifier::MobileOperator, at },
            opened_at: at,
            closing_at: None,
        }
    }

    #[test]
    fn openid_core_5_4_scopes_name_claims_and_what_is_not_known_is_left_out() {
        let scopes = ["openid".to_owned(), "profile".to_owned(), "email".to_owned()];
        let told = standard(&binh(), &scopes, &["phone_number".to_owned()]);
        let names: Vec<&str> = told.keys().map(String::as_str).collect();
        assert_eq!(names, ["birthdate", "name", "phone_number"]);
    }

    #[test]
    fn national_claims_are_flat_texts() {
        let told = national(&binh(), "x", Some(Acr::PasswordAndCode));
        assert_eq!(told["SoDinhDanh"], "051088001234");
        assert_eq!(told["NgayThangNamSinh"], "19880315");
        assert_eq!((&told["SoDienThoai"], &told["loAs"]), (&json!("0828000088"), &json!("2")));
        assert!(!told.contains_key("SoCMND") && !told.contains_key("ThuDienTu"));
    }
}
