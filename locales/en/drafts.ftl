# What is kept of a form while it is typed.

draft-begun = You had begun to fill in this page on { $moment }, without saving it.
draft-resumed = Here is what you had begun on { $moment }. Nothing is saved until you save it.
draft-resume = Resume
draft-forget = Forget this draft
draft-kept = Draft kept: you will find it when you open this page again.
draft-not-kept = The draft could not be kept. Save as soon as you can.
draft-held = Choose above: while an older draft waits, what you type here is not kept.
done-draft-forgotten = The draft is forgotten.
