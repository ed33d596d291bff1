//! A correction round under way.

use demo::{
    directory,
    rounds::{GUESTS, Proposed, STAFF, TAKEN_UP, WAITING},
};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::seed::{World, named};
use crate::{
    attendances::entity as attendances,
    clock,
    config::Config,
    hearings::entity as hearings,
    history::{
        change::ChangeKind,
        recording::{About, By, Change},
    },
    record::{entity as turns, provenance::Provenance},
    rounds::{
        entity as rounds, guest_entity as round_guests,
        links::{self, Occasion},
        proposal_entity as proposals,
        round::ProposalState,
    },
    web::error::{Error, Result},
};

/// A hearing whose record is in review, with those who run its round.
struct Round<'a> {
    world: &'a World,
    hearing: hearings::Model,
    staff: Uuid,
}

/// Adds the round; its links are in the mailbox.
#[expect(clippy::disallowed_methods, reason = "the demonstration acts for no reader")]
pub async fn add(world: &World, config: &Config, hearing: Uuid) -> Result<()> {
    let tenant = &world.tenant;
    let found = tenant.find_unrestricted::<hearings::Entity>().filter(hearings::COLUMN.id.eq(hearing));
    let hearing = found.one(tenant.db()).await?.ok_or_else(|| Error::internal("no such hearing"))?;
    let round = Round { world, hearing, staff: named(&world.members, STAFF)? };
    let id = Uuid::now_v7();
    let row = rounds::ActiveModel {
        id: Set(id),
        hearing_id: Set(round.hearing.id),
        due_on: Set(world.day(12)),
        opened_by: Set(round.staff),
        created_at: Set(world.instant(-5)),
        ..Default::default()
    };
    tenant.insert_many::<rounds::Entity>([row]).await?;
    let by = By { member: Some(round.staff), guest: None, name: STAFF };
    round.record(ChangeKind::RoundOpening, "", &by).await?;
    for (name, domain) in GUESTS {
        let attendance = tenant
            .find_unrestricted::<attendances::Entity>()
            .filter(attendances::COLUMN.hearing_id.eq(round.hearing.id))
            .filter(attendances::COLUMN.person_id.eq(named(&world.people, name)?))
            .one(tenant.db())
            .await?
            .ok_or_else(|| Error::internal(format!("“{name}” was not present")))?;
        let guest_id = Uuid::now_v7();
        let guest = round_guests::ActiveModel {
            id: Set(guest_id),
            round_id: Set(id),
            attendance_id: Set(attendance.id),
            email: Set(directory::email(name, domain)),
            created_at: Set(world.instant(-5)),
            first_opened_at: Set(Some(world.instant(-5))),
            ..Default::default()
        };
        tenant.insert_many::<round_guests::Entity>([guest]).await?;
        links::send(tenant, &config.mail, guest_id, Occasion::Invitation).await?;
        round.record(ChangeKind::RoundSending, "", &by.on_behalf_of(guest_id)).await?;
        round.answer(guest_id, attendance.id, name).await?;
    }
    Ok(())
}

impl Round<'_> {
    async fn record(&self, kind: ChangeKind, reason: &str, by: &By<'_>) -> Result<Change> {
        let about = About::hearing(self.hearing.id, &self.hearing.title);
        Change::record(&self.world.tenant, kind, about, by, reason).await
    }

    /// Adds the answer of a guest so far.
    async fn answer(&self, guest: Uuid, attendance: Uuid, name: &str) -> Result<()> {
        let by = By::guest(guest, name);
        for proposed in [WAITING, TAKEN_UP] {
            if proposed.0 == name {
                let proposal = self.propose(guest, attendance, proposed).await?;
                self.record(ChangeKind::RoundProposal, proposed.3, &by).await?;
                if proposed == TAKEN_UP {
                    self.accept(guest, proposal).await?;
                }
                return Ok(());
            }
        }
        let tenant = &self.world.tenant;
        let to =
            round_guests::ActiveModel { agreed_at: Set(Some(self.world.instant(-2))), ..Default::default() };
        let row = tenant.update_many::<round_guests::Entity>().set(to);
        row.filter(round_guests::COLUMN.id.eq(guest)).exec(tenant.db()).await?;
        self.record(ChangeKind::RoundAgreement, "", &by).await?;
        Ok(())
    }

    #[expect(clippy::disallowed_methods, reason = "the demonstration acts for no reader")]
    async fn propose(
        &self,
        guest: Uuid,
        attendance: Uuid,
        (_, was, is, why): Proposed,
    ) -> Result<proposals::Model> {
        let tenant = &self.world.tenant;
        let turn = tenant
            .find_unrestricted::<turns::Entity>()
            .filter(turns::Column::AttendanceId.eq(attendance))
            .filter(turns::COLUMN.text.contains(was))
            .one(tenant.db())
            .await?
            .ok_or_else(|| Error::internal(format!("nobody said “{was}”")))?;
        let proposal = proposals::Model {
            tenant_id: Uuid::nil(),
            id: Uuid::now_v7(),
            guest_id: guest,
            turn_id: turn.id,
            version: turn.version,
            text: turn.text.replace(was, is),
            footnotes: turn.footnotes,
            comment: why.to_owned(),
            state: ProposalState::Proposed,
            answer: String::new(),
            decided_by: None,
            decided_at: None,
            change_id: None,
            created_at: self.world.instant(-3),
        };
        tenant.insert_many::<proposals::Entity>([proposal.clone().into()]).await?;
        Ok(proposal)
    }

    /// The turn gets the proposed text; its text before is kept.
    async fn accept(&self, guest: Uuid, proposal: proposals::Model) -> Result<()> {
        let tenant = &self.world.tenant;
        let by = By { member: Some(self.staff), guest: Some(guest), name: STAFF };
        let change = self.record(ChangeKind::RoundAcceptance, "", &by).await?;
        let to = turns::ActiveModel {
            text: Set(proposal.text),
            provenance: Set(Provenance::Corrected),
            ..Default::default()
        };
        change.update::<turns::Entity>(tenant, proposal.turn_id, proposal.version, to).await?;
        let decided = proposals::ActiveModel {
            state: Set(ProposalState::Accepted),
            answer: Set("Merci, c’est corrigé.".to_owned()),
            change_id: Set(Some(change.id)),
            decided_by: Set(Some(self.staff)),
            decided_at: Set(Some(clock::now())),
            ..Default::default()
        };
        let row = tenant.update_many::<proposals::Entity>().set(decided);
        row.filter(proposals::COLUMN.id.eq(proposal.id)).exec(tenant.db()).await?;
        Ok(())
    }
}
