//! The statements of the page, and their rows.

use chrono::{DateTime, NaiveDate, Utc};
use greffe::record::{
    text::{NoteHtml, TurnHtml, called},
    turn::Footnote,
};
use tokio_postgres::{Error, Row, types::Json};
use uuid::Uuid;

pub const ENTRY: &str = "select s.last_seen_at, a.id as account_id, a.email, a.language,
        t.name as tenant_name, t.time_zone, t.language as tenant_language,
        m.id as member_id, m.name, m.role, m.manager, m.body_id, m.person_id
   from sessions s
   join accounts a on a.id = s.account_id
   join tenants t on t.id = $4
   left join members m on m.tenant_id = $4 and m.account_id = a.id and m.removed_at is null
  where s.token_hash = $1 and s.created_at > $2 and s.last_seen_at > $3";

pub const HEARING: &str = "select h.id, h.series_id, s.slug as series_slug, s.title as series_title, h.number, h.title, h.day,
        h.starts_at, h.place, h.state, h.version,
        r.turns, r.unattributed, r.has_sections,
        (coalesce(s.body_id = $2, false) or exists (
            select from series_editors e where e.tenant_id = $6 and e.series_id = s.id and e.member_id = $1)) as organiser,
        exists (select from attendances p where p.tenant_id = $6
            and p.hearing_id = h.id and p.person_id = $3 and p.presence in ('present', 'remote')) as present,
        exists (select from actions f where f.tenant_id = $6 and f.hearing_id = h.id) as has_actions,
        exists (select from turns j where j.tenant_id = $6 and j.hearing_id = h.id
                    and j.merged_into is not null) as has_joined, s.letterhead, h.closed,
        exists (select from documents d where d.tenant_id = $6 and d.hearing_id = h.id and d.removed_at is null
                    and (not (h.closed or d.closed) or ((coalesce(s.body_id = $2, false) or exists (
            select from series_editors e where e.tenant_id = $6 and e.series_id = s.id and e.member_id = $1))
                      or exists (select from attendances p where p.tenant_id = $6
            and p.hearing_id = h.id and p.person_id = $3 and p.presence in ('present', 'remote'))))) as has_documents
   from hearings h join series s on s.tenant_id = $6 and s.id = h.series_id
  cross join lateral (
        select count(*) as turns, count(*) filter (where t.attendance_id is null) as unattributed,
               coalesce(bool_or(t.section is not null), false) as has_sections
          from turns t
         where t.tenant_id = $6 and t.hearing_id = h.id and
            ((h.state in ('in_review', 'approved', 'published') or (coalesce(s.body_id = $2, false) or exists (
                select from series_editors e where e.tenant_id = $6 and e.series_id = s.id and e.member_id = $1)))
             and not t.removed and (not (h.closed or t.closed) or ((coalesce(s.body_id = $2, false) or exists (
                select from series_editors e where e.tenant_id = $6 and e.series_id = s.id and e.member_id = $1))
               or exists (select from attendances p where p.tenant_id = $6
                and p.hearing_id = h.id and p.person_id = $3 and p.presence in ('present', 'remote')))))) r
  where h.tenant_id = $6 and (not h.closed or ((coalesce(s.body_id = $2, false) or exists (
            select from series_editors e where e.tenant_id = $6 and e.series_id = s.id and e.member_id = $1))
     or exists (select from attendances p where p.tenant_id = $6
            and p.hearing_id = h.id and p.person_id = $3 and p.presence in ('present', 'remote')))) and s.slug = $4 and h.number = $5";

pub const PRESENT: &str =
    "select a.id, a.person_id, a.category, a.name, a.title, a.body_name, a.body_id, b.colour, a.presence,
        a.replaced_by, a.arrived_at, a.left_at, a.evidence,
        (select r.name from attendances r where r.tenant_id = $2 and r.id = a.replaced_by) as substitute
   from attendances a left join bodies b on b.tenant_id = $2 and b.id = a.body_id
  where a.tenant_id = $2 and a.hearing_id = $1
  order by a.position, a.id";

pub const TURNS: &str =
    "select t.id, t.number, t.attendance_id, t.label, t.text, t.closed, t.version, t.footnotes, t.section,
        t.section_title, t.starts_ms, t.ends_ms, t.cues, t.provenance
   from turns t
   join hearings h on h.tenant_id = $5 and h.id = t.hearing_id
   join series s on s.tenant_id = $5 and s.id = h.series_id
  where t.tenant_id = $5 and t.hearing_id = $4 and
    ((h.state in ('in_review', 'approved', 'published') or (coalesce(s.body_id = $2, false) or exists (
        select from series_editors e where e.tenant_id = $5 and e.series_id = s.id and e.member_id = $1)))
     and not t.removed and (not (h.closed or t.closed) or ((coalesce(s.body_id = $2, false) or exists (
        select from series_editors e where e.tenant_id = $5 and e.series_id = s.id and e.member_id = $1))
       or exists (select from attendances p where p.tenant_id = $5
        and p.hearing_id = h.id and p.person_id = $3 and p.presence in ('present', 'remote')))))
  order by t.position";

