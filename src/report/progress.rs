//! Progress on a terminal, for scans that take over a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// Scans shorter than this show nothing: a line that flashes up says nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often the line is drawn.
const PACE: Duration = Duration::from_millis(120);

/// A line on standard error that says what is being done. It goes away when it is dropped.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    files: Arc<AtomicUsize>,
    drawing: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// A line that shows itself only where it is `wanted` and the work takes long.
    ///
    /// # Panics
    ///
    /// Never: the template stands in the code.
    pub fn new(wanted: bool) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{spinner} {prefix}{msg}").expect("the template stands here");
        bar.set_style(style);
        let files = Arc::new(AtomicUsize::new(0));
        let drawing = wanted.then(|| draw(bar.clone(), Arc::clone(&files)));
        Progress { bar, files, drawing }
    }

    /// Begins a part of the work, with no file counted.
    pub fn begin(&self, doing: &'static str) {
        self.files.store(0, Ordering::Relaxed);
        self.bar.set_prefix(doing);
    }

    /// Counts the files of this part; whoever does the work adds to it.
    pub fn files(&self) -> &AtomicUsize {
        &self.files
    }
}

/// Draws the line from a thread of its own, so that no part of the work has to think of it.
fn draw(bar: ProgressBar, files: Arc<AtomicUsize>) -> (Sender<()>, JoinHandle<()>) {
    let (done, wait) = mpsc::channel::<()>();
    let thread = thread::spawn(move || {
        let mut pause = PATIENCE;
        while wait.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
            if pause == PATIENCE {
                bar.set_draw_target(ProgressDrawTarget::stderr());
                pause = PACE;
            }
            let count = files.load(Ordering::Relaxed);
            bar.set_message(if count == 0 { String::new() } else { format!(": {count} files") });
            bar.tick();
        }
    });
    (done, thread)
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.drawing.take() {
            drop(done);
            // A thread that panicked while drawing has nothing more to say.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}
