//! The program as people run it: in a folder of its own, with its streams and its exit status.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The program, to be run in a folder.
pub fn skint(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_skint"));
    command.args(args).current_dir(folder).env_remove("NO_COLOR");
    command
}

/// Exit status, standard output and standard error.
pub fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = skint(folder, args).output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    (status.code(), text(stdout), text(stderr))
}

/// A folder of its own for a test, and empty.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME")).join(name);
    fs::remove_dir_all(&folder).unwrap_or_default(); // it may not be there yet
    fs::create_dir_all(folder.join(".git")).expect("the folder can be made");
    folder
}

/// Writes a file and the folders it is in.
pub fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("the folder can be made");
    fs::write(path, bytes).expect("the file can be written");
}
