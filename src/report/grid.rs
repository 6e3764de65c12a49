//! Tables for other programs: CSV and Markdown.

/// Titles, and rows of as many cells.
pub(super) struct Grid {
    pub(super) titles: Vec<&'static str>,
    pub(super) rows: Vec<Vec<String>>,
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
        let mut out = line(self.titles.iter().map(|title| markdown(title)).collect());
        out.push_str(&line(self.titles.iter().map(|_| "---".to_owned()).collect()));
        for row in &self.rows {
            out.push_str(&line(row.iter().map(|cell| markdown(cell)).collect()));
        }
        out
    }
}

/// A value as a spreadsheet reads it: never as a formula, never as two.
fn csv(cell: &str) -> String {
    let cell: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let formula = cell.starts_with(['=', '+', '-', '@']);
    let cell = if formula { format!("'{cell}") } else { cell };
    if cell.contains([',', '"', '\'']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

/// A value as Markdown shows it: as it is.
pub(super) fn markdown(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for c in super::escape::line(cell).chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' | '@' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_becomes_more_than_a_cell() {
        let rows = vec![vec!["=cmd()".into(), "a,\"b\"\nc".into()], vec!["x|y".into(), "<img> @all `a`".into()]];
        let grid = Grid { titles: vec!["one", "two"], rows };
        assert_eq!(grid.csv(), "one,two\n\"'=cmd()\",\"a,\"\"b\"\" c\"\nx|y,<img> @all `a`\n");
        let shown =
            "| one | two |\n| --- | --- |\n| =cmd() | a,\"b\"\\\\nc |\n| x\\|y | &lt;img&gt; \\@all \\`a\\` |\n";
        assert_eq!(grid.markdown(), shown);
    }
}
