//! Figures and their bounds.

use std::process::ExitCode;

/// Collects the bounds that were exceeded.
#[derive(Default)]
pub struct Bounds {
    missed: Vec<String>,
}

impl Bounds {
    pub fn at_least(&mut self, name: &str, figure: f64, bound: f64) {
        self.hold(name, figure, &format!("≥ {bound}"), figure >= bound);
    }

    pub fn at_most(&mut self, name: &str, figure: f64, bound: f64) {
        self.hold(name, figure, &format!("≤ {bound}"), figure <= bound);
    }

    fn hold(&mut self, name: &str, figure: f64, bound: &str, kept: bool) {
        println!("{} {name}: {figure:.2} (promised {bound})", if kept { "kept  " } else { "MISSED" });
        if !kept {
            self.missed.push(name.to_owned());
        }
    }

    pub fn verdict(self) -> ExitCode {
        if self.missed.is_empty() {
            return ExitCode::SUCCESS;
        }
        println!("Missed: {}", self.missed.join("; "));
        ExitCode::FAILURE
    }
}
