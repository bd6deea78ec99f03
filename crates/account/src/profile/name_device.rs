//! What one calls a browser, so as to know it again.

use super::{browser, journal};
use crate::account::Shared;
use crate::session::{self, Device, DeviceId, DeviceName, DeviceNameRefusal, SignedIn};
use askama::Template;
use axum::extract::{Path, State};
use serde_json::json;
use store::in_transaction;
use web::{Answer, Arrival, Broken, Complaints, FormView, Page, Submission, Typed};

#[derive(Template)]
#[template(path = "profile/name_device.html")]
struct NameDevicePage {
    page: Page,
    form: FormView,
    label: String,
}

/// Shows the field.
pub(super) async fn show(
    State(account): State<Shared>,
    who: SignedIn,
    Path(id): Path<DeviceId>,
    arrival: Arrival,
) -> Answer {
    let device = find(&account, &who, id).await?;
    let mut typed = Typed::default();
    typed.set("name", device.name.as_deref().unwrap_or_default());
    draw(&arrival.page, &device, typed, &Complaints::default())
}

/// Takes the name; an empty one takes it away.
pub(super) async fn submit(
    State(account): State<Shared>,
    who: SignedIn,
    Path(id): Path<DeviceId>,
    submission: Submission,
) -> Answer {
    let Submission { arrival, typed, is_genuine } = submission;
    let device = find(&account, &who, id).await?;
    let mut complaints = Complaints::default();
    if !is_genuine {
        complaints.about_all("form-cookies");
    }
    let name = DeviceName::parse(typed.get("name"));
    let name = complaints.take("name", name, |refusal| match refusal {
        DeviceNameRefusal::TooLong => "profile-name-device-long",
        DeviceNameRefusal::ControlCharacter => "profile-name-device-control",
    });
    let (Some(name), true) = (name, complaints.is_empty()) else {
        return draw(&arrival.page, &device, typed, &complaints);
    };
    let whose = (who.citizen.id, id);
    in_transaction!(account.store, |tx| {
        if session::name_device(tx, &account, whose, name.as_ref()).await? {
            let event = ("profile.device_named", json!({ "device": id }));
            journal::note(tx, &account, who.citizen.id, event, arrival.now);
        }
        Ok(())
    })?;
    Ok(arrival.page.go(browser::PATH))
}

/// A browser of this citizen; somebody else's is none.
async fn find(account: &Shared, who: &SignedIn, id: DeviceId) -> Result<Device, Broken> {
    let devices = session::devices(account.store.reader(), account, who.citizen.id).await?;
    devices.into_iter().find(|device| device.id == id).ok_or_else(Broken::not_found)
}

fn draw(page: &Page, device: &Device, typed: Typed, complaints: &Complaints) -> Answer {
    let template = NameDevicePage {
        page: page.clone(),
        form: FormView::new(page, typed, complaints),
        label: browser::in_words(page, &device.label),
    };
    Ok(page.draw(complaints.status(), &template)?)
}
