# Settings of an authority, and the table of who may do what.

settings-title = Settings
settings-stale-title = Someone changed the settings while you were editing.
settings-name = Name of the authority
settings-time-zone = Time zone
settings-time-zone-hint = A name of the IANA database, such as Europe/Paris or Indian/Reunion.
settings-language = Language
settings-language-hint = Of pages and messages, for whoever has chosen no other.
error-time-zone = There is no such time zone: write it like Europe/Paris.
done-settings-changed = The settings are saved.

permissions-title = Permissions
permissions-lead = What each role may do. The software applies this table and nothing else.
permissions-caption = Permissions by role
permissions-what = Permission
permissions-manager = managers
permissions-organiser = An organiser of a series belongs to the body that organises it, or is named as its editor.

permission-read-register = See hearings, records from review on, the directory, actions, summaries received by one’s body
permission-read-drafts = See a record before its review, drafts of summaries, deliveries
permission-read-closed = See closed hearings, turns and documents
permission-edit-hearings = Log and edit hearings, those present and the record; import
permission-submit-records = Send a record to review
permission-run-rounds = Run the correction round
permission-approve-records = Approve a record
permission-publish-records = Publish an approved record
permission-withdraw-records = Withdraw a publication or an approval, saying why
permission-write-errata = Correct an approved record by an erratum
permission-approve-summaries = Approve a summary
permission-write-summaries = Write and send summaries
permission-assign-actions = Create and assign actions
permission-handle-actions = Report on an action, hand it over, close it
permission-keep-groups = Keep the distribution list and colour of a political group
permission-extend-directory = Add people and bodies to the directory
permission-manage = Manage members, bodies, series, settings; read the audit trail

relation-never = no
relation-anyone = yes
relation-organiser = organiser
relation-organiser-or-present = organiser, or present that day
relation-in-charge-or-organiser = in charge of the action, or organiser
relation-own-group = member of the group
