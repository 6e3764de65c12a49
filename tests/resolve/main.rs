//! What skint works out without running: the twelve ways in which models, caps and prompts reach a request, in Python
//! and in TypeScript. What cannot be known stays unknown.

#[path = "../common/tree.rs"]
mod tree;

mod branches;
mod builders;
mod captured;
mod choices;
mod circles;
mod classes;
mod clients;
mod constants;
mod csharp;
mod declared_requests;
mod doubles;
mod environment;
mod go;
mod go_settings;
mod headers;
mod java;
mod javascript_modules;
mod kotlin;
mod loops;
mod notebooks;
mod objects;
mod options;
mod params;
mod parts;
mod php;
mod php_sdks;
mod processes;
mod prompts;
mod python_modules;
mod raw_requests;
mod ruby;
mod ruby_sdks;
mod rust;
mod rust_sdks;
mod seen;
mod set_elsewhere;
mod settings;
mod shell;
mod spring_settings;
mod subclasses;
mod wrappers;
