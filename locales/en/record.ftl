# The record of a hearing, its turns.

attendances-edit = Those present
present-count = { $count ->
    [one] { $count } person present
   *[other] { $count } people present
}
record-in-preparation-title = The record is being prepared
record-in-preparation-advice = Its editors are still at work. It will appear here as soon as it goes to review.
record-none-title = No record yet
record-none-advice = It will appear here once the hearing has been held and its record is ready.
record-none-advice-organiser = Import the text of the minutes: turns, speakers and notes will be recognised.
outline-title = Who speaks
speaker-unknown = Speaker to be identified
speaker-printed = printed as “{ $label }”
turn-permalink = Link to turn
turn-closed = In closed session: only those present and the organising body see this
turn-notes = Notes of turn
note-back = Back to the call of note
turn-follow-up = Create a follow-up
turn-correct = Correct
