//! The permission table as conditions on columns. No sub-query refers to a row outside it, so
//! PostgreSQL runs each once. Where a statement has the columns of a row's hearing, the condition
//! uses these instead of a sub-query.

use sea_orm::{
    ColumnTrait as _, Condition, ExprTrait as _,
    sea_query::{Expr, Query, SelectStatement, SimpleExpr, extension::postgres::PgFunc},
};

use super::{Reader, Visible, VisibleInHearing};
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
    summaries::{edition_entity as editions, entity as summaries, summary::SummaryState},
    words::is_among,
};

/// Whether the reader organises the series in the column `series_id`.
pub fn organises(reader: &Reader, series_id: impl Into<SimpleExpr>) -> SimpleExpr {
    match reader.organised.is_empty() {
        true => Expr::value(false),
        false => series_id.into().eq(PgFunc::any(reader.organised.to_vec())),
    }
}

/// Whether the reader was present at the hearing in the column `hearing_id`, in the room or remotely.
pub fn attended(reader: &Reader, hearing_id: SimpleExpr) -> SimpleExpr {
    let Some(person) = reader.person else { return Expr::value(false) };
    let attended = Query::select()
        .column(attendances::Column::HearingId)
        .from(attendances::Entity)
        .and_where(attendances::COLUMN.tenant_id.eq(reader.tenant))
        .and_where(attendances::COLUMN.person_id.eq(person))
        .and_where(attendances::Column::Presence.is_in([Presence::Present, Presence::Remote]))
        .to_owned();
    hearing_id.in_subquery(attended)
}

/// The ids of the hearings that the reader may not know of. Few hearings are closed as a whole.
pub fn hidden_hearings(reader: &Reader) -> SelectStatement {
    let closed = Condition::all().add(hearings::COLUMN.closed.eq(true));
    hearings_where(reader, closed.add(OfHearing::Selected.admits::<ReadClosed>(reader).not()))
}

fn hearings_where(reader: &Reader, condition: Condition) -> SelectStatement {
    Query::select()
        .column(hearings::Column::Id)
        .from(hearings::Entity)
        .and_where(hearings::COLUMN.tenant_id.eq(reader.tenant))
        .cond_where(condition)
        .to_owned()
}

/// How a condition on a row reaches the row's hearing.
#[derive(Clone)]
pub(super) enum OfHearing {
    /// The statement selects the hearing or joins it: its columns are at hand.
    Selected,
    /// The column with the id of the hearing.
    Id(SimpleExpr),
}

impl OfHearing {
    /// Whether the hearing satisfies a condition on its columns.
    fn satisfies(&self, reader: &Reader, condition: SimpleExpr) -> SimpleExpr {
        match self {
            Self::Selected => condition,
            Self::Id(id) => id.clone().in_subquery(hearings_where(reader, condition.into_condition())),
        }
    }

    fn is_closed(&self, reader: &Reader) -> SimpleExpr {
        self.satisfies(reader, hearings::COLUMN.closed.eq(true))
    }

    /// Whether every member of the authority may read its record, closed turns apart.
    fn record_is_out(&self, reader: &Reader) -> SimpleExpr {
        let out = HearingState::ALL.into_iter().filter(|it| it.record_is_out()).map(HearingState::code);
        self.satisfies(reader, is_among(hearings::Column::State, out))
    }

    /// Whether the reader organises its series.
    fn is_organised(&self, reader: &Reader) -> SimpleExpr {
        self.satisfies(reader, organises(reader, hearings::Column::SeriesId.into_expr()))
    }

    fn is_attended(&self, reader: &Reader) -> SimpleExpr {
        match self {
            Self::Selected => attended(reader, Expr::col((hearings::Entity, hearings::Column::Id))),
            Self::Id(id) => attended(reader, id.clone()),
        }
    }

    /// Whether the reader has `Q` towards it: the permission as a condition on the reader's relation.
    pub(super) fn admits<Q: Permission>(&self, reader: &Reader) -> SimpleExpr {
        let present = reader.person.is_some() && reader.has::<Q>(false, true);
        match (reader.has::<Q>(false, false), reader.has::<Q>(true, false), present) {
            (true, ..) => Expr::value(true),
            (_, true, true) => self.is_organised(reader).or(self.is_attended(reader)),
            (_, true, false) => self.is_organised(reader),
            (_, false, true) => self.is_attended(reader),
            (_, false, false) => Expr::value(false),
        }
    }
}

/// The ids of hearings whose records the reader may read, closed turns apart.
fn readable_records(reader: &Reader) -> SelectStatement {
    hearings_where(reader, has_readable_record(reader))
}

/// Whether the reader may read the record of the selected hearing, closed turns apart.
fn has_readable_record(reader: &Reader) -> Condition {
    let hearing = OfHearing::Selected;
    let open = hearings::COLUMN.closed.eq(false).or(hearing.admits::<ReadClosed>(reader));
    Condition::all().add(hearing.record_is_out(reader).or(hearing.admits::<ReadDrafts>(reader))).add(open)
}

