//! What a client is told of a citizen: standard claims (OpenID Connect Core, 5.1) by scope or by
//! name, or the flat Vietnamese claims of the national single sign-on. Pure.

use super::request::{Asked, scope_of};
use crate::citizen::Known;
use crate::session::Acr;
use serde_json::{Map, Value, json};

/// Every standard claim that we have.
pub(super) const STANDARD: [&str; 7] = [
    "name",
    "birthdate",
    "email",
    "email_verified",
    "phone_number",
    "phone_number_verified",
    "citizen_number",
];

/// The claims of these scopes, and those that were asked for by name.
pub(super) fn standard(known: &Known, scopes: &[String], named: &[String]) -> Map<String, Value> {
    let is_wanted = |claim: &str| {
        let by_scope = scope_of(claim).is_some_and(|scope| scopes.iter().any(|one| one == scope));
        by_scope || named.iter().any(|name| name == claim)
    };
    let claims = STANDARD.into_iter().filter(|claim| is_wanted(claim));
    claims.filter_map(|claim| Some((claim.to_owned(), value(known, claim)?))).collect()
}

/// What a claim says; nothing where it is not known.
fn value(known: &Known, claim: &str) -> Option<Value> {
    Some(match claim {
        "name" => json!(known.name),
        "birthdate" => json!(known.birth_date),
        "email" => json!(known.email.as_ref()?),
        "email_verified" => known.email.as_ref().map(|_| json!(known.email_is_confirmed))?,
        "phone_number" => json!(known.phone),
        "phone_number_verified" => json!(known.phone_is_theirs),
        "citizen_number" => json!(known.identity),
        _ => return None,
    })
}

/// The claims as the national single sign-on names them. Portals written for it read texts only.
pub(super) fn national(known: &Known, sub: &str, acr: Option<Acr>) -> Map<String, Value> {
    let mut all = Map::new();
    let mut say = |name: &str, value: &str| all.insert(name.to_owned(), value.into());
    say("TechID", sub);
    say("LoaiTaiKhoan", "1");
    say("HoVaTen", &known.name);
    say("NgayThangNamSinh", &known.birth_date.replace('-', ""));
    say(if known.has_old_number { "SoCMND" } else { "SoDinhDanh" }, &known.identity);
    if known.phone_is_theirs {
        say("SoDienThoai", &known.phone.replacen("+84", "0", 1));
    }
    if let Some(email) = known.email.as_ref().filter(|_| known.email_is_confirmed) {
        say("ThuDienTu", email);
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

    fn binh() -> Known {
        Known {
            identity: "051088001234".into(),
            has_old_number: false,
            name: "Nguyễn Văn Bình".into(),
            birth_date: "1988-03-15".into(),
            phone: "+84828000088".into(),
            phone_is_theirs: true,
            email: None,
            email_is_confirmed: false,
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
