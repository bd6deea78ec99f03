//! A citizen who registers while the program is killed again and again: as a browser would, they
//! load the page of their step anew or send their form once more, and hold the program to
//! whatever it acknowledged.

use crate::citizen::{self, Citizen, FORM};
use crate::wire::Reply;
use crate::{Trouble, citizen::Form};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long a citizen tries again before they give up.
const PATIENCE: Duration = Duration::from_secs(90);
/// How long they wait before they try again.
const BREATH: Duration = Duration::from_millis(20);
/// How many answers one registration may take, before something must be wrong.
const ANSWERS: u32 = 400;

/// The steps a registration can be acknowledged to have reached, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The form was taken, a code is on its way.
    CodeSent,
    /// The code was right.
    PhoneConfirmed,
    /// The account exists.
    Finished,
    /// The person is told of the account they had before.
    Exists,
}

impl Step {
    /// The step whose page this is.
    ///
    /// # Errors
    /// It is no page of a registration.
    pub fn of(path: &str) -> Result<Self, Trouble> {
        let path = path.split('?').next().unwrap_or(path);
        match path.rsplit('/').next() {
            Some("ma-otp") => Ok(Self::CodeSent),
            Some("mat-khau") => Ok(Self::PhoneConfirmed),
            Some("hoan-tat") => Ok(Self::Finished),
            Some("da-co-tai-khoan") => Ok(Self::Exists),
            _ => Err(Trouble::Wrong(format!("{path} is no step of a registration"))),
        }
    }
}

/// A registration as far as it was acknowledged.
#[derive(Debug, Clone)]
pub struct Acknowledged {
    /// The page of the step.
    pub at: String,
    /// The step.
    pub step: Step,
}

impl Acknowledged {
    /// Takes note of where an answer led. No acknowledged step may ever be undone.
    fn advance(&mut self, at: &str) -> Result<(), Trouble> {
        let step = Step::of(at)?;
        if step < self.step {
            let (was, now) = (self.step, step);
            return Err(Trouble::Wrong(format!("lost: {was:?} was acknowledged, now {now:?}")));
        }
        (self.at, self.step) = (at.to_owned(), step);
        Ok(())
    }
}

/// Registers to the end, whatever happens; the last page was seen. `seen` messages lay on the
/// handset before.
///
/// # Errors
/// An acknowledged step that was lost, a message that never came, an answer that should not be.
pub async fn register(citizen: &mut Citizen, seen: usize) -> Result<Acknowledged, Trouble> {
    let at = begin(citizen).await?;
    let mut known = Acknowledged { step: Step::of(&at)?, at };
    for _ in 0..ANSWERS {
        let page = patiently(citizen, &Deed::Open(known.at.clone())).await?;
        if page.status == 303 {
            known.advance(page.header("location"))?;
            continue;
        }
        citizen::expect(&page, &[200], &format!("the page after {:?}", known.step))?;
        let token = citizen::token(&page);
        let sent = match known.step {
            Step::Finished | Step::Exists => return Ok(known),
            Step::CodeSent => citizen::code_text(&token?, &citizen.read_code(seen).await?),
            Step::PhoneConfirmed => citizen.password_text(&token?),
        };
        let reply = patiently(citizen, &Deed::Send(known.at.clone(), sent)).await?;
        match reply.status {
            303 => known.advance(reply.header("location"))?,
            // Shown once more; the page of the step says what is to be done.
            422 => sleep(BREATH).await,
            status => return Err(Trouble::Wrong(format!("{:?}: {status}", known.step))),
        }
    }
    Err(Trouble::Wrong("a registration without an end".into()))
}

/// Sends the form until it is taken; where it comes back, its new challenge is solved.
async fn begin(citizen: &mut Citizen) -> Result<String, Trouble> {
    let mut form: Option<Form> = None;
    for _ in 0..ANSWERS {
        let present = match form.take() {
            Some(present) => present,
            None => {
                let page = patiently(citizen, &Deed::Open(FORM.into())).await?;
                citizen::expect(&page, &[200], "the form")?;
                citizen::form_of(&page)?
            }
        };
        let text = citizen.form_text(&present);
        let reply = patiently(citizen, &Deed::Send(FORM.into(), text)).await?;
        match reply.status {
            303 => return Ok(reply.header("location").to_owned()),
            422 => form = Some(citizen::form_of(&reply)?),
            status => return Err(Trouble::Wrong(format!("the form: {status}"))),
        }
    }
    Err(Trouble::Wrong("a form that is never taken".into()))
}

/// What a browser does.
enum Deed {
    Open(String),
    Send(String, String),
}

/// Does it, and again while nobody is there or the program says that it cannot now.
async fn patiently(citizen: &mut Citizen, deed: &Deed) -> Result<Reply, Trouble> {
    let until = Instant::now() + PATIENCE;
    loop {
        let reply = match deed {
            Deed::Open(path) => citizen.get(path).await,
            Deed::Send(path, text) => citizen.post(path, text).await,
        };
        match reply {
            Err(Trouble::Away(_)) if Instant::now() < until => {}
            Ok(reply) if reply.status == 503 && Instant::now() < until => {}
            reply => return reply,
        }
        sleep(BREATH).await;
    }
}
