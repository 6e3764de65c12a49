//! Errors by generation and kind.

use crate::records::{Kind, Record};
use std::fmt::Write;

/// Median, nine tenths and mean error in percent.
pub fn errors(records: &[&Record], predicted: impl Fn(&Record) -> f64) -> String {
    let mut out = String::from("            records  median    p90   bias\n");
    for (name, new) in [("to 4.6", false), ("from 4.7", true)] {
        for kind in [None, Some(Kind::Text), Some(Kind::Tools), Some(Kind::Calls)] {
            let of = records.iter().filter(|record| (record.frame != "gen2") == new);
            let of = of.filter(|record| kind.is_none_or(|kind| record.kind == kind));
            let errors: Vec<f64> = of.map(|record| (predicted(record) / record.actual - 1.0) * 100.0).collect();
            let mut sizes: Vec<f64> = errors.iter().map(|error| error.abs()).collect();
            sizes.sort_by(f64::total_cmp);
            let at = |share: f64| sizes.get((sizes.len() as f64 * share) as usize).copied().unwrap_or(f64::NAN);
            let bias = errors.iter().sum::<f64>() / errors.len() as f64;
            let kind = kind.map_or("all".to_owned(), |kind| format!("{kind:?}").to_lowercase());
            writeln!(out, "{name:9} {kind:6} {:5}  {:6.2} {:6.2} {bias:+6.2}", errors.len(), at(0.5), at(0.9))
                .expect("a string takes everything");
        }
    }
    out
}
