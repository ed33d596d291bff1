# The local mailbox of a demonstration.

mailbox-title = Local mailbox
mailbox-lead = Demonstration: no message leaves this machine, they are read here, without signing in.
mailbox-none-title = No message
mailbox-none-advice = What is sent by mail arrives here within seconds. Reload the page.
mailbox-choose = Choose a message.
mailbox-from = From
mailbox-to = To
mailbox-date = Date
