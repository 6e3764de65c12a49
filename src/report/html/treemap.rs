//! A map of the money: a rectangle a folder, as large as what its sites cost at most: in a month where the policy says how
//! often something runs, else for one call of each.

use super::{
    super::{escape::html as safe, sites::Site},
    month,
};
use crate::money::Money;
use std::{cmp::Reverse, collections::BTreeMap, fmt::Write};

/// Size of the map, in its own units.
const WIDTH: i128 = 960;
const HEIGHT: i128 = 320;

/// Folders that have a rectangle of their own; the cheapest of more than these are one together.
const FOLDERS: usize = 40;

/// Units that a letter of a label takes, and the least height of a rectangle with one.
const LETTER: i128 = 8;
const LINE: i128 = 18;

#[derive(Clone, Copy)]
struct Rectangle {
    x: i128,
    y: i128,
    width: i128,
    height: i128,
}

type Folder = (String, Money);

/// The map under its heading; nothing where no site has a price.
pub(super) fn section(sites: &[Site]) -> String {
    let monthly = sites.iter().any(|site| month(site).is_some());
    let folders = folders(sites, monthly);
    if folders.is_empty() {
        return String::new();
    }
    let mut shapes = String::new();
    place(&folders, Rectangle { x: 0, y: 0, width: WIDTH, height: HEIGHT }, &mut shapes);
    format!(
        "<h2>By folder</h2>\n<p>What {} at most, as far as prompts are known.</p>\n\
         <svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"cost by folder\">\n{shapes}</svg>\n",
        if monthly { "a month costs" } else { "one call of each site costs" }
    )
}

/// What each folder costs, the dearest first.
fn folders(sites: &[Site], monthly: bool) -> Vec<Folder> {
    let per_call = |site: &Site| site.estimate.as_ref().and_then(|estimate| estimate.usd);
    let mut sums: BTreeMap<&str, Money> = BTreeMap::new();
    for site in sites {
        let folder = site.path.rsplit_once('/').map_or(".", |(folder, _)| folder);
        let price = if monthly { month(site) } else { per_call(site) };
        let price = price.map_or(Money::ZERO, |price| price.high);
        let sum = sums.entry(folder).or_default();
        *sum = *sum + price;
    }
    let priced = sums.into_iter().filter(|(_, sum)| sum.0 > 0);
    let mut folders: Vec<Folder> = priced.map(|(folder, sum)| (folder.to_owned(), sum)).collect();
    folders.sort_by_key(|(_, sum)| Reverse(*sum));
    if folders.len() > FOLDERS {
        let rest = folders.split_off(FOLDERS - 1);
        folders.push((format!("{} more folders", rest.len()), sum(&rest)));
    }
    folders
}

fn sum(folders: &[Folder]) -> Money {
    folders.iter().map(|(_, sum)| *sum).sum()
}

/// Parts a rectangle among folders: in two halves of nearly one weight, across its longer side, and so on.
fn place(folders: &[Folder], at: Rectangle, out: &mut String) {
    match folders {
        [] => {}
        [(folder, cost)] => draw(folder, *cost, at, out),
        _ => {
            let whole = sum(folders);
            let mut first = 1;
            while first + 1 < folders.len() && sum(&folders[..first]).0 * 2 < whole.0 {
                first += 1;
            }
            let (one, other) = folders.split_at(first);
            let (weight, whole) = (sum(one).0, whole.0.max(1));
            let (a, b) = if at.width >= at.height {
                let width = at.width * weight / whole;
                (Rectangle { width, ..at }, Rectangle { x: at.x + width, width: at.width - width, ..at })
            } else {
                let height = at.height * weight / whole;
                (Rectangle { height, ..at }, Rectangle { y: at.y + height, height: at.height - height, ..at })
            };
            place(one, a, out);
            place(other, b, out);
        }
    }
}

fn draw(folder: &str, cost: Money, at: Rectangle, out: &mut String) {
    let Rectangle { x, y, width, height } = at;
    let name = safe(folder);
    let written = "a string takes everything";
    write!(out, "<g><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"/><title>{name}: {cost}</title>")
        .expect(written);
    let letters = usize::try_from((width - LETTER) / LETTER).unwrap_or(0);
    if letters > 2 && height >= LINE {
        let short: String = folder.chars().take(letters).collect();
        write!(out, "<text x=\"{}\" y=\"{}\">{}</text>", x + 4, y + 14, safe(&short)).expect(written);
    }
    if letters > 6 && height >= 2 * LINE {
        write!(out, "<text x=\"{}\" y=\"{}\">{cost}</text>", x + 4, y + 14 + LINE).expect(written);
    }
    out.push_str("</g>\n");
}
