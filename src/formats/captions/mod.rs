//! Timed texts: captions and transcripts of recordings.

pub mod page;
pub mod subrip;
pub mod webvtt;
pub mod whisperx;
