//! skint: what Claude API calls cost, found in code without running it.

pub mod allow;
pub mod baseline;
pub mod bounds;
pub mod calls;
pub mod catalog;
pub mod cli;
pub mod compare;
pub mod diagnostic;
pub mod estimate;
pub mod fix;
pub mod git;
pub mod money;
pub mod policy;
pub mod report;
pub mod resolve;
pub mod rules;
pub mod run;
pub mod source;
pub mod syntax;
pub mod value;
pub mod walk;
