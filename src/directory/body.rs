//! Bodies: political groups, cabinets, departments, outside organisations.

use sea_orm::{DeriveActiveEnum, EnumIter};

/// What a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum BodyKind {
    #[sea_orm(string_value = "political_group")]
    PoliticalGroup,
    #[sea_orm(string_value = "cabinet")]
    Cabinet,
    #[sea_orm(string_value = "department")]
    Department,
    #[sea_orm(string_value = "organisation")]
    Organisation,
}

impl BodyKind {
    pub const ALL: [Self; 4] = [Self::PoliticalGroup, Self::Cabinet, Self::Department, Self::Organisation];

    /// As the database and forms know it.
    pub fn code(self) -> &'static str {
        match self {
            Self::PoliticalGroup => "political_group",
            Self::Cabinet => "cabinet",
            Self::Department => "department",
            Self::Organisation => "organisation",
        }
    }

    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// The sentence that names it.
    pub fn label_id(self) -> &'static str {
        match self {
            Self::PoliticalGroup => "body-kind-political-group",
            Self::Cabinet => "body-kind-cabinet",
            Self::Department => "body-kind-department",
            Self::Organisation => "body-kind-organisation",
        }
    }
}
