//! Procedures as many as are wanted: the demonstration's, each in many variants, as agencies have
//! them (for other places, cases and applicants), with codes of their own.

use bench::Trouble;
use portal::catalogue::Listed;
use portal::catalogue::procedure::Procedure;
use portal::catalogue::words::OnlineLevel;
use serde_json::{Value, json};

const DEMONSTRATION: &str = include_str!("../../../crates/portal/demonstration/procedures.json");

/// How people ask for the demonstration's procedures.
const PHRASINGS: [&str; 2] = [
    include_str!("../../../crates/portal/src/search/relevance/ours.tsv"),
    include_str!("../../../crates/portal/src/search/relevance/frozen.tsv"),
];

/// What is said behind a title to make another of it.
const MORE: [&str; 16] = [
    "(cấp tỉnh)",
    "(cấp xã)",
    "tại khu vực biên giới",
    "lưu động",
    "trong khu kinh tế Dung Quất",
    "tại đặc khu Lý Sơn",
    "đối với hộ gia đình, cá nhân",
    "đối với tổ chức",
    "đối với doanh nghiệp có vốn đầu tư nước ngoài",
    "theo quy định chuyển tiếp",
    "trong trường hợp ủy quyền",
    "đối với người cao tuổi, người khuyết tật",
    "khi sáp nhập đơn vị hành chính",
    "do thiên tai, hỏa hoạn",
    "theo đề nghị của cơ quan có thẩm quyền",
    "cho đối tượng ưu tiên",
];

/// So many procedures, in the shape of every import.
pub(super) fn file(many: usize) -> Result<Vec<Value>, Trouble> {
    let all: Value = serde_json::from_str(DEMONSTRATION).map_err(|error| wrong(&error))?;
    let first = all["procedures"].as_array().cloned().unwrap_or_default();
    // Some hold only for the demonstration's own codes.
    let first: Vec<Value> = first.into_iter().filter(|one| one.get("status").is_none()).collect();
    let varied = (0..many).map(|nth| {
        let (which, round) = (nth % first.len(), nth / first.len());
        let mut one = first[which].clone();
        one["code"] = json!(format!("{}.{:06}", 1 + nth % 9, nth));
        one["uses"] = json!(nth * 7_919 % 5_000);
        if round > 0 {
            let (more, also) =
                (MORE[round % MORE.len()], MORE[(round / MORE.len() + which) % MORE.len()]);
            one["name"] =
                json!(format!("{} {more}, {also}", one["name"].as_str().unwrap_or_default()));
            // What people say instead is written for few procedures.
            one["keywords"] = json!([]);
        }
        one
    });
    Ok(varied.collect())
}

/// The same as the search reads them.
pub(super) fn listed(many: usize) -> Result<Vec<Listed>, Trouble> {
    file(many)?.into_iter().map(one).collect()
}

fn one(value: Value) -> Result<Listed, Trouble> {
    let code = value["code"].as_str().unwrap_or_default().to_owned();
    let read: Procedure = serde_json::from_value(value).map_err(|error| wrong(&error))?;
    Ok(Listed {
        code: civic::ProcedureCode::try_from(code).map_err(|error| wrong(&error))?,
        has_fee: read.has_fee(),
        limit: read.limit(),
        title: read.name,
        aliases: read.aliases,
        keywords: read.keywords,
        field: read.field,
        ministry: read.ministry,
        levels: read.levels,
        audiences: read.audience,
        online_level: read.online_level.unwrap_or(OnlineLevel::Information),
        is_offered: true,
        uses: read.uses,
    })
}

/// What people ask, slips of the finger among it: every third question has one more.
pub(super) fn questions() -> Vec<String> {
    let lines = PHRASINGS.iter().flat_map(|file| file.lines());
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let asked = lines.filter_map(|line| line.split('\t').next());
    let slip =
        |(nth, text): (usize, &str)| if nth % 3 == 0 { slipped(text) } else { text.to_owned() };
    asked.enumerate().map(slip).collect()
}

/// The two letters in the middle changed about.
fn slipped(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let middle = letters.len() / 2;
    if middle > 0 {
        letters.swap(middle - 1, middle);
    }
    letters.into_iter().collect()
}

/// Words as they stand in titles, four of each.
pub(super) fn exact_words(listed: &[Listed]) -> Vec<String> {
    let four = |listed: &Listed| {
        let words = listed.title.split_whitespace().skip(1).take(4);
        words.collect::<Vec<_>>().join(" ")
    };
    listed.iter().take(128).map(four).collect()
}

fn wrong(why: &impl ToString) -> Trouble {
    Trouble::Wrong(why.to_string())
}
