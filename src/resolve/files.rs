//! What resolving asks of the tree. The core does no input or output; the walk implements this.

use super::{Earlier, OfFile};
use crate::{
    bounds::Bounds,
    source::{Source, SourceId},
    syntax::{Language, Module},
    value::Name,
};
use base64::{Engine, prelude::BASE64_STANDARD};
use std::sync::Arc;

/// A file that holds words that were searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The file.
    pub file: SourceId,
    /// Positions of the sets all words of which it holds, at least one, in order.
    pub sets: Vec<usize>,
}

/// The files of the scanned tree, read and lowered when asked for, each once.
pub trait Files: Sync {
    /// The file with exactly this path from the root, with `/` between its parts.
    fn find(&self, path: &str) -> Option<SourceId>;
    /// Path of a file from the root.
    fn path(&self, id: SourceId) -> Arc<str>;
    /// Text of a file; `None` where it cannot be read as text or is over the size bound.
    fn source(&self, id: SourceId) -> Option<Arc<Source>>;
    /// The same, for one look: the text need not be kept.
    fn glance(&self, id: SourceId) -> Option<Arc<Source>> {
        self.source(id)
    }
    /// Bytes of a file in Base64, as requests carry images and documents; `None` where it cannot be read or is over the
    /// size bound. They are kept, so that whoever asks again gets the same.
    fn base64(&self, id: SourceId) -> Option<Arc<str>> {
        self.source(id).map(|source| encoded(source.text.as_bytes()))
    }
    /// A file as data flow sees it; `None` where no reader reads it.
    fn module(&self, id: SourceId) -> Option<Arc<Module>>;
    /// The same, for whoever goes through all files: the tree is let go of by [`Files::forget`], unless somebody asked
    /// before, who may ask again.
    fn visit(&self, id: SourceId) -> Option<Arc<Module>> {
        self.module(id)
    }
    /// Every file with this last part of its path (`package.json`), in order of path.
    fn named(&self, file_name: &str) -> Vec<SourceId>;
    /// Every file that stands in this folder itself, in order of path; the root is the empty path.
    fn in_folder(&self, folder: &str) -> Vec<SourceId>;
    /// Every file of these languages whose bytes hold, as whole words, all words of at least one of the sets, in
    /// order of path. This reads files: ask once for many sets.
    fn mentioning(&self, languages: &[Language], sets: &[Vec<Name>]) -> Vec<SourceId> {
        self.mentions(languages, sets, &|_| true).into_iter().map(|hit| hit.file).collect()
    }
    /// The same of the files with paths that fit, each with the sets that it holds; no other is read.
    fn mentions(&self, languages: &[Language], sets: &[Vec<Name>], among: &(dyn Fn(&str) -> bool + Sync)) -> Vec<Hit>;
    /// Where what a file says by itself is kept, if it is kept with the file.
    fn of_file(&self, _id: SourceId) -> Option<Arc<OfFile>> {
        None
    }
    /// Whether a file is another one in the state that this one is compared with, if there is such a state.
    fn differs(&self, _id: SourceId) -> bool {
        false
    }
    /// What evaluation gave in the state that this one is compared with.
    fn earlier(&self) -> Option<&Earlier> {
        None
    }
    /// How much of the files is read and followed.
    fn bounds(&self) -> Bounds {
        Bounds::default()
    }
    /// What is wrong with a file beyond what its reader said.
    fn fault(&self, _id: SourceId, _message: String) {}
    /// A file is not needed for now: whoever asks again may have to wait.
    fn forget(&self, _id: SourceId) {}
}

/// Bytes in Base64.
pub fn encoded(bytes: &[u8]) -> Arc<str> {
    BASE64_STANDARD.encode(bytes).into()
}
