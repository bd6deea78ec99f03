//! What a type alone does not say about the configuration.

use super::Config;
use ground::Span;

/// The longest life of a one-time code (NIST SP 800-63B-4, 3.1.3.2).
const LONGEST_CODE_LIFE: Span = Span::from_minutes(10);

impl Config {
    /// Checks what the types let through. The refusal names the key, the value, and what would be
    /// right.
    pub(super) fn check(&self) -> Result<(), String> {
        self.check_listeners()?;
        self.check_houses()?;
        self.check_databases()?;
        self.check_codes()?;
        self.check_letters()?;
        self.account.sms.check().map_err(|fault| format!("account.sms: {fault}"))
    }

    fn check_listeners(&self) -> Result<(), String> {
        let given = self.listen.metrics;
        if given.ip().is_loopback() {
            return Ok(());
        }
        Err(format!(
            "listen.metrics: \"{given}\" can be reached from outside; a loopback address such as \
             \"127.0.0.1:8086\" would be right"
        ))
    }

    fn check_houses(&self) -> Result<(), String> {
        for (key, house) in [("account", &self.account.house), ("portal", &self.portal.house)] {
            let url = &house.public_url;
            if !(url.starts_with("http://") || url.starts_with("https://")) || url.ends_with('/') {
                return Err(format!(
                    "{key}.house.public_url: \"{url}\" is no public address; \
                     \"https://dichvucong.example.vn\", without a slash at the end, would be right"
                ));
            }
        }
        Ok(())
    }

    /// Account and portal each own a database, with a history of its own.
    fn check_databases(&self) -> Result<(), String> {
        let (account, portal) = (&self.account.database, &self.portal.database);
        if account.url != portal.url {
            return Ok(());
        }
        if account.url.reveal().starts_with("sqlite:") {
            return Err(
                "account.database.url: it names the same file as portal.database.url; one \
                        of its own, for example \"sqlite:var/account.db\", would be right"
                    .into(),
            );
        }
        if account.schema == portal.schema {
            let schema = &account.schema;
            return Err(format!(
                "account.database.schema: \"{schema}\" of the same database is the portal's too; a \
                 schema of its own, for example \"account\" beside \"portal\", would be right"
            ));
        }
        Ok(())
    }

    /// A letter that another node takes for lost while it is still on its way is sent twice.
    fn check_letters(&self) -> Result<(), String> {
        let (lease, sms) = (self.account.letters.lease, &self.account.sms);
        let second = sms.second.as_ref().map_or(0, |second| slowest(&second.smpp, &second.http));
        let message = slowest(&sms.smpp, &sms.http) + second;
        // A mail goes over in at most three steps, each as long as the timeout.
        let mail = 3 * self.account.mail.timeout.as_ms();
        let longest = Span::from_ms(message.max(mail));
        if lease > longest {
            return Ok(());
        }
        Err(format!(
            "account.letters.lease: \"{lease}\" is shorter than a gateway may take (\"{longest}\"), \
             so that letters could be sent twice; a longer one, or shorter timeouts, would be right"
        ))
    }

    fn check_codes(&self) -> Result<(), String> {
        let codes = &self.account.one_time_code;
        let lifetime = codes.lifetime;
        if lifetime > LONGEST_CODE_LIFE || lifetime == Span::ZERO {
            let fault = if lifetime == Span::ZERO { "short" } else { "long" };
            return Err(format!(
                "account.one_time_code.lifetime: \"{lifetime}\" is too {fault}; at most \
                 \"{LONGEST_CODE_LIFE}\" would be right (NIST SP 800-63B)"
            ));
        }
        if !(6..=10).contains(&codes.digits) {
            return Err(format!(
                "account.one_time_code.digits: {} cannot be; 6 to 10 would be right (NIST SP \
                 800-63B asks for 6 at least)",
                codes.digits
            ));
        }
        if !(1..=10).contains(&codes.tries) {
            return Err(format!(
                "account.one_time_code.tries: {} cannot be; 1 to 10, for example 5, would be right",
                codes.tries
            ));
        }
        Ok(())
    }
}

/// The longest a gateway may take with one message, in milliseconds.
fn slowest(smpp: &outside::sms::smpp::Settings, http: &outside::sms::http::Settings) -> i64 {
    (smpp.connect_timeout.as_ms() + smpp.response_timeout.as_ms()).max(http.timeout.as_ms())
}
