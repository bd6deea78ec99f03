//! The words a procedure is sorted by: level, audience, online level, channel, time limit.

use serde::{Deserialize, Serialize};

/// Declares a closed list of words: each with its name in tables and addresses and the key of its
/// text for people.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $word:ident = $written:literal, $key:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$of])* #[serde(rename = $written)] $word,)+ }

        impl $name {
            /// Every one, in the order people see them.
            pub const ALL: &'static [Self] = &[$(Self::$word,)+];

            /// Its name in tables and addresses.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$word => $written,)+ }
            }

            /// The one of this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.as_str() == name)
            }

            /// The key of its text.
            pub fn text_key(self) -> &'static str {
                match self { $(Self::$word => $key,)+ }
            }
        }
    };
}

words! {
    /// Which level of the administration decides.
    Level {
        /// Cấp bộ.
        Ministry = "ministry", "catalogue-level-ministry";
        /// Cấp tỉnh.
        Province = "province", "catalogue-level-province";
        /// Cấp xã.
        Commune = "commune", "catalogue-level-commune";
        /// Cơ quan khác.
        Other = "other", "catalogue-level-other";
    }
}

words! {
    /// Who may ask for it: the vocabulary of the national database.
    Audience {
        /// Công dân Việt Nam.
        Citizen = "citizen", "catalogue-audience-citizen";
        /// Người Việt Nam định cư ở nước ngoài.
        Overseas = "overseas", "catalogue-audience-overseas";
        /// Người nước ngoài.
        Foreigner = "foreigner", "catalogue-audience-foreigner";
        /// Cán bộ, công chức, viên chức.
        PublicServant = "public_servant", "catalogue-audience-public-servant";
        /// Đảng viên.
        PartyMember = "party_member", "catalogue-audience-party-member";
        /// Hộ kinh doanh.
        Household = "household", "catalogue-audience-household";
        /// Doanh nghiệp Việt Nam.
        Enterprise = "enterprise", "catalogue-audience-enterprise";
        /// Doanh nghiệp có vốn đầu tư nước ngoài.
        ForeignInvested = "foreign_invested", "catalogue-audience-foreign-invested";
        /// Hợp tác xã.
        Cooperative = "cooperative", "catalogue-audience-cooperative";
        /// Tổ chức (không bao gồm doanh nghiệp, hợp tác xã).
        Organisation = "organisation", "catalogue-audience-organisation";
        /// Tổ chức nước ngoài.
        ForeignOrganisation = "foreign_organisation", "catalogue-audience-foreign-organisation";
        /// Tổ chức Đảng.
        PartyOrganisation = "party_organisation", "catalogue-audience-party-organisation";
    }
}

words! {
    /// What happens in a life that makes people look for procedures.
    LifeEvent {
        /// A child is born.
        Birth = "birth", "catalogue-event-birth";
        /// Two marry.
        Marriage = "marriage", "catalogue-event-marriage";
        /// Papers that say who one is.
        Identity = "identity", "catalogue-event-identity";
        /// Moving elsewhere.
        Moving = "moving", "catalogue-event-moving";
        /// House and land.
        HouseAndLand = "house_and_land", "catalogue-event-house-and-land";
        /// Going to school.
        GoingToSchool = "going_to_school", "catalogue-event-going-to-school";
        /// Work.
        Work = "work", "catalogue-event-work";
        /// Opening a shop or a company.
        StartingABusiness = "starting_a_business", "catalogue-event-starting-a-business";
        /// A vehicle.
        Vehicle = "vehicle", "catalogue-event-vehicle";
        /// Farming.
        Farming = "farming", "catalogue-event-farming";
        /// Going to sea.
        SeaFishing = "sea_fishing", "catalogue-event-sea-fishing";
        /// Going abroad.
        TravellingAbroad = "travelling_abroad", "catalogue-event-travelling-abroad";
        /// Hardship and illness.
        Hardship = "hardship", "catalogue-event-hardship";
        /// Growing old.
        OldAge = "old_age", "catalogue-event-old-age";
        /// Somebody dear has died.
        Bereavement = "bereavement", "catalogue-event-bereavement";
    }
}

words! {
    /// For whom people look: the two columns of the home page.
    Side {
        /// Công dân.
        Citizen = "citizen", "catalogue-side-citizen";
        /// Doanh nghiệp, and whoever else acts as one.
        Enterprise = "enterprise", "catalogue-side-enterprise";
    }
}

words! {
    /// How much of it can be done online (Decree 42/2022).
    OnlineLevel {
        /// Toàn trình: all of it.
        Full = "full", "catalogue-online-full";
        /// Một phần: a part of it.
        Partial = "partial", "catalogue-online-partial";
        /// Only information is online.
        #[serde(alias = "info")]
        Information = "information", "catalogue-online-information";
    }
}

words! {
    /// How a dossier is handed in.
    Channel {
        /// At the desk.
        Direct = "direct", "catalogue-channel-direct";
        /// Online.
        Online = "online", "catalogue-channel-online";
        /// By post.
        Post = "post", "catalogue-channel-post";
    }
}

words! {
    /// What a time limit is counted in.
    TimeUnit {
        /// Working days.
        WorkingDay = "working_day", "catalogue-limit-working-day";
        /// Days of the calendar.
        Day = "day", "catalogue-limit-day";
        /// Working hours.
        WorkingHour = "working_hour", "catalogue-limit-working-hour";
        /// Hours.
        Hour = "hour", "catalogue-limit-hour";
        /// Months.
        Month = "month", "catalogue-limit-month";
        /// Nobody wrote the unit down.
        Unstated = "unstated", "catalogue-limit-unstated";
    }
}

impl Audience {
    /// On which side of the home page this audience looks.
    pub fn side(self) -> Side {
        match self {
            Self::Citizen
            | Self::Overseas
            | Self::Foreigner
            | Self::PublicServant
            | Self::PartyMember => Side::Citizen,
            _ => Side::Enterprise,
        }
    }
}

/// How long a decision may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TimeLimit {
    /// How many.
    pub value: u32,
    /// Of what.
    pub unit: TimeUnit,
}

impl TimeLimit {
    /// About how many working hours that is (eight to a day, five days to a week), to compare two
    /// limits by. No due date is counted from it.
    pub fn about_hours(self) -> u64 {
        let value = u64::from(self.value);
        match self.unit {
            TimeUnit::WorkingDay | TimeUnit::Unstated => value * 8,
            TimeUnit::Day => value * 40 / 7,
            TimeUnit::WorkingHour => value,
            TimeUnit::Hour => value / 3,
            TimeUnit::Month => value * 22 * 8,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back_by_their_names() {
        for audience in Audience::ALL {
            assert_eq!(Audience::named(audience.as_str()), Some(*audience));
        }
        assert_eq!(Level::named("Province"), None);
        assert_eq!(serde_json::to_string(&Level::Commune).unwrap(), "\"commune\"");
    }

    #[test]
    fn limits_compare_across_units() {
        let limit = |value, unit| TimeLimit { value, unit }.about_hours();
        assert!(limit(1, TimeUnit::Day) < limit(1, TimeUnit::WorkingDay));
        assert!(limit(7, TimeUnit::Day) == limit(5, TimeUnit::WorkingDay));
        assert!(limit(1, TimeUnit::Month) > limit(20, TimeUnit::WorkingDay));
        assert!(limit(4, TimeUnit::WorkingHour) < limit(1, TimeUnit::WorkingDay));
    }
}
