//! `/styleguide`: the components of pages, for developers.
//!
//! The page includes the partials and calls the macros that other pages use, so
//! it shows no markup of its own. Release builds do not have it.

mod samples;

use actix_web::{HttpRequest, HttpResponse, http::StatusCode, web};
use askama::Template;

use self::samples::{
    Action, Choices, Document, Edition, Hearing, Line, May, Person, Proposal, Recording, Saved, Series,
};
use super::{
    error::{Error, Result},
    forms::Errors,
    page::{self, Page},
    pagination::Pagination,
};
use crate::{
    attendances::attendance::Attendance,
    charts::Lane,
    config::Config,
    hearings::form::HearingForm,
    imports::minutes::confirmation::{LEFT_OUT, NEW},
    mail::delivery::DeliveryState,
    record::{errata::Erratum, form::TurnForm, provenance, turn::Turn, view::Record},
    series::timeline::Timeline,
    summaries::summary::SummaryState,
};

/// The icons, each a `symbol` with its name.
const ICONS: &str = include_str!("../../../static/icons.svg");

#[derive(Template)]
#[template(path = "styleguide.html")]
pub struct Guide {
    pub page: Page,
    pub errors: Errors,
    pub form: HearingForm,
    pub typed: TurnForm,
    pub series: Series,
    pub hearing: Hearing,
    pub actions: [Action; 2],
    pub document: Document,
    pub people: [Person; 2],
    pub choices: Choices,
    pub editions: (Vec<Edition>,),
    pub proposal: Proposal,
    pub lines: [Line; 2],
    pub saved: Saved,
    pub timeline: Timeline,
    pub lane: Lane,
    pub pagination: Pagination,
    pub present: Vec<Attendance>,
    pub record: Record,
    pub recording: Option<Recording>,
    pub may: May,
}

impl Guide {
    fn icons(&self) -> Vec<&'static str> {
        ICONS.split("<symbol id=\"").skip(1).filter_map(|it| it.split('"').next()).collect()
    }

    fn summary_states(&self) -> [SummaryState; 3] {
        SummaryState::ALL
    }

    fn delivery_states(&self) -> [DeliveryState; 6] {
        DeliveryState::ALL
    }
}

/// The methods that `record/_record.html` needs on its page.
impl Guide {
    fn speaker(&self, turn: &Turn) -> Option<&Attendance> {
        self.present.iter().find(|it| Some(it.id) == turn.attendance_id)
    }

    fn sought(&self) -> &str {
        self.record.search.as_ref().map_or("", |it| &it.words)
    }

    fn follow_ups(&self, turn: &i32) -> usize {
        usize::from(*turn == 1)
    }

    fn speaker_level(&self) -> u8 {
        3
    }

    fn joined_to(&self, _: &i32) -> impl Iterator<Item = i32> {
        std::iter::empty()
    }

    fn errata(&self, _: &Turn) -> impl Iterator<Item = &Erratum> {
        std::iter::empty()
    }

    fn provenances(&self) -> [String; 4] {
        provenance::LABELS.map(|it| self.page.t(it))
    }

    fn ends(&self) -> bool {
        true
    }

    fn citation(&self) -> String {
        self.page.t1("quoted", "text", "{passage}")
    }
}

/// `GET /styleguide`: only where the settings show it.
pub async fn show(request: HttpRequest, config: web::Data<Config>) -> Result<HttpResponse> {
    if !config.styleguide {
        return Err(Error::NotFound);
    }
    page::answer(StatusCode::OK, samples::page(&request), samples::guide)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_shown() {
        let guide = samples::guide(samples::page(&actix_web::test::TestRequest::default().to_http_request()));
        let html = guide.render().unwrap();
        assert!(guide.icons().len() > 40, "{:?}", guide.icons());
        for icon in guide.icons() {
            assert!(html.contains(&format!("#{icon}\"/></svg> {icon}")), "{icon}");
        }
    }
}
