const MODEL: &str = "claude-opus-5-5";

fn whole() -> &'static str {
    MODEL
}

fn broken( {
    let x = ;
}

impl Desk {
    fn good(&self) -> u32 {
        1
    }

    fn bad(&self) -> {
        2
    }
}

fn last() {}
