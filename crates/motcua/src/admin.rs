//! Administrators of the portal: granted and taken back at the command line, and nowhere else.

use crate::place::Place;
use crate::{Outcome, Refusal, house, say};
use clap::{Args, Subcommand};
use portal::administrator::{self, Granted, NoPerson, Whom};
use portal::person::PersonId;

/// What to do about administrators.
#[derive(Subcommand)]
pub(crate) enum Order {
    /// Makes somebody an administrator who has signed in to the portal once
    Add(Grant),
    /// Shows every administrator
    List(Place),
    /// Takes it back, from the next page on
    Remove(Grant),
}

/// Who is meant.
#[derive(Args)]
pub(crate) struct Grant {
    #[command(flatten)]
    place: Place,
    /// The reference that /vi/quan-tri of the portal shows them
    #[arg(long, conflicts_with_all = ["issuer", "subject"])]
    person: Option<PersonId>,
    /// The provider they sign in with, by its issuer
    #[arg(long, requires = "subject")]
    issuer: Option<String>,
    /// What that provider calls them
    #[arg(long, requires = "issuer")]
    subject: Option<String>,
}

/// Does what was ordered, and says what came of it.
pub(crate) async fn run(order: Order) -> Outcome {
    match order {
        Order::Add(grant) => {
            let portal = house::portal_as_it_is(&grant.place.config()?).await?;
            say(match administrator::grant(&portal, &whom(grant)?).await?.map_err(nobody)? {
                Granted::Now => "They are an administrator now; their pages are at /vi/quan-tri.",
                Granted::Before => "They were an administrator before.",
            });
        }
        Order::Remove(grant) => {
            let portal = house::portal_as_it_is(&grant.place.config()?).await?;
            say(match administrator::take_back(&portal, &whom(grant)?).await?.map_err(nobody)? {
                Granted::Now => "They are no administrator any more, from now on.",
                Granted::Before => "They were no administrator.",
            });
        }
        Order::List(place) => {
            let portal = house::portal_as_it_is(&place.config()?).await?;
            let all = administrator::list(&portal).await?;
            for (person, since) in &all {
                say(&format!("{person}  {}", since.in_vietnam()));
            }
            if all.is_empty() {
                say("There are no administrators yet.");
            }
        }
    }
    Ok(())
}

fn whom(grant: Grant) -> Result<Whom, Refusal> {
    match (grant.person, grant.issuer, grant.subject) {
        (Some(person), ..) => Ok(Whom::Person(person)),
        (None, Some(issuer), Some(subject)) => Ok(Whom::Called { issuer, subject }),
        _ => Err(Refusal("--person, or --issuer and --subject, are needed".into())),
    }
}

fn nobody(_: NoPerson) -> Refusal {
    Refusal(
        "nobody is known so: whoever is to be an administrator signs in to the portal once, and \
         opens /vi/quan-tri, which shows their reference"
            .into(),
    )
}
