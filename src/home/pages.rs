//! The home page.

use actix_web::HttpResponse;
use askama::Template;

use super::{
    said::{self, Said},
    store::{self, Failed, ListedHearing},
    tasks::{self, Task},
};
use crate::{
    access::{
        permissions::{ApproveSummaries, Manage, ReadRegister, Standing, WriteSummaries},
        scope::Scope,
    },
    actions::action::Action,
    web::{error::Result, page::Page},
};

#[derive(Template)]
#[template(path = "home/show.html")]
pub struct Show {
    pub page: Page,
    /// Whether a manager still has to set the authority up.
    pub is_beginning: bool,
    /// Whether the member manages the authority.
    pub may_manage: bool,
    /// The address of a series for which the member may prepare a hearing.
    pub own_series: Option<String>,
    /// The next step, if there are no tasks.
    pub next: Option<Step>,
    /// In the order of the layout.
    pub sections: Vec<Section>,
}

/// A part of the page, with its content.
pub enum Section {
    Tasks(Vec<Task>),
    /// The words of the member's group.
    Said(Vec<Said>),
    /// Deliveries that failed.
    Failed(Vec<Failed>),
    /// Actions of others that are late.
    Late(Vec<Action>),
    /// Actions of the member and the member's body.
    Actions(Vec<Action>),
    /// The next hearings.
    Coming(Vec<ListedHearing>),
    /// The latest records.
    Records(Vec<ListedHearing>),
}

#[derive(Clone, Copy)]
enum Part {
    Tasks,
    Said,
    Failed,
    Late,
    Actions,
    Hearings,
}

/// The order of the sections for a role. The permissions decide which content the member sees.
struct Layout {
    parts: &'static [Part],
    /// The step of members who prepare no hearings: the advice, the name of the step, its path.
    step: (&'static str, &'static str, &'static str),
}

const FOR_APPROVING: Layout = Layout {
    parts: &[Part::Tasks, Part::Said, Part::Hearings, Part::Actions],
    step: ("home-nothing-official", "home-read-records", "/series"),
};

const FOR_WRITING: Layout = Layout {
    parts: &[Part::Tasks, Part::Failed, Part::Late, Part::Actions, Part::Hearings],
    step: ("home-nothing-actions", "home-read-records", "/series"),
};

const FOR_ACTING: Layout = Layout {
    parts: &[Part::Actions, Part::Tasks, Part::Hearings],
    step: ("home-nothing-actions", "home-all-actions", "/actions?scope=all"),
};

impl Layout {
    fn of(scope: &Scope<ReadRegister>) -> &'static Self {
        if scope.may_ever::<ApproveSummaries>() {
            &FOR_APPROVING
        } else if scope.may_ever::<WriteSummaries>() {
            &FOR_WRITING
        } else {
            &FOR_ACTING
        }
    }
}

/// The next step if there are no tasks.
pub struct Step {
    /// The sentences that say what will come, and that name the step.
    pub advice: &'static str,
    pub label: &'static str,
    /// Inside the tenant.
    pub path: String,
}

impl Section {
    /// Whether it asks the member to do something.
    fn waits(&self) -> bool {
        match self {
            Self::Tasks(it) => !it.is_empty(),
            Self::Failed(it) => !it.is_empty(),
            Self::Late(it) | Self::Actions(it) => !it.is_empty(),
            Self::Said(_) | Self::Coming(_) | Self::Records(_) => false,
        }
    }

    fn tasks(&self) -> &[Task] {
        if let Self::Tasks(it) = self { it } else { &[] }
    }

    fn said(&self) -> &[Said] {
        if let Self::Said(it) = self { it } else { &[] }
    }

    fn failed(&self) -> &[Failed] {
        if let Self::Failed(it) = self { it } else { &[] }
    }

    fn late(&self) -> &[Action] {
        if let Self::Late(it) = self { it } else { &[] }
    }

    fn actions(&self) -> &[Action] {
        if let Self::Actions(it) = self { it } else { &[] }
    }

    /// Shown without hearings, too.
    fn coming(&self) -> Option<&[ListedHearing]> {
        if let Self::Coming(it) = self { Some(it) } else { None }
    }

    fn records(&self) -> &[ListedHearing] {
        if let Self::Records(it) = self { it } else { &[] }
    }
}

async fn sections(scope: &Scope<ReadRegister>, parts: &[Part]) -> Result<Vec<Section>> {
    let mut sections = Vec::new();
    for part in parts {
        let section = match part {
            Part::Tasks => Section::Tasks(tasks::all(scope).await?),
            Part::Said => Section::Said(said::of_group(scope).await?),
            Part::Failed => Section::Failed(store::failed(scope).await?),
            Part::Late => Section::Late(store::late(scope).await?),
            Part::Actions => Section::Actions(store::actions(scope).await?),
            Part::Hearings => {
                sections.push(Section::Coming(store::coming(scope).await?));
                Section::Records(store::records(scope).await?)
            }
        };
        sections.push(section);
    }
    Ok(sections)
}

fn step(own_series: Option<&str>, layout: &Layout) -> Step {
    let (advice, label, path) = layout.step;
    match own_series {
        Some(slug) => {
            let path = format!("/series/{slug}/hearings/new");
            Step { advice: "home-nothing-organiser", label: "home-prepare-hearing", path }
        }
        None => Step { advice, label, path: path.to_owned() },
    }
}

/// `GET /{tenant}`
pub async fn show(scope: Scope<ReadRegister>) -> Result<HttpResponse> {
    let layout = Layout::of(&scope);
    let may_manage = scope.may::<Manage>(Standing::default());
    let is_beginning = may_manage && store::has_no_series(&scope).await?;
    let sections = sections(&scope, layout.parts).await?;
    let is_idle = !is_beginning && !sections.iter().any(Section::waits);
    let own_series = store::own_series(&scope).await?;
    let next = is_idle.then(|| step(own_series.as_deref(), layout));
    scope.render(|page| Show { page, is_beginning, may_manage, own_series, next, sections })
}
