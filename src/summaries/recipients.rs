//! Who exactly receives a summary: before it is sent, and what became of it.

use std::collections::HashMap;

use sea_orm::FromQueryResult;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    access::{
        permissions::Permission,
        scope::{Scope, TenantTransaction},
    },
    mail::delivery::Delivery,
    web::error::Result,
};

/// Someone who receives what is sent to a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub name: String,
    pub email: String,
}

/// A group that a summary is meant for, and its distribution list.
#[derive(Debug, Clone)]
pub struct Audience {
    pub body_id: Uuid,
    pub name: String,
    pub colour: Option<i16>,
    pub recipients: Vec<Recipient>,
}

impl Audience {
    /// Of the group's page, inside the tenant.
    pub fn path(&self) -> String {
        format!("/bodies/{}", self.body_id)
    }
}

/// Every group of a summary with its recipients, as of now.
#[derive(Debug, Clone, Default)]
pub struct Audiences(pub Vec<Audience>);

impl Audiences {
    /// How many messages will be sent.
    pub fn messages(&self) -> usize {
        self.0.iter().map(|it| it.recipients.len()).sum()
    }

    /// Addresses that stand in several groups' lists.
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

    /// Stands for this very list: what is sent is sent to exactly those who were shown.
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
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Who would receive a summary if it were sent now.
pub async fn of_summary(tenant: &TenantTransaction, summary: Uuid) -> Result<Audiences> {
    #[derive(FromQueryResult)]
    struct Row {
        body_id: Uuid,
        body_name: String,
        colour: Option<i16>,
        name: Option<String>,
        email: Option<String>,
    }
    let rows: Vec<Row> = tenant
        .rows(
            "select b.id as body_id, b.name as body_name, b.colour, r.name, r.email
               from summary_groups g
               join bodies b on b.tenant_id = $tenant and b.id = g.body_id
               left join group_recipients r on r.tenant_id = $tenant and r.body_id = b.id
              where g.tenant_id = $tenant and g.summary_id = $1
              order by b.name collate \"fr-x-icu\", b.id, r.name collate \"fr-x-icu\", r.email",
            [summary.into()],
        )
        .await?;
    let mut audiences: Vec<Audience> = Vec::new();
    for row in rows {
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

/// Every message that carries a summary, those that need someone first.
pub async fn deliveries<P: Permission>(scope: &Scope<P>, summary: Uuid) -> Result<Vec<Delivery>> {
    scope
        .rows(
            "select d.id, e.body_id, e.body_name, b.colour, d.recipient_name, d.recipient_email, d.state, d.attempts,
                    d.last_response, d.last_attempt_at, d.next_attempt_at
               from deliveries d
               join editions e on e.tenant_id = $tenant and e.id = d.edition_id
               join bodies b on b.tenant_id = $tenant and b.id = e.body_id
              where d.tenant_id = $tenant and e.summary_id = $1
              order by array_position(array['bounced', 'uncertain', 'deferred'], d.state),
                       e.body_name collate \"fr-x-icu\", d.recipient_name collate \"fr-x-icu\", d.id",
            [summary.into()],
        )
        .await
}

/// The summary that a message carries.
pub async fn summary_of_delivery<P: Permission>(scope: &Scope<P>, delivery: Uuid) -> Result<Option<Uuid>> {
    scope
        .value(
            "select e.summary_id from deliveries d
               join editions e on e.tenant_id = $tenant and e.id = d.edition_id
              where d.tenant_id = $tenant and d.id = $1",
            [delivery.into()],
        )
        .await
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
    fn the_fingerprint_is_of_groups_names_and_addresses() {
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
    fn who_is_in_two_groups_is_named() {
        let shown = Audiences(vec![audience(1, &[("A", "a@x"), ("B", "b@x")]), audience(2, &[("A", "a@x")])]);
        assert_eq!((shown.messages(), shown.repeated()), (3, vec!["a@x"]));
    }
}
