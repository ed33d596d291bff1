//! `greffe tenant SLUG --name NAME --manager EMAIL`: a new authority.

use clap::Args;

use super::Failure;
use crate::tenants;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Its name in addresses: letters, digits, hyphens
    slug: String,
    /// Its name on the screen
    #[arg(long)]
    name: String,
    /// IANA time zone
    #[arg(long, default_value = "Europe/Paris")]
    time_zone: chrono_tz::Tz,
    /// Database, as its owner
    #[arg(long, env = "GREFFE_OWNER_URL", hide_env_values = true)]
    owner_url: String,
}

/// # Errors
/// When the database refuses: a slug that is taken or is none.
pub async fn run(arguments: Arguments) -> Result<(), Failure> {
    let new = tenants::NewTenant {
        slug: arguments.slug,
        name: arguments.name,
        time_zone: arguments.time_zone,
        language: crate::i18n::Lang::Fr,
    };
    tenants::create(&arguments.owner_url, &new).await?;
    println!("/{}", new.slug);
    Ok(())
}
