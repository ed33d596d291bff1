//! Queries on rounds, for organisers.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, EntityTrait, ExprTrait as _, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, RelationTrait as _, Select,
    sea_query::{Alias, Expr, Order, Query, SelectStatement},
};
use uuid::Uuid;

use super::{
    entity as rounds, guest_entity as round_guests, link_entity as round_links, proposal_entity as proposals,
    round::{GuestStatus, Proposal, ProposalState, Round},
};
use crate::{
    access::{
        permissions::{Permission, RunRounds},
        scope::{Scope, TenantTransaction},
    },
    attendances::entity as attendances,
    clock,
    hearings::hearing::Hearing,
    mail::entity as deliveries,
    members::entity as members,
    record::entity as turns,
    web::error::{Error, Result},
};

/// The latest round of a hearing.
pub async fn latest<P: Permission>(scope: &Scope<P>, hearing: &Hearing) -> Result<Option<Round>> {
    let undecided = Query::select()
        .expr(Expr::col((proposals::Entity, proposals::Column::Id)).count())
        .from(proposals::Entity)
        .inner_join(
            round_guests::Entity,
            Expr::col((round_guests::Entity, round_guests::Column::TenantId))
                .equals((proposals::Entity, proposals::Column::TenantId))
                .and(
                    Expr::col((round_guests::Entity, round_guests::Column::Id))
                        .equals((proposals::Entity, proposals::Column::GuestId)),
                ),
        )
        .and_where(proposals::COLUMN.tenant_id.eq(scope.id()))
        .and_where(
            Expr::col((round_guests::Entity, round_guests::Column::RoundId))
                .equals((rounds::Entity, rounds::Column::Id)),
        )
        .and_where(proposals::COLUMN.state.eq(ProposalState::Proposed))
        .to_owned();
    let round = scope
        .parts_of::<rounds::Entity, _>(hearing)
        .select_only()
        .columns([
            rounds::Column::Id,
            rounds::Column::DueOn,
            rounds::Column::ClosedAt,
            rounds::Column::CreatedAt,
        ])
        .column_as(members::Column::Name, "opened_by")
        .expr_as(Expr::from(undecided), "undecided")
        .join(JoinType::InnerJoin, rounds::Relation::Members.def())
        .order_by_desc(rounds::Column::CreatedAt)
        .order_by_desc(rounds::Column::Id);
    Ok(round.into_model().one(scope.db()).await?)
}

/// Opens a round; none where one is open already.
pub async fn open(scope: &Scope<RunRounds>, hearing_id: Uuid, due_on: NaiveDate) -> Result<Option<Uuid>> {
    let id = Uuid::now_v7();
    let row = rounds::ActiveModel {
        id: Set(id),
        hearing_id: Set(hearing_id),
        due_on: Set(due_on),
        opened_by: Set(scope.member.id),
        ..Default::default()
    };
    Ok(scope.insert_if_free(row).await?.then_some(id))
}

/// Closes a round. Whether it was open.
pub async fn close(scope: &Scope<RunRounds>, round: Uuid) -> Result<bool> {
    let closed = rounds::ActiveModel { closed_at: Set(Some(clock::now())), ..Default::default() };
    let done = scope
        .update_many::<rounds::Entity>()
        .set(closed)
        .filter(rounds::COLUMN.id.eq(round))
        .filter(rounds::COLUMN.closed_at.is_null())
        .exec(scope.db())
        .await?;
    Ok(done.rows_affected == 1)
}

/// The columns of [`GuestStatus`], of guests of a round.
fn statuses(scope: &Scope<RunRounds>, round: &Round) -> Select<round_guests::Entity> {
    scope
        .parts_of::<round_guests::Entity, _>(round)
        .select_only()
        .columns([
            round_guests::Column::Id,
            round_guests::Column::Email,
            round_guests::Column::FirstOpenedAt,
            round_guests::Column::AgreedAt,
            round_guests::Column::RevokedAt,
            round_guests::Column::Contribution,
        ])
        .column(attendances::Column::Name)
        .column_as(deliveries::Column::State, "delivery")
        .expr_as(Expr::from(proposal_count(scope)), "proposals")
        .join(JoinType::InnerJoin, round_guests::Relation::Attendances.def())
        .join(JoinType::LeftJoin, round_guests::Relation::Deliveries.def())
}

