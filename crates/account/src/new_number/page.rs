//! The page on which the code to a new number is entered.

use super::Pending;
use crate::account::Account;
use crate::code_page::{CodeView, Words};
use askama::Template;
use web::{Answer, Arrival, Complaints, FormView, Page};

/// How a flow asks for the code.
pub struct Asking {
    /// The key of the title.
    pub title: &'static str,
    /// The key of what is said first: with `phone`.
    pub sent: &'static str,
    /// The keys of the steps of the flow, of which this is the second; none for no steps.
    pub steps: &'static [&'static str],
    /// Where another number can be given, and the key of the words that lead there.
    pub other: Option<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "new_number/page.html")]
struct CodePage {
    page: Page,
    form: FormView,
    phone: String,
    asking: Asking,
    code: CodeView,
}

impl Pending<'_> {
    /// Draws the page. *Gửi lại OTP* goes to this path.
    ///
    /// # Errors
    /// A database that is away.
    pub async fn draw(
        self,
        account: &Account,
        arrival: &Arrival,
        asking: Asking,
        resend_path: String,
        complaints: Complaints,
    ) -> Answer {
        let (page, status) = (&arrival.page, complaints.status());
        let words = Words {
            title: asking.title,
            help: "code-page-help",
            next: "",
            asleep: "new-number-closed",
            closed: "new-number-closed",
            later: "new-number-closed",
        };
        let code = self.view(account, arrival, words, resend_path).await?;
        let template = CodePage {
            page: page.clone(),
            form: code.form(page, complaints),
            phone: self.phone.masked_for_registration(),
            asking,
            code,
        };
        Ok(page.draw(status, &template)?)
    }
}
