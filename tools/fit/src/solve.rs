//! Least absolute deviations, which outliers do not move: weighted least squares, again and again.

/// An equation: what stands how often, what that comes to, and how much it counts.
pub struct Row {
    pub counts: Vec<f64>,
    pub target: f64,
    pub weight: f64,
}

/// Rounds of reweighting; figures stop moving long before.
const ROUNDS: usize = 60;

/// Deviations below this are as good as none.
const SMALL: f64 = 0.5;

/// The figures that miss least in sum.
pub fn least_deviations(rows: &[Row], unknowns: usize) -> Vec<f64> {
    let mut figures = vec![0.0; unknowns];
    for _ in 0..ROUNDS {
        let mut matrix = vec![vec![0.0; unknowns + 1]; unknowns];
        for row in rows {
            let missed = row.target - predicted(&row.counts, &figures);
            let weight = row.weight / missed.abs().max(SMALL);
            for i in 0..unknowns {
                for j in 0..unknowns {
                    matrix[i][j] += weight * row.counts[i] * row.counts[j];
                }
                matrix[i][unknowns] += weight * row.counts[i] * row.target;
            }
        }
        figures = eliminate(matrix);
    }
    figures
}

/// What a row comes to.
pub fn predicted(counts: &[f64], figures: &[f64]) -> f64 {
    counts.iter().zip(figures).map(|(count, figure)| count * figure).sum()
}

/// Solves by elimination; figures that nothing determines are zero.
fn eliminate(mut matrix: Vec<Vec<f64>>) -> Vec<f64> {
    let size = matrix.len();
    for column in 0..size {
        let largest = |row: &usize, other: &usize| matrix[*row][column].abs().total_cmp(&matrix[*other][column].abs());
        let pivot = (column..size).max_by(largest).unwrap_or(column);
        matrix.swap(column, pivot);
        if matrix[column][column].abs() < 1e-9 {
            continue;
        }
        let lead = matrix[column].clone();
        for (_, row) in matrix.iter_mut().enumerate().filter(|(index, _)| *index != column) {
            let factor = row[column] / lead[column];
            row.iter_mut().zip(&lead).for_each(|(cell, above)| *cell -= factor * above);
        }
    }
    let figure = |(index, row): (usize, &Vec<f64>)| if row[index].abs() < 1e-9 { 0.0 } else { row[size] / row[index] };
    matrix.iter().enumerate().map(figure).collect()
}
