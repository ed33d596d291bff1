//! Settings, from flags and environment: one struct, each field documented.

use std::path::PathBuf;

use clap::Args;
use url::Url;

use crate::documents::media::Class;

/// Settings of the server and the worker.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Database, as the restricted role: postgres://greffe_app:…@host/greffe
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: String,

    /// Address and port to listen on
    #[arg(long, env = "GREFFE_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: String,

    /// The most connections to the database, for all worker threads together (each has at least two)
    #[arg(long, env = "GREFFE_DATABASE_CONNECTIONS", default_value_t = 16)]
    pub database_connections: u32,

    /// How many reverse proxies stand in front and append to X-Forwarded-For (0: the header is ignored)
    #[arg(long, env = "GREFFE_TRUSTED_PROXIES", default_value_t = 0)]
    pub trusted_proxies: usize,

    /// Show the components of pages at /styleguide (debug builds only)
    #[cfg(debug_assertions)]
    #[arg(long, env = "GREFFE_STYLEGUIDE")]
    pub styleguide: bool,

    #[command(flatten)]
    pub documents: DocumentsConfig,

    #[command(flatten)]
    pub mail: MailConfig,
}

/// The place of the files of documents, and their limits.
#[derive(Debug, Clone, Args)]
pub struct DocumentsConfig {
    /// Where the files of documents are kept: a folder, or s3://bucket, or s3://bucket/folder
    #[arg(long = "documents", env = "GREFFE_DOCUMENTS", default_value = "documents")]
    pub place: String,

    /// Address of an S3-compatible store, where it is not Amazon's
    #[arg(long, env = "GREFFE_S3_ENDPOINT")]
    pub s3_endpoint: Option<Url>,

    /// Region of the S3-compatible store
    #[arg(long, env = "GREFFE_S3_REGION", default_value = "us-east-1")]
    pub s3_region: String,

    /// Limit for a PDF, a text or a table, in megabytes
    #[arg(long, env = "GREFFE_LARGEST_PAPER", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=2_000))]
    pub largest_paper: u64,

    /// Limit for an image, in megabytes
    #[arg(long, env = "GREFFE_LARGEST_IMAGE", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=2_000))]
    pub largest_image: u64,

    /// Limit for an audio or video file, in megabytes
    #[arg(long, env = "GREFFE_LARGEST_RECORDING", default_value_t = 500, value_parser = clap::value_parser!(u64).range(1..=20_000))]
    pub largest_recording: u64,
}

impl DocumentsConfig {
    /// The limit for a file of this class, in megabytes.
    pub fn megabytes(&self, class: Class) -> u64 {
        match class {
            Class::Paper => self.largest_paper,
            Class::Image => self.largest_image,
            Class::Audio | Class::Video => self.largest_recording,
        }
    }

    /// The limit for a file of this class, in bytes.
    pub fn limit(&self, class: Class) -> u64 {
        self.megabytes(class) * 1_000_000
    }

    /// The highest limit for any file, in bytes.
    pub fn largest(&self) -> u64 {
        [Class::Paper, Class::Image, Class::Audio].map(|it| self.limit(it)).into_iter().max().unwrap_or(0)
    }
}

/// Settings of mail and of its links.
#[derive(Debug, Clone, Args)]
pub struct MailConfig {
    /// The address people type; links in mail are made from it
    #[arg(long, env = "GREFFE_PUBLIC_URL", default_value = "http://127.0.0.1:8080")]
    pub public_url: Url,

    /// SMTP relay: smtp://user:password@host:587?tls=required, smtps://host:465, or smtp://host:25
    #[arg(long, env = "SMTP_URL", hide_env_values = true)]
    pub smtp_url: Option<String>,

    /// Sender of every message
    #[arg(long, env = "GREFFE_MAIL_FROM", default_value = "Greffe <greffe@localhost>")]
    pub mail_from: String,

    /// Write mail into this folder, readable at /mailbox, instead of sending it (demonstration only)
    #[arg(long, env = "GREFFE_MAILBOX")]
    pub mailbox: Option<PathBuf>,
}

impl Config {
    /// An absolute address for a path that begins with a slash.
    pub fn absolute(&self, path: &str) -> String {
        self.mail.absolute(path)
    }

    /// Whether the public address uses TLS: only then HSTS is sent.
    pub fn over_tls(&self) -> bool {
        self.mail.public_url.scheme() == "https"
    }
}

impl MailConfig {
    /// An absolute address for a path that begins with a slash.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.public_url.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readme_lists_every_setting() {
        let readme = include_str!("../README.md");
        for setting in Config::augment_args(clap::Command::new("serve")).get_arguments() {
            let text = |it: Option<&std::ffi::OsStr>| it.unwrap_or_default().to_string_lossy().into_owned();
            let default = setting.get_default_values().first().map(|it| it.as_os_str());
            let default = default.filter(|it| *it != "false").map(|it| format!("`{}`", text(Some(it))));
            let row = format!(
                "| `{}` | `--{}` | {} | {} |",
                text(setting.get_env()),
                setting.get_long().unwrap_or_default(),
                default.unwrap_or_default(),
                setting.get_help().map(ToString::to_string).unwrap_or_default(),
            );
            assert!(readme.contains(&row), "README.md lacks this row:\n{row}");
        }
    }
}
