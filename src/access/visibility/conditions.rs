//! The permission table as conditions on columns. No sub-query refers to a row outside it, so
//! PostgreSQL runs each once.

use sea_orm::{
    ColumnTrait as _, Condition, ExprTrait as _, Iterable as _,
    sea_query::{Expr, Query, SelectStatement, SimpleExpr},
};

use super::{Reader, Visible};
use crate::{
    access::permissions::{Permission, ReadClosed, ReadDrafts},
    actions::{entity as actions, updates::entity as action_updates},
    attendances::{entity as attendances, presence::Presence},
    documents::{document::DocumentKind, entity as documents, media::Media},
    hearings::{entity as hearings, hearing::HearingState},
    history::entity as changes,
    imports::minutes::entity as imports,
    mail::entity as deliveries,
    record::entity as turns,
    rounds::entity as rounds,
    series::{editor_entity as series_editors, entity as series},
    summaries::{edition_entity as editions, entity as summaries, summary::SummaryState},
};

/// The ids of the series that the reader organises: as a member of the organising body, or as an editor.
pub fn organised_series(reader: &Reader) -> SelectStatement {
    let edited = Query::select()
        .column(series_editors::Column::SeriesId)
        .from(series_editors::Entity)
        .and_where(series_editors::COLUMN.tenant_id.eq(reader.tenant))
        .and_where(series_editors::COLUMN.member_id.eq(reader.member))
        .to_owned();
    let mut organises = Condition::any().add(series::Column::Id.in_subquery(edited));
    if let Some(body) = reader.body {
        organises = organises.add(series::COLUMN.body_id.eq(body));
    }
    Query::select()
        .column(series::Column::Id)
        .from(series::Entity)
        .and_where(series::COLUMN.tenant_id.eq(reader.tenant))
        .cond_where(organises)
        .to_owned()
}

/// The ids of the hearings at which the reader was present, in the room or remotely.
pub fn attended_hearings(reader: &Reader) -> SelectStatement {
    Query::select()
        .column(attendances::Column::HearingId)
        .from(attendances::Entity)
        .and_where(attendances::COLUMN.tenant_id.eq(reader.tenant))
        .and_where(attendances::Column::PersonId.eq(reader.person))
        .and_where(attendances::Column::Presence.is_in([Presence::Present, Presence::Remote]))
        .to_owned()
}

/// The ids of the hearings of the series that the reader organises.
fn organised_hearings(reader: &Reader) -> SelectStatement {
    hearings_where(reader, hearings::Column::SeriesId.in_subquery(organised_series(reader)).into_condition())
}

/// The ids of the hearings that the reader may not know of. Few hearings are closed as a whole.
pub fn hidden_hearings(reader: &Reader) -> SelectStatement {
    let closed = Condition::all().add(hearings::COLUMN.closed.eq(true));
    hearings_where(reader, closed.add(holds_on_hearing::<ReadClosed>(reader).not()))
}

fn hearings_where(reader: &Reader, condition: Condition) -> SelectStatement {
    Query::select()
        .column(hearings::Column::Id)
        .from(hearings::Entity)
        .and_where(hearings::COLUMN.tenant_id.eq(reader.tenant))
        .cond_where(condition)
        .to_owned()
}

/// Whether the reader has `Q` towards the hearing in the column `hearing_id`.
pub fn holds<Q: Permission>(reader: &Reader, hearing_id: SimpleExpr) -> SimpleExpr {
    combine::<Q>(
        reader,
        || hearing_id.clone().in_subquery(organised_hearings(reader)),
        || hearing_id.clone().in_subquery(attended_hearings(reader)),
    )
}

/// Whether the reader has `Q` towards the selected row of `hearings`.
fn holds_on_hearing<Q: Permission>(reader: &Reader) -> SimpleExpr {
    combine::<Q>(
        reader,
        || hearings::Column::SeriesId.in_subquery(organised_series(reader)),
        || hearings::Column::Id.in_subquery(attended_hearings(reader)),
    )
}

/// The permission as a condition on the reader's relation to the hearing.
fn combine<Q: Permission>(
    reader: &Reader,
    organiser: impl Fn() -> SimpleExpr,
    present: impl Fn() -> SimpleExpr,
) -> SimpleExpr {
    match (reader.has::<Q>(false, false), reader.has::<Q>(true, false), reader.has::<Q>(false, true)) {
        (true, ..) => Expr::value(true),
        (_, true, true) => organiser().or(present()),
        (_, true, false) => organiser(),
        (_, false, true) => present(),
        (_, false, false) => Expr::value(false),
    }
}

