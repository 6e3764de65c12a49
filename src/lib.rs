//! skint: what Claude API calls cost, found in code without running it.

pub mod calls;
pub mod catalog;
pub mod diagnostic;
pub mod estimate;
pub mod money;
pub mod policy;
pub mod resolve;
pub mod rules;
pub mod source;
pub mod syntax;
pub mod value;
