//! A restricted XML reader: elements are read in order, without custom entities, and nested to a limited
//! depth.

use std::borrow::Cow;

use quick_xml::{
    XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
    name::{Namespace, ResolveResult},
    reader::NsReader,
};

use crate::Unreadable;

/// The deepest nesting of elements.
const DEEPEST: usize = 120;

/// Namespaces, and the prefix that the code of a reader uses for each.
pub(super) type Vocabulary = &'static [(&'static str, &'static str)];

/// A document, read from start to end. A caller that opens a child must read all of it, with [`Xml::child`]
/// until there is none, or with [`Xml::skip`].
pub(super) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    vocabulary: Vocabulary,
    depth: usize,
}

/// The content of an element.
pub(super) enum Child<'a> {
    Element(Element<'a>),
    Text(Cow<'a, str>),
}

/// The start of an element.
pub(super) struct Element<'a> {
    prefix: &'static str,
    start: BytesStart<'a>,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str, vocabulary: Vocabulary) -> Self {
        let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, vocabulary, depth: 0 }
    }

    /// The root element.
    ///
    /// # Errors
    /// [`Unreadable::Damaged`] if there is none.
    pub(super) fn root(&mut self) -> Result<Element<'a>, Unreadable> {
        loop {
            match self.next()? {
                Some(Child::Element(element)) => return Ok(element),
                Some(Child::Text(_)) => {}
                None => return Err(Unreadable::Damaged),
            }
        }
    }

    /// The next child of the innermost open element.
    ///
    /// # Errors
    /// [`Unreadable`] if it is damaged or declares entities.
    pub(super) fn child(&mut self) -> Result<Option<Child<'a>>, Unreadable> {
        self.next()
    }

    /// Skips the rest of the innermost open element.
    ///
    /// # Errors
    /// As [`Xml::child`].
    pub(super) fn skip(&mut self) -> Result<(), Unreadable> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// The text in the rest of the innermost open element, without markup.
    ///
    /// # Errors
    /// As [`Xml::child`].
    pub(super) fn words(&mut self) -> Result<String, Unreadable> {
        let mut words = String::new();
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if let Some(Child::Text(text)) = self.next()? {
                words.push_str(&text);
            }
        }
        Ok(words.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn next(&mut self) -> Result<Option<Child<'a>>, Unreadable> {
        loop {
            let (space, event) = self.reader.read_resolved_event().map_err(|_| Unreadable::Damaged)?;
            let prefix = match space {
                ResolveResult::Bound(Namespace(space)) => {
                    self.vocabulary.iter().find(|(it, _)| *it == space).map_or("", |(_, prefix)| prefix)
                }
                _ => "",
            };
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Unreadable::TooLargeInside);
                    }
                    return Ok(Some(Child::Element(Element { prefix, start })));
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or(Unreadable::Damaged)?;
                    return Ok(None);
                }
                Event::Text(text) => return Ok(Some(Child::Text(text.xml10_content()))),
                Event::CData(text) => return Ok(Some(Child::Text(text.xml10_content()))),
                Event::GeneralRef(name) => return Ok(Some(Child::Text(character(&name)?))),
                Event::DocType(declaration) if declaration.contains('[') => return Err(Unreadable::Entities),
                Event::Eof if self.depth > 0 => return Err(Unreadable::Damaged),
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }
}

/// The character that `&…;` stands for.
fn character<'a>(name: &quick_xml::events::BytesRef<'_>) -> Result<Cow<'a, str>, Unreadable> {
    if let Some(character) = name.resolve_char_ref().map_err(|_| Unreadable::Damaged)? {
        return Ok(Cow::Owned(character.to_string()));
    }
    resolve_predefined_entity(name).map(Cow::Borrowed).ok_or(Unreadable::Entities)
}

impl Element<'_> {
    /// The name with the prefix of its namespace in the vocabulary.
    pub(super) fn name(&self) -> (&'static str, &str) {
        (self.prefix, self.start.local_name().into_inner())
    }

    /// An attribute by its local name, in any namespace.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let attribute =
            attributes.with_checks(false).flatten().find(|it| it.key.local_name().into_inner() == name)?;
        Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
    }

    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name).is_some_and(|it| it == value)
    }
}
