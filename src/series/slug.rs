//! A name for addresses: letters, digits and hyphens.

use formats::names::fold;

/// A title as an address: "L'eau dans la ville" becomes `l-eau-dans-la-ville`, at
/// most 60 characters. The caller adds `-2`, `-3`, … where the address is taken.
/// Empty where the title has no letter or digit.
pub fn slug(title: &str) -> String {
    let mut slug = fold(title).replace(' ', "-");
    slug.truncate(60);
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn titles_become_addresses() {
        assert_eq!(slug("L’eau dans la ville"), "l-eau-dans-la-ville");
        assert_eq!(slug("  Écoles & cantines : été 2024 "), "ecoles-cantines-ete-2024");
        assert_eq!(slug("…"), "");
        assert!(slug(&"mot ".repeat(50)).len() <= 60);
    }
}
