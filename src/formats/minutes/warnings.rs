//! What the reader of an import should look at.

use serde::Serialize;

/// Something that was not plain, and where.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(into = "Printed")]
pub struct Warning {
    /// The line of the source, from 1; 0 for the document as a whole.
    pub line: usize,
    pub kind: Kind,
}

/// A warning as the command line prints it: the data, and a French sentence.
#[derive(Serialize)]
struct Printed {
    line: usize,
    #[serde(flatten)]
    kind: Kind,
    message: String,
}

impl From<Warning> for Printed {
    fn from(warning: Warning) -> Self {
        let message = warning.message();
        Printed { line: warning.line, kind: warning.kind, message }
    }
}

/// What is to be looked at. The names in `snake_case` are stable codes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Kind {
    /// A part of the document was not found.
    Missing { part: Part },
    /// A line of the head was read as nothing.
    UnreadHead { text: String },
    /// A row of the table of those present names nobody.
    UnreadRow { text: String },
    /// A row of the table names somebody excused or absent.
    NotPresent { text: String },
    /// Somebody stands twice in the table; one attendance was made of it.
    ListedTwice { name: String, kept: String, dropped: String },
    /// A heading names somebody who is not in the table.
    UnknownSpeaker { label: String },
    /// A heading fits several people of the table.
    AmbiguousSpeaker { label: String, candidates: Vec<String> },
    /// A heading was taken for somebody whose name is spelt otherwise.
    NearSpeaker { label: String, name: String },
    /// Text that stands under no speaker's heading.
    Unattributed { text: String },
    /// A heading has no text under it.
    EmptyTurn { label: String },
    /// A call in the text has no note.
    CallWithoutNote { marker: String },
    /// A note has no call; it was given to the turn above it.
    NoteWithoutCall { marker: String },
    /// Two notes of one turn had the same marker; this one got another.
    NoteRenamed { printed: String, marker: String },
    /// A paragraph under a note was taken for its continuation.
    NoteContinued { marker: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Series,
    Number,
    Title,
    Date,
    Attendances,
    Turns,
}

impl Warning {
    pub(super) fn at(line: usize, kind: Kind) -> Self {
        Warning { line, kind }
    }

    /// The sentence shown to a French reader.
    pub fn message(&self) -> String {
        match &self.kind {
            Kind::Missing { part } => format!("{} : introuvable dans le document.", part.french()),
            Kind::UnreadHead { text } => format!("Ligne d’en-tête non reconnue : « {text} »."),
            Kind::UnreadRow { text } => format!("Aucun nom reconnu parmi les présents : « {text} »."),
            Kind::NotPresent { text } => format!("Excusé ou absent, non repris : « {text} »."),
            Kind::ListedTwice { name, kept, dropped } => {
                format!("{name} figure deux fois : « {kept} » est gardé, « {dropped} » écarté.")
            }
            Kind::UnknownSpeaker { label } => {
                format!("« {label} » ne figure pas parmi les présents.")
            }
            Kind::AmbiguousSpeaker { label, candidates } => {
                format!("« {label} » peut désigner {}.", candidates.join(" ou "))
            }
            Kind::NearSpeaker { label, name } => {
                format!("« {label} » est lu comme {name}, dont le nom s’écrit autrement.")
            }
            Kind::Unattributed { text } => format!("Texte sans orateur : « {text} »."),
            Kind::EmptyTurn { label } => format!("Aucun texte sous « {label} »."),
            Kind::CallWithoutNote { marker } => format!("L’appel {marker} n’a pas de note."),
            Kind::NoteWithoutCall { marker } => {
                format!(
                    "La note {marker} n’est appelée nulle part ; elle suit l’intervention qui la précède."
                )
            }
            Kind::NoteRenamed { printed, marker } => {
                format!("Deux notes {printed} dans une intervention : la seconde devient {marker}.")
            }
            Kind::NoteContinued { marker } => {
                format!("Ce paragraphe est lu comme la suite de la note {marker}.")
            }
        }
    }
}

impl Part {
    fn french(self) -> &'static str {
        match self {
            Part::Series => "Cycle",
            Part::Number => "Numéro",
            Part::Title => "Titre",
            Part::Date => "Date",
            Part::Attendances => "Liste des présents",
            Part::Turns => "Interventions",
        }
    }
}
