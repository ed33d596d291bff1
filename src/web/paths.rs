//! The parameters of addresses, by their names in `routes.rs`. The scope reads the tenant.

use serde::Deserialize;
use uuid::Uuid;

macro_rules! paths {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $kind:ty),* })*) => {
        $($(#[$doc])* #[derive(Debug, Deserialize)] pub struct $name { $(pub $field: $kind),* })*
    };
}

paths! {
    SeriesPath { series: String }
    ImportPath { series: String, import: Uuid }
    HearingPath { series: String, number: i32 }
    ExportPath { series: String, number: i32, format: String }
    TurnPath { series: String, number: i32, turn: i32 }
    AttendancePath { series: String, number: i32, attendance: Uuid }
    RollPath { series: String, number: i32, change: Uuid }
    DocumentPath { series: String, number: i32, document: Uuid }
    GuestPath { series: String, number: i32, guest: Uuid }
    ProposalPath { series: String, number: i32, proposal: Uuid }
    GuestTurnPath { turn: i32 }
    ActionPath { action: Uuid }
    SummaryPath { summary: Uuid }
    DeliveryPath { delivery: Uuid }
    PersonPath { person: Uuid }
    NamePath { person: Uuid, name: Uuid }
    PositionPath { person: Uuid, position: Uuid }
    MergerPath { person: Uuid, gone: Uuid }
    DismissalPath { one: Uuid, other: Uuid }
    PeopleImportPath { import: Uuid }
    BodyPath { body: Uuid }
    RecipientPath { body: Uuid, recipient: Uuid }
    MemberPath { member: Uuid }
    ChangePath { change: Uuid }
}
