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
        self.check_pauses()?;
        self.account.openid.check().map_err(|what| format!("account.openid.{what}"))?;
        self.portal.check().map_err(|what| format!("portal.{what}"))?;
        self.account.sms.check().map_err(|fault| format!("account.sms: {fault}"))
    }

    fn check_listeners(&self) -> Result<(), String> {
        let (given, least, most) =
            (self.listen.unread, Span::from_seconds(1), Span::from_minutes(10));
        if given < least || given > most {
            return Err(format!(
                "listen.unread: \"{given}\" cannot be; \"{least}\" to \"{most}\" would be right"
            ));
        }
        let given = self.listen.metrics;
        if given.ip().is_loopback() {
            return Ok(());
        }
        Err(format!(
            "listen.metrics: \"{given}\" can be reached from outside; a loopback address such as \
             \"127.0.0.1:8086\" would be right"
        ))
    }

    /// Whoever looks again and again without a pause does nothing else.
    fn check_pauses(&self) -> Result<(), String> {
        for (key, pause) in [
            ("account.parties", self.account.parties.look_every),
            ("portal.connections", self.portal.connections.look_every),
        ] {
            if pause == Span::ZERO {
                return Err(format!(
                    "{key}.look_every: \"{pause}\" is no pause; \"20s\" would be right"
                ));
            }
        }
        Ok(())
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
        let (letters, mail) = (&self.account.letters, &self.account.mail);
        let sending = self.account.sms.longest_sending().max(mail.longest_sending());
        // A tenth for its text and its mark in the database.
        let enough = sending.as_ms().saturating_mul(11) / 10;
        let enough = Span::from_seconds((enough + 999) / 1000);
        let lease = letters.lease;
        if lease < enough {
            return Err(format!(
                "account.letters.lease: \"{lease}\" is shorter than a letter may be on its way, so \
                 that it could be sent twice; \"{enough}\", or shorter timeouts of the gateways, \
                 would be right"
            ));
        }
        // Clients are told of sign-outs for the length of the same lease.
        let timeout = self.account.openid.logout_timeout;
        if timeout >= lease {
            return Err(format!(
                "account.openid.logout_timeout: \"{timeout}\" is as long as a job is held \
                 (account.letters.lease, \"{lease}\"); less would be right"
            ));
        }
        for (key, given) in [("at_once", letters.at_once), ("attempts", count(letters.attempts))] {
            if given == 0 {
                return Err(format!(
                    "account.letters.{key}: 0 would send no letter; 8 would be right"
                ));
            }
        }
        Ok(())
    }

    fn check_codes(&self) -> Result<(), String> {
        let (codes, recovery) = (&self.account.one_time_code, &self.account.recovery);
        for (key, lifetime, digits) in [
            ("one_time_code.", codes.lifetime, codes.digits),
            ("recovery.code_", recovery.code_lifetime, recovery.code_digits),
        ] {
            if lifetime > LONGEST_CODE_LIFE || lifetime == Span::ZERO {
                let fault = if lifetime == Span::ZERO { "short" } else { "long" };
                return Err(format!(
                    "account.{key}lifetime: \"{lifetime}\" is too {fault}; at most \
                     \"{LONGEST_CODE_LIFE}\" would be right (NIST SP 800-63B)"
                ));
            }
            if !(6..=10).contains(&digits) {
                return Err(format!(
                    "account.{key}digits: {digits} cannot be; 6 to 10 would be right (NIST SP \
                     800-63B asks for 6 at least)"
                ));
            }
        }
        if !(1..=10).contains(&codes.tries) {
            return Err(format!(
                "account.one_time_code.tries: {} cannot be; 1 to 10, for example 5, would be right",
                codes.tries
            ));
        }
        if !(1..=100).contains(&recovery.sim_change_days) {
            return Err(format!(
                "account.recovery.sim_change_days: {} cannot be asked of an operator; 1 to 100, for \
                 example 10, would be right",
                recovery.sim_change_days
            ));
        }
        Ok(())
    }
}

fn count(number: i32) -> usize {
    usize::try_from(number).unwrap_or(0)
}
