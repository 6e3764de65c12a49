//! Images and documents: tokens by their size.

use crate::{
    catalog::tokenizers::{Image, Tokenizer, embedded},
    money::{Range, Tokens},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use memchr::memmem;

/// What stands beside the texts of a prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Media {
    /// Width and height of images, in pixels.
    pub images: Vec<(u64, u64)>,
    /// Pages of documents.
    pub pages: u64,
}

impl Media {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Media::default()
    }

    /// Adds a file that stands in a request in Base64; whether its size can be read.
    pub fn add(&mut self, kind: &str, data: &str) -> bool {
        if kind == "application/pdf" {
            let pages = BASE64_STANDARD.decode(data).map_or(0, |bytes| pages(&bytes));
            self.pages = self.pages.saturating_add(pages);
            return pages > 0;
        }
        let size = size(data);
        self.images.extend(size);
        size.is_some()
    }

    /// Tokens of all.
    pub fn tokens(&self, tokenizer: &Tokenizer) -> Tokens {
        let images = self.images.iter().map(|(width, height)| tokens_of_image(*width, *height, tokenizer.image));
        let images = images.fold(0, u64::saturating_add);
        // A page's own size is rarely known; as an image it has as many squares as one may have, or fewer.
        let page = embedded().page();
        let of = |each: u64| self.pages.saturating_mul(each);
        Range::new(images, images) + Range::new(of(page.low), of(page.high.saturating_add(tokenizer.image.most)))
    }
}

/// Squares of an image, once it is scaled down as far as it must be.
fn tokens_of_image(width: u64, height: u64, image: Image) -> u64 {
    let (long, short) = (width.max(height).max(1), width.min(height).max(1));
    let longest = long.min(image.edge).div_ceil(image.patch);
    let squares = |across: u64| {
        let side = (across * image.patch).min(long).min(image.edge);
        let down = (u128::from(short) * u128::from(side)).div_ceil(u128::from(long) * u128::from(image.patch));
        across * u64::try_from(down.max(1)).unwrap_or(image.most)
    };
    (1..=longest).rev().map(squares).find(|count| *count <= image.most).unwrap_or(image.most)
}

/// Bytes at the beginning of an image in which its size stands; in photographs it follows a preview.
const HEAD: usize = 256 * 1024;

/// Width and height of an image in Base64.
fn size(data: &str) -> Option<(u64, u64)> {
    let head = data.get(..data.len().min(HEAD / 3 * 4))?;
    let bytes = BASE64_STANDARD.decode(head).ok()?;
    let size = imagesize::blob_size(&bytes).ok()?;
    Some((size.width as u64, size.height as u64))
}

/// Pages of a PDF document, as far as they stand in it uncompressed.
fn pages(bytes: &[u8]) -> u64 {
    let kinds = [&b"/Type /Page"[..], b"/Type/Page"];
    let of =
        |kind: &[u8]| memmem::find_iter(bytes, kind).filter(|at| bytes.get(at + kind.len()) != Some(&b's')).count();
    kinds.iter().map(|kind| of(kind) as u64).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_cost_what_is_documented() {
        let image = |key: &str| embedded().tokenizer(key).map(|tokenizer| tokenizer.image).expect("it is there");
        for (width, height, old, new) in
            [(1000, 1000, 1296, 1296), (1920, 1080, 1560, 2691), (3840, 2160, 1560, 4784), (1, 1, 1, 1), (0, 0, 1, 1)]
        {
            assert_eq!(tokens_of_image(width, height, image("gen2")), old, "{width} x {height}");
            assert_eq!(tokens_of_image(width, height, image("gen3")), new, "{width} x {height}");
            assert_eq!(tokens_of_image(height, width, image("gen3")), new, "{height} x {width}");
        }
        assert!(tokens_of_image(u64::MAX, u64::MAX, image("gen3")) <= 4784);
    }

    #[test]
    fn sizes_are_read_from_the_beginning_of_a_file() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0\0\0\x03\0\x08\x02\0\0\0".to_vec();
        png.resize(600_000, 0);
        let mut media = Media::default();
        assert!(media.add("image/png", &BASE64_STANDARD.encode(&png)));
        assert!(
            media
                .add("application/pdf", &BASE64_STANDARD.encode("<< /Type /Pages >> << /Type /Page >> <</Type/Page>>"))
        );
        assert_eq!(media, Media { images: vec![(1024, 768)], pages: 2 });
        assert!(
            !media.add("image/png", "not base64") && !media.add("image/png", "é") && !media.add("application/pdf", "")
        );
    }
}
