# The local mailbox of a demonstration.

mailbox-title = Boîte locale
mailbox-lead = Démonstration : aucun message ne quitte cette machine, ils se lisent ici, sans connexion.
mailbox-none-title = Aucun message
mailbox-none-advice = Ce qui est envoyé par courriel arrive ici en quelques secondes. Rechargez la page.
mailbox-choose = Choisissez un message.
mailbox-from = De
mailbox-to = À
mailbox-date = Date
