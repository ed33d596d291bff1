//! The page that shows the table of [`crate::access::permissions`].

use actix_web::HttpResponse;
use askama::Template;

use crate::{
    access::{
        permissions::{Manage, Relation, Role, Rule, TABLE},
        scope::Scope,
    },
    web::{error::Result, page::Page},
};

#[derive(Template)]
#[template(path = "tenants/permissions.html")]
pub struct Show {
    pub page: Page,
    pub roles: [Role; 3],
    pub table: &'static [Rule],
}

impl Show {
    /// The relation that a role needs, in words.
    fn relation(&self, rule: &Rule, role: &Role) -> String {
        if rule.manager {
            return self.page.t("permissions-manager");
        }
        self.page.t(rule.relation(*role).label_id())
    }

    fn is_never(&self, rule: &Rule, role: &Role) -> bool {
        !rule.manager && rule.relation(*role) == Relation::Never
    }
}

/// `GET /{tenant}/permissions`
pub async fn show(scope: Scope<Manage>) -> Result<HttpResponse> {
    scope.render(|page| Show { page, roles: Role::ALL, table: TABLE })
}