fn proposal_count(scope: &TenantTransaction) -> SelectStatement {
    Query::select()
        .expr(Expr::col(proposals::Column::Id).count())
        .from(proposals::Entity)
        .and_where(proposals::COLUMN.tenant_id.eq(scope.id()))
        .and_where(
            Expr::col((proposals::Entity, proposals::Column::GuestId))
                .equals((round_guests::Entity, round_guests::Column::Id)),
        )
        .to_owned()
}

/// The guests of a round, in the order of the attendances.
pub async fn guests(scope: &Scope<RunRounds>, round: &Round) -> Result<Vec<GuestStatus>> {
    let rows = statuses(scope, round)
        .order_by_asc(attendances::Column::Position)
        .order_by_asc(attendances::Column::Id);
    Ok(rows.into_model().all(scope.db()).await?)
}

/// A guest of an open round.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn guest(scope: &Scope<RunRounds>, round: &Round, id: Uuid) -> Result<GuestStatus> {
    if round.closed_at.is_some() {
        return Err(Error::NotFound);
    }
    let row = statuses(scope, round).filter(round_guests::COLUMN.id.eq(id));
    row.into_model().one(scope.db()).await?.ok_or(Error::NotFound)
}

/// Adds a guest to a round; none where the person is a guest already.
pub async fn invite(
    scope: &Scope<RunRounds>,
    round: Uuid,
    attendance: Uuid,
    email: &str,
) -> Result<Option<Uuid>> {
    let id = Uuid::now_v7();
    let row = round_guests::ActiveModel {
        id: Set(id),
        round_id: Set(round),
        attendance_id: Set(attendance),
        email: Set(email.to_owned()),
        ..Default::default()
    };
    Ok(scope.insert_if_free(row).await?.then_some(id))
}

/// Sets columns of a guest.
pub async fn update_guest(tx: &TenantTransaction, guest: Uuid, to: round_guests::ActiveModel) -> Result<()> {
    tx.update_many::<round_guests::Entity>()
        .set(to)
        .filter(round_guests::COLUMN.id.eq(guest))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Ends all links of a guest, and sets since when the guest is revoked, if at all.
pub async fn end_links(
    scope: &Scope<RunRounds>,
    guest: Uuid,
    revoked_at: Option<DateTime<Utc>>,
) -> Result<()> {
    scope
        .delete_many::<round_links::Entity>()
        .filter(round_links::COLUMN.guest_id.eq(guest))
        .exec(scope.db())
        .await?;
    let to = round_guests::ActiveModel { revoked_at: Set(revoked_at), ..Default::default() };
    update_guest(scope, guest, to).await
}

/// Whether a message went to the guest within the last minute: the form was sent twice.
pub async fn just_written(scope: &Scope<RunRounds>, guest: &GuestStatus) -> Result<bool> {
    let latest = scope
        .parts_of::<round_links::Entity, _>(guest)
        .select_only()
        .column(round_links::Column::GuestId)
        .filter(round_links::COLUMN.created_at.gt(clock::now() - TimeDelta::minutes(1)));
    Ok(latest.into_tuple::<Uuid>().one(scope.db()).await?.is_some())
}

/// The columns of [`Proposal`], of the proposals of guests: `guests` selects from `round_guests`.
pub fn proposals_of<E: EntityTrait>(guests: Select<E>) -> Select<E> {
    guests
        .select_only()
        .columns([
            proposals::Column::Id,
            proposals::Column::GuestId,
            proposals::Column::TurnId,
            proposals::Column::Version,
            proposals::Column::Text,
            proposals::Column::Footnotes,
            proposals::Column::Comment,
            proposals::Column::State,
            proposals::Column::Answer,
            proposals::Column::CreatedAt,
        ])
        .column_as(attendances::Column::Name, "guest")
        .column(turns::Column::Number)
        .join_rev(JoinType::InnerJoin, proposals::Relation::RoundGuests.def())
        .join(JoinType::InnerJoin, proposals::Relation::Turns.def())
        .join(JoinType::InnerJoin, round_guests::Relation::Attendances.def())
}

/// The proposals of a round: undecided ones first, then in the order of the record.
pub async fn proposals(scope: &Scope<RunRounds>, round: &Round) -> Result<Vec<Proposal>> {
    let rows = proposals_of(scope.parts_of::<round_guests::Entity, _>(round))
        .order_by(
            Expr::col((proposals::Entity, proposals::Column::State)).ne(ProposalState::Proposed.code()),
            Order::Asc,
        )
        .order_by_asc(turns::Column::Position)
        .order_by_asc(proposals::Column::CreatedAt);
    Ok(rows.into_model().all(scope.db()).await?)
}

/// A proposal for a turn of the hearing.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn proposal(scope: &Scope<RunRounds>, hearing: &Hearing, id: Uuid) -> Result<Proposal> {
    let guests = scope
        .parts_of::<rounds::Entity, _>(hearing)
        .join_rev(JoinType::InnerJoin, round_guests::Relation::Rounds.def());
    let row = proposals_of(guests).filter(proposals::COLUMN.id.eq(id));
    row.into_model().one(scope.db()).await?.ok_or(Error::NotFound)
}

