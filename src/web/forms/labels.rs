//! What fields are called in the summary above a form, where a message alone
//! ("Fill in this field.") would not say which is meant.

/// What to do about a field that was left empty.
pub fn missing(field: &str) -> &'static str {
    match field {
        "title" => "error-required-title",
        "day" => "error-required-day",
        "markdown" | "text" => "error-required-text",
        "reason" => "error-required-reason",
        _ => "error-required",
    }
}

/// The sentence that names a field; none for one whose messages say it all.
pub fn of(field: &str) -> Option<&'static str> {
    Some(match field {
        "address" => "field-address",
        "alias" => "field-alias",
        "answer" => "field-answer",
        "author" => "field-author",
        "behalf" => "field-behalf",
        "body" => "field-body",
        "category" => "field-category",
        "colour" => "field-colour",
        "comment" => "field-comment",
        "confirmation" => "field-confirmation",
        "contribution" => "field-contribution",
        "current" => "field-current",
        "day" => "field-day",
        "description" => "field-description",
        "due_on" => "field-due-on",
        "email" => "field-email",
        "kind" => "field-kind",
        "file" => "field-file",
        "language" => "field-language",
        "letterhead" => "field-letterhead",
        "markdown" | "text" => "field-text",
        "member" => "field-member",
        "name" => "field-name",
        "note" => "field-note",
        "notes" => "field-notes",
        "number" => "field-number",
        "organisation" => "field-organisation",
        "password" => "field-password",
        "people" => "field-people",
        "person" => "field-person",
        "place" => "field-place",
        "quote" => "field-quote",
        "reason" => "field-reason",
        "register_number" => "field-register-number",
        "role" => "field-role",
        "section" => "field-section",
        "since" => "field-since",
        "source" => "field-source",
        "speaker" => "field-speaker",
        "time" => "field-time",
        "time_zone" => "field-time-zone",
        "title" => "field-title",
        "until" => "field-until",
        _ => return None,
    })
}
