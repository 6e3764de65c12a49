//! Edits and places.

use super::*;

fn edit(start: u32, end: u32, text: &str) -> Edit {
    Edit { at: Span::new(SourceId(0), start, end), replacement: text.to_owned() }
}

#[test]
fn edits_change_nothing_beside_them() {
    let text = "a = 1\r\n# é\r\nb = 2\n";
    assert_eq!(applied(text, [&edit(17, 18, "3"), &edit(4, 5, "22")]), "a = 22\r\n# é\r\nb = 3\n");
    assert_eq!(applied(text, [&edit(0, 0, "x\r\n")]), "x\r\na = 1\r\n# é\r\nb = 2\n");
    assert_eq!(applied(text, []), text);
}

#[test]
fn an_edit_that_cuts_a_character_or_lies_outside_is_left_out() {
    assert_eq!(applied("é", [&edit(1, 2, "x")]), "é");
    assert_eq!(applied("é", [&edit(0, 9, "x")]), "é");
}

#[test]
fn the_first_of_two_that_overlap_wins() {
    let mut taken = Taken::default();
    assert!(taken.take(&[edit(4, 8, ""), edit(10, 10, "")]));
    for (start, end) in [(4, 4), (5, 6), (0, 5), (7, 9), (0, 20), (10, 10), (9, 11)] {
        assert!(!taken.take(&[edit(30, 31, ""), edit(start, end, "")]), "{start}..{end}");
    }
    assert!(taken.take(&[edit(30, 31, ""), edit(8, 10, ""), edit(0, 4, "")]));
}
