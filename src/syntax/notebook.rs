//! Notebooks: the code cells of an `.ipynb` file, in order, as one module.
use crate::source::Cell;
/// The text of a notebook's code cells and where each begins; an error says what was expected.
pub fn open(_json: &str) -> Result<(String, Vec<Cell>), String> {
    Err(String::from("not read yet"))
}