/// Decides a proposal.
///
/// # Errors
/// [`Error::Conflict`] where somebody else decided or changed it first.
pub async fn decide(
    scope: &Scope<RunRounds>,
    proposal: &Proposal,
    state: ProposalState,
    answer: &str,
    change: Option<Uuid>,
) -> Result<()> {
    let decision = proposals::ActiveModel {
        state: Set(state),
        answer: Set(answer.to_owned()),
        decided_by: Set(Some(scope.member.id)),
        decided_at: Set(Some(clock::now())),
        change_id: Set(change),
        ..Default::default()
    };
    let done = scope
        .update_many::<proposals::Entity>()
        .set(decision)
        .filter(proposals::COLUMN.id.eq(proposal.id))
        .filter(proposals::COLUMN.state.eq(ProposalState::Proposed))
        .filter(proposals::COLUMN.version.eq(proposal.version))
        .filter(proposals::COLUMN.text.eq(proposal.text.as_str()))
        .exec(scope.db())
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Makes the proposals that a change accepted undecided, because the change is undone. A proposal
/// that the guest has replaced stays as it is.
pub async fn reopen_proposals(tx: &TenantTransaction, change: Uuid) -> Result<()> {
    let newer = Alias::new("newer");
    let of_newer = |column: proposals::Column| Expr::col((newer.clone(), column));
    let own = |column: proposals::Column| Expr::col((proposals::Entity, column));
    let replaced = Query::select()
        .expr(Expr::value(1))
        .from_as(proposals::Entity, newer.clone())
        .and_where(of_newer(proposals::Column::TenantId).eq(tx.id()))
        .and_where(of_newer(proposals::Column::GuestId).eq(own(proposals::Column::GuestId)))
        .and_where(of_newer(proposals::Column::TurnId).eq(own(proposals::Column::TurnId)))
        .and_where(of_newer(proposals::Column::State).eq(ProposalState::Proposed.code()))
        .to_owned();
    let undecided = proposals::ActiveModel {
        state: Set(ProposalState::Proposed),
        answer: Set(String::new()),
        decided_by: Set(None),
        decided_at: Set(None),
        change_id: Set(None),
        ..Default::default()
    };
    tx.update_many::<proposals::Entity>()
        .set(undecided)
        .filter(proposals::COLUMN.change_id.eq(change))
        .filter(Expr::exists(replaced).not())
        .exec(tx.db())
        .await?;
    Ok(())
}
