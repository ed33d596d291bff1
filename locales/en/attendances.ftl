# Those present at a hearing.

category-witness = People heard
category-political_group = Political groups
category-executive = Executive and cabinets
category-administration = Administration

attendances-title = Those present
attendances-lead = Everyone’s capacity is noted as of { $day } and stays so, even when the directory changes.
attendances-done = Done
attendances-search = Add someone from the directory
attendances-search-hint = The beginning of a first or last name
attendances-found = { $count ->
    [0] Nobody of that name in the directory
    [one] { $count } person found
   *[other] { $count } people found
}
attendances-new-person = This person is not in the directory
attendances-create = Create and add
attendances-list = Paste a list
attendances-list-people = One person a line
attendances-list-hint = Name, title, organisation, with commas between. The name is enough for people of the directory. “(excused)”, “(absent)”, “(remotely)” or “represented by…” may follow.
attendances-list-by-body = By everyone’s body
attendances-list-add = Add these people
attendances-list-long = The list has { $count } lines; paste at most { $limit } at a time.
attendances-list-line = Line { $number }, “{ $line }”: write a name, then the title and the organisation, shorter.
attendances-list-homonyms = Several people of the directory are called { $name }. Take the name off the list and choose the right one by searching.
attendances-present = People noted
attendances-none = Nobody is noted yet.
attendance-category = Present as one of
attendance-noted = noted already
attendance-title = Title on that day
attendance-title-hint = It stays as it is, even when the directory changes.
attendance-speaks = Turns of the record are attributed to this person, or someone is replaced by this person. Change that first.
done-attendance-added = The person is noted.
done-attendance-present = This person was noted already: nothing has changed.
done-attendance-removed = The person is taken off.
done-attendances-added = The people of the list are noted.
done-attendance-restored = The person is among those present again.

presence-present = present
presence-remote = remotely
presence-excused = excused
presence-absent = absent
presence-replaced-by = replaced by { $name }
presence-arrived = arrived at { $hour }
presence-left = left at { $hour }
presence-of = Attendance of { $name }
presence-more = Details
presence-field = Attendance
presence-substitute = Replaced by
presence-substitute-hint = First note among those present who came instead. Only that person will read what was said behind closed doors.
presence-substitute-none = Nobody
presence-arrived-at = Time of arrival
presence-left-at = Time of departure
presence-hour-hint = On the day of the hearing, for example 15:10
presence-evidence = Known from
evidence-none = no evidence
evidence-sheet = attendance sheet
evidence-call = roll call
evidence-confirmed = confirmation
presence-not-replaced = Only someone excused or absent can be replaced: change the attendance, or choose “Nobody”.
presence-substitute-away = { $name } was not there either: change that attendance first.
presence-left-before = Departure comes after arrival, on the same day: correct one of the two times.
presence-no-hours = Someone excused or absent neither came nor left: clear the time, or change the attendance.
presence-speaks = { $name } speaks in the record, and so cannot be noted as absent or excused. Give these turns to someone else first.
presence-replaces = { $name } stands in for someone, and so cannot be noted as absent or excused. Change that first.
roll-evidence = Known from
roll-evidence-kept = as noted so far
roll-save = Save attendance
done-roll-called = The attendance is saved.
presence-stale-title = Someone else has changed this attendance in the meantime.
done-roll-restored = The attendance is as it was before.
done-presence-noted = The attendance is saved.
