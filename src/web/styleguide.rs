//! The style guide: every component of the pages, for whoever builds them.

use actix_web::{HttpResponse, web};

use super::{
    assets,
    error::{Error, Result},
};
use crate::config::Config;

const SOURCE: &str = include_str!("../../templates/styleguide.html");

/// `GET /styleguide`: only where the settings show it.
pub async fn show(config: web::Data<Config>) -> Result<HttpResponse> {
    if !config.styleguide {
        return Err(Error::NotFound);
    }
    let page = assets::with_addresses(SOURCE, "/static/");
    Ok(HttpResponse::Ok().content_type("text/html; charset=utf-8").body(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_assets_are_asked_for_by_their_lasting_names() {
        let page = assets::with_addresses(SOURCE, "/static/");
        let style = assets::address("css/styleguide.css");
        assert!(page.contains(&format!("href=\"{style}\"")), "{style}");
        assert!(!page.contains("\"/static/css/styleguide.css\"") && !page.contains("/static/icons.svg#"));
    }
}
