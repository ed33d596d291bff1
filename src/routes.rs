//! Every address on one screen. A test holds that each is tried by every role,
//! in its own tenant and in another.

use actix_web::{Route, guard, middleware::from_fn, web};

use crate::{
    actions::{
        assignments::{handover, new as new_action},
        pages as actions,
        updates::pages as updates,
    },
    answers, assets,
    audit::pages as audit,
    directory::{bodies, groups, organisations, people},
    health,
    hearings::{
        attendances::{list, pages as attendances},
        editing,
        imports::pages as imports,
        pages as hearings, steps,
        turns::pages as turns,
    },
    home::pages as home,
    mail::mailbox::pages as mailbox,
    members::{invitations, pages as members},
    series::pages as series,
    sign_in::{account, links, pages as sign_in},
    styleguide,
    summaries::{pages as summaries, sending, writing},
    tenants::{permissions, settings},
};

macro_rules! routes {
    ($($method:ident $path:literal => $handler:path;)*) => {
        /// Method and path of every address.
        pub const LIST: &[(&str, &str)] = &[$((stringify!($method), $path)),*];

        /// Puts every address into the server.
        pub fn configure(config: &mut web::ServiceConfig) {
            $(config.route($path, $method().to($handler).wrap(from_fn(answers::catch_panic)));)*
        }
    };
}

/// A page; whoever asks for its head alone gets that.
fn get() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

fn post() -> Route {
    web::post()
}

routes! {
    get  "/health" => health::show;
    get  "/static/{path:.*}" => assets::serve;

    get  "/styleguide" => styleguide::show;

    get  "/mailbox" => mailbox::index;
    get  "/mailbox/{name}" => mailbox::read;

    get  "/" => sign_in::choose;
    get  "/sign-in" => sign_in::new;
    post "/sign-in" => sign_in::create;
    post "/sign-out" => sign_in::destroy;
    post "/language" => sign_in::choose_language;
    get  "/account" => account::edit;
    post "/account" => account::update;
    get  "/password-reset" => links::new_reset;
    post "/password-reset" => links::create_reset;
    get  "/password-reset/{token}" => links::edit_reset;
    post "/password-reset/{token}" => links::update_reset;
    get  "/invitations/{token}" => links::edit_invitation;
    post "/invitations/{token}" => links::update_invitation;

    get  "/{tenant}" => home::show;

    get  "/{tenant}/series" => series::index;
    post "/{tenant}/series" => series::create;
    get  "/{tenant}/series/new" => series::new;
    get  "/{tenant}/series/{series}" => series::show;
    post "/{tenant}/series/{series}" => series::update;
    get  "/{tenant}/series/{series}/edit" => series::edit;

    get  "/{tenant}/series/{series}/hearings/new" => editing::new;
    get  "/{tenant}/people" => people::index;
    post "/{tenant}/people" => people::create;
    get  "/{tenant}/people/new" => people::new;
    get  "/{tenant}/people/{id}" => people::show;
    get  "/{tenant}/bodies" => bodies::index;
    post "/{tenant}/bodies" => bodies::create;
    get  "/{tenant}/bodies/new" => bodies::new;
    get  "/{tenant}/bodies/{id}" => bodies::show;
    post "/{tenant}/bodies/{id}" => bodies::update;
    get  "/{tenant}/bodies/{id}/edit" => bodies::edit;
    post "/{tenant}/bodies/{id}/colour" => groups::paint;
    post "/{tenant}/bodies/{id}/recipients" => groups::add;
    post "/{tenant}/bodies/{id}/recipients/{recipient}/removal" => groups::remove;
    get  "/{tenant}/organisations/new" => organisations::new;
    post "/{tenant}/organisations" => organisations::create;

    post "/{tenant}/series/{series}/hearings" => editing::create;
    get  "/{tenant}/series/{series}/hearings/{number}/edit" => editing::edit;
    post "/{tenant}/series/{series}/hearings/{number}" => editing::update;
    post "/{tenant}/series/{series}/hearings/{number}/holding" => steps::hold;
    post "/{tenant}/series/{series}/hearings/{number}/cancellation" => steps::cancel;
    post "/{tenant}/series/{series}/hearings/{number}/reinstatement" => steps::reinstate;
    post "/{tenant}/series/{series}/hearings/{number}/review" => steps::submit;
    get  "/{tenant}/series/{series}/hearings/{number}" => hearings::show;
    get  "/{tenant}/members" => members::index;
    post "/{tenant}/members" => invitations::create;
    get  "/{tenant}/members/new" => invitations::new;
    post "/{tenant}/members/{member}" => members::update;
    get  "/{tenant}/members/{member}/edit" => members::edit;
    post "/{tenant}/members/{member}/invitation" => invitations::send_again;
    post "/{tenant}/members/{member}/removal" => members::remove;
    get  "/{tenant}/settings" => settings::edit;
    post "/{tenant}/settings" => settings::update;
    get  "/{tenant}/audit" => audit::index;
    get  "/{tenant}/permissions" => permissions::show;
    get  "/{tenant}/series/{series}/hearings/{number}/turns/{turn}/edit" => turns::edit;
    post "/{tenant}/series/{series}/hearings/{number}/turns/{turn}" => turns::update;
    get  "/{tenant}/series/{series}/hearings/{number}/attendances" => attendances::index;
    post "/{tenant}/series/{series}/hearings/{number}/attendances" => attendances::create;
    post "/{tenant}/series/{series}/hearings/{number}/attendances/list" => list::create;
    post "/{tenant}/series/{series}/hearings/{number}/attendances/{id}/removal" => attendances::remove;
    get  "/{tenant}/summaries" => summaries::index;
    get  "/{tenant}/series/{series}/hearings/{number}/summaries/new" => writing::new;
    post "/{tenant}/series/{series}/hearings/{number}/summaries" => writing::create;
    post "/{tenant}/summaries/preview" => summaries::preview;
    get  "/{tenant}/summaries/{id}" => summaries::show;
    post "/{tenant}/summaries/{id}" => writing::update;
    get  "/{tenant}/summaries/{id}/edit" => writing::edit;
    get  "/{tenant}/summaries/{id}/recipients" => sending::show_recipients;
    post "/{tenant}/summaries/{id}/approval" => sending::approve;
    post "/{tenant}/summaries/{id}/dispatch" => sending::dispatch;
    post "/{tenant}/deliveries/{id}/retry" => sending::retry;

    get  "/{tenant}/series/{series}/imports/new" => imports::new;
    post "/{tenant}/series/{series}/imports" => imports::create;
    get  "/{tenant}/series/{series}/imports/{import}" => imports::show;
    post "/{tenant}/series/{series}/imports/{import}/confirmation" => imports::confirm;
    get  "/{tenant}/series/{series}/hearings/{number}/actions/new" => new_action::new;
    post "/{tenant}/series/{series}/hearings/{number}/actions" => new_action::create;
    get  "/{tenant}/actions" => actions::index;
    get  "/{tenant}/actions/{id}" => actions::show;
    post "/{tenant}/actions/{id}/updates" => updates::create;
    get  "/{tenant}/actions/{id}/assignment" => handover::edit;
    post "/{tenant}/actions/{id}/assignment" => handover::update;
    post "/{tenant}/actions/{id}/closure" => updates::close;
    post "/{tenant}/actions/{id}/reopening" => updates::reopen;
}
