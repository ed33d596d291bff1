# What follows from a hearing: registers, one action, its history, mail.

actions-title = Suites à donner
actions-done-title = Suites terminées
actions-count = { $count ->
    [one] { $count } suite
   *[other] { $count } suites
}
actions-of-hearing = Suites de l’audition
actions-mine = Les miennes
actions-body = Celles de mon service
actions-all = Toutes
actions-show-done = Suites terminées
actions-show-open = Suites à donner
actions-none-title = Rien n’attend ici
actions-none-advice = Les suites se créent depuis une intervention du compte rendu ; elles apparaissent ici avec leur échéance.
actions-none-done-title = Aucune suite terminée
actions-none-done-advice = Une suite terminée apparaît ici avec ce qu’elle est devenue.

action-state-open = À faire
action-state-in_progress = En cours
action-state-late = { $days ->
    [one] En retard d’un jour
   *[other] En retard de { $days } jours
}
action-state-done = Terminée

action-new = Créer une suite
action-create = Créer et prévenir
action-title = Ce qu’il faut faire
action-title-hint = Une phrase qui commence par un verbe.
action-quote-of = Passage cité de l’intervention { $turn }
action-quote-hint = Gardez les mots qui appellent cette suite.
action-turn-gone = Cette intervention n’est plus au compte rendu. Revenez à l’audition et choisissez-en une autre.
action-body = Service en charge
action-member = Personne en charge
action-charge-hint = Un service, une personne, ou une personne dans un service.
action-charge-missing = Choisissez un service ou une personne.
action-charge-unchanged = Cette suite lui est déjà confiée. Choisissez quelqu’un d’autre.
action-no-body = Aucun service
action-no-member = Aucune personne en particulier
action-no-due = Sans échéance
action-due-by = pour le { $day }

action-in-charge = En charge
action-hearing = Audition
action-source = Intervention d’origine
action-source-turn = intervention { $turn }
action-author = Demandée par

action-note = Où en est-on ?
action-note-add = Ajouter une note
action-note-save = Enregistrer la note
action-close = Terminer la suite
action-reopen = Rouvrir la suite
action-overtaken-advice = Votre note n’est pas enregistrée : la voici. Enregistrez-la si elle reste utile.

action-hand-over = Confier à quelqu’un d’autre
action-hand-over-button = Confier et prévenir
action-handover-note = Mot d’accompagnement
action-handover-note-hint = Il reste au journal et part avec le message.
action-handover-done = Cette suite est terminée : rouvrez-la avant de la confier.
action-stale-title = Cette suite a changé pendant que vous choisissiez.
action-stale-advice = Voici ce qui est enregistré et ce que vous avez choisi. Confirmez votre choix, ou annulez.
action-stale-theirs = En charge à présent
action-stale-mine = Votre choix

action-log = Journal
action-log-note = { $who } a noté :
action-log-assignment = { $who } a confié cette suite. En charge : { $to }.
action-log-handover = { $who } a transmis cette suite. En charge : { $to } ; auparavant : { $from }.
action-log-closure = { $who } a terminé cette suite.
action-log-reopening = { $who } a rouvert cette suite.
action-log-reversal = { $who } a annulé une opération.
action-log-handover-reversed = { $who } a annulé la transmission de cette suite. En charge : { $to } ; auparavant : { $from }.

done-action-created = La suite est créée ; les personnes en charge sont prévenues.
done-action-reported = La note est enregistrée.
done-action-closed = La suite est terminée.
done-action-closed-before = Quelqu’un d’autre a déjà terminé cette suite.
done-action-reopened = La suite est rouverte.
done-action-open-before = Quelqu’un d’autre a déjà rouvert cette suite.
done-action-handed-over = La suite est confiée ; les personnes en charge sont prévenues.

quoted = « { $text } »
mail-greeting = Bonjour { $name },
mail-action-subject = Une suite à donner : { $title }
mail-action-intro-member = { $who } vous confie une suite à donner.
mail-action-intro-body = { $who } confie une suite à donner à votre service, { $body }.
mail-action-due = Pour le { $day }
mail-action-no-due = Sans échéance
mail-action-hearing = Audition nº { $number }, « { $title } »
mail-action-quote = Ce qui a été dit :
mail-action-note = Mot d’accompagnement :
mail-action-link = Pour dire où vous en êtes, et la terminer une fois faite :

actions-figures-title = Créées et terminées par mois
actions-figures-lead = Les suites créées et terminées, mois par mois, et ce qui reste à faire à la fin de chacun. Une suite rouverte ne compte plus comme terminée.
actions-figures-picture = D’un mois à l’autre
actions-figures-which = Suites
actions-figures-opened = Créées
actions-figures-closed = Terminées
actions-figures-left = Reste à faire
actions-figures-so-far = À ce jour
actions-figures-table = Les mêmes chiffres, par mois
actions-figures-month = Mois
actions-figures-none-title = Aucune suite à compter
