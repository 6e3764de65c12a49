//! From tokens to money: the terms of a request, its bill, and what requests come to over turns.

mod bill;
mod case;
mod history;
mod prices;
mod terms;

pub use bill::{Bill, Class, Factor, Line, Modifier, Tariff, Usage};
pub use case::{Caching, Case, Maybe, Quote};
pub use history::{History, Turns};
pub use prices::{Agreed, Prices};
pub use terms::{CacheUse, Refused, Terms};

pub(super) use case::cases;
