//! The local mailbox of a demonstration: a folder with one file per message, and its pages.

pub mod pages;

use std::{
    fs, io,
    io::Write as _,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::PathBuf,
};

use chrono::{DateTime, Utc};
use mail_parser::{Address, MessageParser};
use uuid::Uuid;

use super::outbox::Outcome;

/// How many of the latest messages are listed.
const SHOWN: usize = 200;

/// A folder of messages. The file of a message is named after its delivery, so that a message that
/// is written twice is there once.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

/// A message as it can be read.
#[derive(Debug, Clone)]
pub struct Received {
    pub id: Uuid,
    pub from: String,
    pub to: String,
    /// The recipient's name, or the address where there is none.
    pub name: String,
    pub subject: String,
    pub at: DateTime<Utc>,
    pub text: String,
}

impl Folder {
    /// The folder at a path; it is made with the first message.
    pub fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Writes a message atomically.
    pub async fn keep(&self, id: Uuid, content: &[u8]) -> Outcome {
        let (folder, content) = (self.0.clone(), content.to_vec());
        let written = tokio::task::spawn_blocking(move || {
            // Messages have links that set passwords: no other user of the machine may read them.
            fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
            let unfinished = folder.join(format!("{id}.part"));
            let mut options = fs::OpenOptions::new();
            let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
            file.write_all(&content)?;
            file.sync_all()?;
            fs::rename(unfinished, folder.join(format!("{id}.eml")))
        });
        match written.await.map_err(io::Error::other).and_then(|it| it) {
            Ok(()) => Outcome::Sent("250 OK".to_owned()),
            Err(why) => Outcome::Deferred(format!("the local mailbox cannot be written: {why}")),
        }
    }

    /// The latest messages, newest first. Ids grow with time.
    fn list(&self) -> Vec<Received> {
        let files = fs::read_dir(&self.0).into_iter().flatten().flatten();
        let names = files.filter_map(|it| it.file_name().into_string().ok());
        let mut ids: Vec<Uuid> = names.filter_map(|it| it.strip_suffix(".eml")?.parse().ok()).collect();
        ids.sort_unstable_by(|one, other| other.cmp(one));
        ids.into_iter().take(SHOWN).filter_map(|id| self.read(id)).collect()
    }

    fn read(&self, id: Uuid) -> Option<Received> {
        let content = fs::read(self.0.join(format!("{id}.eml"))).ok()?;
        let message = MessageParser::default().parse(&content)?;
        Some(Received {
            id,
            from: mailboxes(message.from()),
            to: mailboxes(message.to()),
            name: message.to().and_then(name).unwrap_or_default(),
            subject: message.subject().unwrap_or_default().to_owned(),
            at: DateTime::from_timestamp(message.date()?.to_timestamp(), 0)?,
            text: message.body_text(0).unwrap_or_default().into_owned(),
        })
    }
}

/// "Hélène Ravoire, helene.ravoire@montreuvray.example"
fn mailboxes(address: Option<&Address<'_>>) -> String {
    let Some(first) = address.and_then(Address::first) else { return String::new() };
    [first.name(), first.address()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn name(address: &Address<'_>) -> Option<String> {
    let first = address.first()?;
    first.name().or(first.address()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[tokio::test]
    async fn only_the_servers_user_can_read_the_folder() {
        let folder = std::env::temp_dir().join(Uuid::new_v4().to_string());
        let id = Uuid::now_v7();
        assert_eq!(Folder::new(folder.clone()).keep(id, b"x").await, Outcome::Sent("250 OK".to_owned()));
        let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join(format!("{id}.eml")))), (0o700, 0o600));
        fs::remove_dir_all(folder).unwrap();
    }
}
