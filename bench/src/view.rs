//! Bench (d): what a browser fetches for its first view of the form, in bytes and requests.
//!
//! Counted are head and body of the page, of every style, script, worker, icon and picture it
//! names (an audio element without preload is not fetched, a picture marked `loading="lazy"` that
//! the script hides at once is not either), as sent to a browser that takes Brotli and gzip.

use crate::report::{line, note};
use crate::say;
use bench::{Site, Trouble, citizen, wire::Wire};

const BYTES_AT_MOST: usize = 60 * 1024;
const REQUESTS_AT_MOST: usize = 6;
const PACKED: &str = "accept-encoding: gzip, deflate, br\r\n";

/// Runs the bench.
pub(crate) async fn run() -> Result<(), Trouble> {
    say("(d) the first view of the form");
    let site = Site::new(&bench::site::beside_this_program()?)?;
    let (_serve, _) = site.serve().await?;
    let mut wire = Wire::new(site.account());
    let page = wire.get(citizen::FORM, PACKED).await?;
    citizen::expect(&page, &[200], "the form")?;
    let (mut bytes, mut requests) = (page.bytes, 1);
    note(&format!("{:>6} bytes  the page", page.bytes));
    let mut wanted = named_in(&page.text()?);
    wanted.dedup();
    while let Some(path) = wanted.pop() {
        let reply = wire.get(&path, PACKED).await?;
        citizen::expect(&reply, &[200], &path)?;
        bytes += reply.bytes;
        requests += 1;
        note(&format!("{:>6} bytes  {:.50}", reply.bytes, path));
        if reply.header("content-type").starts_with("text/css") {
            let plain = wire.get(&path, "").await?.text()?;
            wanted.extend(addresses(&plain, "url(", ")"));
        }
    }
    line(
        bytes <= BYTES_AT_MOST && requests <= REQUESTS_AT_MOST,
        &format!(
            "{bytes} bytes in {requests} requests (target at most {BYTES_AT_MOST} in \
             {REQUESTS_AT_MOST})"
        ),
    );
    Ok(())
}

/// What a page makes a browser fetch.
fn named_in(html: &str) -> Vec<String> {
    let mut found = addresses(html, "data-worker=\"", "\"");
    for tag in html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
        let mark = match tag.split_whitespace().next() {
            Some("link") if !tag.contains("rel=\"alternate\"") => "href=\"",
            Some("script") => "src=\"",
            Some("img") if !tag.contains("loading=\"lazy\"") => "src=\"",
            _ => continue,
        };
        found.extend(addresses(tag, mark, "\""));
    }
    found
}

/// Every local address between two marks.
fn addresses(text: &str, before: &str, after: &str) -> Vec<String> {
    let found = text.split(before).skip(1).filter_map(|rest| rest.split(after).next());
    let bare = found.map(|address| address.trim_matches(['"', '\'']).to_owned());
    bare.filter(|address| address.starts_with('/')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_browser_fetches() {
        let html = "<link rel=\"stylesheet\" href=\"/a.css\"><script src=\"/a.js\" defer></script>\
            <img src=\"/b.png\" loading=\"lazy\"><img src=\"/c.png\"><audio src=\"/d.wav\">\
            <div data-worker=\"/w.js\"><a href=\"/e\">";
        assert_eq!(named_in(html), ["/w.js", "/a.css", "/a.js", "/c.png"]);
        assert_eq!(addresses("x{src:url('/f.woff2')}", "url(", ")"), ["/f.woff2"]);
    }
}
