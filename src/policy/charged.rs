//! What a team pays, in the terms of the engine that prices requests.

use super::{ModelPrices, Policy, Region, Stated};
use crate::{
    catalog::models::Routing,
    estimate::price::{self, Agreed},
};
use std::sync::Arc;

impl Policy {
    /// What is paid for the calls of a file instead of list prices.
    pub fn charged(&self, path: &str) -> Arc<price::Prices> {
        let stated = self.prices(path);
        let region = stated.region.as_ref().map(|region| region.value);
        let routing = match region {
            Some(Region::Global) => Some(Routing::Global),
            Some(Region::Regional) => Some(Routing::Regional),
            Some(Region::UnitedStates) | None => None,
        };
        Arc::new(price::Prices {
            discount: value(stated.discount.as_ref()).unwrap_or(0),
            agreed: stated.models.iter().map(|(id, prices)| (id.clone(), agreed(prices))).collect(),
            platform: value(stated.platform.as_ref()),
            routing,
            us_only: region == Some(Region::UnitedStates),
        })
    }
}

fn agreed(prices: &ModelPrices) -> Agreed {
    Agreed {
        input: value(prices.input.as_ref()),
        output: value(prices.output.as_ref()),
        cache_write_5m: value(prices.cache_write_5m.as_ref()),
        cache_write_1h: value(prices.cache_write_1h.as_ref()),
        cache_read: value(prices.cache_read.as_ref()),
        discount: value(prices.discount.as_ref()),
    }
}

fn value<T: Copy>(stated: Option<&Stated<T>>) -> Option<T> {
    stated.map(|stated| stated.value)
}
