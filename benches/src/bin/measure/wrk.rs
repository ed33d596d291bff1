//! One run of wrk.

use std::process::Command;

use crate::Failure;

/// The result of one run; times in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    pub per_second: f64,
    pub p50: f64,
    pub p99: f64,
}

/// Requests a page over 16 connections for this many seconds.
pub fn run(url: &str, cookie: &str, seconds: u32) -> Result<Run, Failure> {
    let output = Command::new("wrk")
        .args(["--latency", "-t2", "-c16", &format!("-d{seconds}s"), "-H", &format!("Cookie: {cookie}"), url])
        .output()?;
    let told = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() || told.contains("Non-2xx") || told.contains("Socket errors") {
        return Err(format!("{url}\n{told}{}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let value = |name: &str| {
        let line = told.lines().find_map(|line| line.trim().strip_prefix(name));
        line.map(str::trim).ok_or_else(|| format!("wrk tells no {name}:\n{told}"))
    };
    Ok(Run {
        per_second: value("Requests/sec:")?.parse()?,
        p50: milliseconds(value("50%")?)?,
        p99: milliseconds(value("99%")?)?,
    })
}

fn milliseconds(text: &str) -> Result<f64, Failure> {
    let (unit, factor) = [("us", 0.001), ("ms", 1.0), ("s", 1000.0)]
        .into_iter()
        .find(|(unit, _)| text.ends_with(unit))
        .ok_or("no unit")?;
    Ok(text.trim_end_matches(unit).parse::<f64>()? * factor)
}

/// The median of several runs, figure by figure.
pub fn median(runs: &[Run]) -> Run {
    let middle = |figure: fn(&Run) -> f64| {
        let mut figures: Vec<f64> = runs.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures[figures.len() / 2]
    };
    Run { per_second: middle(|it| it.per_second), p50: middle(|it| it.p50), p99: middle(|it| it.p99) }
}
