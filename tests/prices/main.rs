//! What requests are billed: worked out by hand, and by what holds for all.

mod histories;
mod properties;
mod worked_out;
