# The directory: people and bodies.

body-kind-political_group = Political group
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
group-list-theirs = Summaries are sent to the addresses of this list. Only members of the group keep it: ask one of them to add an address.
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
person-overview = Career
person-turns = Words
person-turns-count = { $count ->
    [0] no words that you may read
    [one] { $count } turn
   *[other] { $count } turns
}
person-actions = Follow-up
person-actions-count = { $count ->
    [0] no action
    [one] { $count } action that came from this person’s words or is in this person’s charge
   *[other] { $count } actions that came from this person’s words or are in this person’s charge
}
person-edit = Edit
person-edit-lead = What was noted at hearings does not change: there everyone keeps the name and the position of the day.
person-merge = Merge
person-also = also:
person-names = Other names
person-names-hint = Searches and imports find the person by these names too.
person-staff = Staff
name-alias = Other name
name-kind = This name is
name-kind-birth = the name at birth
name-kind-former = a former name
name-kind-other = another name
name-add = Add this name
position-new = Add a position
position-edit = Correct
position-edit-title = Correct a position
position-end = End today
position-lead = A position that is over ends by its date. Past hearings keep the position of the day.
position-behalf = Assists
position-behalf-hint = For staff: the name of the elected member, as in the directory.
position-behalf-of = assists
position-behalf-unknown = The directory has nobody of this name. Add the person first, or correct the name.
position-behalf-several = Several people of the directory have this name. Tell their names apart first.
position-behalf-self = This is the person. Name the elected member whom the person assists.
position-since-label = Since
position-until-label = Until
position-day-hint = For instance: 1 March 2020, 1/3/2020.
position-until-hint = The last day, included.
position-says-nothing = Give a position or an organisation.
position-ends-before = It ends before it begins. Correct one of the two dates.
position-from = from { $day }
body-people-today = Today
body-people-otherwise = Before and after
body-register = Register of interest representatives
body-register-hint = SIREN number (nine digits), RNA number (W and nine digits) or a number given by the HATVP (H and nine digits).
body-register-shown = Interest representative no. { $number }
body-register-wrong = This number is not valid: nine digits with a key, or W or H and nine digits. Check it.
body-register-outside = Only outside organisations are in the register. Remove the number, or change the kind.
body-register-taken = “{ $name }” already has this number. Check it, or correct the other one.
near-same = same name
near-order = same words in another order
near-particle = same name but for particles
near-slip = one letter differs
near-initials = one has only initials
near-more = one word more
near-email = same address
near-alias = by the names “{ $one }” and “{ $other }”
duplicates-title = Possible duplicates
duplicates-lead = People whose names or addresses are alike. Nothing is merged without you.
duplicates-none = No possible duplicates
duplicates-none-advice = Those you told apart are no longer proposed.
duplicates-count = { $count ->
    [one] { $count } likeness
   *[other] { $count } likenesses
}
duplicates-compare = Compare and merge
duplicates-dismiss = These are two people
merger-title = Merge two people
merger-lead = The one who stays gets all that the other has. Past hearings keep the names of the day. A merger can be undone later.
merger-search = With whom do you want to merge { $name }?
merger-kept = stays
merger-gone = is merged
merger-email = Address to keep
merger-effect = Positions, hearings, other names and account of { $gone } go to { $kept }; “{ $gone }” becomes another name, by which { $kept } is still found.
merger-do = Merge
merger-swap = Keep the other instead
merger-shared = Both are noted at the same hearings: they are two people, or one of them is to be taken off first.
merger-shared-hearing = Both are noted at the hearing “{ $hearing }”. Take one of them off first.
merger-two-members = Each is linked to a member’s account. Unlink one of them on the page of members first.
merger-own = This is you, in the directory: another manager decides whether these two are one.
mergers-title = Mergers
mergers-hint = These people were merged into this one. Undoing a merger gives each what it had.
merger-by = by { $name }, { $moment }
merger-reverse = Undo the merger
column-name = full name
column-family = family name
column-given = given name
column-email = email
column-title = position
column-organisation = organisation
column-since = since
column-until = until
column-birth-name = name at birth
column-other-name = other name
row-no-name = There is no name.
row-too-long = This text is too long.
row-email = This address is not valid.
row-day = This date cannot be read.
row-ends-before = It ends before it begins.
people-import = Import people
people-import-short = Import
people-import-lead = A CSV or Excel (.xlsx) table, one person a row. Nothing is kept before you agree.
people-import-file = Table
people-import-hint = First row: the headings of the columns (name, given name, email, position, organisation, since, until…). At most 8 MB and 10,000 rows.
people-import-read = Read the table
people-import-preview = Check before importing people
people-import-empty = Choose a file that has rows below its headings.
people-import-unknown = This file is no table that can be read. Save it as .xlsx or .csv, then try again.
people-import-no-names = No column of names was found. Give each column a heading, among them “name” or “full name”, then try again.
people-import-too-many = This table has more than { $limit } rows. Cut it into parts.
people-import-rows = { $count ->
    [one] { $count } row read
   *[other] { $count } rows read
}
people-import-columns = Columns recognised:
people-import-ignored = Columns left out:
people-import-refused = { $count ->
    [one] { $count } row cannot be taken
   *[other] { $count } rows cannot be taken
}
people-import-refused-hint = They are left out. Correct them in the table and import it again: what is there already is not added twice.
people-import-row = Row { $row }
people-import-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
people-import-near = { $count ->
    [one] { $count } person is like someone of the directory: who is it?
   *[other] { $count } people are like someone of the directory: who are they?
}
people-import-new = { $count ->
    [one] { $count } new person
   *[other] { $count } new people
}
people-import-known = { $count ->
    [one] { $count } person already there, who is completed
   *[other] { $count } people already there, who are completed
}
people-import-later = { $count ->
    [one] { $count } more likeness, left for a second import of the same table
   *[other] { $count } more likenesses, left for a second import of the same table
}
people-import-leave = Do not import this row
people-import-confirm = Import these people
done-table-read = The table is read. Check it before you import.
done-people-imported = The people of the table are in the directory.
done-position-added = The position is added.
done-position-changed = The position is corrected.
done-position-ended = The position is over.
done-position-removed = The position is removed.
done-person-changed = The person is changed.
done-name-added = The other name is noted.
done-name-removed = The other name is removed.
done-people-merged = The two people are one now.
done-people-parted = The merger is undone: each has again what it had.
done-people-told-apart = These are two people: they are no longer proposed.
done-people-proposed-again = They are proposed again.
merger-shared-closed = Both are noted at one hearing that you may not read. Ask its organisers.
person-stale-title = Someone changed this person while you were writing.
position-stale-title = Someone changed this position while you were writing.
body-stale-title = Someone changed this body while you were writing.
group-colour-stale-title = Someone changed this group while you were choosing its colour.
group-colour-none = no colour
