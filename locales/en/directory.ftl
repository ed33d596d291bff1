# The directory: people and bodies.

body-kind-political-group = Political group
body-kind-cabinet = Cabinet
body-kind-department = Department
body-kind-organisation = Outside organisation

person-name = Name
person-organisation = Organisation or body
person-organisation-hint = Political group, department, association, company…
person-homonym = { $name } is in the directory already. Choose this person by searching, or tick the box if it is someone else.
person-homonym-yes = It is someone else of the same name
person-new = New person
person-title = Title
person-positions = Positions
person-positions-none = No position is noted.
person-hearings = Hearings
person-hearings-none = This person was noted as present at no hearing.
person-hearings-hint = With the capacity of the day, as it was noted.
position-member = Member
position-since = since { $day }
position-until = until { $day }
position-over = ended { $day }
people-title = People
people-search = Search a name
people-count = { $count ->
    [0] nobody
    [one] { $count } person
   *[other] { $count } people
}
bodies-title = Bodies
bodies-count = { $count ->
    [0] no body
    [one] { $count } body
   *[other] { $count } bodies
}
body-new = New body
body-edit = Change
body-name = Name
body-name-taken = Another body has this name already. Choose another one.
body-kind = Kind
body-kind-all = All
body-people = Who holds a position there
body-people-none = Nobody today.
organisation-new = New organisation
organisation-hint = Association, company, union, State administration…
group-list-title = Distribution list
group-list-hint = Summaries for the group are sent to these people.
group-list-none = The list is empty: the group receives nothing.
group-list-add = Add to the list
group-colour = The group’s colour
group-colour-legend = It goes with the name of the group in every page
group-colour-number = colour { $number }
done-person-added = The person is in the directory.
done-body-created = The body is saved.
done-body-changed = The body is changed.
done-recipient-added = The address is on the list.
done-recipient-known = This address was on the list already: nothing has changed.
done-recipient-removed = The address is off the list.
done-group-painted = The colour is saved.
done-recipient-restored = The address is on the list again.
