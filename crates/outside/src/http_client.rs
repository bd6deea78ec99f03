//! The only place that makes an HTTP client. Redirects off, bodies capped, addresses checked.
//!
//! A redirect would carry a request, and what it says about a person, to a host nobody configured;
//! an endless body would fill the memory. See `IDENTITY.md` 2.16 for the rule.

use ground::fault::Doing;
use ground::{Fault, Span};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Certificate, Client, Response, Url, redirect};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

/// The most of an answer that is read, in bytes.
const BODY_CAP: usize = 1 << 20;

const ADDRESS: &str = "reading the address of an outside party";

/// What a client is made for: one party at one address.
pub(crate) struct Party<'a> {
    /// The address it speaks to: `http://` (loopback, private lines) or `https://`.
    pub(crate) address: &'a str,
    /// How long a whole exchange may take.
    pub(crate) timeout: Span,
    /// PEM file of the only certificate authorities trusted; none for the system's.
    pub(crate) ca_file: Option<&'a Path>,
    /// Refuse private, loopback and link-local addresses, whatever a name resolves to.
    pub(crate) public_only: bool,
}

/// Makes the client for a party and parses its address.
///
/// # Errors
/// An address that is no HTTP URL or is not allowed, or certificates that cannot be read.
pub(crate) fn http_client(party: &Party<'_>) -> Result<(Client, Url), Fault> {
    let url = Url::parse(party.address).doing(ADDRESS)?;
    let secure = match url.scheme() {
        "https" => true,
        "http" => false,
        _ => return Err(Fault::new(ADDRESS, "it is neither http nor https")),
    };
    let mut builder = Client::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .https_only(secure)
        .timeout(party.timeout.duration())
        .user_agent(concat!("mot-cua/", env!("CARGO_PKG_VERSION")));
    if party.public_only {
        refuse_private_literal(&url)?;
        builder = builder.dns_resolver(PublicAddresses);
    }
    builder = match party.ca_file {
        Some(path) => builder.tls_certs_only(certificates(path)?),
        // A plain address needs no roots: loading the system's costs time and memory for nothing.
        None if !secure => builder.tls_certs_only([]),
        None => builder,
    };
    Ok((builder.build().doing("making an HTTP client")?, url))
}

fn certificates(path: &Path) -> Result<Vec<Certificate>, Fault> {
    let pem = std::fs::read(path).doing("reading the certificate authorities of a party")?;
    Certificate::from_pem_bundle(&pem).doing("reading the certificate authorities of a party")
}

/// Why an answer's body could not be had.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoBody {
    /// More than the cap.
    TooLong,
    /// The connection broke or time ran out.
    Broken,
}

/// Reads the whole body, up to 1 MiB.
pub(crate) async fn body(mut response: Response) -> Result<Vec<u8>, NoBody> {
    let mut whole = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|_| NoBody::Broken)? {
        if whole.len() + piece.len() > BODY_CAP {
            return Err(NoBody::TooLong);
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole)
}

/// Resolves names, but only to addresses of the public internet.
struct PublicAddresses;

impl Resolve for PublicAddresses {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0))
                .await?
                .filter(|address| is_public(address.ip()))
                .collect();
            if found.is_empty() {
                return Err("no public address".into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// A number in the address never meets the resolver, so it is checked when the client is made.
fn refuse_private_literal(url: &Url) -> Result<(), Fault> {
    match is_allowed(url) {
        true => Ok(()),
        false => Err(Fault::new(ADDRESS, "it is private, and public_only is set")),
    }
}

/// Whether an address may be spoken to under `public_only`, as far as it can be seen in it: a
/// number must be a public one. Names are checked where they are resolved.
pub(crate) fn is_allowed(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let number: Result<IpAddr, _> = host.trim_start_matches('[').trim_end_matches(']').parse();
    number.ok().is_none_or(is_public)
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or_else(|| is_public_v6(v6), is_public_v4),
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, ..] = v4.octets();
    let shared = a == 100 && (64..128).contains(&b); // RFC 6598
    let benchmark = a == 198 && (b == 18 || b == 19); // RFC 2544
    !(v4.is_private()
        || v4.is_loopback()
        || v4.is_link_local()
        || v4.is_multicast()
        || v4.is_documentation()
        || shared
        || benchmark
        || a == 0
        || a >= 240)
}

fn is_public_v6(v6: Ipv6Addr) -> bool {
    // Only 2000::/3 is given out to the public internet; 6to4 and NAT64 may hide a private v4.
    let [first, second, ..] = v6.segments();
    first & 0xe000 == 0x2000 && first != 0x2002 && !(first == 0x2001 && second < 0x0200)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(address: &str, public_only: bool) -> Result<(Client, Url), Fault> {
        let timeout = Span::from_seconds(1);
        http_client(&Party { address, timeout, ca_file: None, public_only })
    }

    #[test]
    fn knows_public_addresses() {
        for private in [
            "10.1.2.3",
            "127.0.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "2002:0a00:0001::1",
            "0.0.0.0",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["203.162.4.191", "2405:4800::1", "8.8.8.8"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn refuses_addresses_that_are_not_allowed() {
        assert!(party("ftp://example.vn", false).is_err());
        assert!(party("no address", false).is_err());
        assert!(party("http://10.0.0.7/camara", true).is_err());
        assert!(party("http://[::1]:9/", true).is_err());
        assert!(party("http://10.0.0.7/camara", false).is_ok());
    }

    #[tokio::test]
    async fn refuses_names_that_lead_home() {
        let peer = crate::testing::Peer::answering(vec![crate::testing::answer(200, "")]).await;
        let home = peer.url("/").replace("127.0.0.1", "localhost");
        let (client, url) = party(&home, true).unwrap();
        assert!(client.get(url).send().await.unwrap_err().is_connect());
        let (client, url) = party(&home, false).unwrap();
        assert_eq!(client.get(url).send().await.unwrap().status(), 200);
    }
}
