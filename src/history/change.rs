//! The kinds of changes, and the lines of a history.

use chrono::{DateTime, Utc};
use sea_orm::{FromQueryResult, JsonValue};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    access::permissions::{
        ApproveRecords, ApproveSummaries, AssignActions, EditHearings, ExtendDirectory, HandleActions,
        KeepGroups, Manage, Permission as _, PublishRecords, Rule, RunRounds, SubmitRecords, WithdrawRecords,
        WriteErrata, WriteSummaries,
    },
    hearings::hearing::HearingState,
    web::page::Page,
    words::words,
};

words! {
    /// The kind of a change.
    pub enum ChangeKind("change") {
        // The turns of a record.
        /// Text, speaker, section or closure of a turn.
        Correction = "correction",
        /// One turn became several.
        Partition = "partition",
        /// A turn was joined to the one before it.
        Merger = "merger",
        Move = "move",
        Insertion = "insertion",
        Removal = "removal",
        /// One speaker for every turn of a label.
        Attribution = "attribution",
        /// A turn has the text of an earlier version again.
        Restoration = "restoration",
        /// The record was imported.
        Import = "import",
        /// The import of the record was undone.
        MinutesImportReversed = "minutes_import_reversed",
        /// An earlier change was undone.
        Reversal = "reversal",
        /// A correction of an approved record.
        Erratum = "erratum",
        // The hearing.
        HearingLogged = "hearing_logged",
        /// Title, day, place or number of the hearing.
        Details = "details",
        /// The list of those present.
        Attendance = "attendance",
        Holding = "holding",
        Cancellation = "cancellation",
        Reinstatement = "reinstatement",
        Review = "review",
        Recall = "recall",
        Approval = "approval",
        Publication = "publication",
        /// The approval was withdrawn.
        Withdrawal = "withdrawal",
        PublicationWithdrawal = "publication_withdrawal",
        /// The whole hearing is closed to members who were not present.
        ClosedSession = "closed_session",
        ClosedSessionLifting = "closed_session_lifting",
        // The correction round.
        RoundOpening = "round_opening",
        /// A link was sent to a guest.
        RoundSending = "round_sending",
        RoundReminder = "round_reminder",
        /// The link of a guest was revoked.
        RoundRevocation = "round_revocation",
        /// A guest opened the link for the first time.
        RoundVisit = "round_visit",
        /// A guest agreed to the turns as they are.
        RoundAgreement = "round_agreement",
        RoundProposal = "round_proposal",
        /// A proposal was accepted, perhaps amended.
        RoundAcceptance = "round_acceptance",
        RoundRefusal = "round_refusal",
        /// A guest added a text.
        RoundContribution = "round_contribution",
        RoundClosure = "round_closure",
        // Documents of a hearing.
        DocumentAddition = "document_addition",
        DocumentChange = "document_change",
        DocumentRemoval = "document_removal",
        DocumentRestoration = "document_restoration",
        // Summaries and their mail.
        SummaryCreated = "summary_created",
        SummaryChanged = "summary_changed",
        SummaryApproved = "summary_approved",
        SummaryApprovalWithdrawn = "summary_approval_withdrawn",
        SummarySent = "summary_sent",
        DeliveryRetried = "delivery_retried",
        // Actions.
        ActionCreated = "action_created",
        ActionReassigned = "action_reassigned",
        ActionReported = "action_reported",
        ActionClosed = "action_closed",
        ActionReopened = "action_reopened",
        // The directory.
        PersonAdded = "person_added",
        PersonChanged = "person_changed",
        PeopleMerged = "people_merged",
        /// A merger was undone.
        PeopleParted = "people_parted",
        /// Two people were marked as different.
        PeopleToldApart = "people_told_apart",
        PeopleProposedAgain = "people_proposed_again",
        PeopleImported = "people_imported",
        BodyCreated = "body_created",
        /// An outside organisation.
        OrganisationAdded = "organisation_added",
        BodyChanged = "body_changed",
        /// The colour of a political group.
        GroupColourChanged = "group_colour_changed",
        RecipientAdded = "recipient_added",
        RecipientRemoved = "recipient_removed",
        // The records of managers.
        SeriesCreated = "series_created",
        SeriesChanged = "series_changed",
        MemberInvited = "member_invited",
        MemberInvitedAgain = "member_invited_again",
        /// A removed member was invited again.
        MemberBroughtBack = "member_brought_back",
        MemberRenamed = "member_renamed",
        MemberRoleChanged = "member_role_changed",
        MemberBodyChanged = "member_body_changed",
        /// The member is another person of the directory.
        MemberPersonChanged = "member_person_changed",
        MemberRemoved = "member_removed",
        ManagerNamed = "manager_named",
        ManagerDismissed = "manager_dismissed",
        SettingsChanged = "settings_changed",
    }
}

