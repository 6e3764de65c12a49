//! Notebooks: the code cells of an `.ipynb` file, in order, as one module.
//!
//! The text of a cell is kept as it is, magics and shell lines included, so that what is shown of it is what stands
//! in the notebook; the Python reader knows them. A cell in another language counts as no code.

use crate::source::{Cell, offset};
use serde::{Deserialize, de::IgnoredAny};

/// Languages of kernels that run Python, or a language that contains it.
const KERNELS: [&str; 5] = ["coconut", "ipython", "python", "sage", "xonsh"];

/// Magics on the first line of a cell whose other lines are Python; under any other, such as `%%bash` or
/// `%%writefile`, they are not run as Python.
const PYTHON_MAGICS: [&str; 13] = [
    "capture", "debug", "heat", "ipytest", "lprun", "memit", "mprun", "prun", "python", "python3", "snakeviz", "time",
    "timeit",
];

/// A notebook as its format has it: version 4 keeps cells at the top, version 3 in worksheets.
#[derive(Deserialize)]
struct Notebook {
    cells: Option<Vec<RawCell>>,
    worksheets: Option<Vec<Worksheet>>,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Worksheet {
    #[serde(default)]
    cells: Vec<RawCell>,
}

#[derive(Deserialize)]
struct RawCell {
    cell_type: Option<String>,
    source: Option<Lines>,
    /// What version 3 calls the source of a code cell.
    input: Option<Lines>,
    /// Version 3 says the language for each cell.
    language: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Lines {
    Whole(String),
    Each(Vec<String>),
    Other(IgnoredAny),
}

#[derive(Default, Deserialize)]
struct Metadata {
    language_info: Option<LanguageInfo>,
    kernelspec: Option<KernelSpec>,
}

#[derive(Deserialize)]
struct LanguageInfo {
    name: Option<String>,
}

#[derive(Deserialize)]
struct KernelSpec {
    language: Option<String>,
}

/// The text of a notebook's code cells, joined by newlines, and where each begins. A notebook in another language than
/// Python has none. An error says what was expected, and where.
pub fn open(json: &str) -> Result<(String, Vec<Cell>), String> {
    let json = json.trim_start_matches('\u{feff}');
    let notebook: Notebook = serde_json::from_str(json)
        .map_err(|error| format!("expected a notebook, which is JSON with cells: {error}"))?;
    let python = notebook.metadata.language().is_none_or(is_python);
    let mut text = String::new();
    let mut cells = vec![];
    for (index, cell) in notebook.into_cells()?.into_iter().enumerate() {
        let Some(code) = cell.into_python().filter(|_| python) else { continue };
        if !cells.is_empty() {
            text.push('\n');
        }
        cells.push(Cell { index: offset(index), start: offset(text.len()) });
        text.push_str(&code);
    }
    Ok((text, cells))
}

impl Notebook {
    fn into_cells(self) -> Result<Vec<RawCell>, String> {
        match (self.cells, self.worksheets) {
            (Some(cells), _) => Ok(cells),
            (None, Some(sheets)) => Ok(sheets.into_iter().flat_map(|sheet| sheet.cells).collect()),
            (None, None) => {
                Err(String::from("expected a notebook, but this JSON has neither `cells` nor `worksheets`"))
            }
        }
    }
}

impl Metadata {
    fn language(&self) -> Option<&str> {
        let info = self.language_info.as_ref().and_then(|info| info.name.as_deref());
        info.or(self.kernelspec.as_ref().and_then(|kernel| kernel.language.as_deref()))
    }
}

impl RawCell {
    /// The cell's text, if it is Python.
    fn into_python(self) -> Option<String> {
        let other_language = self.language.as_deref().is_some_and(|language| !is_python(language));
        if self.cell_type.as_deref() != Some("code") || other_language {
            return None;
        }
        let text = match self.source.or(self.input)? {
            Lines::Whole(text) => text,
            Lines::Each(lines) => lines.concat(),
            Lines::Other(_) => return None,
        };
        runs_as_python(&text).then_some(text)
    }
}

fn is_python(language: &str) -> bool {
    let language = language.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    KERNELS.iter().any(|kernel| kernel.eq_ignore_ascii_case(language))
}

/// Whether a magic on the first line hands the cell to something else than Python.
fn runs_as_python(text: &str) -> bool {
    let Some(magic) = text.trim_start().strip_prefix("%%") else { return true };
    let name = magic.trim_start().split(|c: char| c.is_whitespace()).next().unwrap_or("");
    PYTHON_MAGICS.contains(&name)
}
