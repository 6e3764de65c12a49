mod agents;
mod anthropic;
mod build;
mod clouds;
mod contexts;
mod frameworks;
mod gateways;
mod raw;
