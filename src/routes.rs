//! All addresses. A test checks that each is tried as every role, in its own tenant and in
//! another.
//!
//! An address of a `tenant` takes only handlers whose first argument checks a permission;
//! an address `outside` every tenant takes any. The compiler checks that no path is under
//! the wrong word.

use actix_web::{FromRequest, Handler, Responder, Route, guard, middleware::from_fn, web};

use crate::{
    access::scope::TenantEntrance,
    actions::{
        assignments::{handover, new as new_action},
        figures as action_figures, pages as actions,
        updates::pages as updates,
    },
    attendances::{list, pages as attendances, roll},
    directory::{
        bodies::{editing as body_editing, groups, organisations, pages as bodies},
        duplicates::pages as duplicates,
        mergers::pages as mergers,
        people::{
            actions as person_actions, editing as person_editing, pages as people, profile,
            turns as person_turns,
        },
        positions::pages as positions,
    },
    documents::{download, editing as document_editing, pages as documents, removal},
    hearings::{approval, closed_session, editing, figures, pages as hearings, steps},
    history::{audit::pages as audit, pages as history},
    home::pages as home,
    imports::{minutes::pages as imports, people::pages as people_imports},
    mail::mailbox::pages as mailbox,
    members::{invitations, pages as members},
    record::{
        errata,
        exports::pages as exports,
        pages as turns,
        structure::{attribution, pages as structure, partition},
    },
    rounds::{guest, pages as rounds, proposals},
    series::{figures as series_figures, pages as series},
    sign_in::{account, links, pages as sign_in},
    summaries::{pages as summaries, sending, writing},
    tenants::{permissions, settings},
    web::{accessibility, assets, drafts::pages as drafts, health, middleware},
};

