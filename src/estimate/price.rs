//! From tokens to money: the terms of a request, its bill, and what requests come to over turns.

mod bill;
mod cache;
mod case;
mod history;
mod prices;
mod terms;

pub use bill::{Bill, Class, Factor, Line, Modifier, Tariff, Usage};
pub use cache::{Beginning, Caching, caches, minimum};
pub use case::{Case, Maybe, Quote};
pub use history::{History, Marks, Turns};
pub use prices::{Agreed, Prices};
pub use terms::{Refused, Terms};

pub(super) use case::cases;
