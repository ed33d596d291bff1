//! Who may do what: the one table. A handler names its permission in its
//! signature ([`super::scope::Scope`]). Nothing else can name a role: the
//! values of [`Role`] are private to this module.

use sea_orm::DeriveValueType;

use crate::words::words;

words! {
    enum RoleWord("role") {
        ElectedOfficial = "elected_official",
        Staff = "staff",
        Administration = "administration",
    }
}

/// The role of a member in the authority. A page that depends on it asks for a permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DeriveValueType)]
#[sea_orm(column_type = "Text", array_type = "String")]
pub struct Role(RoleWord);

impl Role {
    /// All roles, in the order of the table below.
    pub const ALL: [Self; 3] =
        [Self(RoleWord::ElectedOfficial), Self(RoleWord::Staff), Self(RoleWord::Administration)];

    /// The role of the first manager of an authority.
    pub const OF_FIRST_MANAGER: Self = Self(RoleWord::Staff);

    /// The word in the database and in forms.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// The id of the sentence that names it.
    pub fn label_id(self) -> &'static str {
        self.0.label_id()
    }

    /// The role of a word; none where there is no such role.
    pub fn parse(word: &str) -> Option<Self> {
        RoleWord::parse(word).map(Self)
    }
}

/// The relation of a member to a record that a permission requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Never,
    Anyone,
    /// Member of the series' organising body, or named as its editor.
    Organiser,
    /// Organiser, or present at the hearing.
    OrganiserOrPresent,
    /// In charge of the action (the member, or the member's body), or organiser.
    InChargeOrOrganiser,
    /// Member of that political group.
    OwnGroup,
}

/// The relation of the signed-in member to one record, loaded with the record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    pub organiser: bool,
    pub present: bool,
    pub in_charge: bool,
    pub own_group: bool,
}

impl Standing {
    /// The standing towards a record of a series.
    pub fn organiser(organiser: bool) -> Self {
        Self { organiser, ..Self::default() }
    }
}

impl Relation {
    fn holds(self, standing: Standing) -> bool {
        match self {
            Self::Never => false,
            Self::Anyone => true,
            Self::Organiser => standing.organiser,
            Self::OrganiserOrPresent => standing.organiser || standing.present,
            Self::InChargeOrOrganiser => standing.organiser || standing.in_charge,
            Self::OwnGroup => standing.own_group,
        }
    }

    /// The sentence that names it.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Never => "relation-never",
            Self::Anyone => "relation-anyone",
            Self::Organiser => "relation-organiser",
            Self::OrganiserOrPresent => "relation-organiser-or-present",
            Self::InChargeOrOrganiser => "relation-in-charge-or-organiser",
            Self::OwnGroup => "relation-own-group",
        }
    }
}

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The sentence that names the permission.
    pub label_id: &'static str,
    /// By role, in the order of [`Role::ALL`].
    pub by_role: [Relation; 3],
    /// Whether every manager has it, in any role.
    pub manager: bool,
}

impl Rule {
    /// The relation that this role needs.
    pub fn relation(&self, role: Role) -> Relation {
        let [official, staff, administration] = self.by_role;
        match role.0 {
            RoleWord::ElectedOfficial => official,
            RoleWord::Staff => staff,
            RoleWord::Administration => administration,
        }
    }

    /// Whether the member has the permission for any record: the first check, before one is loaded.
    pub fn conceivable(&self, role: Role, manager: bool) -> bool {
        (self.manager && manager) || self.relation(role) != Relation::Never
    }

    /// Whether the member has the permission for a record with this standing.
    pub fn admits(&self, role: Role, manager: bool, standing: Standing) -> bool {
        (self.manager && manager) || self.relation(role).holds(standing)
    }
}

/// A permission is a type: `Scope<EditHearings>` is the proof of having it.
pub trait Permission: 'static {
    const RULE: Rule;
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident $label:literal: $elected:ident, $staff:ident, $administration:ident $(, $manager:ident)?;)*) => {
        $(
            $(#[$doc])*
            #[derive(Debug)]
            pub struct $name;
            impl Permission for $name {
                const RULE: Rule = Rule {
                    label_id: $label,
                    by_role: [Relation::$elected, Relation::$staff, Relation::$administration],
                    manager: permissions!(@manager $($manager)?),
                };
            }
        )*
        /// Every permission, for the page that shows them and the tests that walk them.
        pub const TABLE: &[Rule] = &[$($name::RULE),*];
    };
    (@manager Manager) => { true };
    (@manager) => { false };
}

permissions! {
    //                                   elected official, staff, administration

    /// See hearings, records in review or later, the directory, actions, summaries sent to one's body.
    ReadRegister "permission-read-register": Anyone, Anyone, Anyone;
    /// See a record before its review, drafts of summaries, deliveries.
    ReadDrafts "permission-read-drafts": Organiser, Organiser, Organiser;
    /// See closed hearings, turns and documents.
    ReadClosed "permission-read-closed": OrganiserOrPresent, OrganiserOrPresent, OrganiserOrPresent;
    /// Log and edit hearings, those present, the record; import.
    EditHearings "permission-edit-hearings": Never, Organiser, Organiser;
    /// Send a record to review.
    SubmitRecords "permission-submit-records": Never, Organiser, Organiser;
    /// Run the correction round: links to the speakers, decisions on their proposals.
    RunRounds "permission-run-rounds": Never, Organiser, Organiser;
    /// Approve a record, which then changes by errata only.
    ApproveRecords "permission-approve-records": Organiser, Never, Never;
    /// Publish an approved record.
    PublishRecords "permission-publish-records": Organiser, Never, Never;
    /// Take back a publication or an approval, with a reason.
    WithdrawRecords "permission-withdraw-records": Organiser, Never, Never;
    /// Correct an approved record by an erratum.
    WriteErrata "permission-write-errata": Organiser, Organiser, Never;
    /// Approve a summary.
    ApproveSummaries "permission-approve-summaries": Organiser, Never, Never;
    /// Write and send summaries.
    WriteSummaries "permission-write-summaries": Never, Organiser, Never;
    /// Create and assign actions.
    AssignActions "permission-assign-actions": Organiser, Organiser, Organiser;
    /// Report on an action, hand it over, close it.
    HandleActions "permission-handle-actions": InChargeOrOrganiser, InChargeOrOrganiser, InChargeOrOrganiser;
    /// Keep a political group's distribution list and colour.
    KeepGroups "permission-keep-groups": OwnGroup, OwnGroup, Never;
    /// Add people and bodies to the directory.
    ExtendDirectory "permission-extend-directory": Organiser, Organiser, Organiser;
    /// Members, bodies, series and their editors, settings, audit trail.
    Manage "permission-manage": Never, Never, Never, Manager;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn managers_gain_only_manage() {
        for rule in TABLE {
            for role in Role::ALL {
                let as_member = rule.admits(role, false, Standing::default());
                let as_manager = rule.admits(role, true, Standing::default());
                assert_eq!(
                    as_manager,
                    as_member || rule.label_id == "permission-manage",
                    "{}",
                    rule.label_id
                );
            }
        }
    }

    #[test]
    fn conceivable_permissions_have_a_standing() {
        let all = Standing { organiser: true, present: true, in_charge: true, own_group: true };
        for rule in TABLE {
            for role in Role::ALL {
                assert_eq!(rule.conceivable(role, false), rule.admits(role, false, all), "{}", rule.label_id);
            }
        }
    }
}
