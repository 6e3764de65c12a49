//! YAML as the platform reads it: of actions, only strings, lists and tables count.

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};
use serde_json::{Map, Value};
use std::{fs, path::Path};

/// The one document of a file.
pub fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut parser = Parser::new_from_str(&text);
    while let Some(event) = parser.next_event() {
        match event.unwrap_or_else(|error| panic!("{}: {error}", path.display())).0 {
            Event::StreamStart | Event::DocumentStart(_) | Event::Nothing => {}
            event => return node(event, &mut parser),
        }
    }
    Value::Null
}

fn node<'t>(event: Event<'t>, rest: &mut Parser<'t, StrInput<'t>>) -> Value {
    match event {
        Event::Scalar(text, style, ..) => scalar(&text, style),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            loop {
                match next(rest) {
                    Event::SequenceEnd => return Value::Array(items),
                    event => items.push(node(event, rest)),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut map = Map::new();
            loop {
                let key = match next(rest) {
                    Event::MappingEnd => return Value::Object(map),
                    Event::Scalar(key, ..) => key.into_owned(),
                    other => panic!("a key is a text, not {other:?}"),
                };
                let event = next(rest);
                map.insert(key, node(event, rest));
            }
        }
        other => panic!("{other:?} is no value"),
    }
}

fn next<'t>(parser: &mut Parser<'t, StrInput<'t>>) -> Event<'t> {
    parser.next_event().expect("the document goes on").expect("it is YAML").0
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    match (text, style) {
        ("true", ScalarStyle::Plain) => Value::Bool(true),
        ("false", ScalarStyle::Plain) => Value::Bool(false),
        _ => Value::from(text),
    }
}
