//! Fits `rules/tokenizers/frames.toml` to requests whose tokens the API counted, and says how well it predicts
//! repositories that it did not see.

mod frames;
mod records;
mod solve;
mod spread;
mod table;

use records::Record;
use std::{env, fs, path::Path, process::ExitCode};

const USAGE: &str = "\
fit frames LOG OUT     fit frames and spreads to the clean records of LOG, write them to OUT
fit check LOG          cross-validate by repository, and print errors of what is shipped";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["frames", log, out] => records::read(Path::new(log)).and_then(|records| write(&records, Path::new(out))),
        ["check", log] => records::read(Path::new(log)).map(|records| check(&records)),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// Fits everything and writes it in the place of what is shipped.
fn write(records: &[Record], out: &Path) -> Result<(), String> {
    let clean: Vec<&Record> = records.iter().filter(|record| record.clean).collect();
    let fitted = frames::fit(&clean);
    let spreads = spread::fit(&clean, &fitted);
    let text = frames::toml(&fitted, &spreads, records);
    fs::write(out, text).map_err(|error| format!("{}: {error}", out.display()))
}

/// Errors of what is shipped, and of fits that did not see the repository they are judged on.
fn check(records: &[Record]) {
    let clean: Vec<&Record> = records.iter().filter(|record| record.clean).collect();
    println!("as shipped\n{}", table::errors(&clean, |record| record.shipped));
    let unseen = frames::cross_validated(&clean);
    println!("fitted without the repository judged\n{}", table::errors(&clean, |record| unseen[&record.id]));
    println!("{}", spread::coverage(&clean));
}
