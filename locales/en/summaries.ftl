# Summaries, who receives them, and what became of each message.

summaries-title = Summaries
summaries-unsent = Being prepared
summaries-sent = Sent
summaries-none-title = No summary yet
summaries-none-advice = A summary is written from the page of a hearing; those sent to your group appear here.
summary-this = The summary
summary-new = New summary
summary-edit = Edit
summary-edit-title = Edit the summary
summary-approve = Approve this version
summary-reread = Read the summary again
summary-title = Title
summary-text = Text
summary-text-hint = *italics*, **bold**, <address> as in a turn; ## heading, - list, > quotation; [#12] cites turn 12
summary-preview = Preview
summary-preview-button = Show the preview
summary-groups = Political groups that receive it
summary-groups-hint = Each group receives its own edition. You will see the exact addresses before sending.
summary-groups-none = The authority has no political group yet: a manager adds them to the bodies.
summary-state-draft = Draft
summary-state-approved = Approved
summary-state-sent = Sent
summary-awaits-approval = An elected official of the organising body must approve this text before it is sent.
summary-approved-by = Approved by { $name } on { $moment }.
summary-sent-by = Sent by { $name } on { $moment }.
summary-for = For:
summary-for-nobody = No political group has been chosen yet.
summary-approved-warning = This text is approved. Saving a change takes the approval back: it will have to be asked for again.
summary-revisions = { $count ->
    [one] { $count } earlier version
   *[other] { $count } earlier versions
}
summary-version = Version { $version }
summary-replaced-by = replaced by { $name } on { $moment }
summary-contested = Somebody saved this summary while you were writing.
summary-contested-by = { $name } saved this summary while you were writing.
summary-contested-advice = Nothing is lost: here are both texts. Take what is needed, then save.
summary-yours = Your text
summary-unsaved = not saved yet
summary-changed-since-read = The summary has changed since you read it. Read the present version, then try again.
summary-needs-approval = It can be sent once an elected official of the organising body has approved this text.
done-summary-created = The summary is saved.
done-summary-changed = The summary is changed.
done-summary-unchanged = Nothing was new: the summary stays as it is.
done-summary-approval-taken-back = The summary is changed. The approval was for the former text: it is taken back.
done-summary-approved = The summary is approved. It can be sent.
done-summary-sent = The summary is sent: each message leaves in its turn, and its state is shown below.

recipients-title = Recipients of the summary
recipients-see = Recipients
recipients-count = { $count ->
    [0] No message will leave.
    [one] { $count } message will leave, and to nobody else.
   *[other] { $count } messages will leave, one for each person, and to nobody else.
}
recipients-advice = Everybody sees but their own address.
recipients-repeated = These addresses are in several groups and will receive the edition of each:
recipients-missing = Nobody will receive this edition.
recipients-list = See the group’s list
recipients-send = { $count ->
    [one] Send { $count } message
   *[other] Send { $count } messages
}
recipients-none = Nobody would receive this summary. Choose groups, or complete their lists of addresses, then try again.
recipients-changed = The list of recipients has changed since you saw it. Nothing was sent: check the new list, then send.
recipients-no-group = No political group is chosen
recipients-no-group-advice = Tick the groups that receive it below the summary’s text.
recipients-choose = Choose the groups
recipients-sent-already = This summary has left; what became of each message is shown here:

deliveries-title = Deliveries
deliveries-without = Without an address when it was sent, these groups received nothing:
delivery-recipient = Recipient
delivery-edition = Edition
delivery-state = State
delivery-last-attempt = Last attempt
delivery-actions = Actions
delivery-state-queued = Waiting
delivery-state-sending = Under way
delivery-state-sent = Sent
delivery-state-deferred = Deferred
delivery-state-bounced = Refused
delivery-state-uncertain = Uncertain
delivery-uncertain-advice = The message may have arrived: ask the person before sending it again.
delivery-next = Next attempt on { $moment }.
delivery-attempts = { $count ->
    [one] { $count } attempt
   *[other] { $count } attempts
}
delivery-retry = Try again
done-delivery-requeued = The message is waiting again: it leaves in a moment.
done-delivery-underway = This message is already on its way or has arrived.

mail-edition-subject = { $title } – { $tenant }
mail-edition-hello = Good day,
mail-edition-intro = Here is the summary of hearing no. { $number }, “{ $hearing }”, of { $day }, as addressed to your group ({ $group }).
mail-edition-online = Read it online, for members who sign in
done-summary-approval-withdrawn = The approval is withdrawn: the summary is a draft again.
deliveries-progress = Messages dealt with: { $done } of { $count }.
summary-closed = This summary is not sent: the hearing is in closed session, or was when the summary was written. A list of addresses does not tell who was present. The organising body reads it here.
delivery-withheld = Held back: the hearing moved to closed session before the message left.
