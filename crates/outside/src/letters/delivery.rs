//! One letter on its way: written, handed over, marked.

use super::records::{self, Model};
use super::{PostOffice, Text};
use crate::{Mail, MailRefusal, MessageId, Sms, SmsRefusal};
use ground::{Fault, Moment};
use store::job::{self, Claimed};
use store::{Tx, in_transaction};
use uuid::Uuid;

/// What came of handing a letter over.
enum Handed {
    /// The gateway has it, under this id.
    Over(Option<MessageId>),
    /// Not now; the same letter may be tried again.
    NotNow(&'static str),
    /// Not yet, by what it speaks of.
    Later(Moment),
    /// Never, or nobody knows whether: trying again could send it twice.
    Never(&'static str),
}

/// Delivers the letter of one job. What cannot be delivered now is given back.
pub(super) async fn deliver(office: &PostOffice, job: &Claimed) {
    let Err(fault) = try_to_deliver(office, job).await else { return };
    tracing::warn!(job = %job.id, %fault, "a letter could not be handled");
    // A letter that cannot be handled at all must not come back for ever.
    let given_back = in_transaction!(office.store.soon(), |tx| {
        give_back(tx, office, job, "it could not be handled").await
    });
    if let Err(fault) = given_back {
        tracing::warn!(job = %job.id, %fault, "nor could it be given back; its lease runs out");
    }
}

async fn try_to_deliver(office: &PostOffice, job: &Claimed) -> Result<(), Fault> {
    let id = job.payload["letter"].as_str().and_then(|text| Uuid::try_parse(text).ok());
    let id = id.ok_or(Fault::impossible("a letter's job without a letter"))?;
    let row = records::load(office.store.reader(), id).await?;
    let handed = match &row {
        Some(row) if row.sent_at.is_none() => {
            hand_over(office, row, tried_until(job).is_some()).await?
        }
        _ => Handed::Over(None),
    };
    let now = office.clock.now();
    in_transaction!(office.store.soon(), |tx| {
        match &handed {
            Handed::Over(message) => {
                if let Some(message) = message {
                    records::mark_sent(tx, id, message, now);
                }
                job::drop_finished(tx, job);
            }
            Handed::NotNow(failure) => {
                if give_back(tx, office, job, failure).await? {
                    records::mark_failed(tx, id, failure, now);
                }
            }
            Handed::Later(then) => {
                job::postpone(tx, job, *then, "it is not time yet").await?;
            }
            Handed::Never(failure) => {
                records::mark_failed(tx, id, failure, now);
                job::drop_finished(tx, job);
            }
        }
        Ok(())
    })?;
    let outcome = match handed {
        Handed::Over(_) => "sent",
        Handed::NotNow(_) | Handed::Later(_) => "postponed",
        Handed::Never(_) => "failed",
    };
    metrics::counter!("letters_total", "outcome" => outcome).increment(1);
    Ok(())
}

/// Until when a notice is tried, if it is one.
fn tried_until(job: &Claimed) -> Option<Moment> {
    job.payload["until"].as_i64().map(Moment::from_unix_ms)
}

/// Gives a letter back to be tried again, or gives it up: after so many attempts, or, a notice,
/// after its time. Says whether it was given up.
async fn give_back(
    tx: &Tx,
    office: &PostOffice,
    job: &Claimed,
    failure: &'static str,
) -> Result<bool, Fault> {
    let (now, until) = (office.clock.now(), tried_until(job));
    if until.is_some_and(|until| now >= until) {
        job::bury(tx, job, failure).await?;
        return Ok(true);
    }
    let again = now.plus(office.settings.wait_after(job.attempt, until.is_some()));
    job::postpone(tx, job, again, failure).await
}

async fn hand_over(office: &PostOffice, row: &Model, is_notice: bool) -> Result<Handed, Fault> {
    let text = (office.compose)(row.letter()?).await?;
    let to = row.address(&office.cipher)?;
    Ok(match text {
        Text::Later(then) => Handed::Later(then),
        Text::Obsolete => Handed::Never("what it speaks of is over"),
        Text::Sms(text) => match office.sms.submit(&Sms { to, text, reference: row.id }).await {
            Ok(message) => Handed::Over(Some(message)),
            Err(SmsRefusal::Throttled) => Handed::NotNow("the gateway wants us slower"),
            Err(SmsRefusal::Unreachable) => Handed::NotNow("the gateway is away"),
            Err(SmsRefusal::Rejected { permanent: false, reason }) => Handed::NotNow(reason),
            Err(SmsRefusal::Rejected { reason, .. }) => Handed::Never(reason),
            // A notice that comes twice is better than none; a code is not.
            Err(SmsRefusal::TimedOut) if is_notice => Handed::NotNow("the gateway did not answer"),
            Err(SmsRefusal::TimedOut) => Handed::Never("the gateway did not answer"),
        },
        Text::Mail { subject, body } => {
            let written_at = office.clock.now();
            let mail = Mail { to, subject, text: body, html: None, reference: row.id, written_at };
            match office.mail.send(&mail).await {
                Ok(()) => Handed::Over(Some(MessageId {
                    gateway: "mail".into(),
                    id: row.id.simple().to_string(),
                })),
                Err(MailRefusal::Unreachable) => Handed::NotNow("the mail relay is away"),
                Err(MailRefusal::Rejected) => Handed::Never("the mail relay refused it"),
            }
        }
    })
}
