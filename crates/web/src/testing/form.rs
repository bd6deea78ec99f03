//! What pressing a button sends: the fields of its form as they stand, with what was typed.

use super::seen::{Seen, parsed, words};
use axum::http::Method;
use scraper::{ElementRef, Html};

/// What a form is about to send.
#[derive(Debug, Clone)]
pub struct Sending {
    /// How.
    pub method: Method,
    /// Where to.
    pub path: String,
    /// The fields in the order of the page.
    pub fields: Vec<(String, String)>,
}

impl Sending {
    /// The same with one field changed, or added where it was not there.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        match self.fields.iter_mut().find(|(known, _)| known == name) {
            Some(field) => value.clone_into(&mut field.1),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// Its fields as the body of a form.
    pub fn body(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.fields).finish()
    }

    /// The same without a field.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }
}

/// What pressing the button with this text sends.
#[track_caller]
pub(super) fn sending(seen: &Seen, typed: &[(String, String)], text: &str) -> Sending {
    let page = Html::parse_document(seen.body());
    let buttons = parsed("form button, form input[type=submit]");
    let button = page.select(&buttons).find(|button| submits(*button) && says(*button, text));
    let form = button.and_then(|button| {
        let mut above = button.ancestors().filter_map(ElementRef::wrap);
        above.find(|element| element.value().name() == "form")
    });
    let (Some(button), Some(form)) = (button, form) else {
        let all = page.select(&buttons).map(words).collect::<Vec<_>>();
        seen.lacks(&format!("no button \"{text}\" among {all:?}"))
    };
    let attribute = |name| form.value().attr(name).unwrap_or_default();
    let is_post = attribute("method").eq_ignore_ascii_case("post");
    let mut fields: Vec<_> = form
        .select(&parsed("input[name], textarea[name], select[name]"))
        .filter_map(|field| sent(field, typed))
        .collect();
    if let Some(name) = button.value().attr("name") {
        let value = button.value().attr("value").unwrap_or_default();
        fields.push((name.to_owned(), value.to_owned()));
    }
    let here = seen.path.split('#').next().unwrap_or_default();
    Sending {
        method: if is_post { Method::POST } else { Method::GET },
        path: if attribute("action").is_empty() { here } else { attribute("action") }.to_owned(),
        fields,
    }
}

fn submits(button: ElementRef<'_>) -> bool {
    button.value().attr("type").is_none_or(|kind| kind == "submit")
}

fn says(button: ElementRef<'_>, text: &str) -> bool {
    words(button) == text || button.value().attr("value") == Some(text)
}

/// The name and value of a field, if it is sent at all.
fn sent(field: ElementRef<'_>, typed: &[(String, String)]) -> Option<(String, String)> {
    let attribute = |name| field.value().attr(name);
    let name = attribute("name")?;
    let typed = typed.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let own = match field.value().name() {
        "textarea" => field.text().collect(),
        "select" => chosen(field),
        _ => attribute("value").unwrap_or_default().to_owned(),
    };
    let is_sent = match attribute("type").unwrap_or("text") {
        "submit" | "button" | "reset" | "image" => false,
        "radio" | "checkbox" => match typed {
            Some(typed) => typed == own,
            None => attribute("checked").is_some(),
        },
        _ => attribute("disabled").is_none(),
    };
    is_sent.then(|| (name.to_owned(), typed.map_or(own, str::to_owned)))
}

fn chosen(select: ElementRef<'_>) -> String {
    let first = |selector: &str| {
        let option = select.select(&parsed(selector)).next();
        option.map(|option| option.value().attr("value").map_or(words(option), str::to_owned))
    };
    first("option[selected]").or_else(|| first("option")).unwrap_or_default()
}
