//! Where these tests run, and as whom: a file that may not be read is one only for somebody who is not root.

use super::binary::{skint, write};
use std::{
    env, fs,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

/// A file with a call of a model that is gone, which is an error that only `--fix --unsafe` mends.
pub const RETIRED: &str = "import anthropic\nclient = anthropic.Anthropic()\n\n\ndef ask():\n    return \
                           client.messages.create(model=\"claude-3-opus-20240229\", max_tokens=9, messages=[])\n";

/// Who runs what must not be run as root, where the tests are.
const NOBODY: u32 = 65534;

/// A folder that anybody can come to, with its files, and gone with this value.
pub struct Ground(pub PathBuf);

impl Ground {
    /// A repository with one call.
    pub fn new(name: &str) -> Ground {
        let folder = env::temp_dir().join(format!("skint-faults-{}-{name}", std::process::id()));
        fs::remove_dir_all(&folder).unwrap_or_default(); // it may not be there yet
        fs::create_dir_all(folder.join(".git")).expect("the folder can be made");
        write(&folder, "src/ask.py", RETIRED);
        Ground(folder)
    }

    /// Gives all of it to who runs the program.
    pub fn give(&self) -> &Ground {
        if is_root() {
            for entry in walkdir::WalkDir::new(&self.0).into_iter().flatten() {
                chown(entry.path(), Some(NOBODY), Some(NOBODY)).expect("root may give files away");
            }
        }
        self
    }

    /// The program, as somebody whom rights mean something to.
    pub fn skint(&self, args: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(args).args(["--as-of", "2026-11-22"]).current_dir(&self.0).env_remove("NO_COLOR");
        if is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let folders = walkdir::WalkDir::new(&self.0).into_iter().flatten().filter(|entry| entry.file_type().is_dir());
        let readable = <fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o755);
        folders.for_each(|entry| fs::set_permissions(entry.path(), readable.clone()).unwrap_or_default());
        fs::remove_dir_all(&self.0).unwrap_or_default(); // what is left lies in the system's folder for such things
    }
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// The program, at a place where anybody may run it.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let built = Path::new(env!("CARGO_BIN_EXE_skint"));
        if !is_root() || Command::new(built).arg("--version").uid(NOBODY).gid(NOBODY).output().is_ok() {
            return built.to_path_buf();
        }
        let copy = env::temp_dir().join("skint-faults-program");
        let fresh = env::temp_dir().join(format!("skint-faults-program-{}", std::process::id()));
        fs::copy(built, &fresh).expect("it can be copied");
        fs::rename(fresh, &copy).expect("it can be put in its place");
        copy
    })
}

/// Status, standard output and standard error; a program that a signal ended, or that panicked, is none that ended well.
pub fn ended(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
    let (out, err) = (text(&stdout), text(&stderr));
    let code = status.code().unwrap_or_else(|| panic!("{status}: {out}{err}"));
    assert!(!err.contains("panicked") && !out.contains("a bug of skint"), "{out}{err}");
    (code, out, err)
}

/// The same for the program with arguments, in a folder.
pub fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    ended(skint(folder, args).args(["--as-of", "2026-11-22"]))
}

/// The program under limits that a shell sets first, such as `ulimit -f 0`.
pub fn limited(folder: &Path, limits: &str, args: &[&str]) -> Command {
    let mut command = Command::new("sh");
    let script = format!("{limits} && exec \"$0\" \"$@\"");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_skint")]).args(args).current_dir(folder);
    command
}
