# The record of a hearing, its turns.

present-count = { $count ->
    [one] { $count } person present
   *[other] { $count } people present
}
record-in-preparation-title = The record is being prepared
record-in-preparation-advice = Its editors are still at work. It will appear here as soon as it goes to review.
record-none-title = No record yet
record-none-advice = It will appear here once the hearing has been held and its record is ready.
record-none-advice-organiser = Write the turns as the hearing goes along, or import the text of the minutes.
turn-write-first = Write the first turn
turn-add = Add a turn
outline-title = Who speaks
speaker-unknown = Speaker to be identified
speaker-printed = printed as “{ $label }”
turn-permalink = Link to turn
turn-closed = In closed session: only those present and the organising body see this
turn-notes = Notes of turn
note-back = Back to the call of note
turn-follow-up = Create a follow-up
turn-correct = Correct
turn-edit-title = Correct turn
turn-speaker = Who speaks
turn-text = What was said
turn-text-hint = An empty line separates two paragraphs, *one asterisk* makes italics, **two** make bold, <https://…> makes a link, [^1] calls note 1.
turn-footnotes = Notes
turn-footnotes-hint = Each note begins with its call: [^1]: Text of the note.
turn-closed-short = In closed session
turn-closed-hint = Only those present and the organising body will read this turn.
turn-section = Section that begins here
turn-section-hint = Its title, or “Opening statement”, or “Exchange”. Leave it empty if the turn opens none.
section-opening-statement = Opening statement
section-exchange = Exchange
turn-tools-title = Also on this turn
turn-divide = Divide
turn-join = Join to turn { $number }
turn-join-of = Join to turn { $number } by { $name }
turn-higher = Move the turn up
turn-lower = Move the turn down
turn-remove = Take out of the record
turn-insert = Insert the turn
turn-insert-next = Insert and write the next one
turn-insert-after = Insert a turn after it
turn-new-title = New turn
turn-new-after = It will come after turn { $number }.
turn-new-first = It will open the record.
partition-title = Divide turn
partition-hint = Where someone else begins to speak, add a line of three hyphens alone:
partition-too-many = A turn is divided into 100 at most. Save a first division, then go on.
partition-speaker = Who speaks from there on
partition-speaker-same = Same speaker
partition-speaker-hint = The beginning stays with whoever spoke.
partition-unmarked = Mark the place where the rest begins by a line of three hyphens.
done-turn-divided = The turn is divided.
done-turn-inserted = The turn is inserted.
done-turn-removed = The turn is taken out of the record.
done-turns-joined = The two turns are one now.
done-turn-moved = The turn is moved.
done-change-reversed = The operation is undone.
turn-save-mine = Save my text over it
turn-keep-theirs = Keep the text already saved
turn-stale-title = { $author } saved this turn while you were writing.
turn-stale-advice = Nothing is lost: here are both texts. Take over what is needed into yours, then save.
turn-stale-theirs = Saved by { $author }
turn-stale-mine = Your text
turn-stale-unsaved = not saved yet
turn-locked-title = This record can no longer be corrected
turn-locked-advice = It is approved, or the hearing is cancelled. Copy what you wrote if need be, and speak to the elected officials of the organising body.
notes-unmarked = Begin each note with its call, such as [^1]: Text of the note.
notes-marker-too-long = The call of a note has 50 characters at most.
notes-twice = Two notes have the call { $marker }: change one of them.
notes-too-many = A turn has 500 notes at most: divide it.
notes-empty = Note { $marker } is empty: write its text, or remove it.
done-turn-corrected = The turn is corrected.

record-title = Record of hearing no. { $number }
present-none = Nobody has been noted as present yet.
record-search = Search this record
record-search-go = Search
record-search-found = { $count ->
    [one] { $count } passage found: read it
   *[other] { $count } passages found: read the first
}
record-search-none = Nothing matches “{ $words }”. Try a shorter word, or its singular.
record-search-short = Write two letters at least.
record-search-next = Go to the next passage
record-search-clear = Clear the search
keys-title = Keyboard
keys-next = next turn
keys-previous = previous turn
keys-search = search this record
keys-help = this help
keys-use = Use these keys
close = Close
turn-cite = Quote
turn-cited = The quotation is copied, with its source. Paste it where you like.
turn-linked = The link to the turn is copied.
copy-refused = Your browser does not allow copying. The address of the turn is in the address bar.
citation = “{ $passage }”
    — { $speaker }. { $tenant }, hearing no. { $number }: { $title }, { $day }.

