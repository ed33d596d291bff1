//! The data behind the measured pages.

use greffe::web::session::Token;
use tokio_postgres::{Client, NoTls};

use crate::{Failure, speech};

/// The path of the measured hearing.
pub const PAGE: &str = "/morvence/series/eau/hearings/1001";

/// The path of a hearing with ten thousand turns.
pub const LONG: &str = "/morvence/series/eau/hearings/1002";

/// A member of staff who organises the series, and therefore sees the fullest page.
pub fn cookie() -> Result<String, Failure> {
    Ok(format!("__Host-session={}", token()?.secret()))
}

fn token() -> Result<Token, Failure> {
    Token::parse(&"A".repeat(43)).ok_or_else(|| "no token".into())
}

/// Fills the database, as its owner.
pub async fn fill(owner_url: &str) -> Result<(), Failure> {
    let (owner, connection) = greffe_benches::config(owner_url)?.connect(NoTls).await?;
    let connection = tokio::spawn(connection);
    owner.batch_execute("begin").await?;
    owner.batch_execute(include_str!("register.sql")).await?;
    let hash = token()?.hash();
    let account = "c0000000-0000-4000-8000-000000000001";
    owner
        .execute(&format!("insert into sessions (token_hash, account_id) values ($1, '{account}')"), &[&hash])
        .await?;
    hearing(&owner).await?;
    owner.batch_execute("commit").await?;
    owner.batch_execute("vacuum analyze people, series, hearings, attendances, turns, actions").await?;
    drop(owner);
    Ok(connection.await??)
}

/// The attendances and the record of the measured hearing.
async fn hearing(owner: &Client) -> Result<(), Failure> {
    for (at, (name, category, title, body)) in (1..).zip(speech::PRESENT) {
        let sql = "insert into attendances (id, hearing_id, person_id, position, category, name, title, body_name, body_id)
            select ('a1000000-0000-4000-8000-' || lpad($1::integer::text, 12, '0'))::uuid, h.id, p.id, $1, $2, $3, $4, $5,
                   (select b.id from bodies b where b.name = $5)
              from hearings h, people p
             where h.number = 1001 and p.name_key = 'personne ' || $1::integer::text";
        owner.execute(sql, &[&at, &category, &name, &title, &body]).await?;
    }
    for (number, speech) in (1..).zip(speech::record()) {
        let speaker = i32::try_from(speech.speaker)? + 1;
        let (name, _, title, _) = speech::PRESENT[speech.speaker];
        let sql = "insert into turns (id, hearing_id, number, position, attendance_id, label, text)
            select ('71000000-0000-4000-8000-' || lpad($1::integer::text, 12, '0'))::uuid, h.id, $1, $1,
                   ('a1000000-0000-4000-8000-' || lpad($2::integer::text, 12, '0'))::uuid, $3, $4
              from hearings h where h.number = 1001";
        owner.execute(sql, &[&number, &speaker, &format!("{name}, {title}"), &speech.text()]).await?;
        if let Some((marker, note)) = &speech.note {
            let sql = "update turns set footnotes = jsonb_build_array(jsonb_build_array($2::text, $3::text))
                where id = ('71000000-0000-4000-8000-' || lpad($1::integer::text, 12, '0'))::uuid";
            owner.execute(sql, &[&number, &marker.to_string(), note]).await?;
        }
    }
    let sql = "insert into actions (id, hearing_id, turn_id, quote, title, body_id, due_on, created_by)
        select gen_random_uuid(), t.hearing_id, t.id, 'avant chaque orage', 'Chiffrer la reprise de douze rues',
               b.id, date '2090-06-14' + t.number, m.id
          from turns t join hearings h on h.id = t.hearing_id, bodies b, members m
         where h.number = 1001 and t.number % 12 = 1 and b.kind = 'department'";
    owner.batch_execute(sql).await?;
    Ok(())
}
