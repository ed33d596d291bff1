//! Messages of the readers in the language of the user. The program that shows them provides the sentences.

/// An argument of a sentence.
#[derive(Debug, Clone, Copy)]
pub enum Argument<'a> {
    Text(&'a str),
    Count(usize),
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Argument<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

/// A language with the sentences of the readers.
pub trait Translate {
    /// The sentence with this id. `arguments` are pairs of a name and a value.
    fn translate(&self, id: &str, arguments: &[(&'static str, Argument<'_>)]) -> String;

    /// [`Translate::translate`] without an argument.
    fn t(&self, id: &str) -> String {
        self.translate(id, &[])
    }

    /// [`Translate::translate`] with one argument.
    fn t1<'a>(&self, id: &str, name: &'static str, value: impl Into<Argument<'a>>) -> String {
        self.translate(id, &[(name, value.into())])
    }

    /// [`Translate::translate`] with two arguments.
    fn t2<'a>(
        &self,
        id: &str,
        name: &'static str,
        value: impl Into<Argument<'a>>,
        other: &'static str,
        second: impl Into<Argument<'a>>,
    ) -> String {
        self.translate(id, &[(name, value.into()), (other, second.into())])
    }
}
