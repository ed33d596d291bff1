//! The screen one begins with.

use actix_web::HttpResponse;
use askama::Template;

use super::store::{self, Due, Line, Task};
use crate::{error::Result, hearings::hearing::State, page::Page, permissions::ReadRegister, scope::Scope};

#[derive(Template)]
#[template(path = "home/show.html")]
pub struct Show {
    pub page: Page,
    pub tasks: Vec<Task>,
    pub actions: Vec<Due>,
    /// The next hearings.
    pub coming: Vec<Line>,
    /// The latest records.
    pub records: Vec<Line>,
}

/// `GET /{tenant}`
pub async fn show(scope: Scope<ReadRegister>) -> Result<HttpResponse> {
    let tasks = store::tasks(&scope).await?;
    let actions = store::actions(&scope).await?;
    let hearings = store::hearings(&scope).await?;
    let (coming, records) = hearings.into_iter().partition(|it| it.state == State::Planned);
    scope.show(|page| Show { page, tasks, actions, coming, records }).await
}