# Approval, publication, withdrawal; history and errata.

record-approve = Approve the record
record-approve-hint = You approve this text: from now on it changes by dated errata alone.
record-approve-now = Approve it as it is now
record-publish = Publish
record-publish-hint = The final record, which members may quote.
approval-early-title = Approve now?
approval-cuts-round-short = Approving the record ends the round: its links close, and what is undecided comes to nothing.
approval-changed-lead = The record has changed since you read it. This is what was done meanwhile.
approval-read-again = Read the record again
withdrawal-of-publication = Withdraw the publication
withdrawal-of-publication-lead = The record stays approved; it is no longer published. The reason stays in its history.
withdrawal-of-approval = Withdraw the approval
withdrawal-of-approval-lead = The record goes back to review, and can be corrected again. The reason stays in its history.
withdrawal-reason = Reason for the withdrawal
withdrawal-reason-hint = Everyone who reads this record will see it.
done-record-approved = The record is approved: its text changes by errata alone.
done-record-published = Marked as published: the final record, which members may quote.
done-publication-withdrawn = The publication is withdrawn.
done-approval-withdrawn = The approval is withdrawn: the record is in review again.
settled-approval = Approved by { $author }, { $moment }.
settled-publication = Published by { $author }, { $moment }.
settled-publication_withdrawal = Withdrawal by { $author }, { $moment }:
erratum-title = Erratum to turn
erratum-lead = The record is approved: your correction will stand below the turn, dated, with the text before and after.
erratum-write = Write an erratum
erratum-reason = Reason for the erratum
erratum-reason-hint = In a sentence, for instance: a figure misheard.
erratum-publish = Publish the erratum
erratum-unchanged = Nothing has changed: correct what must be corrected.
erratum-of = Erratum of { $moment }: { $reason }
erratum-changes = See what changed
turn-speaker-changed = Who speaks:
turn-section-changed = Section that begins here:
done-erratum = The erratum is published.
history-title = History
history-lead = What was done to this hearing and its record, the latest first.
history-none-title = No change since the record was saved.
history-turn = turn { $number }
turn-history = History
turn-history-title = History of turn { $number }
turn-history-back = Read the turn in the record
turn-history-single = The turn has one version: nobody has corrected it.
turn-history-compared = From version { $from } to version { $to }
turn-history-closed = The turn became closed.
turn-history-opened = The turn is no longer closed.
turn-history-versions = Versions
turn-history-version = Version
turn-history-what = Origin
turn-history-from = Compare
turn-history-to = with
turn-history-compare = Compare these two versions
turn-restore = Restore version { $version }
done-turn-restored = The turn says again what it said.
section-none = none
speakers-title = Who speaks
speakers-lead = Say once who speaks under each heading: all the turns that bear it will be updated.
speakers-none = No turn has a heading
speakers-unknown = { $count ->
    [one] { $count } without a speaker
   *[other] { $count } without a speaker
}
speakers-missing = { $count ->
    [one] { $count } turn has no speaker yet.
   *[other] { $count } turns have no speaker yet.
}
speakers-give = Say who speaks
done-speakers-given = The turns have their speakers.
record-go-to = Go to turn no.
record-go = Go

excused-count = { $count } excused
absent-count = { $count } absent
strengths-title = Present by group
strengths-of = { $count } of { $whole }
turn-speaker-away = { $name } is noted as excused or absent: choose who spoke, or correct that attendance first.
provenance-imported = imported
provenance-machine = automatic transcript
provenance-corrected = corrected
provenance-approved = approved
record-download = Download
export-markdown = Markdown (.md)
export-text = Plain text (.txt)
export-akoma-ntoso = Akoma Ntoso (.xml)
export-closed = Holds words of a closed session: do not pass on.
export-draft = Draft record ({ $state }): this text is not approved.
export-copied = Copy of { $moment }, { $address }
export-before = Text before:
export-speaker-before = Speaker before: { $name }
turn-history-removed = This turn is taken out of the record.
turn-history-joined = Its words are now in another one:
turn-put-back = Put back into the record
