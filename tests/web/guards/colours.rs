//! The colours of political groups are distinguishable from their background.

use super::files;

/// The two colours of a `light-dark(#…, #…)` after a name in the style sheet.
fn pair(css: &str, name: &str) -> [[f64; 3]; 2] {
    let value = css.split(name).nth(1).unwrap_or_else(|| panic!("no {name}"));
    let value = value.split(')').next().unwrap().split("light-dark(").nth(1).unwrap();
    let mut colours = value.split(',').map(|it| rgb(it.trim()));
    [colours.next().unwrap(), colours.next().unwrap()]
}

fn rgb(code: &str) -> [f64; 3] {
    let code = code.strip_prefix('#').filter(|it| it.len() == 6).unwrap_or_else(|| panic!("{code}"));
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&code[at..at + 2], 16).unwrap()) / 255.0)
}

/// WCAG 2.2, relative luminance.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] =
        colour.map(|it| if it <= 0.04045 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn contrast_follows_the_wcag_formula() {
    assert!((contrast(rgb("#000000"), rgb("#ffffff")) - 21.0).abs() < 0.01);
    assert!((contrast(rgb("#777777"), rgb("#ffffff")) - 4.48).abs() < 0.01);
}

/// A dot, a bar or an edge needs a contrast of 3 to 1 (WCAG 2.2, 1.4.11) in both themes.
#[test]
fn every_group_colour_contrasts_with_every_background() {
    let css = files("static/css", &["app.css"]).remove(0).text;
    let grounds = ["--ground:", "--surface:", "--paper:", "--target-wash:"].map(|it| (it, pair(&css, it)));
    let mut wrong = Vec::new();
    for number in 1..=12 {
        let group = pair(&css, &format!(".group-c{number} {{ --group:"));
        for (name, ground) in grounds {
            for theme in [0, 1] {
                let contrast = contrast(group[theme], ground[theme]);
                if contrast < 3.0 {
                    wrong.push(format!("group {number} on {name} in theme {theme}: {contrast:.2}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    // Text is never set in these colours.
    for use_of in css.split("var(--group").skip(1).zip(css.split("var(--group")) {
        let before = use_of.1.rsplit([';', '{']).next().unwrap_or("");
        assert!(!before.trim_start().starts_with("color"), "{before}");
    }
}
