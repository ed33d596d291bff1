//! Who was there, in the capacity of that day.

use sea_orm::{DeriveActiveEnum, EnumIter, FromQueryResult};
use uuid::Uuid;

use crate::directory::body::BodyKind;

/// In which part of the table of those present someone stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Category {
    #[sea_orm(string_value = "witness")]
    Witness,
    #[sea_orm(string_value = "political_group")]
    PoliticalGroup,
    #[sea_orm(string_value = "executive")]
    Executive,
    #[sea_orm(string_value = "administration")]
    Administration,
}

impl Category {
    /// In the order of the table of those present.
    pub const ALL: [Self; 4] = [Self::Witness, Self::PoliticalGroup, Self::Executive, Self::Administration];

    /// As the database and forms know it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Witness => "witness",
            Self::PoliticalGroup => "political_group",
            Self::Executive => "executive",
            Self::Administration => "administration",
        }
    }

    /// From a code; anything unknown is no category.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// The sentence that names those of it.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::Witness => "category-witness",
            Self::PoliticalGroup => "category-political-group",
            Self::Executive => "category-executive",
            Self::Administration => "category-administration",
        }
    }

    /// Where someone of a body of this kind is expected to stand.
    pub fn expected(body: Option<BodyKind>) -> Self {
        match body {
            Some(BodyKind::PoliticalGroup) => Self::PoliticalGroup,
            Some(BodyKind::Cabinet) => Self::Executive,
            Some(BodyKind::Department) => Self::Administration,
            Some(BodyKind::Organisation) | None => Self::Witness,
        }
    }
}

/// Someone present. Name, title and body are those of the day; only the colour
/// is the group's of today.
#[derive(Debug, Clone, FromQueryResult)]
pub struct Attendance {
    pub id: Uuid,
    pub person_id: Uuid,
    pub category: Category,
    pub name: String,
    pub title: String,
    pub body_name: String,
    pub body_id: Option<Uuid>,
    /// Of the political group.
    pub colour: Option<i16>,
}

impl Attendance {
    /// "Hydrologue, Bureau d’études Ruissel"
    pub fn capacity(&self) -> String {
        let parts = [self.title.as_str(), self.body_name.as_str()];
        parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// Those of one category.
#[derive(Debug)]
pub struct Section {
    pub category: Category,
    pub present: Vec<Attendance>,
}

/// The one of those present whose attendance that is.
pub fn speaker(present: &[Section], id: Option<Uuid>) -> Option<&Attendance> {
    let id = id?;
    present.iter().flat_map(|section| &section.present).find(|it| it.id == id)
}

/// The table of those present: by category, none of them empty.
pub fn sections(present: Vec<Attendance>) -> Vec<Section> {
    let mut sections = Category::ALL.map(|category| Section { category, present: Vec::new() });
    for attendance in present {
        if let Some(section) = sections.iter_mut().find(|it| it.category == attendance.category) {
            section.present.push(attendance);
        }
    }
    sections.into_iter().filter(|it| !it.present.is_empty()).collect()
}
