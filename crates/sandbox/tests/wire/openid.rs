//! The officials' provider, asked as a client asks it and as none should.

use crate::running::{Answer, Running, quick, start};
use ground::{Chance, Secret};
use outside::openid::{self, Answer as Said, Attempt, Doubt, OpenIdClient, OpenIdRefusal};
use sandbox::Settings;
use web::House;

const BACK: &str = "http://localhost:9/dang-nhap/officials/callback";

/// A sandbox whose public address is the one it listens at.
async fn started() -> (Running, String) {
    let port = {
        let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        free.local_addr().unwrap().port()
    };
    let public_url = format!("http://localhost:{port}");
    let house = House { public_url: public_url.clone(), ..Settings::default().house };
    let running = crate::running::start_at(port, Settings { house, ..quick() }).await;
    (running, format!("{public_url}/openid"))
}

fn client(issuer: &str) -> OpenIdClient {
    let settings = openid::Settings {
        id: "officials".into(),
        issuer: issuer.into(),
        client_id: "portal".into(),
        client_secret: Secret::new("sandbox-openid"),
        ..openid::Settings::default()
    };
    let given = (crate::running::clock(), crate::running::chance());
    OpenIdClient::new(settings, BACK.into(), given).unwrap()
}

fn attempt() -> Attempt {
    let chance: Chance = crate::running::chance();
    Attempt::new(&chance, crate::running::clock().now())
}

fn path(address: &str) -> String {
    format!("/{}", address.splitn(4, '/').nth(3).unwrap())
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let line = answer.head.lines().find(|line| line.starts_with(name)).expect(name);
    line.split_once(": ").unwrap().1
}

/// Picks an official as a browser does; the query that comes back.
async fn pick(running: &Running, host: &str, address: &str) -> String {
    let host = format!("host: {host}\r\n");
    let led = running.ask_at("GET", &path(address), &host, "").await;
    let page = header(&led, "location").to_owned();
    let shown = running.ask_at("GET", &page, &host, "").await;
    assert_eq!(shown.status, 200, "{}", shown.body);
    let cookie = header(&shown, "set-cookie").split(';').next().unwrap().to_owned();
    let token = shown.body.split("name=\"form-token\" value=\"").nth(1).unwrap();
    let token = token.split('"').next().unwrap();
    let form = format!(
        "{host}cookie: {cookie}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
         sec-fetch-site: same-origin\r\n"
    );
    let body = format!("form-token={token}&official=cc-1001");
    let back = running.ask_at("POST", &page, &form, &body).await;
    assert_eq!(back.status, 303, "{}", back.body);
    header(&back, "location").strip_prefix(BACK).unwrap().trim_start_matches('?').to_owned()
}

fn field(query: &str, name: &str) -> String {
    let mut all = form_urlencoded::parse(query.as_bytes());
    all.find(|(known, _)| known == name).unwrap().1.into_owned()
}

#[tokio::test]
async fn an_official_signs_in_once_for_each_code() {
    let (running, issuer) = started().await;
    let (client, attempt) = (client(&issuer), attempt());
    let host = issuer.trim_start_matches("http://").trim_end_matches("/openid");
    let query = pick(&running, host, &client.begin(&attempt, "en").await.unwrap()).await;
    assert_eq!(field(&query, "state"), attempt.state);
    let (code, said_issuer) = (field(&query, "code"), field(&query, "iss"));
    let said = Said { code: &code, issuer: Some(&said_issuer), error: "" };
    let signed_in = client.redeem(&said, &attempt).await.ok().unwrap();
    assert_eq!((signed_in.issuer.as_str(), signed_in.subject.as_str()), (&*issuer, "cc-1001"));
    assert_eq!(signed_in.said.name.as_deref(), Some("Lê Thị Hoa"));
    assert_eq!(signed_in.said.email.as_deref(), Some("hoa@quangngai.example"));
    assert!(signed_in.session.is_some());
    let again = client.redeem(&said, &attempt).await.err();
    assert_eq!(again, Some(OpenIdRefusal::Refused), "a code is traded once");
    let out = client.end_session(&signed_in.id_token, "http://localhost:9/out", "vi").await;
    let led = running.get(&path(&out.unwrap())).await;
    assert_eq!(header(&led, "location"), "http://localhost:9/out?state=vi");
}

#[tokio::test]
async fn a_code_is_bound_to_who_asked_for_it() {
    let (running, issuer) = started().await;
    let (client, ours, other) = (client(&issuer), attempt(), attempt());
    let host = issuer.trim_start_matches("http://").trim_end_matches("/openid");
    let query = pick(&running, host, &client.begin(&ours, "vi").await.unwrap()).await;
    let code = field(&query, "code");
    let said = Said { code: &code, issuer: Some(&issuer), error: "" };
    let stolen = client.redeem(&said, &other).await.err();
    assert_eq!(stolen, Some(OpenIdRefusal::Refused), "the verifier is another's");
    let nobody = Said { code: "", issuer: Some("https://another.example"), error: "" };
    let mixed_up = client.redeem(&nobody, &other).await.err();
    assert_eq!(mixed_up, Some(OpenIdRefusal::Doubtful(Doubt::Issuer)));
}

#[tokio::test]
async fn nobody_is_led_off_this_machine() {
    let running = start(quick()).await;
    let asked = "/openid/authorize?response_type=code&scope=openid&client_id=portal&redirect_uri=";
    for wrong in [
        "https://evil.example/",
        "http://localhost.evil.example/",
        "http://localhost:80@evil.example/",
        "http://localhost:9/?x=1",
        "",
    ] {
        assert_eq!(running.get(&format!("{asked}{wrong}")).await.status, 400, "{wrong}");
    }
    let out = "/openid/end-session?client_id=portal&id_token_hint=x&post_logout_redirect_uri=";
    assert_eq!(running.get(&format!("{out}https://evil.example/")).await.status, 400);
    let form = "content-type: application/x-www-form-urlencoded\r\n";
    let body = "grant_type=authorization_code&client_id=portal&client_secret=wrong&code=x";
    assert_eq!(running.ask("POST", "/openid/token", form, body).await.status, 401);
}
