//! No other site can make a browser act here, on any route.

use greffe::routes::LIST;

use crate::world::{Manager, World};

/// An address of a route. The variable parts do not matter, since the check comes first.
fn address(route: &str) -> String {
    let mut address = route.replacen("{tenant}", "montreuvray", 1);
    while let (Some(from), Some(to)) = (address.find('{'), address.find('}')) {
        address.replace_range(from..=to, "1");
    }
    address
}

#[actix_web::test]
async fn every_route_refuses_cross_site_posts() {
    let world = World::start().await;
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let host = world.address.trim_start_matches("http://");
    let (sibling, evil) = (format!("http://sibling.{host}"), "https://evil.example".to_owned());
    let ours = format!("http://{host}");
    let from: [&[(&str, &str)]; 6] = [
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", &ours)],
        &[("origin", &sibling)],
        &[("origin", &evil)],
    ];
    let acting: Vec<_> = LIST.iter().filter(|(method, _)| *method != "get").collect();
    assert!(acting.len() > 10);
    let before = world.text("select md5(string_agg(m::text, '' order by id)) from members m").await;
    for (_, route) in acting {
        for headers in from {
            let mut request = client
                .post(format!("{}{}", world.address, address(route)))
                .header("cookie", format!("__Host-session={}", Manager.token().secret()))
                .header("content-type", "application/x-www-form-urlencoded");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let answer = request.body("name=x&role=staff").send().await.unwrap();
            assert_eq!(answer.status().as_u16(), 403, "{route} from {headers:?}");
        }
    }
    assert_eq!(before, world.text("select md5(string_agg(m::text, '' order by id)) from members m").await);
    // The same request from one of our pages, in a browser that sends only `Origin`.
    let request = client
        .post(format!("{}/sign-out", world.address))
        .header("origin", &ours)
        .header("cookie", format!("__Host-session={}", Manager.token().secret()));
    assert_eq!(request.send().await.unwrap().status().as_u16(), 303);
    world.end().await;
}
