//! Writes the inputs that a target begins with into a folder: `seeds TARGET FOLDER`.

use std::{env, fs, path::Path, process::ExitCode};

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let [name, folder] = args.as_slice() else { return ExitCode::from(2) };
    let Some(target) = skint_fuzz::TARGETS.iter().find(|target| target.name == name) else { return ExitCode::from(2) };
    fs::create_dir_all(folder).expect("the folder can be made");
    for (at, input) in target.inputs().iter().enumerate() {
        fs::write(Path::new(folder).join(format!("seed-{at:04}")), input).expect("the folder can be written to");
    }
    ExitCode::SUCCESS
}
