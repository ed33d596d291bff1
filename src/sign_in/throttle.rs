//! Limits of password attempts and of requests for links, per account and per address.

use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
};

use actix_web::HttpRequest;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::web::error::{Error, Result};

/// Above this number of keys, idle ones are deleted.
const MANY_KEYS: usize = 10_000;

/// What is counted for an account. Each has its own bucket: after too many passwords, a link can
/// still be requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attempt {
    Password,
    ResetLink,
}

/// Buckets of attempts, in memory. An account: ten at once and one a minute, for each kind. An
/// address: thirty at once and ten a minute, for all kinds together; for pages behind a mailed
/// link, ninety at once and one a second.
pub struct Throttle {
    accounts: DefaultKeyedRateLimiter<(Attempt, String)>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    guests: DefaultKeyedRateLimiter<IpAddr>,
}

/// `n`, or 1.
const fn nonzero(n: u32) -> NonZeroU32 {
    NonZeroU32::MIN.saturating_add(n.saturating_sub(1))
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            accounts: RateLimiter::keyed(Quota::per_minute(nonzero(1)).allow_burst(nonzero(10))),
            addresses: RateLimiter::keyed(Quota::per_minute(nonzero(10)).allow_burst(nonzero(30))),
            guests: RateLimiter::keyed(Quota::per_second(nonzero(1)).allow_burst(nonzero(90))),
        }
    }
}

impl Throttle {
    /// Counts an attempt on an account (by the e-mail address that was typed) from an address.
    ///
    /// # Errors
    /// [`Error::Throttled`] when there were too many.
    pub fn count(&self, attempt: Attempt, email: &str, address: IpAddr) -> Result<()> {
        if self.accounts.len() > MANY_KEYS {
            self.accounts.retain_recent();
        }
        if self.addresses.len() > MANY_KEYS {
            self.addresses.retain_recent();
        }
        self.addresses.check_key(&network(address)).map_err(|_| Error::Throttled)?;
        // No e-mail address is longer, and anyone can send one: the key has a limit.
        let email = email.trim().chars().take(254).collect::<String>().to_lowercase();
        self.accounts.check_key(&(attempt, email)).map_err(|_| Error::Throttled)
    }

    /// Counts a page behind a mailed link, valid or not, from an address.
    ///
    /// # Errors
    /// [`Error::Throttled`] when there were too many.
    pub fn count_guest(&self, address: IpAddr) -> Result<()> {
        if self.guests.len() > MANY_KEYS {
            self.guests.retain_recent();
        }
        self.guests.check_key(&network(address)).map_err(|_| Error::Throttled)
    }
}

/// The key of an address. An IPv6 subscriber has a whole /64.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(address) if address.to_ipv4_mapped().is_none() => {
            IpAddr::V6(Ipv6Addr::from(u128::from(address) >> 64 << 64))
        }
        address => address,
    }
}

/// The address of the person's machine: the peer, or with `proxies` trusted
/// proxies in front the one that the outermost of them saw.
pub fn address(request: &HttpRequest, proxies: usize) -> IpAddr {
    let peer = request.peer_addr().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.ip());
    let Some(nth) = proxies.checked_sub(1) else { return peer };
    let chain: Vec<&str> = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(','))
        .collect();
    // The entry is chosen before it is parsed: if it cannot be parsed, an entry further out, which
    // anyone can write, must not replace it.
    chain.iter().rev().nth(nth).and_then(|it| read_address(it.trim())).unwrap_or(peer)
}

/// An address, with the port that some proxies add or without.
fn read_address(written: &str) -> Option<IpAddr> {
    let with_port = || written.parse::<SocketAddr>().ok().map(|it| it.ip());
    written.parse().ok().or_else(with_port)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn accounts_and_addresses_have_limits() {
        let throttle = Throttle::default();
        let from = |n: u8| IpAddr::from([192, 0, 2, n]);
        let tried = |email: &str, n| throttle.count(Attempt::Password, email, from(n)).is_ok();
        assert!((0..10).all(|n| tried("A@example.org", n)));
        assert!(!tried("a@example.org", 11));
        assert!(throttle.count(Attempt::ResetLink, "a@example.org", from(11)).is_ok());
        assert!((0..30).all(|n| tried(&format!("{n}@example.org"), 99)));
        assert!(!tried("other@example.org", 99));
    }

    #[test]
    fn one_forwarded_address_per_proxy_is_trusted() {
        let request = TestRequest::default()
            .peer_addr("10.0.0.1:1".parse().unwrap())
            .insert_header(("x-forwarded-for", "198.51.100.7, 203.0.113.5"))
            .to_http_request();
        assert_eq!(address(&request, 0), IpAddr::from([10, 0, 0, 1]));
        assert_eq!(address(&request, 1), IpAddr::from([203, 0, 113, 5]));
        assert_eq!(address(&request, 2), IpAddr::from([198, 51, 100, 7]));
        assert_eq!(address(&request, 3), IpAddr::from([10, 0, 0, 1]));
    }

    #[test]
    fn an_unreadable_address_falls_back_to_the_peer() {
        let from = |forwarded: &'static str| {
            let request = TestRequest::default()
                .peer_addr("10.0.0.1:1".parse().unwrap())
                .insert_header(("x-forwarded-for", forwarded))
                .to_http_request();
            address(&request, 1)
        };
        assert_eq!(from("198.51.100.7, unknown"), IpAddr::from([10, 0, 0, 1]));
        assert_eq!(from("198.51.100.7, 203.0.113.5:4711"), IpAddr::from([203, 0, 113, 5]));
        assert_eq!(from("198.51.100.7, [2001:db8::1]:4711"), "2001:db8::1".parse::<IpAddr>().unwrap());
    }

    #[test]
    fn an_ipv6_network_is_one_address() {
        let one = network("2001:db8::1".parse().unwrap());
        assert_eq!(one, network("2001:db8::ffff:2".parse().unwrap()));
        assert_ne!(one, network("2001:db8:0:1::1".parse().unwrap()));
    }
}
