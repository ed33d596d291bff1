//! `GET …/export.{md,txt,xml}`: the record as far as the member may read it.

use std::fmt;

use actix_web::{HttpResponse, web};

use super::{akoma_ntoso::AkomaNtoso, head::Head, markdown, plain};
use crate::{
    access::{permissions::ReadRegister, scope::Scope},
    config::Config,
    hearings::{hearing::Hearing, store as hearings},
    record::{self, turn::Turn},
    web::error::{Error, Result},
};

/// How many turns are read at once: the rows of a long record are never all in memory.
const AT_ONCE: u32 = 500;

/// What a record is written as.
#[derive(Debug)]
enum Format {
    Markdown,
    Plain,
    /// With the errata of the turns so far, which stand at its end.
    AkomaNtoso(AkomaNtoso, Vec<(i32, Vec<String>)>),
}

impl Format {
    /// By the ending of the file.
    fn of(ending: &str) -> Option<Self> {
        match ending {
            "md" => Some(Self::Markdown),
            "txt" => Some(Self::Plain),
            "xml" => Some(Self::AkomaNtoso(AkomaNtoso::default(), Vec::new())),
            _ => None,
        }
    }

    fn content_type(&self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Plain => "text/plain; charset=utf-8",
            Self::AkomaNtoso(..) => "application/akn+xml",
        }
    }

    fn begin(&self, head: &Head, out: &mut String) -> fmt::Result {
        match self {
            Self::Markdown => markdown::begin(head, out),
            Self::Plain => plain::begin(head, out),
            Self::AkomaNtoso(..) => AkomaNtoso::begin(head, out),
        }
    }

    fn turn(&mut self, head: &Head, turn: &Turn, out: &mut String) -> fmt::Result {
        match self {
            Self::Markdown => markdown::turn(head, turn, out),
            Self::Plain => plain::turn(head, turn, out),
            Self::AkomaNtoso(writer, errata) => {
                let of = head.errata(turn).map(|it| (turn.number, it.lines(head)));
                errata.extend(of);
                writer.turn(head, turn, out)
            }
        }
    }

    fn end(self, head: &Head, out: &mut String) -> fmt::Result {
        match self {
            Self::Markdown | Self::Plain => Ok(()),
            Self::AkomaNtoso(writer, errata) => writer.end(head, &errata, out),
        }
    }
}

/// `GET …/hearings/{number}/export.{format}`
pub async fn show(
    scope: Scope<ReadRegister>,
    path: web::Path<(String, String, i32, String)>,
    config: web::Data<Config>,
) -> Result<HttpResponse> {
    let format = Format::of(&path.3).ok_or(Error::NotFound)?;
    let hearing = hearings::find(&scope, &path.1, path.2).await?;
    if hearing.turns == 0 {
        return Err(Error::NotFound);
    }
    let name = format!("{}-{}-{}.{}", scope.page().tenant, hearing.series_slug, hearing.number, path.3);
    let content_type = format.content_type();
    let file = write(&scope, &config, hearing, format).await?;
    Ok(scope.attachment(&name, content_type, file))
}

/// The file is written while the record is read, a piece for each time, and sent
/// when the transaction has ended: a slow reader holds no connection.
async fn write(
    scope: &Scope<ReadRegister>,
    config: &Config,
    hearing: Hearing,
    mut format: Format,
) -> Result<Vec<String>> {
    let (id, turns) = (hearing.id, u32::try_from(hearing.turns).unwrap_or(u32::MAX));
    let head = Head::load(scope, config, hearing).await?;
    let (mut file, mut piece) = (Vec::new(), String::new());
    format.begin(&head, &mut piece).map_err(Error::internal)?;
    for from in (0..turns).step_by(AT_ONCE as usize) {
        for turn in record::store::page(scope, id, from, AT_ONCE).await? {
            format.turn(&head, &turn, &mut piece).map_err(Error::internal)?;
        }
        file.push(std::mem::take(&mut piece));
    }
    format.end(&head, &mut piece).map_err(Error::internal)?;
    file.push(piece);
    Ok(file)
}
