//! `GET …/export.{md,txt,xml}`: the record as far as the member may read it.

use std::fmt;

use actix_web::{HttpResponse, web};

use super::{akoma_ntoso::AkomaNtoso, head::Head, markdown, plain};
use crate::{
    access::{permissions::ReadRegister, scope::Scope},
    config::Config,
    hearings::{hearing::Hearing, store as hearings},
    record::{self, turn::Turn},
    web::{
        error::{Error, Result},
        paths::ExportPath,
    },
};

/// Turns in one query: the rows of a long record are never all in memory.
const AT_ONCE: u32 = 500;

/// The format of the file.
#[derive(Debug)]
enum Format {
    Markdown,
    Plain,
    /// With the errata of the turns so far, which are written at the end.
    AkomaNtoso(AkomaNtoso, Vec<(i32, Vec<String>)>),
}

impl Format {
    /// From the file name extension.
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
    path: web::Path<ExportPath>,
    config: web::Data<Config>,
) -> Result<HttpResponse> {
    let format = Format::of(&path.format).ok_or(Error::NotFound)?;
    let hearing = hearings::find(&scope, &path.series, path.number).await?;
    if hearing.turns == 0 {
        return Err(Error::NotFound);
    }
    let name = format!("{}-{}-{}.{}", scope.page().tenant, hearing.series_slug, hearing.number, path.format);
    let content_type = format.content_type();
    let file = write(&scope, &config, hearing, format).await?;
    Ok(scope.attachment(&name, content_type, file))
}

/// Writes one piece of the file per query. The file is sent after the transaction has ended, so
/// that a slow client holds no connection.
async fn write(
    scope: &Scope<ReadRegister>,
    config: &Config,
    hearing: Hearing,
    mut format: Format,
) -> Result<Vec<String>> {
    let turns = u32::try_from(hearing.turns).unwrap_or(u32::MAX);
    let head = Head::load(scope, config, hearing).await?;
    let (mut file, mut piece) = (Vec::new(), String::new());
    format.begin(&head, &mut piece).map_err(Error::internal)?;
    for from in (0..turns).step_by(AT_ONCE as usize) {
        for turn in record::store::page(scope, &head.hearing, from, AT_ONCE).await? {
            format.turn(&head, &turn, &mut piece).map_err(Error::internal)?;
        }
        file.push(std::mem::take(&mut piece));
    }
    format.end(&head, &mut piece).map_err(Error::internal)?;
    file.push(piece);
    Ok(file)
}
