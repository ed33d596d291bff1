# The audit trail: one sentence a verb, whichever feature wrote it. A sentence
# stays when its verb goes: the trail of years ago is still read.

audit-title = Audit trail
audit-lead = Who did what. The trail cannot be changed.
audit-none-title = Nothing yet
audit-none-advice = What is managed and sent will be noted here, the latest first.
audit-latest = Latest
audit-older = Older
pages = Pages

audit-series-created = { $actor } opened the series “{ $subject }”.
audit-series-changed = { $actor } changed the series “{ $subject }”.
audit-body-created = { $actor } created the body “{ $subject }”.
audit-body-changed = { $actor } changed the body “{ $subject }”.
audit-recipient-added = { $actor } added an address to a distribution list: { $subject }.
audit-recipient-removed = { $actor } took an address off a distribution list: { $subject }.
audit-member-invited = { $actor } invited { $subject }.
audit-member-invited-again = { $actor } sent { $subject } the invitation again.
audit-member-brought-back = { $actor } gave { $subject } access again.
audit-member-renamed = { $actor } changed a name: { $subject }.
audit-member-role-changed = { $actor } changed a role: { $subject }.
audit-member-body-changed = { $actor } changed the body of a member: { $subject }.
audit-member-person-changed = { $actor } tied a member to the directory: { $subject }.
audit-member-removed = { $actor } took access away from { $subject }.
audit-manager-named = { $actor } made { $subject } a manager.
audit-manager-dismissed = { $actor } ended the management by { $subject }.
audit-settings-changed = { $actor } changed the settings of { $subject }.
audit-hearing-logged = { $actor } logged the hearing “{ $subject }”.
audit-hearing-changed = { $actor } changed the hearing “{ $subject }”.
audit-hearing-held = { $actor } noted that the hearing “{ $subject }” was held.
audit-hearing-cancelled = { $actor } cancelled the hearing “{ $subject }”.
audit-hearing-reinstated = { $actor } reinstated the hearing “{ $subject }”.
audit-hearing-submitted = { $actor } sent the record of “{ $subject }” to review.
audit-turn-corrected = { $actor } corrected a turn: { $subject }.
audit-summary-created = { $actor } began the summary “{ $subject }”.
audit-summary-changed = { $actor } changed the summary “{ $subject }”.
audit-summary-approved = { $actor } approved the summary “{ $subject }”.
audit-summary-sent = { $actor } sent the summary “{ $subject }”.
audit-delivery-retried = { $actor } tried a delivery of “{ $subject }” again.
audit-minutes-imported = { $actor } imported the minutes of “{ $subject }”.
audit-hearing-recalled = { $actor } took the record of “{ $subject }” out of review.
audit-member-restored = { $actor } gave access back to { $subject }.
audit-summary-approval-withdrawn = { $actor } withdrew the approval of the summary “{ $subject }”.