impl ChangeKind {
    /// Whether a hearing in this state can be changed so. An approved record changes by errata only.
    pub(super) fn fits(self, state: HearingState) -> bool {
        match self {
            Self::Erratum => state.is_settled(),
            Self::Details
            | Self::Attendance
            | Self::ClosedSession
            | Self::ClosedSessionLifting
            | Self::Holding
            | Self::Cancellation
            | Self::Reinstatement
            | Self::Review
            | Self::Recall => !state.is_settled(),
            _ => state.record_is_open(),
        }
    }

    /// Whether a change of this kind can be undone. An erratum is public with its reason. An approval
    /// is for the text that was read, which may have changed since its withdrawal.
    pub(super) fn has_undo(self) -> bool {
        !matches!(
            self,
            Self::Erratum
                | Self::Approval
                | Self::Withdrawal
                | Self::Publication
                | Self::PublicationWithdrawal
        )
    }

    /// The permission to make such a change, and to undo it.
    #[expect(clippy::too_many_lines, reason = "a table with a line for each kind")]
    pub fn rule(self) -> Rule {
        match self {
            Self::Correction
            | Self::Partition
            | Self::Merger
            | Self::Move
            | Self::Insertion
            | Self::Removal
            | Self::Attribution
            | Self::Restoration
            | Self::Import
            | Self::MinutesImportReversed
            | Self::Reversal
            | Self::HearingLogged
            | Self::Details
            | Self::Attendance
            | Self::Holding
            | Self::Cancellation
            | Self::Reinstatement
            | Self::ClosedSession
            | Self::ClosedSessionLifting
            | Self::DocumentAddition
            | Self::DocumentChange
            | Self::DocumentRemoval
            | Self::DocumentRestoration => EditHearings::RULE,
            Self::Review | Self::Recall => SubmitRecords::RULE,
            Self::Approval => ApproveRecords::RULE,
            Self::Publication => PublishRecords::RULE,
            Self::Withdrawal | Self::PublicationWithdrawal => WithdrawRecords::RULE,
            Self::Erratum => WriteErrata::RULE,
            Self::RoundOpening
            | Self::RoundSending
            | Self::RoundReminder
            | Self::RoundRevocation
            | Self::RoundVisit
            | Self::RoundAgreement
            | Self::RoundProposal
            | Self::RoundAcceptance
            | Self::RoundRefusal
            | Self::RoundContribution
            | Self::RoundClosure => RunRounds::RULE,
            Self::SummaryCreated | Self::SummaryChanged | Self::SummarySent | Self::DeliveryRetried => {
                WriteSummaries::RULE
            }
            Self::SummaryApproved | Self::SummaryApprovalWithdrawn => ApproveSummaries::RULE,
            Self::ActionCreated => AssignActions::RULE,
            Self::ActionReassigned | Self::ActionReported | Self::ActionClosed | Self::ActionReopened => {
                HandleActions::RULE
            }
            Self::PersonAdded | Self::PersonChanged | Self::PeopleImported | Self::OrganisationAdded => {
                ExtendDirectory::RULE
            }
            Self::GroupColourChanged | Self::RecipientAdded | Self::RecipientRemoved => KeepGroups::RULE,
            Self::PeopleMerged
            | Self::PeopleParted
            | Self::PeopleToldApart
            | Self::PeopleProposedAgain
            | Self::BodyCreated
            | Self::BodyChanged
            | Self::SeriesCreated
            | Self::SeriesChanged
            | Self::MemberInvited
            | Self::MemberInvitedAgain
            | Self::MemberBroughtBack
            | Self::MemberRenamed
            | Self::MemberRoleChanged
            | Self::MemberBodyChanged
            | Self::MemberPersonChanged
            | Self::MemberRemoved
            | Self::ManagerNamed
            | Self::ManagerDismissed
            | Self::SettingsChanged => Manage::RULE,
        }
    }

