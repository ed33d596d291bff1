//! A correction round that goes on in the demonstration: one proposal was
//! taken up, one waits, one guest agrees.

use uuid::Uuid;

use super::{
    directory,
    seed::{World, named},
};
use crate::{
    config::Config,
    history::{
        change::ChangeKind,
        recording::{About, By, Change},
    },
    rounds::links::{self, Occasion},
    web::error::Result,
};

const STAFF: &str = "Thomas Œuvrard";
/// Those who are asked, and where they have an address.
const GUESTS: &[(&str, &str)] = &[
    ("Anselme Quillard", "univ-vaulx.example"),
    ("Jeanne Abrivard", "la-prairie.example"),
    ("Idriss Lemarchand", super::seed::DOMAIN),
];

/// Whose words, what was written, what should be, why.
type Proposed = (&'static str, &'static str, &'static str, &'static str);

const WAITING: Proposed = (
    "Anselme Quillard",
    "dix-neuf fois en deux siècles",
    "dix-neuf fois en deux cent dix ans",
    "La première crue du registre est de 1814.",
);
const TAKEN_UP: Proposed = (
    "Jeanne Abrivard",
    "depuis trente et un ans",
    "depuis trente-deux ans",
    "Je me suis trompée d’une année en parlant.",
);

/// Adds the round to a hearing whose record is in review; its links are in the mailbox.
pub async fn add(world: &World, config: &Config, hearing: Uuid) -> Result<()> {
    let staff = named(&world.members, STAFF)?;
    let sql = "insert into rounds (tenant_id, id, hearing_id, due_on, opened_by, created_at)
               values ($tenant, $1, $2, $3, $4, $5)";
    let values = [hearing.into(), world.day(12).into(), staff.into(), world.instant(-5).into()];
    let round = world.add(sql, values).await?;
    let by = By { member: Some(staff), guest: None, name: STAFF };
    record(world, hearing, ChangeKind::RoundOpening, "", &by).await?;
    for (name, domain) in GUESTS {
        let sql = "insert into round_guests (tenant_id, id, round_id, attendance_id, email, created_at, first_opened_at)
                   select $tenant, $1, $2, id, $4, $5, $5 from attendances
                    where tenant_id = $tenant and hearing_id = $3 and person_id = $6";
        let email = directory::email(name, domain);
        let values = [
            round.into(),
            hearing.into(),
            email.into(),
            world.instant(-5).into(),
            named(&world.people, name)?.into(),
        ];
        let guest = world.add(sql, values).await?;
        links::send(&world.tenant, &config.mail, guest, Occasion::Invitation).await?;
        record(world, hearing, ChangeKind::RoundSending, "", &by.on_behalf_of(guest)).await?;
        answer(world, hearing, guest, name, staff).await?;
    }
    Ok(())
}

async fn record(world: &World, hearing: Uuid, kind: ChangeKind, reason: &str, by: &By<'_>) -> Result<Change> {
    let sql = "select title from hearings where tenant_id = $tenant and id = $1";
    let title: Option<String> = world.tenant.value(sql, [hearing.into()]).await?;
    let about = About::hearing(hearing, title.as_deref().unwrap_or_default());
    Change::record(&world.tenant, kind, about, by, reason).await
}

/// What a guest has answered so far.
async fn answer(world: &World, hearing: Uuid, guest: Uuid, name: &str, staff: Uuid) -> Result<()> {
    let by = By::guest(guest, name);
    for proposed in [WAITING, TAKEN_UP] {
        if proposed.0 == name {
            let proposal = propose(world, hearing, guest, proposed).await?;
            record(world, hearing, ChangeKind::RoundProposal, proposed.3, &by).await?;
            if proposed == TAKEN_UP {
                take_up(world, hearing, (guest, proposal), staff).await?;
            }
            return Ok(());
        }
    }
    let sql = "update round_guests set agreed_at = $2 where tenant_id = $tenant and id = $1";
    world.tenant.execute(sql, [guest.into(), world.instant(-2).into()]).await?;
    record(world, hearing, ChangeKind::RoundAgreement, "", &by).await?;
    Ok(())
}

async fn propose(world: &World, hearing: Uuid, guest: Uuid, (_, was, is, why): Proposed) -> Result<Uuid> {
    let sql = "insert into proposals (tenant_id, id, guest_id, turn_id, version, text, footnotes, comment, created_at)
               select $tenant, $1, $2, t.id, t.version, replace(t.text, $4, $5), t.footnotes, $6, $7
                 from turns t join round_guests g on g.tenant_id = $tenant and g.attendance_id = t.attendance_id
                where t.tenant_id = $tenant and t.hearing_id = $3 and g.id = $2 and position($4 in t.text) > 0";
    let values = [guest.into(), hearing.into(), was.into(), is.into(), why.into(), world.instant(-3).into()];
    world.add(sql, values).await
}

/// The turn says what was proposed; what it said before is kept.
async fn take_up(world: &World, hearing: Uuid, (guest, proposal): (Uuid, Uuid), staff: Uuid) -> Result<()> {
    let by = By { member: Some(staff), guest: Some(guest), name: STAFF };
    let change = record(world, hearing, ChangeKind::RoundAcceptance, "", &by).await?;
    for sql in [
        "insert into turn_revisions (tenant_id, turn_id, version, change_id, position, attendance_id, label, text,
                                     closed, provenance, footnotes, section, section_title, removed, merged_into)
         select $tenant, t.id, t.version, $2, t.position, t.attendance_id, t.label, t.text,
                t.closed, t.provenance, t.footnotes, t.section, t.section_title, t.removed, t.merged_into
           from turns t join proposals p on p.tenant_id = $tenant and p.turn_id = t.id
          where t.tenant_id = $tenant and p.id = $1 and $3::uuid is not null",
        "update turns t set text = p.text, version = t.version + 1, provenance = 'corrected' from proposals p
          where t.tenant_id = $tenant and p.tenant_id = $tenant and p.id = $1 and t.id = p.turn_id
            and $2::uuid is not null and $3::uuid is not null",
        "update proposals set state = 'accepted', answer = 'Merci, c’est corrigé.', change_id = $2, decided_by = $3,
                decided_at = now()
          where tenant_id = $tenant and id = $1",
    ] {
        world.tenant.execute(sql, [proposal.into(), change.id.into(), staff.into()]).await?;
    }
    Ok(())
}
