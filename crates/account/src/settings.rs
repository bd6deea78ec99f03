//! The settings of the account service.

pub mod desk;
pub mod openid;

use credentials::limit::Limit;
use ground::Span;
use serde::Deserialize;
use std::net::IpAddr;

/// Everything that can be set about the account service.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// How the house presents itself.
    pub house: web::House,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Its database.
    pub database: store::Settings,
    /// Registration by a mobile subscription.
    pub registration: Registration,
    /// The challenge on forms that cost money or guess.
    pub challenge: credentials::challenge::Settings,
    /// Codes sent to telephones.
    pub one_time_code: credentials::one_time_code::Settings,
    /// Passwords.
    pub password: credentials::password::Settings,
    /// Limits of registration.
    pub limits: Limits,
    /// Sessions.
    pub session: Session,
    /// Signing in.
    pub login: Login,
    /// Forgotten passwords.
    pub recovery: Recovery,
    /// Officers of this service.
    pub officer: desk::Officer,
    /// The desk where accounts are given back.
    pub desk: desk::Desk,
    /// What people change in their own account.
    pub profile: Profile,
    /// How letters are tried.
    pub letters: outside::letters::Settings,
    /// Watching the parties outside.
    pub parties: Parties,
    /// The SMS gateways.
    pub sms: outside::sms::Settings,
    /// The operator's check.
    pub operator: outside::telco::Settings,
    /// The mail relay.
    pub mail: outside::mail::Settings,
    /// Signing in to other systems with an account of ours.
    pub openid: openid::OpenId,
    /// The systems that people may sign in to.
    pub clients: Vec<openid::Client>,
}

/// Watching the SMS centre, the operator and the mail relay.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Parties {
    /// How often they are looked at, for `/trang-thai.json`.
    pub look_every: Span,
}

impl Default for Parties {
    fn default() -> Self {
        Self { look_every: Span::from_seconds(20) }
    }
}

/// Registration by a mobile subscription in one's own name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Registration {
    /// How long a registration that is not finished is kept.
    pub pending: Span,
    /// When a person learns that they have an account already: `after_proof` of the number, or
    /// `before_code`, as older portals did.
    pub existence_message: ExistenceMessage,
    /// Whether old nine-digit numbers (CMND) may register.
    pub accept_old_numbers: bool,
    /// How long a reference for the one-stop desk is kept.
    pub reference_kept: Span,
    /// How long a link that confirms a mail address serves.
    pub email_link: Span,
    /// The sender's name in messages, without diacritics.
    pub message_name: String,
}

/// Forgotten passwords on their way to new ones.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Recovery {
    /// How long a recovery that is not finished is kept.
    pub pending: Span,
    /// How many digits its code has; more than a sign-in's, for a password stands on it.
    pub code_digits: u32,
    /// How long its code lives; at most 10 minutes (NIST SP 800-63B).
    pub code_lifetime: Span,
    /// A telephone whose SIM was changed in so many days proves too little (1 to 100).
    pub sim_change_days: u16,
    /// How long a reset waits that rests on the code alone, while everybody who could object is
    /// told.
    pub delay: Span,
    /// How long the link serves that comes after it.
    pub link: Span,
    /// Messages for one identity number in an hour, whoever asks; the page says when it reopens.
    pub messages_per_identity: Limit,
    /// The same in a day.
    pub messages_per_identity_daily: Limit,
    /// Wrong codes for one identity number, over all its recoveries.
    pub wrong_codes_per_identity: Limit,
    /// Resets of one account that wait.
    pub delays_per_account: Limit,
}

impl Default for Recovery {
    fn default() -> Self {
        Self {
            pending: Span::from_minutes(30),
            code_digits: 8,
            code_lifetime: Span::from_minutes(5),
            sim_change_days: 10,
            delay: Span::from_hours(24),
            link: Span::from_hours(24),
            messages_per_identity: Limit::new(5, Span::from_hours(1)),
            messages_per_identity_daily: Limit::new(10, Span::from_hours(24)),
            wrong_codes_per_identity: Limit::new(10, Span::from_hours(24)),
            delays_per_account: Limit::new(3, Span::from_days(7)),
        }
    }
}

/// What people change in their own account.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Profile {
    /// How long a change that is not finished is kept, and new recovery codes are shown.
    pub pending: Span,
    /// New mail addresses of one account.
    pub mail_changes: Limit,
    /// How long a new telephone number waits, while whoever has the one before is told.
    pub number_waits: Span,
    /// How long after its citizen wished so an account is closed; until then it may be kept.
    pub closes_after: Span,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            pending: Span::from_minutes(15),
            mail_changes: Limit::new(10, Span::from_hours(24)),
            number_waits: Span::from_hours(24),
            closes_after: Span::from_days(30),
        }
    }
}

/// When a person learns that they have an account already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExistenceMessage {
    /// Only to whoever has proved to be that person.
    AfterProof,
    /// As soon as the form is sent.
    BeforeCode,
}

