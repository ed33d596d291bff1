# Importing minutes.

import-lead = Nothing is kept before you confirm: you will first read what was recognised.
import-file = File of the minutes or of the transcript
import-file-hint = Minutes as Word (.docx), OpenDocument (.odt), PDF, text or Markdown; XML as Akoma Ntoso or of the French Assemblée nationale; WebVTT or SRT captions; a transcript by WhisperX (JSON), or copied from a page with its times. 8 MB at most.
import-text = Or paste the text here
import-read = Read the document
import-empty = Choose a file, or paste a text.
import-both = There is a file and a pasted text: keep one of the two, then try again.
import-too-large = This text is larger than 8 MB. Cut it in parts.
import-not-text = This file is of an old word processor (.doc or .rtf). Save it as .docx or .odt, then try again; or paste its text.
import-not-utf8 = This file is no UTF-8 text. Open it, save it as “text, encoding UTF-8”, then try again; or paste its text.
import-nul = The text contains a null character, which cannot be kept. Remove it and try again.
import-encrypted = This file is protected by a password. Save it without one, then try again.
import-damaged = This file is incomplete or damaged. Ask for it or export it again, then try again.
import-too-large-inside = This file holds too many parts, or one that is too large. Remove its images and attachments, or cut it in parts.
import-entities = This XML file defines entities of its own (a DTD), which are not read. Export it without them, then try again.
import-scanned = This PDF holds nothing but pictures of pages, without text. Have its characters recognised first (OCR), or paste its text.
import-nested = This PDF holds other ones. Save each apart, then import that of the minutes.
import-no-pdf-reader = PDFs cannot be read on this installation: the program pdftotext (poppler-utils) is missing. Copy the text of the PDF and paste it.
import-unknown = This file holds data of an unknown kind. Export it in one of the formats that are accepted, or paste its text.
import-preview-title = Read before importing
import-nothing-kept = Nothing is kept yet.
import-notes-count = { $count ->
    [0] no note
    [one] { $count } note
   *[other] { $count } notes
}
import-people-count = { $count ->
    [0] nobody
    [one] { $count } person
   *[other] { $count } people
}
import-line = Line { $line }:
import-number-differs = You are importing for hearing { $begun }, but this text says { $printed }. Check that it is the right record, and the number below.
import-hearing = The hearing
import-people = Those present
import-people-known = Recognised in the directory
import-people-uncertain = To be checked
import-people-new = New to the directory
import-person-is = This is { $name }, of the directory
import-person-new = This is someone else: add to the directory
import-person-left-out = Do not note as present
import-person-twice = { $name } is given as someone already chosen above: tell who is who.
import-choose-people = Tell who each person to be checked is.
import-bodies = Groups and organisations
import-body-known = recognised in the directory:
import-body-is = This is { $name }, of the directory
import-body-new = New outside organisation: it will be added to the directory
import-body-name-only = Not in the directory: the printed name is kept as it is; a manager may add the body
import-choose-bodies = Tell which each group or organisation to be checked is.
import-turns = The turns
import-confirm = { $count ->
    [0] Import without a turn
    [one] Import { $count } turn
   *[other] Import { $count } turns
}
import-abandon = Abandon
import-confirmed = This import is confirmed.
import-see-hearing = See the hearing
import-has-record = Hearing no. { $number } has a record already, which cannot be replaced. Check the number.
import-day-ahead = This day is still to come: a record is of a hearing that has taken place. Check the date.
import-not-open = Hearing no. { $number } is cancelled, or already in review. Check the number.
done-minutes-read = The document is read. Check them, then confirm.
done-minutes-imported = The minutes are imported.
done-import-reversed = The import is undone: the hearing has no record any more, and the document waits here.

warning-missing-series = The name of the series was not found in the document.
warning-missing-number = The number of the hearing was not found in the document.
warning-missing-title = The title was not found in the document.
warning-missing-date = The date was not found in the document.
warning-missing-attendances = The list of those present was not found in the document.
warning-missing-turns = No turn was found in the document.
warning-unread-head = A line of the head was not recognised: “{ $text }”.
warning-unread-row = No name was recognised among those present: “{ $text }”.
warning-not-present = { $text } is listed as excused or absent, and yet speaks: noted as present.
warning-listed-twice = { $name } is listed twice: “{ $dropped }” is set aside.
warning-unknown-speaker = “{ $label }” is not among those present.
warning-ambiguous-speaker = “{ $label }” may be several people: { $candidates }.
warning-near-speaker = “{ $label }” is read as { $name }, whose name is spelt otherwise.
warning-unattributed = This text stands under nobody’s name.
warning-empty-turn = No text under “{ $label }”.
warning-call-without-note = The call { $marker } has no note.
warning-note-without-call = Note { $marker } is called nowhere; it follows the turn above it.
warning-note-renamed = Two notes { $printed } in one turn: the second becomes { $marker }.
warning-note-continued = A paragraph is read as the continuation of note { $marker }.
warning-unread-time = No time could be read here, the text stays: “{ $text }”.
warning-time-goes-back = The time { $time } goes back; the text follows the one above it.
warning-rolled-up = { $count ->
    [one] One line repeats what the caption before it has shown: it is read once.
   *[other] { $count } lines repeat what the caption before them has shown: they are read once.
}
warning-near-name = “{ $heard }” is spelt nearly as { $name }, who was there. The text is not changed.
warning-below-transcript = Below the transcript, left out: “{ $text }”.
import-sending = Sending, then reading the document…
imports-title = Imports of this series
imports-none = No document was imported.
imports-pasted = Pasted text
imports-waiting = Waiting for confirmation
imports-command-line = Command line
import-reverse = Undo the import
