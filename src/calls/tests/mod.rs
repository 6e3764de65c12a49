mod anthropic;
mod build;