impl Default for Registration {
    fn default() -> Self {
        Self {
            pending: Span::from_minutes(30),
            existence_message: ExistenceMessage::AfterProof,
            accept_old_numbers: false,
            reference_kept: Span::from_days(30),
            email_link: Span::from_hours(24),
            message_name: "Cong DVC Quoc gia".into(),
        }
    }
}

/// How long somebody stays signed in (OWASP ASVS 7.3).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Session {
    /// How long a session lasts after its citizen was seen last.
    pub idle: Span,
    /// How long it lasts at most.
    pub at_most: Span,
    /// How long a browser is known after somebody signed in with it last.
    pub device_kept: Span,
    /// What matters in one's own account is done only so long after proving who one is; later the
    /// proof is asked for again.
    pub proved_within: Span,
}

impl Default for Session {
    fn default() -> Self {
        Self {
            idle: Span::from_minutes(30),
            at_most: Span::from_hours(12),
            device_kept: Span::from_days(180),
            proved_within: Span::from_minutes(5),
        }
    }
}

/// Signing in: how long it may take, and how many failures are borne where.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Login {
    /// How long a sign-in that is not finished is kept.
    pub pending: Span,
    /// Wrong passwords for one identity number from browsers it has not been used in.
    pub failures_elsewhere: Limit,
    /// Wrong passwords from a browser its owner has signed in with, before each further one has to
    /// wait.
    pub failures_at_home: u32,
    /// How long the first of those waits is; doubled after each further failure.
    pub first_wait: Span,
    /// The longest of those waits.
    pub longest_wait: Span,
    /// After so many wrong passwords in a row a password serves no more, until a sign-in from a
    /// browser that is known, or recovery.
    pub failures_in_a_row: u32,
    /// Different identity numbers failed at from one address.
    pub accounts_per_address: Limit,
    /// When the people who run this are told of wrong passwords over the whole service.
    pub alarm: Limit,
    /// Wrong codes of one citizen in one way, over all codes.
    pub wrong_codes: Limit,
    /// How long the link "this was not me" of a notice serves.
    pub not_me_link: Span,
    /// Messages to one citizen in an hour.
    pub messages: Limit,
    /// Messages to one citizen in a day.
    pub messages_daily: Limit,
}

impl Default for Login {
    fn default() -> Self {
        let hourly = |at_most| Limit::new(at_most, Span::from_hours(1));
        let daily = |at_most| Limit::new(at_most, Span::from_hours(24));
        Self {
            pending: Span::from_minutes(10),
            failures_elsewhere: hourly(30),
            failures_at_home: 10,
            first_wait: Span::from_minutes(1),
            longest_wait: Span::from_hours(1),
            failures_in_a_row: 100,
            accounts_per_address: hourly(60),
            alarm: hourly(1_000),
            wrong_codes: daily(10),
            not_me_link: Span::from_days(10),
            messages: hourly(5),
            messages_daily: daily(20),
        }
    }
}

/// Limits of registration. Each is a bucket of its own; the page says when it reopens.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Questions to the operator about one number.
    pub operator_per_number: Limit,
    /// Questions to the operator about one identity number.
    pub operator_per_identity: Limit,
    /// Questions to the operator from one address.
    pub operator_per_address: Limit,
    /// Messages to one number in an hour.
    pub messages_per_number: Limit,
    /// Messages to one number in a day.
    pub messages_per_number_daily: Limit,
    /// Messages asked for by one address and not yet followed by a right code, at least.
    pub messages_per_address: Limit,
    /// The same in a day.
    pub messages_per_address_daily: Limit,
    /// That many percent of the numbers an address has proved in the last 24 hours raise its
    /// hourly limit (a sixth of them) and its daily one.
    pub address_share_percent: u32,
    /// Messages of the whole service in an hour: the money budget.
    pub messages_everywhere: Limit,
    /// The same in a day.
    pub messages_everywhere_daily: Limit,
    /// Wrong codes for one number, over all its codes.
    pub wrong_codes_per_number: Limit,
    /// Different identity numbers proved with one number.
    pub identities_per_number: Limit,
    /// Pictures and readings of a challenge for one address, counted by each node for itself.
    pub pictures_per_address: Limit,
    /// Requests of clients that wait for somebody to sign in, from one address.
    pub requests_per_address: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        let hourly = |at_most| Limit::new(at_most, Span::from_hours(1));
        let daily = |at_most| Limit::new(at_most, Span::from_hours(24));
        Self {
            operator_per_number: hourly(5),
            operator_per_identity: hourly(5),
            operator_per_address: hourly(60),
            messages_per_number: hourly(5),
            messages_per_number_daily: daily(10),
            messages_per_address: hourly(20),
            messages_per_address_daily: daily(60),
            address_share_percent: 20,
            messages_everywhere: hourly(5_000),
            messages_everywhere_daily: daily(50_000),
            wrong_codes_per_number: daily(10),
            identities_per_number: daily(3),
            pictures_per_address: hourly(3_000),
            requests_per_address: hourly(3_000),
        }
    }
}