impl Visible for hearings::Entity {
    fn visible(reader: &Reader) -> Condition {
        Condition::any()
            .add(hearings::COLUMN.closed.eq(false))
            .add(OfHearing::Selected.admits::<ReadClosed>(reader))
    }
}

impl Visible for turns::Entity {
    fn visible(reader: &Reader) -> Condition {
        let hearing = OfHearing::Id(Expr::col((turns::Entity, turns::Column::HearingId)));
        open_turn(reader, &hearing).add(turns::Column::HearingId.in_subquery(readable_records(reader)))
    }
}

impl VisibleInHearing for turns::Entity {
    const HEARING: turns::Column = turns::Column::HearingId;

    fn visible_in_hearing(reader: &Reader) -> Condition {
        open_turn(reader, &OfHearing::Selected).add(has_readable_record(reader))
    }
}

/// Whether the reader may read the selected turn, if the record of its hearing is readable.
fn open_turn(reader: &Reader, hearing: &OfHearing) -> Condition {
    Condition::all()
        .add(turns::COLUMN.removed.eq(false))
        .add(turns::COLUMN.closed.eq(false).or(hearing.admits::<ReadClosed>(reader)))
}

impl Visible for documents::Entity {
    fn visible(reader: &Reader) -> Condition {
        visible_document(reader, &of_document())
    }
}

impl VisibleInHearing for documents::Entity {
    const HEARING: documents::Column = documents::Column::HearingId;

    fn visible_in_hearing(reader: &Reader) -> Condition {
        visible_document(reader, &OfHearing::Selected)
    }
}

/// A document that repeats the whole session is as visible as the whole record: before the
/// review only to those who see drafts, and closed while any turn is closed. Removed turns count,
/// because the recording still has their words.
fn visible_document(reader: &Reader, hearing: &OfHearing) -> Condition {
    let shows_drafts = hearing.record_is_out(reader).or(hearing.admits::<ReadDrafts>(reader));
    Condition::all()
        .add(repeats_the_session().not().or(shows_drafts))
        .add(is_withheld(reader, hearing).not().or(hearing.admits::<ReadClosed>(reader)))
}

/// The hearing of the selected document.
fn of_document() -> OfHearing {
    OfHearing::Id(Expr::col((documents::Entity, documents::Column::HearingId)))
}

/// Whether the selected document is closed: by itself, with its hearing, or with a turn that it repeats.
pub fn withheld_document(reader: &Reader) -> SimpleExpr {
    is_withheld(reader, &of_document())
}

fn is_withheld(reader: &Reader, hearing: &OfHearing) -> SimpleExpr {
    let with_closed_turns = Query::select()
        .column(turns::Column::HearingId)
        .from(turns::Entity)
        .and_where(turns::COLUMN.tenant_id.eq(reader.tenant))
        .and_where(turns::COLUMN.closed.eq(true))
        .to_owned();
    (hearing.is_closed(reader))
        .or(documents::COLUMN.closed.eq(true))
        .or(repeats_the_session().and(documents::Column::HearingId.in_subquery(with_closed_turns)))
}

/// Whether the document repeats the words of the session: by its kind, or because it is audio or video.
fn repeats_the_session() -> SimpleExpr {
    let kinds = [DocumentKind::Recording, DocumentKind::BroadcastTranscript].map(DocumentKind::code);
    let recorded = Media::ALL.into_iter().filter(|it| it.is_recorded()).map(Media::code);
    is_among(documents::Column::Kind, kinds)
        .or(documents::Column::Media.is_not_null().and(is_among(documents::Column::Media, recorded)))
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
        let hearing = OfHearing::Id(Expr::col((summaries::Entity, summaries::Column::HearingId)));
        let closed = summaries::COLUMN.closed.eq(true).or(hearing.is_closed(reader));
        Condition::all()
            .add(closed.not().or(hearing.admits::<ReadClosed>(reader)))
            .add(Condition::any().add(hearing.is_organised(reader)).add(was_sent_to(reader)))
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
        let reader = Reader {
            tenant: Uuid::nil(),
            role,
            manager,
            member: Uuid::nil(),
            body: None,
            person: Some(Uuid::nil()),
            organised: [Uuid::nil()].into(),
        };
        #[expect(clippy::disallowed_methods, reason = "only its text is compared")]
        E::find().filter(E::visible(&reader)).build(DbBackend::Postgres).sql
    }

    #[test]
    fn a_closed_hearing_is_closed_to_every_role() {
        let first = sql::<hearings::Entity>(Role::ALL[0], false);
        for part in [r#""hearings"."closed" = $"#, r#""series_id" = ANY($"#, r#""id" IN (SELECT"#] {
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