    /// Whether the history of a hearing shows it. Summaries and actions come out of a hearing
    /// and have their own pages.
    pub fn is_of_hearing(self) -> bool {
        let label = self.rule().label_id;
        let apart = [
            WriteSummaries::RULE,
            ApproveSummaries::RULE,
            AssignActions::RULE,
            HandleActions::RULE,
            ExtendDirectory::RULE,
            KeepGroups::RULE,
            Manage::RULE,
        ];
        apart.iter().all(|it| it.label_id != label)
    }

    /// Whether it changes the hearing or its record, so that an approver must have seen it. Answers of
    /// guests and what is kept beside the record do not count.
    pub fn is_of_record(self) -> bool {
        let is_beside = self.code().starts_with("round_") || self.code().starts_with("document_");
        self.is_of_hearing() && (!is_beside || self == Self::RoundAcceptance)
    }
}

/// A change, as the history of a hearing shows it.
#[derive(Debug, Clone, FromQueryResult)]
pub struct ChangeLine {
    pub id: Uuid,
    pub kind: ChangeKind,
    pub reason: String,
    /// The name, at that time, of the member or guest.
    pub author: String,
    /// The guest for whom it was done.
    pub guest: Option<String>,
    pub at: DateTime<Utc>,
    /// The numbers of the turns that it changed.
    turns: Option<JsonValue>,
}

/// A line as a hearing's query selects it.
#[derive(Deserialize)]
struct Selected {
    id: Uuid,
    kind: ChangeKind,
    reason: String,
    author: String,
    at: DateTime<Utc>,
}

impl ChangeLine {
    /// The last approval, and the last publication and withdrawal since.
    pub fn since_approval(lines: JsonValue) -> Option<Vec<Self>> {
        let mut lines: Vec<Selected> = serde_json::from_value(lines).ok()?;
        lines.sort_by_key(|it| it.id);
        let approval = lines.iter().rposition(|it| it.kind == ChangeKind::Approval)?;
        let since = &lines[approval..];
        let is_last = |at: usize| since[at + 1..].iter().all(|it| it.kind != since[at].kind);
        let line = |it: &Selected| Self {
            id: it.id,
            kind: it.kind,
            reason: it.reason.clone(),
            author: it.author.clone(),
            guest: None,
            at: it.at,
            turns: None,
        };
        Some(since.iter().enumerate().filter(|(at, _)| is_last(*at)).map(|(_, it)| line(it)).collect())
    }

    /// Who approved, published or withdrew the record, and when.
    pub fn settlement(&self, page: &Page) -> String {
        let id = format!("settled-{}", self.kind.code());
        page.t2(&id, "author", self.author.as_str(), "moment", page.moment(&self.at))
    }

    /// The numbers of the turns that it changed, in their order.
    pub fn turns(&self) -> impl Iterator<Item = i64> {
        self.turns.iter().filter_map(JsonValue::as_array).flatten().filter_map(JsonValue::as_i64)
    }
}