pub const ACTIONS: &str = "select x.id, x.title, x.due_on, x.state, x.version, x.created_at, c.name as author_name,
        x.body_id, b.name as body_name, x.member_id, m.name as member_name,
        s.slug as series_slug, h.number as hearing_number, h.title as hearing_title,
        case when r.readable then t.number end as turn_number,
        case when r.readable then nullif(x.quote, '') end as quote,
        (coalesce(s.body_id = $2, false) or exists (
            select from series_editors e where e.tenant_id = $5 and e.series_id = s.id and e.member_id = $1)) as organiser,
        coalesce(x.member_id = $1, false) or coalesce(x.body_id = $2, false) as in_charge
   from actions x
   join hearings h on h.tenant_id = $5 and h.id = x.hearing_id
   join series s on s.tenant_id = $5 and s.id = h.series_id
   join members c on c.tenant_id = $5 and c.id = x.created_by
   left join turns o on o.tenant_id = $5 and o.id = x.turn_id
   left join turns t on t.tenant_id = $5 and t.id = case when o.merged_into is null then o.id else o.merged_into end
   left join bodies b on b.tenant_id = $5 and b.id = x.body_id
   left join members m on m.tenant_id = $5 and m.id = x.member_id
  cross join lateral (select ((h.state in ('in_review', 'approved', 'published') or (coalesce(s.body_id = $2, false) or exists (
        select from series_editors e where e.tenant_id = $5 and e.series_id = s.id and e.member_id = $1)))
     and not t.removed and (not (h.closed or t.closed) or ((coalesce(s.body_id = $2, false) or exists (
        select from series_editors e where e.tenant_id = $5 and e.series_id = s.id and e.member_id = $1))
       or exists (select from attendances p where p.tenant_id = $5
        and p.hearing_id = h.id and p.person_id = $3 and p.presence in ('present', 'remote'))))) as readable) r
  where x.tenant_id = $5 and x.hearing_id = $4
  order by x.state = 'done', x.due_on nulls last, x.created_at, x.id";

pub struct Entry {
    pub tenant_name: String,
    pub time_zone: String,
    pub member_id: Uuid,
    pub name: String,
    pub body_id: Option<Uuid>,
    pub person_id: Option<Uuid>,
}

impl Entry {
    pub fn of(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            tenant_name: row.try_get(4)?,
            time_zone: row.try_get(5)?,
            member_id: row.try_get(7)?,
            name: row.try_get(8)?,
            body_id: row.try_get(11)?,
            person_id: row.try_get(12)?,
        })
    }
}

pub struct Hearing {
    pub id: Uuid,
    pub series_slug: String,
    pub series_title: String,
    pub number: i32,
    pub title: String,
    pub day: NaiveDate,
    pub starts_at: Option<DateTime<Utc>>,
    pub place: String,
    pub organiser: bool,
    pub letterhead: String,
}

impl Hearing {
    pub fn of(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get(0)?,
            series_slug: row.try_get(2)?,
            series_title: row.try_get(3)?,
            number: row.try_get(4)?,
            title: row.try_get(5)?,
            day: row.try_get(6)?,
            starts_at: row.try_get(7)?,
            place: row.try_get(8)?,
            organiser: row.try_get(14)?,
            letterhead: row.try_get(18)?,
        })
    }
}

pub struct Attendance {
    pub id: Uuid,
    pub category: String,
    pub name: String,
    pub title: String,
    pub body_name: String,
    pub colour: Option<i16>,
}

impl Attendance {
    pub fn of(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get(0)?,
            category: row.try_get(2)?,
            name: row.try_get(3)?,
            title: row.try_get(4)?,
            body_name: row.try_get(5)?,
            colour: row.try_get(7)?,
        })
    }
}

pub struct Turn {
    pub number: i32,
    pub attendance_id: Option<Uuid>,
    pub label: String,
    pub text: String,
    pub closed: bool,
    pub footnotes: Vec<Footnote>,
    pub provenance: String,
}

impl Turn {
    pub fn of(row: &Row) -> Result<Self, Error> {
        let footnotes: Json<Vec<(String, String)>> = row.try_get(7)?;
        Ok(Self {
            number: row.try_get(1)?,
            attendance_id: row.try_get(2)?,
            label: row.try_get(3)?,
            text: row.try_get(4)?,
            closed: row.try_get(5)?,
            provenance: row.try_get(13)?,
            footnotes: footnotes.0.into_iter().map(|(marker, text)| Footnote { marker, text }).collect(),
        })
    }

    pub fn said(&self) -> TurnHtml<'_> {
        TurnHtml { number: self.number, text: &self.text, notes: &self.footnotes, search: None }
    }

    pub fn called(&self) -> Vec<bool> {
        called(&self.text, &self.footnotes)
    }

    pub fn noted<'a>(&self, note: &'a Footnote) -> NoteHtml<'a> {
        NoteHtml { text: &note.text, search: None }
    }
}

pub struct Action {
    pub id: Uuid,
    pub title: String,
    pub due_on: Option<NaiveDate>,
    pub state: String,
    pub body_name: Option<String>,
    pub turn: Option<i32>,
}

impl Action {
    pub fn of(row: &Row) -> Result<Self, Error> {
        Ok(Self {
            id: row.try_get(0)?,
            title: row.try_get(1)?,
            due_on: row.try_get(2)?,
            state: row.try_get(3)?,
            body_name: row.try_get(8)?,
            turn: row.try_get(14)?,
        })
    }
}
