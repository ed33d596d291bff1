//! Closed session (*huis clos*): the one place that decides who may know of a
//! hearing, read a turn or take a document.
//!
//! A hearing is closed as a whole, or some of its turns and documents are. What
//! is closed does not exist for members who neither organise the series nor were
//! present: it is not shown, counted, quoted, exported or mailed. Each condition
//! here is the line [`ReadClosed`] of the permission table, written as SQL for
//! the member ($1, of the body $2, who is the person $3); its values are those
//! of [`reader`], first in the statement. A query names the hearing `h`, its
//! series `s`, a turn `t`, a document `d`.

use sea_orm::{ActiveEnum as _, Iterable as _, Value};

use crate::access::{
    permissions::{Permission, ReadClosed, ReadDrafts, Role, Standing},
    scope::Scope,
};
use crate::{
    documents::media::{Class, Media},
    series::store::{ORGANISER, who},
};

/// Whether the member was there, in the room or from afar, at the hearing `h`.
pub const PRESENT: &str = "exists (select from attendances p where p.tenant_id = $tenant
    and p.hearing_id = h.id and p.person_id = $3 and p.presence in ('present', 'remote'))";

/// The values of every condition here, first in every statement that has one.
pub fn reader<P: Permission>(scope: &Scope<P>) -> [Value; 3] {
    let [member, body] = who(scope);
    [member, body, scope.member.person_id.into()]
}

/// Whether the member may know of the hearing `h` of the series `s`. Every query
/// that shows, counts or names hearings has it, or [`hidden`].
pub fn visible<P: Permission>(scope: &Scope<P>) -> String {
    visible_to(scope.member.role, scope.member.manager)
}

/// [`visible`] for any member of this role, as when mail is written to one.
pub fn visible_to(role: Role, manager: bool) -> String {
    unless(role, manager, "h.closed")
}

/// The ids of the hearings of which the member may not know: for rows that have
/// a `hearing_id`, where joining the hearing to each would cost too much.
pub fn hidden<P: Permission>(scope: &Scope<P>) -> String {
    format!(
        "(select h.id from hearings h join series s on s.tenant_id = $tenant and s.id = h.series_id
           where h.tenant_id = $tenant and h.closed and not {})",
        visible(scope)
    )
}

/// Whether the member may read the turn `t` of the hearing `h` of the series `s`.
/// Every query that shows, quotes or counts turns has it.
pub fn readable<P: Permission>(scope: &Scope<P>) -> String {
    readable_where(scope.member.role, scope.member.manager, "t.closed")
}

/// [`readable`] for any member of this role, of words that are closed where
/// `closed` says so: what is open now may have been closed when it was kept elsewhere.
pub fn readable_where(role: Role, manager: bool, closed: &str) -> String {
    format!(
        "({} and not t.removed and {})",
        under_review_or_drafts(role, manager),
        unless(role, manager, &format!("(h.closed or {closed})"))
    )
}

/// Whether the member may take the document `d` of the hearing `h` of the series
/// `s`. Every query that shows or counts documents has it. What repeats the whole
/// session is open where the whole record is: before the review to those who see
/// drafts, and closed while any turn is, a removed one too, for it is heard still.
pub fn obtainable<P: Permission>(scope: &Scope<P>) -> String {
    obtainable_to(scope.member.role, scope.member.manager)
}

fn obtainable_to(role: Role, manager: bool) -> String {
    format!(
        "((not {} or {}) and {})",
        repeats_the_session(),
        under_review_or_drafts(role, manager),
        unless(role, manager, &withheld())
    )
}

/// Whether the document `d` of the hearing `h` is closed, by itself or by what it repeats.
pub fn withheld() -> String {
    format!(
        "(h.closed or d.closed or ({} and exists (select from turns c
           where c.tenant_id = $tenant and c.hearing_id = h.id and c.closed)))",
        repeats_the_session()
    )
}

/// Whether the document `d` says again what was said: by what it is called, or by its being sound or film.
fn repeats_the_session() -> String {
    let heard = Media::iter().filter(|it| matches!(it.class(), Class::Audio | Class::Video));
    let heard: Vec<String> = heard.map(|it| format!("'{}'", it.to_value())).collect();
    let media = heard.join(", ");
    format!("(d.kind in ('recording', 'broadcast_transcript') or coalesce(d.media in ({media}), false))")
}

/// Whether the words of the hearing `h` are out, or the member sees drafts of them.
fn under_review_or_drafts(role: Role, manager: bool) -> String {
    format!("(h.state in ('in_review', 'approved', 'published') or {})", holds::<ReadDrafts>(role, manager))
}

/// What is closed where `closed` says so, to whom it is open.
pub fn unless(role: Role, manager: bool, closed: &str) -> String {
    format!("(not {closed} or {})", holds::<ReadClosed>(role, manager))
}

/// The condition under which a member has `Q` towards the hearing `h`.
fn holds<Q: Permission>(role: Role, manager: bool) -> String {
    let may = |organiser, present| {
        Q::RULE.admits(role, manager, Standing { organiser, present, ..Standing::default() })
    };
    match (may(false, false), may(true, false), may(false, true)) {
        (true, ..) => "true".to_owned(),
        (_, true, true) => format!("({ORGANISER} or {PRESENT})"),
        (_, true, false) => ORGANISER.to_owned(),
        (_, false, true) => PRESENT.to_owned(),
        (_, false, false) => "false".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_hearing_closes_its_turns_to_every_role_alike() {
        for role in Role::ALL {
            for manager in [false, true] {
                let door = format!("({ORGANISER} or {PRESENT})");
                assert_eq!(visible_to(role, manager), format!("(not h.closed or {door})"));
                let turn = readable_where(role, manager, "t.closed");
                assert!(turn.contains(&format!("(not (h.closed or t.closed) or {door})")), "{turn}");
            }
        }
    }
}
