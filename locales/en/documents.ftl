# What is kept beside a record.

documents-title = Documents
documents-lead = What goes with the hearing: press articles, written contributions, slides, recordings.
documents-count = { $count ->
    [one] { $count } document
   *[other] { $count } documents
}
documents-all = All documents
documents-none-title = No documents
documents-none-advice = What is put beside this hearing will show here.
documents-none-advice-organiser = Put press articles, written contributions, slides or the recording here.
document-add = Add a document
document-add-title = Add a document
document-addition = Addition
document-edit = Edit
document-edit-title = Edit the document
document-remove = Remove the document
document-download = Download
document-kind = Kind
document-kind-press_article = Press article
document-kind-broadcast_transcript = Broadcast transcript
document-kind-contribution = Written contribution
document-kind-slides = Slides
document-kind-recording = Recording
document-kind-other = Other document
document-title = Title
document-title-hint = Left empty, it is the name of the file.
document-source = Source
document-source-hint = The newspaper, the station, the organisation.
document-author = Author
document-day = Date of publication
document-day-hint = For instance 28 May 2024, or 28/05/2024.
document-address = Address on the web
document-address-hint = That of the article, or of the audio or video file of a recording; copy it from the address bar.
document-address-unreadable = This is no address of the web. Copy it from the address bar of the browser.
document-description = Description
document-description-hint = In a few words, what it holds.
document-file = File
document-file-hint = PDF, Word (.docx), OpenDocument (.odt) or Excel (.xlsx), { $paper } MB at most; PNG, JPEG, WebP or GIF image, { $image } MB at most; sound or video that browsers play (MP3, M4A, WAV, Ogg, FLAC, MP4, WebM), { $recording } MB at most.
document-text = Or paste the text here
document-text-pasted = Pasted text
document-closed = In closed session
document-closed-hint = Only those who were present and the organising body will know that it exists. The same holds for a recording or a broadcast transcript while any turn of the hearing is in closed session; and until the record is reviewed only the organising body sees them.
document-is-closed = In closed session: visible only to those who were present and to the organising body
document-sending = Sending, then examining the document…
document-nothing = Choose a file, paste a text or give an address.
document-sent-before = This form had added a document before, which is not this one. To add this one too, choose its file again, then try again.
document-file-and-text = There is a file and a pasted text: keep one of them, then try again.
document-too-large = This file is larger than { $limit } MB. Make it lighter or divide it, then try again.
document-unknown = This file is of none of the formats that are taken, whatever its name. Save it as PDF, or in one of the formats named, then try again.
document-name-lies = The name of this file ends in “.{ $ending }”, but its content is { $media }. Check where it comes from; if it is the one you want, rename it, then try again.
document-damaged = This file is incomplete or damaged. Ask for it or export it again, then try again.
document-encrypted = This file asks for a password. Save it without a password, then try again.
document-bomb = This file unfolds into far more than it weighs, as those do that are made to harm. It is not kept.
file-busy = Too many files are being examined at once. Nothing is saved; try again in a moment.
document-no-store = The place where files are kept does not answer. Nothing is saved; try again in a moment.
document-added-by = Added on { $moment } by { $author }
document-dated = Published on { $day }
document-pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
document-checksum = SHA-256 checksum
document-checksum-hint = The same file always has the same checksum.
document-twins = The same file is also kept as:
document-text-taken = Its text was taken.
document-text-failed = Its text could not be extracted.
document-facts = What is known of it
document-stale-title = Someone else has changed this document meanwhile.
document-not-played = Your browser does not play this format; you can download the file.
weight-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
weight-kilobytes = { $number } kB
weight-megabytes = { $number } MB
decimal-mark = .
done-document-added = The document is added.
done-document-added-again = The document is added. The same file is among the documents of this hearing already.
done-document-changed = The document is changed.
done-document-removed = The document is removed. Its file is kept.
done-document-restored = The document is back.
player-title = Recording of the hearing
recording-elsewhere = Played from { $host }, which is asked for nothing before you play it.
turn-listen = Listen from { $time }