/// The ids of hearings whose records the reader may read, closed turns apart.
fn readable_records(reader: &Reader) -> SelectStatement {
    let out = hearings::Column::State.is_in(HearingState::ALL.into_iter().filter(|it| it.record_is_out()));
    let open = hearings::COLUMN.closed.eq(false).or(holds_on_hearing::<ReadClosed>(reader));
    hearings_where(reader, Condition::all().add(out.or(holds_on_hearing::<ReadDrafts>(reader))).add(open))
}

impl Visible for hearings::Entity {
    fn visible(reader: &Reader) -> Condition {
        Condition::any().add(hearings::COLUMN.closed.eq(false)).add(holds_on_hearing::<ReadClosed>(reader))
    }
}

impl Visible for turns::Entity {
    fn visible(reader: &Reader) -> Condition {
        let hearing_id = || Expr::col((turns::Entity, turns::Column::HearingId));
        Condition::all()
            .add(turns::COLUMN.removed.eq(false))
            .add(turns::Column::HearingId.in_subquery(readable_records(reader)))
            .add(turns::COLUMN.closed.eq(false).or(holds::<ReadClosed>(reader, hearing_id())))
    }
}

impl Visible for documents::Entity {
    /// A document that repeats the whole session is as visible as the whole record: before the
    /// review only to those who see drafts, and closed while any turn is closed. Removed turns count,
    /// because the recording still has their words.
    fn visible(reader: &Reader) -> Condition {
        let hearing_id = || Expr::col((documents::Entity, documents::Column::HearingId));
        let out = hearings_where(
            reader,
            hearings::Column::State
                .is_in(HearingState::ALL.into_iter().filter(|it| it.record_is_out()))
                .into_condition(),
        );
        Condition::all()
            .add(
                (repeats_the_session().not())
                    .or(hearing_id().in_subquery(out))
                    .or(holds::<ReadDrafts>(reader, hearing_id())),
            )
            .add(withheld_document(reader).not().or(holds::<ReadClosed>(reader, hearing_id())))
    }
}

/// Whether the selected document is closed: by itself, with its hearing, or with a turn that it repeats.
pub fn withheld_document(reader: &Reader) -> SimpleExpr {
    let hearing_id = || Expr::col((documents::Entity, documents::Column::HearingId));
    let with_closed_turns = Query::select()
        .column(turns::Column::HearingId)
        .from(turns::Entity)
        .and_where(turns::COLUMN.tenant_id.eq(reader.tenant))
        .and_where(turns::COLUMN.closed.eq(true))
        .to_owned();
    (hearing_id().in_subquery(closed_hearings(reader)))
        .or(documents::COLUMN.closed.eq(true))
        .or(repeats_the_session().and(hearing_id().in_subquery(with_closed_turns)))
}

/// Whether the document repeats the words of the session: by its kind, or because it is audio or video.
fn repeats_the_session() -> SimpleExpr {
    let recorded = Media::iter().filter(|it| it.is_recorded());
    documents::Column::Kind
        .is_in([DocumentKind::Recording, DocumentKind::BroadcastTranscript])
        .or(documents::Column::Media.is_not_null().and(documents::Column::Media.is_in(recorded)))
}

/// Tables whose rows belong to one hearing and are hidden with it.
macro_rules! hidden_with_the_hearing {
    ($($table:ident),*) => { $(
        impl Visible for $table::Entity {
            fn visible(reader: &Reader) -> Condition {
                $table::Column::HearingId.not_in_subquery(hidden_hearings(reader)).into_condition()
            }
        }
    )* };
}

hidden_with_the_hearing!(attendances, rounds);

impl Visible for summaries::Entity {
    /// Organisers see all summaries; other members those that were sent to their body. A summary
    /// that was written in closed session is closed, even if its hearing is not.
    fn visible(reader: &Reader) -> Condition {
        let hearing_id = || Expr::col((summaries::Entity, summaries::Column::HearingId));
        let closed = summaries::COLUMN.closed.eq(true).or(hearing_id().in_subquery(closed_hearings(reader)));
        let organises = hearing_id().in_subquery(organised_hearings(reader));
        Condition::all()
            .add(closed.not().or(holds::<ReadClosed>(reader, hearing_id())))
            .add(Condition::any().add(organises).add(was_sent_to(reader)))
    }
}

/// Whether the selected summary was sent to the reader's body.
fn was_sent_to(reader: &Reader) -> SimpleExpr {
    let Some(body) = reader.body else { return Expr::value(false) };
    let editions = Query::select()
        .column(editions::Column::SummaryId)
        .from(editions::Entity)
        .and_where(editions::COLUMN.tenant_id.eq(reader.tenant))
        .and_where(editions::COLUMN.body_id.eq(body))
        .to_owned();
    summaries::Column::State.eq(SummaryState::Sent).and(summaries::Column::Id.in_subquery(editions))
}

