# Those present at a hearing.

category-witness = People heard
category-political-group = Political groups
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
attendances-list-hint = Name, title, organisation, with commas between. The name is enough for people of the directory.
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
attendance-speaks = Turns of the record are attributed to this person. Attribute them to someone else first.
done-attendance-added = The person is noted.
done-attendance-present = This person was noted already: nothing has changed.
done-attendance-removed = The person is taken off.
done-attendances-added = The people of the list are noted.
done-attendance-restored = The person is among those present again.
