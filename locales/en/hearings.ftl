# Hearings.

hearings-count = { $count ->
    [0] no hearing
    [one] { $count } hearing
   *[other] { $count } hearings
}
turns-count = { $count ->
    [one] { $count } turn
   *[other] { $count } turns
}
hearing-number-prefix = Hearing no.
hearing-new = New hearing
import-minutes = Import minutes
hearings-none-title = No hearing in this series
hearings-none-advice = A hearing begins with a date and a title; people and the record come afterwards.
hearing-state-planned = Planned
hearing-state-held = Held
hearing-state-in-review = In review
hearing-state-approved = Approved
hearing-state-published = Published
hearing-state-cancelled = Cancelled
