//! Forms: what was typed, what is to be said about it, and how a template shows both again.

use crate::Page;
use crate::text::Fill;
use axum::http::StatusCode;
use std::fmt;

/// What a person typed, by field name. Each field stands once.
#[derive(Clone, Default)]
pub struct Typed(Vec<(String, String)>);

impl fmt::Debug for Typed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Passwords and codes among it must not reach a log.
        write!(out, "Typed({} fields)", self.0.len())
    }
}

/// A form that no page of ours sends: a field stands twice, or there are far too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOurForm;

/// More fields than any form of ours has; each is compared with those before it.
const FIELDS_AT_MOST: usize = 60;

impl Typed {
    /// Reads a form body (`application/x-www-form-urlencoded`).
    ///
    /// # Errors
    /// A field that stands twice: no form of ours sends one, so nobody guesses which was meant. Or
    /// more fields than any form of ours has.
    pub fn read(body: &[u8]) -> Result<Self, NotOurForm> {
        let mut fields: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(body) {
            let is_known = fields.iter().any(|(known, _)| *known == name);
            if is_known || fields.len() == FIELDS_AT_MOST {
                return Err(NotOurForm);
            }
            fields.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self(fields))
    }

    /// The text of a field; empty where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Whether a field was sent at all, for buttons.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// Forgets fields that are never shown again: passwords and codes.
    pub fn forget(&mut self, names: &[&str]) {
        self.0.retain(|(name, _)| !names.contains(&name.as_str()));
    }

    /// Sets a field, for forms that arrive partly filled.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.forget(&[name]);
        self.0.push((name.to_owned(), value.into()));
    }
}

/// One thing to say about a form: about a field, or about the whole.
#[derive(Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The field; empty for the whole form.
    pub field: &'static str,
    /// The key of the text.
    pub text: &'static str,
    /// What fills the text.
    pub fill: Vec<(&'static str, Fill)>,
}

impl fmt::Debug for Complaint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What fills the text may be what was typed.
        write!(out, "Complaint({}: {})", self.field, self.text)
    }
}

/// All there is to say about a form, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Complaints(Vec<Complaint>);

impl Complaints {
    /// Complains about a field.
    pub fn about(&mut self, field: &'static str, text: &'static str) {
        self.about_with(field, text, Vec::new());
    }

    /// Complains about a field with a text that has placeholders.
    pub fn about_with(
        &mut self,
        field: &'static str,
        text: &'static str,
        fill: Vec<(&'static str, Fill)>,
    ) {
        self.0.push(Complaint { field, text, fill });
    }

    /// Complains about the whole form.
    pub fn about_all(&mut self, text: &'static str) {
        self.about("", text);
    }

    /// One complaint about the whole form.
    pub fn whole(text: &'static str) -> Self {
        let mut one = Self::default();
        one.about_all(text);
        one
    }

    /// Takes a checked value, or complains about its field.
    pub fn take<T, R>(
        &mut self,
        field: &'static str,
        checked: Result<T, R>,
        text: impl FnOnce(&R) -> &'static str,
    ) -> Option<T> {
        checked.map_err(|refusal| self.about(field, text(&refusal))).ok()
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The status of the page that says it: 422 where there is anything to mend, else 200.
    pub fn status(&self) -> StatusCode {
        match self.is_empty() {
            true => StatusCode::OK,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// What there is to say.
    pub fn list(&self) -> &[Complaint] {
        &self.0
    }
}

/// A form as a template shows it: values to show again, and complaints in the page's language.
#[derive(Clone, Default)]
pub struct FormView {
    typed: Typed,
    said: Vec<(&'static str, String)>,
}

impl fmt::Debug for FormView {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "FormView({:?}, {} complaints)", self.typed, self.said.len())
    }
}

impl FormView {
    /// A form to be shown with what was typed and what is to be said about it.
    pub fn new(page: &Page, typed: Typed, complaints: &Complaints) -> Self {
        let said = |complaint: &Complaint| {
            (complaint.field, page.say_with(complaint.text, &complaint.fill).into_owned())
        };
        Self { typed, said: complaints.list().iter().map(said).collect() }
    }

    /// What to show in a field, without control characters.
    pub fn value(&self, name: &str) -> String {
        self.typed.get(name).chars().filter(|c| !c.is_control()).collect()
    }

    /// Whether a field holds exactly this value, for choices.
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.typed.get(name) == value
    }

    /// What is to be said about a field; empty for nothing.
    pub fn error(&self, name: &str) -> &str {
        self.said.iter().find(|(field, _)| *field == name).map_or("", |(_, text)| text)
    }

    /// Everything to be said, with its field.
    pub fn errors(&self) -> &[(&'static str, String)] {
        &self.said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_fields_and_refuses_a_repeated_one() {
        let typed = Typed::read("phone=082+800&name=H%C3%B2a".as_bytes()).unwrap();
        assert_eq!(typed.get("phone"), "082 800");
        assert_eq!(typed.get("name"), "Hòa");
        assert_eq!(typed.get("missing"), "");
        assert_eq!(Typed::read(b"a=1&a=2").unwrap_err(), NotOurForm);
    }

    #[test]
    fn refuses_more_fields_than_any_form_of_ours_has() {
        let many: String = (0..1_000).map(|n| format!("f{n}=1&")).collect();
        assert_eq!(Typed::read(many.as_bytes()).unwrap_err(), NotOurForm);
    }

    #[test]
    fn nothing_typed_shows_in_a_debug_print() {
        let typed = Typed::read(b"phone=0828000088").unwrap();
        let mut complaints = Complaints::default();
        complaints.about_with("phone", "key", vec![("number", "0828000088".into())]);
        let said = vec![("phone", "0828000088".to_owned())];
        let shown = format!("{complaints:?} {:?}", FormView { typed, said });
        assert!(!shown.contains("828"), "{shown}");
    }

    #[test]
    fn forgets_secrets_and_hides_control_characters() {
        let mut typed = Typed::read(b"password=x&name=a%00b%0Ac").unwrap();
        typed.forget(&["password"]);
        let view = FormView { typed, said: Vec::new() };
        assert_eq!(view.value("password"), "");
        assert_eq!(view.value("name"), "abc");
    }
}
