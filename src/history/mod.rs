//! Everything that somebody changes is one [`Change`](recording::Change): one row of `changes`,
//! one line of the audit trail and, where it is about a hearing, one line of its history.
//!
//! A handler records the change first, and makes it through what that returns:
//!
//! ```ignore
//! let change = scope.record(ChangeKind::PersonChanged, &person.name).await?;
//! let to = people::ActiveModel { name: Set(name), ..Default::default() };
//! if change.update::<people::Entity>(&scope, person.id, form.version, to).await? == Written::Stale {
//!     return Err(Error::Conflict); // drops the transaction, and the change with it
//! }
//! scope.commit_and_offer_undo(person.path(), "done-person-changed", change.undo_path()).await
//! ```
//!
//! * `scope.record(kind, subject)` is for what belongs to no hearing;
//!   `scope.record_of(&hearing, kind, reason)` or `scope.record_of(About::hearing(id, &title), …)`
//!   for what does: its subject is hidden from members who may not know of the hearing.
//!   `Change::record` takes any [`By`](recording::By): guests, the worker, a command line.
//! * `change.insert`, `change.update` and `change.delete` write one row of a table in the list of
//!   [`registry`] and keep in `changed_rows` what it was before. `change.keep` and
//!   `change.keep_many` only keep rows, for a statement of your own: it must count `version` up
//!   by one. A change keeps a row once.
//! * [`undo::undo`] restores the rows of any change, if each still is what the change left; else it
//!   answers `Conflict` and changes nothing. An undo is a change, too, and can be undone.
//!   `change.undo_path()` is the address that does it: give it to `commit_and_offer_undo`.
//!
//! Every write to a table of the list must count its version up, or an undo would write over it.
//! A foreign key with `on delete cascade` deletes rows that no change keeps: before you rely on
//! the undo of an insert or on a delete, delete the rows that belong to it by the same change.
//!
//! A new kind of change needs a word in [`change::ChangeKind`], its permission in
//! [`change::ChangeKind::rule`], and the sentences `audit-<kind>` and `change-<kind>`.

pub mod audit;
pub mod change;
pub mod entity;
pub mod lines;
pub mod pages;
pub mod recording;
pub mod registry;
pub mod row_entity;
pub mod rows;
pub mod store;
pub mod undo;
