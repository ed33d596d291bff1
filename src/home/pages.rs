//! The screen one begins with.

use actix_web::HttpResponse;
use askama::Template;

use super::store::{self, Due, Line, Task};
use crate::{
    error::Result,
    hearings::hearing::State,
    page::Page,
    permissions::{Manage, ReadRegister, Standing},
    scope::Scope,
};

#[derive(Template)]
#[template(path = "home/show.html")]
pub struct Show {
    pub page: Page,
    /// Whether a manager has yet to prepare the authority.
    pub is_beginning: bool,
    pub tasks: Vec<Task>,
    pub actions: Vec<Due>,
    /// The next hearings.
    pub coming: Vec<Line>,
    /// The latest records.
    pub records: Vec<Line>,
}

/// `GET /{tenant}`
pub async fn show(scope: Scope<ReadRegister>) -> Result<HttpResponse> {
    let is_beginning = scope.may::<Manage>(Standing::default()) && store::has_no_series(&scope).await?;
    let tasks = store::tasks(&scope).await?;
    let actions = store::actions(&scope).await?;
    let hearings = store::hearings(&scope).await?;
    let (coming, records) = hearings.into_iter().partition(|it| it.state == State::Planned);
    scope.show(|page| Show { page, is_beginning, tasks, actions, coming, records }).await
}
