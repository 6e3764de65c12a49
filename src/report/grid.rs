//! Tables for other programs: CSV and Markdown.

use super::escape;

/// Titles, and rows of as many cells.
pub(super) struct Grid {
    pub(super) titles: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
    /// The column that holds addresses of the catalogue, which stay links where there are any.
    pub(super) links: Option<&'static str>,
}

impl Grid {
    /// As comma-separated values with a header (RFC 4180).
    pub(super) fn csv(&self) -> String {
        let mut out = String::new();
        let titles: Vec<String> = self.titles.iter().map(|title| (*title).to_owned()).collect();
        for row in std::iter::once(&titles).chain(&self.rows) {
            out.push_str(&row.iter().map(|cell| csv(cell)).collect::<Vec<_>>().join(","));
            out.push('\n');
        }
        out
    }

    /// As a table of Markdown.
    pub(super) fn markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut out = line(self.titles.iter().map(|title| escape::markdown(title)).collect());
        out.push_str(&line(self.titles.iter().map(|_| "---".to_owned()).collect()));
        for row in &self.rows {
            let cell = |(title, cell): (&&str, &String)| {
                if self.links == Some(title) { cell.clone() } else { escape::markdown(cell) }
            };
            out.push_str(&line(self.titles.iter().zip(row).map(cell).collect()));
        }
        out
    }
}

/// A value as a spreadsheet reads it: never as a formula, never as two, and never as a command in the log that it is
/// printed to.
fn csv(cell: &str) -> String {
    let cell = escape::line(cell);
    let formula = cell.starts_with(['=', '+', '-', '@']);
    let cell = if formula { format!("'{cell}") } else { cell };
    if cell.contains([',', '"', '\'']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_more_than_a_cell() {
        let rows = vec![
            vec!["=cmd()".into(), "a,\"b\"\nc".into()],
            vec!["x|y".into(), "<img> @all `a`".into()],
            vec!["::error::x".into(), "##[error] ::warning::".into()],
        ];
        let grid = Grid { titles: vec!["one", "two"], rows, links: None };
        insta::assert_snapshot!(grid.csv(), @r#"
        one,two
        "'=cmd()","a,""b""\nc"
        x|y,<img> @all `a`
        :\:error::x,##\[error] :\:warning::
        "#);
        insta::assert_snapshot!(grid.markdown(), @r#"
        | one | two |
        | --- | --- |
        | =cmd() | a,"b"\\nc |
        | x\|y | \<img\> @&#8203;all `a` |
        | :\\:error::x | \#&#8203;\#&#8203;\\\[error\] :\\:warning:: |
        "#);
    }
}
