# The page one begins with.

home-title = Start
home-greeting = Hello, { $name }
home-begin-title = To begin
home-begin-bodies = Create the bodies
home-begin-bodies-advice = Political groups, cabinets, departments: one of them will organise the hearings.
home-begin-members = Invite the members
home-begin-members-advice = Each is given a role, and a body where they have one.
home-begin-series = Open a series of hearings
home-begin-series-advice = It will hold the hearings with their records.
home-nothing-title = Nothing is waiting for you
home-nothing-official = Summaries to approve, and follow-up that is given to you, will appear here.
home-nothing-organiser = Records to finish, and what waits in your series, will appear here.
home-nothing-actions = Follow-up that is given to you or your body will appear here, by its day.
home-nothing-manager = You also look after the authority:
home-read-records = Read the records
home-prepare-hearing = Prepare a hearing
home-tasks = Your tasks
home-hearing-of = Hearing of { $day }
home-said = What your group said
home-failed = Messages that did not arrive
home-failed-count = { $count ->
    [one] { $count } message to look after
   *[other] { $count } messages to look after
}
home-late-actions = Overdue follow-ups in your series
home-actions = Your follow-up and your body’s
home-all-actions = All follow-up
home-coming = Next hearings
home-coming-none = No hearing is planned.
home-all-hearings = All hearings
home-records = Latest records
task-approve = Summary to approve
task-send = Approved summary, to be sent
task-settle = Record to read and approve
task-publish = Approved record, to publish
task-finish = Record to finish and send to review
task-import = Record to import
task-hold = The day has passed: was the hearing held?
