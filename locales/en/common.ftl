# Around every page, and what can go wrong.

skip-to-content = Skip to content
footer = Greffe, a register of hearings – free software (EUPL-1.2)
optional = (optional)

error-summary-title = There is something to correct
error-back-home = Back to the start page
error-required = Fill in this field.
error-too-long = This is too long: { $length } characters, { $limit } at most.
error-day-unreadable = Write a full date, for instance 3/4/2024 (day first) or 3 April 2024.
error-day-impossible = There is no such date. Check the day and the month.
error-time-unreadable = Write a time, for instance 14:30.
error-email = Enter a complete e-mail address, such as first.last@town.example.
error-password-short = Choose a password of at least { $minimum } characters.
error-password-differs = The two entries differ: type the same password again.

error-bad-request-title = Unreadable request
error-bad-request-advice = This request could not be read. Go back to the previous page and try again.
error-forbidden-title = You cannot do this
error-forbidden-advice = Your role does not allow it, or the request came from another site. If you think this is a mistake, talk to a manager of your authority.
error-not-found-title = Page not found
error-not-found-advice = This page does not exist, or it is not yours. Check the address.
error-conflict-title = Something has changed in the meantime
error-conflict-advice = Someone else has just changed this. Go back to the previous page, reload it and try again.
error-too-large-title = This is too large
error-too-large-advice = What you sent is larger than what is accepted. Split the text or choose a smaller file.
error-unsupported-title = Format not supported
error-unsupported-advice = This type of file cannot be read here. Save it as text and try again.
error-unprocessable-title = Text that cannot be kept
error-unprocessable-advice = The text contains a NUL character, which cannot be kept. Remove it and try again.
error-throttled-title = Too many attempts
error-throttled-advice = Wait a few minutes before you try again.
error-unavailable-title = Momentarily unavailable
error-unavailable-advice = The database does not answer. Nothing that was saved is lost; try again in a moment.
error-internal-title = Something went wrong
error-internal-advice = It is not your doing. The incident is in the log; try again, and tell whoever runs Greffe if it goes on.

error-prefix = Error:
error-choose = Choose from the list.
save = Save
add = Add
search = Search
remove = Remove
filter = Filter
page-previous = Previous
page-next = Next
page-of = Page { $number } of { $last }
cancel = Cancel
choose = Choose…
breadcrumb = Breadcrumb
nav-main = Main navigation
nav-hearings = Hearings
nav-actions = Follow-up
nav-summaries = Summaries
nav-directory = Directory
nav-manage = Manage the authority
nav-tenants = Change authority
theme = Theme
theme-auto = Auto
theme-light = Light
theme-dark = Dark
language-name = English

role-elected-official = Elected official
role-staff = Staff
role-administration = Administration
