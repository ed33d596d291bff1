# What follows from a hearing: registers, one action, its history, mail.

actions-title = Follow-ups
actions-done-title = Follow-ups done
actions-count = { $count ->
    [one] { $count } follow-up
   *[other] { $count } follow-ups
}
actions-of-hearing = Follow-ups of the hearing
actions-mine = Mine
actions-body = My body’s
actions-all = All
actions-show-done = Follow-ups done
actions-show-open = Follow-ups to do
actions-none-title = Nothing is waiting here
actions-none-advice = Follow-ups are created from a turn of the record; they appear here with their due date.
actions-none-done-title = No follow-up done
actions-none-done-advice = A follow-up that is closed appears here with what became of it.

action-state-open = To do
action-state-in_progress = In progress
action-state-late = { $days ->
    [one] Late by one day
   *[other] Late by { $days } days
}
action-state-done = Done

action-new = Create a follow-up
action-create = Create and tell
action-title = What is to be done
action-title-hint = A sentence that begins with a verb.
action-quote-of = Words quoted from turn { $turn }
action-quote-hint = Keep the words that call for this follow-up.
action-turn-gone = This turn is no longer in the record. Go back to the hearing and choose another one.
action-body = Body in charge
action-member = Person in charge
action-charge-hint = A body, a person, or a person in a body.
action-charge-missing = Choose a body or a person.
action-charge-unchanged = They are in charge of this follow-up already. Choose someone else.
action-no-body = No body
action-no-member = Nobody in particular
action-no-due = No due date
action-due-by = by { $day }

action-in-charge = In charge
action-hearing = Hearing
action-source = Where it was said
action-source-turn = turn { $turn }
action-author = Asked for by

action-note = How far is it?
action-note-add = Add a note
action-note-save = Save the note
action-close = Close the follow-up
action-reopen = Reopen the follow-up
action-overtaken-advice = Your note has not been saved: here it is. Save it if it is still useful.

action-hand-over = Hand over to someone else
action-hand-over-button = Hand over and tell
action-handover-note = A word along with it
action-handover-note-hint = It stays in the log and goes with the message.
action-handover-done = This follow-up is closed: reopen it before handing it over.
action-stale-title = This follow-up changed while you were choosing.
action-stale-advice = Here is what is saved and what you chose. Confirm your choice, or cancel.
action-stale-theirs = In charge now
action-stale-mine = Your choice

action-log = Log
action-log-note = { $who } noted:
action-log-assignment = { $who } assigned this follow-up. In charge: { $to }.
action-log-handover = { $who } handed this follow-up over. In charge: { $to }; before: { $from }.
action-log-closure = { $who } closed this follow-up.
action-log-reopening = { $who } reopened this follow-up.
action-log-reversal = { $who } undid a change.
action-log-handover-reversed = { $who } undid the handover of this follow-up. In charge: { $to }; before: { $from }.

done-action-created = The follow-up is created; those in charge are told.
done-action-reported = The note is saved.
done-action-closed = The follow-up is closed.
done-action-closed-before = Someone else has already closed this follow-up.
done-action-reopened = The follow-up is reopened.
done-action-open-before = Someone else has already reopened this follow-up.
done-action-handed-over = The follow-up is handed over; those in charge are told.

quoted = “{ $text }”
mail-greeting = Hello { $name },
mail-action-subject = A follow-up: { $title }
mail-action-intro-member = { $who } puts you in charge of a follow-up.
mail-action-intro-body = { $who } puts your body, { $body }, in charge of a follow-up.
mail-action-due = By { $day }
mail-action-no-due = No due date
mail-action-hearing = Hearing no. { $number }, “{ $title }”
mail-action-quote = What was said:
mail-action-note = A word along with it:
mail-action-link = To say how far it is, and to close it once it is done:

actions-figures-title = Opened and closed by month
actions-figures-lead = The actions opened and closed, month by month, and what is left to do at the end of each. One that was reopened no longer counts as closed.
actions-figures-picture = From month to month
actions-figures-which = Actions
actions-figures-opened = Opened
actions-figures-closed = Closed
actions-figures-left = Left to do
actions-figures-so-far = So far
actions-figures-table = The same figures, by month
actions-figures-month = Month
actions-figures-none-title = No actions to count
