//! A procedure as search engines read it: schema.org's `GovernmentService` as JSON-LD.

use super::procedure::Procedure;
use super::words::TimeUnit;
use civic::ProcedureCode;
use serde_json::{Value, json};

/// The data block of a procedure at an address, fit to stand within a page.
pub(super) fn block(code: &ProcedureCode, procedure: &Procedure, address: &str) -> String {
    let audience = procedure
        .audience
        .iter()
        .map(|audience| json!({ "@type": "Audience", "audienceType": audience.as_str() }));
    let channels = procedure.channels.iter().map(|way| {
        let mut channel = json!({ "@type": "ServiceChannel", "name": way.channel.as_str() });
        if let Some(duration) = way.time_limit.and_then(duration) {
            channel["processingTime"] = duration.into();
        }
        channel
    });
    let fees =
        procedure.channels.iter().flat_map(|way| way.fees()).map(
            |fee| json!({ "@type": "Offer", "price": fee.amount, "priceCurrency": fee.currency }),
        );
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "identifier": code.as_str(),
        "name": procedure.name,
        "serviceType": procedure.field,
        "inLanguage": "vi",
        "url": address,
        "provider": {
            "@type": "GovernmentOrganization",
            "name": provider(procedure),
        },
        "audience": audience.collect::<Value>(),
        "availableChannel": channels.collect::<Value>(),
        "offers": fees.collect::<Value>(),
        "serviceOutput": procedure.results.iter().map(|one| one.name.as_str()).collect::<Value>(),
    });
    if !procedure.description.is_empty() {
        data["description"] = procedure.description.as_str().into();
    }
    // Within a page the block ends at the first "</": no text may hold one.
    data.to_string().replace('<', "\\u003c")
}

fn provider(procedure: &Procedure) -> &str {
    match procedure.implementing_agency.as_str() {
        "" => &procedure.ministry,
        agency => agency,
    }
}

/// A time limit as ISO 8601 says it. It knows no working days: those are left to the page.
fn duration(limit: super::words::TimeLimit) -> Option<String> {
    let value = limit.value;
    match limit.unit {
        TimeUnit::Day => Some(format!("P{value}D")),
        TimeUnit::Hour => Some(format!("PT{value}H")),
        TimeUnit::Month => Some(format!("P{value}M")),
        TimeUnit::WorkingDay | TimeUnit::WorkingHour | TimeUnit::Unstated => None,
    }
}
