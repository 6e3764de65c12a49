//! What kind of program a call stands in, by its path and what is around it.

use super::Place;
use crate::{resolve::event::Around, value::Name};

/// Folders of tests.
const TEST_FOLDERS: [&str; 5] = ["test", "tests", "__tests__", "spec", "e2e"];
/// Folders of programs that are run by hand.
const SCRIPT_FOLDERS: [&str; 11] =
    ["scripts", "script", "examples", "example", "bin", "tools", "demo", "demos", "samples", "evals", "benchmarks"];
/// Last parts of decorators that make a function a web handler.
const ROUTES: [&str; 12] =
    ["get", "post", "put", "patch", "delete", "route", "websocket", "command", "event", "message", "api_view", "tool"];
/// Last parts of decorators that hand a function to a queue or a clock.
const JOBS: [&str; 10] =
    ["task", "shared_task", "actor", "job", "cron", "scheduled", "periodic_task", "flow", "scheduled_job", "op"];
/// Attributes and routing calls of .NET that make a function a web handler.
const DOTNET_ROUTES: [&str; 17] = [
    "Function",
    "FunctionName",
    "HttpDelete",
    "HttpGet",
    "HttpPatch",
    "HttpPost",
    "HttpPut",
    "HttpTrigger",
    "KernelFunction",
    "Map",
    "MapDelete",
    "MapGet",
    "MapMethods",
    "MapPatch",
    "MapPost",
    "MapPut",
    "Route",
];
/// Attributes of .NET that make a method a test.
const DOTNET_TESTS: [&str; 6] = ["DataTestMethod", "Fact", "Test", "TestCase", "TestMethod", "Theory"];
/// Bases of .NET whose methods answer somebody who waits.
const DOTNET_HANDLERS: [&str; 6] = ["ComponentBase", "Controller", "ControllerBase", "Endpoint", "Hub", "PageModel"];
/// Bases of .NET that run beside whoever waits.
const DOTNET_JOBS: [&str; 3] = ["BackgroundService", "IHostedService", "IJob"];
/// Names of functions that a platform calls for a request.
const HANDLERS: [&str; 6] = ["lambda_handler", "handler", "loader", "action", "fetch", "onRequest"];
/// Methods that a route file of Next.js and its like exports.
const METHODS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "default"];

/// Folders of Laravel and Rails whose classes are called for a request, and by a queue.
const CONTROLLERS: [&str; 2] = ["Controllers", "controllers"];
const QUEUED: [&str; 2] = ["Jobs", "jobs"];
/// Folders of commands that are run by hand.
const COMMANDS: [&str; 1] = ["Commands"];
/// Ends of the names of files that hold tests, in languages that have such.
const TEST_ENDS: [&str; 3] = ["Test.php", "_spec.rb", "Cest.php"];

/// The place of a call in the file at `path`.
pub(super) fn of(path: &str, around: &Around) -> Place {
    let parts: Vec<&str> = path.split('/').collect();
    let (folders, file) = parts.split_at(parts.len().saturating_sub(1));
    let file = file.first().copied().unwrap_or_default();
    let function = around.function.as_deref().unwrap_or_default();
    match () {
        () if is_test_file(path)
            || decorated(&around.decorators, &[crate::syntax::TEST])
            || function.rsplit('.').next().is_some_and(|name| name.starts_with("test_")) =>
        {
            Place::Test
        }
        () if decorated(&around.decorators, &DOTNET_TESTS) => Place::Test,
        () if file.rsplit_once('.').is_some_and(|(_, kind)| kind.eq_ignore_ascii_case("ipynb")) => Place::Notebook,
        () if folders.ends_with(&[".github", "workflows"]) => Place::Workflow,
        () if is_handler(path, file, function, around) => Place::WebHandler,
        () if decorated(&around.decorators, &JOBS) || stems_from(around, &DOTNET_JOBS) => Place::Job,
        () if by_folder(file, folders, &CONTROLLERS) => Place::WebHandler,
        () if by_folder(file, folders, &QUEUED) => Place::Job,
        () if by_folder(file, folders, &COMMANDS) => Place::Script,
        () if around.main_guard || folders.iter().any(|folder| SCRIPT_FOLDERS.contains(folder)) => Place::Script,
        () => Place::Library,
    }
}

/// Whether a file of PHP or Ruby stands in one of these folders.
fn by_folder(file: &str, folders: &[&str], names: &[&str]) -> bool {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending);
    matches!(ending, Some("php" | "rb")) && folders.iter().any(|folder| names.contains(folder))
}

/// Whether a file holds tests, by its path.
pub fn is_test_file(path: &str) -> bool {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.split('.').next().unwrap_or_default();
    folders.split('/').any(|folder| TEST_FOLDERS.contains(&folder) || is_dotnet_test_project(folder))
        || stem.ends_with("Tests") && crate::syntax::language_of(path) == Some(crate::syntax::Language::CSharp)
        || stem.starts_with("test_")
        || stem.ends_with("_test")
        || stem == "conftest"
        || file.contains(".test.")
        || file.contains(".spec.")
        || TEST_ENDS.iter().any(|end| file.ends_with(end))
}

fn is_handler(path: &str, file: &str, function: &str, around: &Around) -> bool {
    let stem = file.split('.').next().unwrap_or_default();
    let name = function.rsplit('.').next().unwrap_or_default();
    let exported = METHODS.contains(&name) || HANDLERS.contains(&name);
    decorated(&around.decorators, &ROUTES)
        || decorated(&around.decorators, &DOTNET_ROUTES)
        || stems_from(around, &DOTNET_HANDLERS)
        || name == "lambda_handler"
        || stem == "route"
        || stem == "+server"
        || path.contains("pages/api/")
        || exported && (path.contains("/api/") || path.contains("routes/"))
        || around.bases.iter().any(|base| base.ends_with("View") || base.ends_with("RequestHandler"))
}

/// Whether a decorator's last part is one of `names`: `app.post`, `router.get`, `shared_task`.
fn decorated(decorators: &[Name], names: &[&str]) -> bool {
    decorators.iter().any(|decorator| names.contains(&decorator.rsplit('.').next().unwrap_or_default()))
}

/// Whether a folder is a project of tests as .NET names them: `Desk.Tests`, `Desk.UnitTests`.
fn is_dotnet_test_project(folder: &str) -> bool {
    folder.rsplit_once('.').is_some_and(|(_, last)| last == "Test" || last.ends_with("Tests"))
}

/// Whether one of the bases of the enclosing class has one of these names.
fn stems_from(around: &Around, names: &[&str]) -> bool {
    around.bases.iter().any(|base| names.contains(&base.rsplit('.').next().unwrap_or_default()))
}
