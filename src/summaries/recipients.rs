//! The recipients of a summary before it is sent, and its deliveries afterwards.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait as _, FromQueryResult, JoinType, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    RelationTrait as _,
    sea_query::{Expr, SimpleExpr},
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{edition_entity as editions, group_entity as summary_groups, summary::Summary};
use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, TenantTransaction},
    },
    directory::bodies::{entity as bodies, recipient_entity as recipients},
    mail::{
        delivery::{Delivery, DeliveryState},
        entity as deliveries,
    },
    web::error::Result,
};

/// A recipient in a group's distribution list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub name: String,
    pub email: String,
}

/// A group that a summary is for, with its distribution list.
#[derive(Debug, Clone)]
pub struct Audience {
    pub body_id: Uuid,
    pub name: String,
    pub colour: Option<i16>,
    pub recipients: Vec<Recipient>,
}

impl Audience {
    /// The path of the group's page, inside the tenant.
    pub fn path(&self) -> String {
        format!("/bodies/{}", self.body_id)
    }
}

/// All groups of a summary, with their present recipients.
#[derive(Debug, Clone, Default)]
pub struct Audiences(pub Vec<Audience>);

impl Audiences {
    /// The number of messages.
    pub fn messages(&self) -> usize {
        self.0.iter().map(|it| it.recipients.len()).sum()
    }

    /// The addresses that are in several lists.
    pub fn repeated(&self) -> Vec<&str> {
        let mut seen = HashMap::<&str, usize>::new();
        for recipient in self.0.iter().flat_map(|it| &it.recipients) {
            *seen.entry(&recipient.email).or_default() += 1;
        }
        let mut repeated: Vec<&str> =
            seen.into_iter().filter(|(_, times)| *times > 1).map(|(email, _)| email).collect();
        repeated.sort_unstable();
        repeated
    }

    /// Identifies the list, so that a summary is sent to exactly the recipients that were shown.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for audience in &self.0 {
            hash.update(audience.body_id);
            for recipient in &audience.recipients {
                for part in [&recipient.name, &recipient.email] {
                    hash.update((part.len() as u64).to_be_bytes());
                    hash.update(part);
                }
            }
        }
        hex::encode(hash.finalize())
    }
}

/// The recipients of a summary if it were sent now.
pub async fn of_summary(tenant: &TenantTransaction, summary: &Summary) -> Result<Audiences> {
    #[derive(FromQueryResult)]
    struct Row {
        body_id: Uuid,
        body_name: String,
        colour: Option<i16>,
        name: Option<String>,
        email: Option<String>,
    }
    let rows = tenant
        .parts_of::<summary_groups::Entity, _>(summary)
        .select_only()
        .column(summary_groups::Column::BodyId)
        .column_as(bodies::Column::Name, "body_name")
        .column(bodies::Column::Colour)
        .columns([recipients::Column::Name, recipients::Column::Email])
        .join(JoinType::InnerJoin, summary_groups::Relation::Bodies.def())
        .join(JoinType::LeftJoin, recipients::Relation::Bodies.def().rev())
        .order_by_asc(bodies::Column::Name)
        .order_by_asc(bodies::Column::Id)
        .order_by_asc(recipients::Column::Name)
        .order_by_asc(recipients::Column::Email);
    let mut audiences: Vec<Audience> = Vec::new();
    for row in rows.into_model::<Row>().all(tenant.db()).await? {
        if audiences.last().is_none_or(|it| it.body_id != row.body_id) {
            let (body_id, name, colour) = (row.body_id, row.body_name, row.colour);
            audiences.push(Audience { body_id, name, colour, recipients: Vec::new() });
        }
        if let (Some(name), Some(email), Some(audience)) = (row.name, row.email, audiences.last_mut()) {
            audience.recipients.push(Recipient { name, email });
        }
    }
    Ok(Audiences(audiences))
}

/// All messages of a summary. Those that failed are first.
pub async fn deliveries<P: Permission>(scope: &Scope<P>, summary: &Summary) -> Result<Vec<Delivery>> {
    let state = |it: DeliveryState| deliveries::Column::State.eq(it);
    let urgency = Expr::case(state(DeliveryState::Bounced), 1)
        .case(state(DeliveryState::Uncertain), 2)
        .case(state(DeliveryState::Deferred), 3)
        .finally(4);
    let deliveries = scope
        .visible::<deliveries::Entity>()
        .filter(editions::COLUMN.summary_id.eq(summary.id))
        .select_only()
        .columns([
            deliveries::Column::Id,
            deliveries::Column::RecipientName,
            deliveries::Column::RecipientEmail,
            deliveries::Column::State,
            deliveries::Column::Attempts,
            deliveries::Column::LastResponse,
            deliveries::Column::LastAttemptAt,
            deliveries::Column::NextAttemptAt,
        ])
        .columns([editions::Column::BodyId, editions::Column::BodyName])
        .column(bodies::Column::Colour)
        .join(JoinType::InnerJoin, deliveries::Relation::Editions.def())
        .join(JoinType::InnerJoin, editions::Relation::Bodies.def())
        .order_by_asc(SimpleExpr::Case(Box::new(urgency)))
        .order_by_asc(editions::Column::BodyName)
        .order_by_asc(deliveries::Column::RecipientName)
        .order_by_asc(deliveries::Column::Id);
    Ok(deliveries.into_model().all(scope.db()).await?)
}

/// The summary in a message.
pub async fn summary_of_delivery<P: Permission>(scope: &Scope<P>, delivery: Uuid) -> Result<Option<Uuid>> {
    let summary = scope
        .visible::<deliveries::Entity>()
        .filter(deliveries::COLUMN.id.eq(delivery))
        .join(JoinType::InnerJoin, deliveries::Relation::Editions.def())
        .select_only()
        .column(editions::Column::SummaryId);
    Ok(summary.into_tuple().one(scope.db()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audience(id: u128, recipients: &[(&str, &str)]) -> Audience {
        let recipient = |it: &(&str, &str)| Recipient { name: it.0.into(), email: it.1.into() };
        Audience {
            body_id: Uuid::from_u128(id),
            name: String::new(),
            colour: None,
            recipients: recipients.iter().map(recipient).collect(),
        }
    }

    #[test]
    fn the_fingerprint_covers_groups_names_and_addresses() {
        let shown = Audiences(vec![audience(1, &[("A", "a@x"), ("B", "b@x")]), audience(2, &[])]);
        assert_eq!(shown.fingerprint(), shown.clone().fingerprint());
        let others = [
            Audiences(vec![audience(1, &[("A", "a@x")]), audience(2, &[("B", "b@x")])]),
            Audiences(vec![audience(1, &[("A", "a@x"), ("B", "b@x")])]),
            Audiences(vec![audience(1, &[("Aa", "@x"), ("B", "b@x")]), audience(2, &[])]),
        ];
        assert!(others.iter().all(|it| it.fingerprint() != shown.fingerprint()));
    }

    #[test]
    fn addresses_in_two_groups_are_repeated() {
        let shown = Audiences(vec![audience(1, &[("A", "a@x"), ("B", "b@x")]), audience(2, &[("A", "a@x")])]);
        assert_eq!((shown.messages(), shown.repeated()), (3, vec!["a@x"]));
    }
}
