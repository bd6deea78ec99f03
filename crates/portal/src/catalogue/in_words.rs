//! Time limits and fees in words.

use super::procedure::{Fee, Procedure, Way};
use super::words::TimeLimit;
use civic::money;
use web::Page;

/// A time limit: *5 ngày làm việc*.
pub fn limit(page: &Page, limit: TimeLimit) -> String {
    page.t1(limit.unit.text_key(), "count", &limit.value).into_owned()
}

/// How long it takes, whichever way is chosen: one limit, or the shortest and the longest. Empty
/// where nothing is said.
pub fn limits(page: &Page, procedure: &Procedure) -> String {
    let all = || procedure.channels.iter().filter_map(|way| way.time_limit);
    let hours = |limit: &TimeLimit| limit.about_hours();
    let (Some(shortest), Some(longest)) = (all().min_by_key(hours), all().max_by_key(hours)) else {
        return String::new();
    };
    if hours(&shortest) == hours(&longest) {
        return limit(page, longest);
    }
    let (shortest, longest) = (limit(page, shortest), limit(page, longest));
    page.say_with("catalogue-from-to", &[("from", (&shortest).into()), ("to", (&longest).into())])
        .into_owned()
}

/// What it costs, whichever way is chosen. Empty where nothing is said.
pub fn costs(page: &Page, procedure: &Procedure) -> String {
    let dong = |fee: &&Fee| fee.currency == "VND";
    let all = || procedure.channels.iter().flat_map(Way::fees).filter(dong).map(|fee| fee.amount);
    let (Some(least), Some(most)) = (all().min(), all().max()) else { return String::new() };
    match (least, most) {
        (_, 0) => page.t("catalogue-free").into_owned(),
        (least, most) if least == most => money::dong(most),
        (least, most) => {
            let least =
                if least == 0 { page.t("catalogue-free").into_owned() } else { money::dong(least) };
            let fill = [("from", (&least).into()), ("to", (&money::dong(most)).into())];
            page.say_with("catalogue-from-to", &fill).into_owned()
        }
    }
}

/// One fee.
pub fn fee(page: &Page, fee: &Fee) -> String {
    match (fee.amount, fee.currency.as_str()) {
        (0, _) => page.t("catalogue-free").into_owned(),
        (amount, "VND") => money::dong(amount),
        (amount, currency) => format!("{} {currency}", money::grouped(amount)),
    }
}
