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
hearing-nth = hearing no. { $number }
hearing-new = New hearing
import-minutes = Import minutes
hearings-none-title = No hearing in this series
hearings-none-advice = A hearing begins with a date and a title; people and the record come afterwards.
hearing-state-planned = Planned
hearing-state-held = Held
hearing-state-in_review = In review
hearing-state-approved = Approved
hearing-state-published = Published
hearing-state-cancelled = Cancelled

hearing-title = Title of the hearing
hearing-number = Number in the series
hearing-number-unreadable = Write a number in digits, from 1 to 99,999.
hearing-number-taken = Number { $number } belongs to another hearing of the series. { $free } is free.
hearing-day-hint = e.g. 3/4/2024 (day first), 3 April 2024 or tomorrow
hearing-time-hint = e.g. 14:30 or 2.30pm
hearing-time-skipped = There is no such time on that day: clocks go forward over it. Write an earlier or a later one.
hearing-time-twice = On that day this time comes twice. Say which, below the time.
hearing-occurrence = Which of the two?
hearing-occurrence-first = The first time, in summer time
hearing-occurrence-second = The second time, an hour later, in winter time
hearing-create = Save, then note who was there
hearing-edit = Edit hearing
hearing-stale-title = Someone changed this hearing while you were writing.
hearing-hold = Mark as held
hearing-cancel = Cancel the hearing
hearing-reinstate = Reinstate the hearing
hearing-submit = Send to review
done-hearing-logged = The hearing is saved. Who was there?
done-hearing-changed = The hearing is changed.
done-hearing-held = The hearing is marked as held.
done-hearing-cancelled = The hearing is cancelled.
done-hearing-reinstated = The hearing is planned again.
done-hearing-submitted = The record is in review: every member of the authority can read it.
done-hearing-recalled = The record is no longer in review: only the organisers read it.
closed-session = Closed session
closed-session-hint = Only those present and the organising body will know that this hearing exists.
closed-session-now = Only those present and the organising body know that this hearing exists.
closed-session-close = Move to closed session
closed-session-close-hint = Messages about it that have not left yet will be held back.
closed-session-lift = Lift the closed session
closed-session-lift-hint = Once lifted, everyone can see it; what was quoted or summarised from it stays closed, and so do turns that are closed by themselves.
done-hearing-closed = The hearing is in closed session: only those present and the organising body see it.
done-hearing-opened = The closed session is lifted: members of the authority see this hearing again.

tabs-of-hearing = The hearing
tab-record = Record
tab-round = Correction round
done-hearing-submitted-closed = The record is in review: those present can read it, in closed session.
