//! The statement on accessibility, as the law asks of local authorities (article 47
//! of the French law nº 2005-102; RGAA 4.1): the true state, and a contact.

use actix_web::{HttpRequest, HttpResponse, http::StatusCode};
use askama::Template;

use super::{
    error::Result,
    page::{self, Page},
};

#[derive(Template)]
#[template(path = "accessibility.html")]
pub struct Statement {
    pub page: Page,
}

/// `GET /accessibility`
pub async fn show(request: HttpRequest) -> Result<HttpResponse> {
    page::answer(StatusCode::OK, Page::outside(&request, None), |page| Statement { page })
}
