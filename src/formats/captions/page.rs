use crate::formats::{Minutes, Unreadable};
pub fn is(_: &str) -> bool {
    false
}
pub fn is_json(_: &str) -> bool {
    false
}
pub fn read(_: &[u8]) -> Result<Minutes, Unreadable> {
    Err(Unreadable::Unknown)
}
