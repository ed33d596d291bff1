//! Closed lists of words. A list is written once: its values in the database,
//! in forms and in JSON, and the ids of the sentences that name them.

use sea_orm::{
    ExprTrait as _, IntoSimpleExpr,
    sea_query::{SimpleExpr, extension::postgres::PgFunc},
};
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, IntoDeserializer as _, value::StringDeserializer},
};

/// Declares an enum whose values are words.
///
/// `words! { /// Doc. pub enum Colour("colour") { Red = "red", Blue = "blue" } }` gives
/// `Colour::ALL`, `code()` (`"red"`), `parse("red")`, `label_id()` (`"colour-red"`), and the
/// same words for serde and for text columns.
macro_rules! words {
    ($(#[$meta:meta])* $visibility:vis enum $name:ident($label:literal) {
        $($(#[$variant_meta:meta])* $variant:ident = $word:literal),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash,
            sea_orm::EnumIter, sea_orm::DeriveActiveEnum, serde::Serialize, serde::Deserialize,
        )]
        #[sea_orm(rs_type = "String", db_type = "Text")]
        $visibility enum $name {
            $($(#[$variant_meta])* #[sea_orm(string_value = $word)] #[serde(rename = $word)] $variant),*
        }

        #[allow(dead_code, reason = "a list has all of these, used or not")]
        impl $name {
            /// All values, in the order of their declaration.
            pub const ALL: [Self; [$($word),*].len()] = [$(Self::$variant),*];

            /// [`Self::ALL`] for templates, which name values and no types.
            pub fn all(self) -> [Self; [$($word),*].len()] {
                Self::ALL
            }

            /// The word in the database, in forms and in JSON.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The id of the sentence that names it.
            pub fn label_id(self) -> &'static str {
                match self { $(Self::$variant => concat!($label, "-", $word)),* }
            }

            /// The value of a word; none where the list has no such word.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|it| it.code() == word)
            }
        }
    };
}

pub(crate) use words;

/// Whether a column has one of these words. However many they are, the statement has one parameter.
pub fn is_among(column: impl IntoSimpleExpr, words: impl IntoIterator<Item = &'static str>) -> SimpleExpr {
    let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
    column.into_simple_expr().eq(PgFunc::any(words))
}

/// Reads a word of an address, for `deserialize_with`. An unknown word is none.
pub fn known<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let word: StringDeserializer<D::Error> = String::deserialize(deserializer)?.into_deserializer();
    Ok(T::deserialize(word).ok())
}
