//! Working with the keyboard alone.

use serde_json::json;

use crate::browser::{Browser, plain};

pub const TAB: &str = "\u{e004}";
pub const ENTER: &str = "\u{e007}";
pub const ESCAPE: &str = "\u{e00c}";
pub const CONTROL: &str = "\u{e009}";
pub const END: &str = "\u{e010}";
/// Releases every key that is held.
pub const RELEASE: &str = "\u{e000}";

/// How many presses of Tab a page may need to reach an element.
const STEPS: usize = 150;

/// Whether the focus is visible: the element is on the screen, and it or its container has an outline or,
/// in text fields, another border.
const FOCUS_SHOWS: &str = "
    const it = document.activeElement, at = it.getBoundingClientRect();
    if (at.bottom <= 0 || at.top >= innerHeight || at.right <= 0 || at.left >= innerWidth) return 'it is off the screen';
    for (let part = it, far = 0; part && far < 5; part = part.parentElement, far++) {
      const { outlineStyle, outlineWidth } = getComputedStyle(part);
      if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) return '';
    }
    return 'nothing frames it';";

impl Browser {
    /// Presses one key at the current focus.
    pub async fn key(&self, key: &str) {
        let strokes = json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] });
        self.driver.post("/actions", actions).await.expect("a key");
    }

    /// The accessible name of the element with the focus.
    pub async fn focused_name(&self) -> String {
        let Ok(element) = self.driver.active().await else { return String::new() };
        let name = self.driver.get(&format!("/element/{element}/computedlabel")).await;
        name.map_or(String::new(), |it| plain(it.as_str().unwrap_or("")))
    }

    /// Presses Tab until the focus is on the element with this name, in the part of the page with this id,
    /// and visible.
    pub async fn reach(&self, part: &str, name: &str) {
        let wanted = plain(name);
        let mut passed = Vec::new();
        let inside = format!("return Boolean(document.activeElement.closest('{part}'))");
        for _ in 0..STEPS {
            let found = self.focused_name().await;
            if found.contains(&wanted) && self.run(&inside).await == true {
                let fault = self.run(FOCUS_SHOWS).await;
                assert_eq!(fault, "", "the focus on “{name}” of {}", self.path().await);
                return;
            }
            passed.push(found);
            self.key(TAB).await;
        }
        panic!("Tab does not lead to “{name}” on {}, only to {passed:#?}", self.path().await);
    }
}
