use skint::{catalog::models::{embedded, Found}, estimate::{Input, Way}};
use std::io::BufRead;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    for line in std::io::BufReader::new(std::fs::File::open(path).unwrap()).lines() {
        let line: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let Found::Known(model, _) = embedded().find(line["model"].as_str().unwrap()) else { continue };
        let Some(input) = Input::of_body(&line["request"]) else { continue };
        let way = Way::of(embedded(), model);
        let m = input.measure(&way);
        let r = m.range(way.tokenizer);
        println!("{}", serde_json::json!({"id": line["id"], "low": r.low, "high": r.high, "content": m.content.total(), "words": m.content.words, "signs": m.content.signs, "other": m.content.other, "tools": m.tools.total(), "frame": m.frame, "middle": m.middle() as i64 + (m.beside.low*1000) as i64, "open": input.open.iter().map(|o| o.part.to_string()).collect::<Vec<_>>(), "forced": format!("{:?}", input.forced), "counts": format!("{:?}", input.counts)}));
    }
}
