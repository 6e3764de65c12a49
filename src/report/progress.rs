//! Progress on a terminal, for scans that take over a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

/// Scans shorter than this show nothing: a bar that flashes up says nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar on standard error. It can be shared between threads and goes away when it is dropped.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    began: Instant,
    wanted: bool,
    shown: AtomicBool,
}

impl Progress {
    /// A bar that shows itself only where it is `wanted` and the work takes long.
    pub fn new(wanted: bool) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(style("{msg} {pos} files"));
        Progress { bar, began: Instant::now(), wanted, shown: AtomicBool::new(false) }
    }

    /// Begins a part of the work, of `total` files where that is known.
    pub fn begin(&self, doing: &'static str, total: Option<u64>) {
        self.bar.set_message(doing);
        self.bar.set_position(0);
        match total {
            Some(total) => {
                self.bar.set_length(total);
                self.bar.set_style(style("{msg} {pos} of {len} files [{bar:24}]").progress_chars("=> "));
            }
            None => self.bar.set_style(style("{msg} {pos} files")),
        }
        self.show();
    }

    /// Counts a file that is done.
    pub fn step(&self) {
        self.bar.inc(1);
        self.show();
    }

    /// Says how many files are done.
    pub fn at(&self, files: u64) {
        self.bar.set_position(files);
        self.show();
    }

    fn show(&self) {
        if self.wanted && self.began.elapsed() > PATIENCE && !self.shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates stand in this file")
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
