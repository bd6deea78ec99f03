//! The parties outside stop and come back, one by one, and the report says so.

use super::look;
use crate::testing::World;
use outside::{MailClient, SmsGateways};
use sandbox::faults::{FaultChange, Faults, MailFault, SmsFault, TelcoFault};
use serde_json::Value;
use store::Store;
use tokio::sync::mpsc;

struct Lookout {
    world: World,
    sms: SmsGateways,
    mail: MailClient,
}

impl Lookout {
    async fn on(store: Store) -> Self {
        let world = World::on(store).await;
        let settings = &world.account.settings;
        let sms = SmsGateways::new(settings.sms.clone(), mpsc::channel(1).0).unwrap();
        sms.open();
        Self { sms, mail: MailClient::new(&settings.mail).unwrap(), world }
    }

    /// Looks, and answers how each party is and since when.
    async fn sees(&self) -> Vec<(String, String)> {
        look(&self.world.account, &self.sms, &self.mail).await;
        self.reads().await
    }

    async fn reads(&self) -> Vec<(String, String)> {
        let mut browser = self.world.browser();
        browser.get("/trang-thai.json").await.answers(200);
        let report: Value = serde_json::from_str(browser.body()).unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let parties = report["parties"].as_array().unwrap();
        parties.iter().map(|one| (text(&one["condition"]), text(&one["since"]))).collect()
    }

    async fn conditions(&self) -> [String; 3] {
        let seen = self.sees().await.into_iter().map(|(condition, _)| condition);
        seen.collect::<Vec<_>>().try_into().unwrap()
    }
}

async fn each_party_is_seen_to_stop_and_to_come_back(store: Store) {
    let lookout = Lookout::on(store).await;
    let unknown = ("unknown".to_owned(), String::new());
    assert_eq!(lookout.reads().await, vec![unknown; 3], "nobody has looked yet");
    assert_eq!(lookout.conditions().await, ["works"; 3]);
    let change = FaultChange::default();
    for (nth, ill) in [
        FaultChange { sms: Some(SmsFault::Down), ..change },
        FaultChange { telco: Some(TelcoFault::Down), ..change },
        FaultChange { mail: Some(MailFault::Down), ..change },
    ]
    .into_iter()
    .enumerate()
    {
        lookout.world.sandbox.world.change_faults(ill);
        let mut expected = ["works"; 3];
        expected[nth] = "troubled";
        assert_eq!(lookout.conditions().await, expected);
        let Faults { telco, sms, mail, .. } = Faults::default();
        let well = FaultChange { telco: Some(telco), sms: Some(sms), mail: Some(mail), ..change };
        lookout.world.sandbox.world.change_faults(well);
        // The SMS connection is made again after a pause of its own.
        let mut looks = 0;
        while lookout.conditions().await != ["works"; 3] {
            looks += 1;
            assert!(looks < 100, "it did not come back");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    }
}

store::on_both_engines!(parties_stop_and_come_back, each_party_is_seen_to_stop_and_to_come_back);