/// The ids of the hearings that are closed as a whole.
fn closed_hearings(reader: &Reader) -> SelectStatement {
    hearings_where(reader, hearings::COLUMN.closed.eq(true).into_condition())
}

/// Whether the reader, or the reader's body, is in charge of the selected action. Never null.
pub fn in_charge(reader: &Reader) -> SimpleExpr {
    let is = |column: actions::Column, id| column.is_not_null().and(column.eq(id));
    let member = is(actions::Column::MemberId, reader.member);
    match reader.body {
        Some(body) => member.or(is(actions::Column::BodyId, body)),
        None => member,
    }
}

impl Visible for actions::Entity {
    /// Those in charge see the action, even if they may not know of its hearing.
    fn visible(reader: &Reader) -> Condition {
        Condition::any()
            .add(actions::Column::HearingId.not_in_subquery(hidden_hearings(reader)))
            .add(in_charge(reader))
    }
}

/// Tables whose rows may belong to a hearing.
macro_rules! hidden_with_a_hearing {
    ($($table:ident),*) => { $(
        impl Visible for $table::Entity {
            fn visible(reader: &Reader) -> Condition {
                Condition::any()
                    .add($table::Column::HearingId.is_null())
                    .add($table::Column::HearingId.not_in_subquery(hidden_hearings(reader)))
            }
        }
    )* };
}

hidden_with_a_hearing!(imports, changes);

/// Tables whose rows belong to a row of another guarded table and are hidden with it.
macro_rules! hidden_with {
    ($($table:ident.$column:ident in $parent:ident),*) => { $(
        impl Visible for $table::Entity {
            fn visible(reader: &Reader) -> Condition {
                let hidden = Query::select()
                    .column($parent::Column::Id)
                    .from($parent::Entity)
                    .and_where($parent::COLUMN.tenant_id.eq(reader.tenant))
                    .cond_where(<$parent::Entity as Visible>::visible(reader).not())
                    .to_owned();
                Condition::any()
                    .add($table::Column::$column.is_null())
                    .add($table::Column::$column.not_in_subquery(hidden))
            }
        }
    )* };
}

hidden_with!(action_updates.ActionId in actions, editions.SummaryId in summaries);

impl Visible for deliveries::Entity {
    fn visible(reader: &Reader) -> Condition {
        let hidden_actions = Query::select()
            .column(actions::Column::Id)
            .from(actions::Entity)
            .and_where(actions::COLUMN.tenant_id.eq(reader.tenant))
            .cond_where(<actions::Entity as Visible>::visible(reader).not())
            .to_owned();
        let hidden_editions = Query::select()
            .column(editions::Column::Id)
            .from(editions::Entity)
            .and_where(editions::COLUMN.tenant_id.eq(reader.tenant))
            .cond_where(<editions::Entity as Visible>::visible(reader).not())
            .to_owned();
        let none_or_visible = |column: deliveries::Column, hidden| {
            Condition::any().add(column.is_null()).add(column.not_in_subquery(hidden))
        };
        Condition::all()
            .add(none_or_visible(deliveries::Column::ActionId, hidden_actions))
            .add(none_or_visible(deliveries::Column::EditionId, hidden_editions))
    }
}

/// A single expression as a condition.
trait IntoCondition {
    fn into_condition(self) -> Condition;
}

impl IntoCondition for SimpleExpr {
    fn into_condition(self) -> Condition {
        Condition::all().add(self)
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::{DbBackend, QueryFilter as _, QueryTrait as _};
    use uuid::Uuid;

    use super::*;
    use crate::access::permissions::Role;

    fn sql<E: Visible>(role: Role, manager: bool) -> String {
        let reader =
            Reader { tenant: Uuid::nil(), role, manager, member: Uuid::nil(), body: None, person: None };
        #[expect(clippy::disallowed_methods, reason = "only its text is compared")]
        E::find().filter(E::visible(&reader)).build(DbBackend::Postgres).sql
    }

    #[test]
    fn a_closed_hearing_is_closed_to_every_role() {
        let first = sql::<hearings::Entity>(Role::ALL[0], false);
        for part in [r#""hearings"."closed" = $"#, r#""series_id" IN (SELECT"#, r#""id" IN (SELECT"#] {
            assert!(first.contains(part), "{first}");
        }
        for role in Role::ALL {
            for manager in [false, true] {
                assert_eq!(sql::<hearings::Entity>(role, manager), first);
            }
        }
    }

    #[test]
    fn a_turn_is_closed_by_itself_or_with_its_hearing() {
        let turns = sql::<turns::Entity>(Role::ALL[0], false);
        assert!(turns.contains(r#""turns"."removed" = $"#), "{turns}");
        assert!(turns.contains(r#""turns"."closed" = $"#), "{turns}");
        assert!(turns.contains(r#""hearings"."closed" = $"#), "{turns}");
    }
}
