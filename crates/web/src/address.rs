//! Where a request comes from: the socket, or what a trusted proxy says.

use axum::http::{HeaderMap, HeaderName};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

/// The header proxies write the chain of addresses in.
pub(crate) const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The client's address: the socket's, unless the socket is a trusted proxy; then the right-most
/// address of `X-Forwarded-For` that is not trusted. Whatever cannot be read as an address ends
/// the search at the proxy itself: never "unknown", never skipped.
pub fn client(peer: SocketAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut nearest = peer.ip().to_canonical();
    let chain = headers.get_all(FORWARDED).iter().rev();
    // A line that is no text holds no address, and so ends the search like one that is none.
    let chain = chain.map(|value| value.to_str().unwrap_or("?"));
    for hop in chain.flat_map(|line| line.rsplit(',')) {
        if !trusted.contains(&nearest) {
            break;
        }
        match hop.trim().parse::<IpAddr>() {
            Ok(address) => nearest = address.to_canonical(),
            Err(_) => break,
        }
    }
    nearest
}

/// The address as limits count it: one IPv4 address, or the /64 of an IPv6 one.
pub fn counted(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(whole) => {
            let s = whole.segments();
            IpAddr::V6(Ipv6Addr::new(s[0], s[1], s[2], s[3], 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn from(peer: &str, forwarded: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(FORWARDED, forwarded.parse().unwrap());
        let trusted = ["10.0.0.1".parse().unwrap()];
        client(SocketAddr::new(peer.parse().unwrap(), 1), &headers, &trusted).to_string()
    }

    #[test]
    fn believes_trusted_proxies_only() {
        assert_eq!(from("203.0.113.9", "198.51.100.7"), "203.0.113.9");
        assert_eq!(from("10.0.0.1", "198.51.100.7"), "198.51.100.7");
        assert_eq!(from("10.0.0.1", "6.6.6.6, 198.51.100.7, 10.0.0.1"), "198.51.100.7");
        assert_eq!(from("10.0.0.1", "a"), "10.0.0.1", "CVE-2024-47070");
        let mut headers = HeaderMap::new();
        headers.append(FORWARDED, "8.8.8.8".parse().unwrap());
        headers.append(FORWARDED, HeaderValue::from_bytes(b"\xff, 198.51.100.7").unwrap());
        let trusted = ["10.0.0.1".parse().unwrap()];
        let peer = SocketAddr::new(trusted[0], 1);
        assert_eq!(client(peer, &headers, &trusted), trusted[0], "never the forged one");
    }

    #[test]
    fn counts_a_whole_home_network_once() {
        let one = counted("2001:db8:1:2:3:4:5:6".parse().unwrap());
        assert_eq!(one.to_string(), "2001:db8:1:2::");
    }
}