macro_rules! routes {
    ($($place:ident $prefix:literal { $($(#[$cfg:meta])? $method:ident $path:literal => $handler:expr;)* })*) => {
        /// Method and path of every address.
        pub const LIST: &[(&str, &str)] =
            &[$($($(#[$cfg])? (stringify!($method), concat!($prefix, $path))),*),*];

        /// Adds every address to the server. A prefix is matched once for all its addresses.
        pub fn configure(config: &mut web::ServiceConfig) {
            $(put(config, $prefix, vec![
                $($(#[$cfg])? {
                    const _: () = assert!(names_a_tenant(concat!($prefix, $path)) == $place::IS_TENANT);
                    ($path, $place::to($method(), $handler).wrap(from_fn(middleware::catch_panic)))
                }),*
            ]);)*
        }
    };
}

/// Addresses inside a tenant.
mod tenant {
    use super::{FromRequest, Handler, PermissionFirst, Responder, Route};

    pub const IS_TENANT: bool = true;

    /// One trait, so that the compiler's message names the line of the address.
    pub trait TenantHandler<A>: Handler<A, Output: Responder + 'static> {}

    impl<A: PermissionFirst, F: Handler<A, Output: Responder + 'static>> TenantHandler<A> for F {}

    pub fn to<A: FromRequest + 'static>(route: Route, handler: impl TenantHandler<A>) -> Route {
        route.to(handler)
    }
}

/// Addresses outside every tenant.
mod outside {
    use super::{FromRequest, Handler, Responder, Route};

    pub const IS_TENANT: bool = false;

    pub fn to<A, F>(route: Route, handler: F) -> Route
    where
        A: FromRequest + 'static,
        F: Handler<A, Output: Responder + 'static>,
    {
        route.to(handler)
    }
}

/// Whether a path begins with the name of a tenant.
const fn names_a_tenant(path: &str) -> bool {
    matches!(path.as_bytes(), [b'/', b'{', ..])
}

/// The arguments of a handler that begin with the check of a permission.
trait PermissionFirst {}

impl<A: TenantEntrance> PermissionFirst for (A,) {}
impl<A: TenantEntrance, B> PermissionFirst for (A, B) {}
impl<A: TenantEntrance, B, C> PermissionFirst for (A, B, C) {}
impl<A: TenantEntrance, B, C, D> PermissionFirst for (A, B, C, D) {}

fn put(config: &mut web::ServiceConfig, prefix: &str, routes: Vec<(&str, Route)>) {
    if prefix.is_empty() {
        for (path, route) in routes {
            config.route(path, route);
        }
    } else {
        let scope =
            routes.into_iter().fold(web::scope(prefix), |scope, (path, route)| scope.route(path, route));
        config.service(scope);
    }
}

/// GET, and HEAD without the body.
fn get() -> Route {
    web::route().guard(guard::Any(guard::Get()).or(guard::Head()))
}

fn post() -> Route {
    web::post()
}

routes! {
    outside "" {
        get  "/health" => health::show;
        get  "/accessibility" => accessibility::show;
        get  "/static/{path:.*}" => assets::serve;
        #[cfg(debug_assertions)]
        get  "/styleguide" => crate::web::styleguide::show;
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
    }

    // Before the addresses that would read "new" as a name or a number.
    tenant "" {
        get  "/{tenant}/series/new" => series::new;
        get  "/{tenant}/series/{series}/hearings/new" => editing::new;
    }

    tenant "/{tenant}/series/{series}/hearings/{number}" {
        post "" => editing::update;
        get  "" => hearings::show;
        get  "/figures" => figures::show;
        get  "/export.{format}" => exports::show;
        get  "/edit" => editing::edit;
        post "/holding" => steps::hold;
        post "/cancellation" => steps::cancel;
        post "/reinstatement" => steps::reinstate;
        post "/review" => steps::submit;
        post "/recall" => steps::recall;
        post "/closed-session" => closed_session::close;
        post "/closed-session/lifting" => closed_session::lift;
        post "/approval" => approval::approve;
        post "/publication" => approval::publish;
        get  "/withdrawal" => approval::new_withdrawal;
        post "/withdrawal" => approval::withdraw;
        get  "/history" => history::show;
        get  "/round" => rounds::show;
        post "/round" => rounds::open;
        post "/round/guests" => rounds::invite;
        post "/round/guests/{guest}/invitation" => rounds::send_again;
        post "/round/guests/{guest}/reminder" => rounds::remind;
        post "/round/guests/{guest}/revocation" => rounds::revoke;
        post "/round/closure" => rounds::close;
        get  "/round/proposals/{proposal}" => proposals::show;
        post "/round/proposals/{proposal}/acceptance" => proposals::accept;
        post "/round/proposals/{proposal}/refusal" => proposals::refuse;
        get  "/speakers" => attribution::edit;
        post "/speakers" => attribution::update;
        get  "/turns/new" => structure::new;
        post "/turns" => structure::create;
        get  "/turns/{turn}/edit" => turns::edit;
        post "/turns/{turn}" => turns::update;
        get  "/turns/{turn}/partition" => partition::new;
        post "/turns/{turn}/partition" => partition::create;
        post "/turns/{turn}/merger" => structure::merge;
        post "/turns/{turn}/move" => structure::place;
        post "/turns/{turn}/removal" => structure::remove;
        get  "/turns/{turn}/history" => history::of_turn;
        post "/turns/{turn}/restoration" => history::restore;
        get  "/turns/{turn}/errata/new" => errata::new;
        post "/turns/{turn}/errata" => errata::create;
        get  "/attendances" => attendances::index;
        post "/attendances" => attendances::create;
        post "/attendances/list" => list::create;
        post "/attendances/roll" => roll::update;
        post "/attendances/roll/{change}/restoration" => roll::restore;
        get  "/attendances/{attendance}/edit" => roll::edit;
        post "/attendances/{attendance}" => roll::update_one;
        post "/attendances/{attendance}/removal" => attendances::remove;
        post "/attendances/{attendance}/restoration" => attendances::restore;
        get  "/documents" => documents::index;
        post "/documents" => document_editing::create;
        get  "/documents/new" => document_editing::new;
        get  "/documents/{document}" => documents::show;
        post "/documents/{document}" => document_editing::update;
        get  "/documents/{document}/edit" => document_editing::edit;
        get  "/documents/{document}/file" => download::show;
        post "/documents/{document}/removal" => removal::remove;
        post "/documents/{document}/restoration" => removal::restore;
        get  "/actions/new" => new_action::new;
        post "/actions" => new_action::create;
        get  "/summaries/new" => writing::new;
        post "/summaries" => writing::create;
    }

    tenant "/{tenant}/series/{series}" {
        get  "" => series::show;
        post "" => series::update;
        get  "/edit" => series::edit;
        get  "/figures" => series_figures::show;
        post "/hearings" => editing::create;
        get  "/imports/new" => imports::new;
        get  "/imports" => imports::index;
        post "/imports" => imports::create;
        get  "/imports/{import}" => imports::show;
        post "/imports/{import}/confirmation" => imports::confirm;
        post "/imports/{import}/reversal" => imports::reverse;
    }

    // Behind a mailed link, without an account.
    tenant "/{tenant}/round/{token}" {
        get  "" => guest::show;
        get  "/turns/{turn}" => guest::edit;
        post "/turns/{turn}" => guest::propose;
        post "/agreement" => guest::agree;
        post "/contribution" => guest::contribute;
    }

    tenant "/{tenant}" {
        get  "" => home::show;

        get  "/series" => series::index;
        post "/series" => series::create;

        get  "/actions" => actions::index;
        get  "/actions/figures" => action_figures::show;
        get  "/actions/{action}" => actions::show;
        post "/actions/{action}/updates" => updates::create;
        get  "/actions/{action}/assignment" => handover::edit;
        post "/actions/{action}/assignment" => handover::update;
        post "/actions/{action}/closure" => updates::close;
        post "/actions/{action}/reopening" => updates::reopen;

        get  "/summaries" => summaries::index;
        post "/summaries/preview" => summaries::preview;
        get  "/summaries/{summary}" => summaries::show;
        post "/summaries/{summary}" => writing::update;
        get  "/summaries/{summary}/edit" => writing::edit;
        get  "/summaries/{summary}/recipients" => sending::show_recipients;
        post "/summaries/{summary}/approval" => sending::approve;
        post "/summaries/{summary}/approval/withdrawal" => sending::withdraw;
        post "/summaries/{summary}/dispatch" => sending::dispatch;

        post "/deliveries/{delivery}/retry" => sending::retry;

        get  "/people" => people::index;
        post "/people" => people::create;
        get  "/people/new" => people::new;
        get  "/people/duplicates" => duplicates::index;
        post "/people/dismissals" => duplicates::dismiss;
        post "/people/dismissals/{one}/{other}/removal" => duplicates::reconsider;
        get  "/people/imports/new" => people_imports::new;
        post "/people/imports" => people_imports::create;
        get  "/people/imports/{import}" => people_imports::show;
        post "/people/imports/{import}/confirmation" => people_imports::confirm;
        get  "/people/{person}" => profile::show;
        post "/people/{person}" => person_editing::update;
        get  "/people/{person}/edit" => person_editing::edit;
        get  "/people/{person}/turns" => person_turns::turns;
        get  "/people/{person}/actions" => person_actions::actions;
        post "/people/{person}/names" => person_editing::add_name;
        post "/people/{person}/names/{name}/removal" => person_editing::remove_name;
        get  "/people/{person}/positions/new" => positions::new;
        post "/people/{person}/positions" => positions::create;
        get  "/people/{person}/positions/{position}/edit" => positions::edit;
        post "/people/{person}/positions/{position}" => positions::update;
        post "/people/{person}/positions/{position}/ending" => positions::end;
        post "/people/{person}/positions/{position}/removal" => positions::remove;
        get  "/people/{person}/merger" => mergers::new;
        post "/people/{person}/merger" => mergers::create;
        post "/people/{person}/mergers/{gone}/reversal" => mergers::reverse;

        get  "/bodies" => bodies::index;
        post "/bodies" => body_editing::create;
        get  "/bodies/new" => body_editing::new;
        get  "/bodies/{body}" => bodies::show;
        post "/bodies/{body}" => body_editing::update;
        get  "/bodies/{body}/edit" => body_editing::edit;
        post "/bodies/{body}/colour" => groups::set_colour;
        post "/bodies/{body}/recipients" => groups::add;
        post "/bodies/{body}/recipients/{recipient}/removal" => groups::remove;

        get  "/organisations/new" => organisations::new;
        post "/organisations" => organisations::create;

        get  "/members" => members::index;
        post "/members" => invitations::create;
        get  "/members/new" => invitations::new;
        post "/members/{member}" => members::update;
        get  "/members/{member}/edit" => members::edit;
        post "/members/{member}/invitation" => invitations::send_again;
        post "/members/{member}/removal" => members::remove;
        post "/members/{member}/restoration" => members::restore;

        get  "/settings" => settings::edit;
        post "/settings" => settings::update;

        get  "/permissions" => permissions::show;

        post "/changes/{change}/reversal" => history::undo;
        get  "/audit" => audit::index;

        post "/drafts" => drafts::keep;
        post "/drafts/removal" => drafts::remove;
    }
}
