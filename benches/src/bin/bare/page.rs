//! The handler.

use actix_web::{HttpRequest, HttpResponse, error::ErrorInternalServerError, http::StatusCode, web};
use askama::Template;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{Locale, NaiveDate, TimeDelta};
use chrono_tz::Tz;
use sha2::{Digest as _, Sha256};
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use crate::{
    Shared,
    rows::{ACTIONS, Action, Attendance, ENTRY, Entry, HEARING, Hearing, PRESENT, TURNS, Turn},
};

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[derive(Template)]
#[template(path = "hearing.html")]
struct Page {
    tenant: String,
    series: String,
    here: String,
    entry: Entry,
    hearing: Hearing,
    day: String,
    time: Option<String>,
    sections: Vec<(&'static str, Vec<Attendance>)>,
    turns: Vec<Turn>,
    actions: Vec<Action>,
}

impl Page {
    fn speaker(&self, turn: &Turn) -> Option<&Attendance> {
        let id = turn.attendance_id?;
        self.sections.iter().flat_map(|section| &section.1).find(|it| it.id == id)
    }

    fn day(&self, day: &NaiveDate) -> String {
        day.format_localized("%-d %B %Y", Locale::fr_FR).to_string()
    }

    fn provenance(&self, turn: &Turn) -> &'static str {
        match turn.provenance.as_str() {
            "imported" => "importée",
            "machine" => "transcription automatique",
            "corrected" => "corrigée",
            _ => "",
        }
    }

    /// How many actions came from the turn of this number.
    fn follow_ups(&self, turn: &i32) -> usize {
        self.actions.iter().filter(|it| it.turn == Some(*turn)).count()
    }

    fn headcount(&self) -> usize {
        self.sections.iter().map(|section| section.1.len()).sum()
    }
}

pub async fn show(
    request: HttpRequest,
    path: web::Path<(String, String, i32)>,
    shared: web::Data<Shared>,
) -> actix_web::Result<HttpResponse> {
    let (tenant, series, number) = path.into_inner();
    let Some(token) = request.cookie("__Host-session") else {
        return Ok(HttpResponse::Unauthorized().finish());
    };
    let page =
        load(&shared, token.value(), tenant, &series, number).await.map_err(ErrorInternalServerError)?;
    let Some(page) = page else { return Ok(HttpResponse::NotFound().finish()) };
    let html = page.render().map_err(ErrorInternalServerError)?;
    Ok(HttpResponse::build(StatusCode::OK).content_type("text/html; charset=utf-8").body(html))
}

async fn load(
    shared: &Shared,
    token: &str,
    tenant: String,
    series: &str,
    number: i32,
) -> Result<Option<Page>, Failure> {
    let client = shared.pool.get().await?;
    let Some(id) = tenant_named(shared, &client, &tenant).await? else { return Ok(None) };
    let (enter, find, present, turns, actions) = (
        client.prepare_cached(ENTRY).await?,
        client.prepare_cached(HEARING).await?,
        client.prepare_cached(PRESENT).await?,
        client.prepare_cached(TURNS).await?,
        client.prepare_cached(ACTIONS).await?,
    );

    let hash = Sha256::digest(URL_SAFE_NO_PAD.decode(token)?).to_vec();
    let now = greffe::clock::now();
    let (oldest, idle) = (now - TimeDelta::days(14), now - TimeDelta::days(2));
    let begin = format!("begin read only; set local app.tenant = '{id}'");
    let values: [&(dyn ToSql + Sync); 4] = [&hash, &oldest, &idle, &id];
    let entry = match shared.in_turn {
        true => {
            client.batch_execute(&begin).await?;
            client.query_opt(&enter, &values).await?
        }
        false => tokio::try_join!(client.batch_execute(&begin), client.query_opt(&enter, &values))?.1,
    };
    let Some(entry) = entry.as_ref().map(Entry::of).transpose()? else { return leave(&client).await };

    let who: [&(dyn ToSql + Sync); 3] = [&entry.member_id, &entry.body_id, &entry.person_id];
    let values = [who[0], who[1], who[2], &series, &number, &id];
    let hearing = client.query_opt(&find, &values).await?;
    let Some(hearing) = hearing.as_ref().map(Hearing::of).transpose()? else { return leave(&client).await };

    let for_present: [&(dyn ToSql + Sync); 2] = [&hearing.id, &id];
    let for_record = [who[0], who[1], who[2], &hearing.id, &id];
    let (present, turns, actions) = match shared.in_turn {
        true => {
            let present = client.query(&present, &for_present).await?;
            let turns = client.query(&turns, &for_record).await?;
            let actions = client.query(&actions, &for_record).await?;
            // After the page.
            tokio::spawn(async move { client.batch_execute("rollback").await });
            (present, turns, actions)
        }
        false => {
            let (present, turns, actions, ()) = tokio::try_join!(
                client.query(&present, &for_present),
                client.query(&turns, &for_record),
                client.query(&actions, &for_record),
                client.batch_execute("rollback"),
            )?;
            (present, turns, actions)
        }
    };

    let present = present.iter().map(Attendance::of).collect::<Result<Vec<_>, _>>()?;
    let actions = actions.iter().map(Action::of).collect::<Result<Vec<_>, _>>()?;
    let turns = turns.iter().map(Turn::of).collect::<Result<Vec<_>, _>>()?;
    let zone: Tz = entry.time_zone.parse()?;
    let series = format!("/{tenant}/series/{}", hearing.series_slug);
    Ok(Some(Page {
        here: format!("{series}/hearings/{}", hearing.number),
        series,
        day: hearing.day.format_localized("%A %-d %B %Y", Locale::fr_FR).to_string(),
        time: hearing.starts_at.map(|at| at.with_timezone(&zone).format("%-H\u{a0}h\u{a0}%M").to_string()),
        sections: sections(present),
        tenant,
        entry,
        hearing,
        turns,
        actions,
    }))
}

async fn leave(client: &tokio_postgres::Client) -> Result<Option<Page>, Failure> {
    client.batch_execute("rollback").await?;
    Ok(None)
}

async fn tenant_named(
    shared: &Shared,
    client: &tokio_postgres::Client,
    slug: &str,
) -> Result<Option<Uuid>, Failure> {
    let known = shared.tenants.read().map_err(|_| "poisoned")?.get(slug).copied();
    if known.is_some() {
        return Ok(known);
    }
    let found = client.query_opt("select id from tenants where slug = $1", &[&slug]).await?;
    let id: Option<Uuid> = found.map(|row| row.try_get(0)).transpose()?;
    if let Some(id) = id {
        shared.tenants.write().map_err(|_| "poisoned")?.insert(slug.to_owned(), id);
    }
    Ok(id)
}

fn sections(present: Vec<Attendance>) -> Vec<(&'static str, Vec<Attendance>)> {
    let mut sections = [
        ("witness", "Intervenants"),
        ("political_group", "Groupes politiques"),
        ("executive", "Adjoints et cabinets"),
        ("administration", "Administration"),
    ]
    .map(|(category, title)| (category, title, Vec::new()));
    for attendance in present {
        if let Some(section) = sections.iter_mut().find(|it| it.0 == attendance.category) {
            section.2.push(attendance);
        }
    }
    sections.into_iter().filter(|it| !it.2.is_empty()).map(|(_, title, present)| (title, present)).collect()
}
