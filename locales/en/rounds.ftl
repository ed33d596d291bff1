# The correction round.

round-title = Correction round
round-lead = Everyone who spoke receives a personal link to their own turns, proposes corrections and agrees. You decide on each proposal.
round-until = Until { $due }
round-opened-by = Opened by { $author }, { $moment }
round-closed-at = Closed { $moment }
round-close = Close the round
round-rule-title = The rule
round-rule = Only inaccuracies are corrected. An addition becomes a footnote, or a written contribution attached to the record.
round-silence = No answer until { $due } inclusive counts as agreement.
round-guests = People asked
round-guest-revoked = Link revoked
round-guest-agreed = Agreed
round-guest-silent = Agreed by silence
round-guest-proposed = Corrections proposed
round-guest-opened = Page opened
round-guest-awaited = Awaited
round-opened-at = opened { $moment }
round-agreed-at = agreed { $moment }
round-message = last message:
round-remind = Remind
round-send-again = Send another link
round-revoke = Revoke the link
round-needs-review = A round needs a record under review.
round-invite-title = Ask more people
round-invite = Send the links
round-open-title = Open a round
round-open = Open and send the links
round-no-speakers = Nobody is known as a speaker of this record yet.
round-due = Last day
round-due-hint = e.g. 3/4/2024; after that day silence counts as agreement
round-due-past = Choose today or a day to come.
round-speakers = Who spoke
round-speakers-hint = Leave empty the address of those you do not ask.
round-email-wrong = The address of { $name } is not complete, for example first.last@town.example.
round-nobody = Type at least one address.
round-undecided = The correction round is closed; { $count ->
    [one] { $count } proposal was not decided
   *[other] { $count } proposals were not decided
}.
round-under-way = The correction round is open until { $due }; { $count ->
    [0] no proposal awaits a decision
    [one] { $count } proposal awaits a decision
   *[other] { $count } proposals await a decision
}.
round-guest-title = Read your words
round-no-turns = No turn of this record is in your name any more.
round-agreed = You agreed { $moment }.
round-agree-title = Your agreement
round-agree-lead = When you have read everything, say so: what you did not propose to correct is accurate.
round-agree = I have read everything, the rest is accurate
round-contribution = Written contribution
round-contribution-text = What you want to add
round-contribution-hint = It is kept beside the record and changes none of its words.
round-contribution-keep = Attach the contribution
done-round-opened = The round is open: the links are on their way by e-mail.
done-round-links-sent = The links are on their way by e-mail.
done-round-reminded = The reminder is on its way by e-mail.
done-round-revoked = The link is revoked.
done-round-closed = The round is closed: its links lead nowhere any more.
done-round-agreed = Thank you: your agreement is noted.
done-contribution-kept = Your contribution is attached.

proposals-title = Proposed corrections
proposals-none = No correction is proposed.
proposal-state-proposed = To decide
proposal-state-accepted = Accepted
proposal-state-amended = Taken up otherwise
proposal-state-refused = Refused
proposal-mine = Your proposal
proposal-write = Propose a correction
proposal-comment = Comment
proposal-comment-hint = What is inaccurate, in a sentence.
proposal-send = Send the proposal
proposal-unchanged = Nothing has changed: correct what is inaccurate, or agree.
proposal-title = Correction proposed for turn { $number }
proposal-diff = What would change
proposal-three-texts = The turn was corrected after the person read it. Here are the three texts.
proposal-as-it-was = As it was read
proposal-as-it-is = As it is
proposal-as-proposed = As it is proposed
proposal-turn-gone = The turn was taken out or joined to another: the proposal can only be refused. Correct the turn that has these words now.
proposal-text = Text to put in
proposal-text-hint = As proposed, or as you take it up: the person will see whether you changed it.
proposal-answer = Answer to the person
proposal-answer-hint = It shows on the person’s page. A refusal needs one.
proposal-reason-needed = Say why you refuse.
proposal-accept = Correct the turn
proposal-refuse = Refuse the proposal
proposal-stale = Somebody has just corrected this turn. Compare with the text as it is, then decide again.
done-proposal-sent = Your proposal is sent.
done-proposal-accepted = The turn is corrected.
done-proposal-refused = The proposal is refused.
turn-nth = Turn { $number }

mail-round-subject = { $authority }: read your words – { $title }
mail-round-reminder-subject = Reminder – { $authority }: read your words – { $title }
mail-round-intro = { $authority } has put under review the record of the hearing “{ $title }” of { $day }. Your words are in it. Read them at this address, without account or password:
mail-round-personal = This link is yours alone: pass it on to nobody.
mail-round-silence = The link is valid until { $due } inclusive. If you do not answer, your words will count as approved.
