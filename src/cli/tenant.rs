//! `greffe tenant SLUG --name NAME --manager EMAIL --manager-name NAME`: a new authority.

use clap::Args;
use url::Url;

use super::Failure;
use crate::{
    tenants::{self, Manager},
    text::email_address::EmailAddress,
};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Its name in addresses: letters, digits, hyphens
    slug: String,
    /// Its name on the screen
    #[arg(long)]
    name: String,
    /// E-mail address of its first manager, who invites the others
    #[arg(long)]
    manager: String,
    /// The manager's name on the screen
    #[arg(long)]
    manager_name: String,
    /// IANA time zone
    #[arg(long, default_value = "Europe/Paris")]
    time_zone: chrono_tz::Tz,
    /// Database, as its owner
    #[arg(long, env = "GREFFE_OWNER_URL", hide_env_values = true)]
    owner_url: String,
    /// The address people type; the invitation is made from it
    #[arg(long, env = "GREFFE_PUBLIC_URL")]
    public_url: Url,
}

/// Creates the authority and prints its address and the manager's invitation,
/// which can be used once, within a week.
///
/// # Errors
/// An address is invalid, the slug is invalid or taken, or the database refuses.
pub async fn run(arguments: Arguments) -> Result<(), Failure> {
    let email = EmailAddress::parse(&arguments.manager).ok_or("--manager is no e-mail address")?;
    let new = tenants::NewTenant {
        slug: arguments.slug,
        name: arguments.name,
        time_zone: arguments.time_zone,
        language: crate::text::i18n::Lang::Fr,
        manager: Manager { email, name: arguments.manager_name },
    };
    let invitation = tenants::create(&arguments.owner_url, &new).await?;
    let base = arguments.public_url.as_str().trim_end_matches('/');
    println!("{base}/{}", new.slug);
    match invitation {
        Some(token) => println!("{base}/invitations/{}", token.secret()),
        None => println!("{} signs in with the password of the account", new.manager.email),
    }
    Ok(())
}
