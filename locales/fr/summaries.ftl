# Summaries, who receives them, and what became of each message.

summaries-title = Synthèses
summaries-unsent = En préparation
summaries-sent = Envoyées
summaries-none-title = Aucune synthèse pour l’instant
summaries-none-advice = Une synthèse s’écrit depuis la page d’une audition ; celles qui sont envoyées à votre groupe paraîtront ici.
summary-this = La synthèse
summary-new = Nouvelle synthèse
summary-edit = Modifier
summary-edit-title = Modifier la synthèse
summary-approve = Approuver cette version
summary-reread = Relire la synthèse
summary-title = Titre
summary-text = Texte
summary-text-hint = *italique*, **gras**, <adresse> comme dans une intervention ; ## titre, - liste, > citation ; [#12] cite l’intervention 12
summary-preview = Aperçu
summary-preview-button = Voir l’aperçu
summary-groups = Groupes politiques destinataires
summary-groups-hint = Chaque groupe reçoit sa propre édition. Vous verrez les adresses exactes avant l’envoi.
summary-groups-none = La collectivité n’a encore aucun groupe politique : un gestionnaire peut en créer.
summary-state-draft = Brouillon
summary-state-approved = Approuvée
summary-state-sent = Envoyée
summary-awaits-approval = Un élu ou une élue du service organisateur doit approuver ce texte avant l’envoi.
summary-approved-by = Approuvée par { $name } le { $moment }.
summary-sent-by = Envoyée par { $name } le { $moment }.
summary-for = Pour :
summary-for-nobody = Aucun groupe politique n’est encore choisi.
summary-approved-warning = Ce texte est approuvé. L’enregistrer modifié lui retire l’approbation : il faudra la demander à nouveau.
summary-revisions = { $count ->
    [one] { $count } version précédente
   *[other] { $count } versions précédentes
}
summary-version = Version { $version }
summary-replaced-by = remplacée par { $name } le { $moment }
summary-contested = Quelqu’un a enregistré cette synthèse pendant que vous l’écriviez.
summary-contested-by = { $name } a enregistré cette synthèse pendant que vous l’écriviez.
summary-contested-advice = Rien n’est perdu : voici les deux textes. Reprenez ce qu’il faut, puis enregistrez.
summary-yours = Votre texte
summary-unsaved = pas encore enregistré
summary-changed-since-read = La synthèse a changé depuis que vous l’avez lue. Relisez la version présente, puis recommencez.
summary-needs-approval = L’envoi sera possible quand un élu ou une élue du service organisateur aura approuvé ce texte.
done-summary-created = La synthèse est enregistrée.
done-summary-changed = La synthèse est modifiée.
done-summary-unchanged = Rien n’avait changé : la synthèse reste telle quelle.
done-summary-approval-taken-back = La synthèse est modifiée. L’approbation portait sur l’ancien texte : elle est retirée.
done-summary-approved = La synthèse est approuvée. Elle peut être envoyée.
done-summary-sent = La synthèse est envoyée : chaque message part à son tour, et son état se lit plus bas.

recipients-title = Destinataires de la synthèse
recipients-see = Destinataires
recipients-count = { $count ->
    [0] Aucun message ne partira.
    [one] { $count } message partira, et à personne d’autre.
   *[other] { $count } messages partiront, un par personne, et à personne d’autre.
}
recipients-advice = Chacun ne voit que sa propre adresse.
recipients-repeated = Ces adresses figurent dans plusieurs groupes et recevront l’édition de chacun :
recipients-missing = Personne ne recevra cette édition.
recipients-list = Voir la liste du groupe
recipients-send = { $count ->
    [one] Envoyer { $count } message
   *[other] Envoyer { $count } messages
}
recipients-none = Personne ne recevrait cette synthèse. Choisissez des groupes, ou complétez leurs listes d’adresses, puis recommencez.
recipients-changed = La liste des destinataires a changé depuis que vous l’avez vue. Rien n’est parti : vérifiez la nouvelle liste, puis envoyez.
recipients-no-group = Aucun groupe politique n’est choisi
recipients-no-group-advice = Cochez les groupes destinataires sous le texte de la synthèse.
recipients-choose = Choisir les groupes
recipients-sent-already = Cette synthèse est déjà partie ; ce qu’est devenu chaque message se lit ici :

deliveries-title = Envois
deliveries-without = Sans adresse au moment de l’envoi, ces groupes n’ont rien reçu :
delivery-recipient = Destinataire
delivery-edition = Édition
delivery-state = État
delivery-last-attempt = Dernier essai
delivery-actions = Actions
delivery-state-queued = En attente
delivery-state-sending = En cours
delivery-state-sent = Envoyé
delivery-state-deferred = Reporté
delivery-state-bounced = Refusé
delivery-state-uncertain = Incertain
delivery-uncertain-advice = Le message est peut-être arrivé : demandez à la personne avant de le renvoyer.
delivery-next = Nouvel essai le { $moment }.
delivery-attempts = { $count ->
    [one] { $count } essai
   *[other] { $count } essais
}
delivery-retry = Réessayer
done-delivery-requeued = Le message est remis en attente : il part dans un instant.
done-delivery-underway = Ce message est déjà en route ou arrivé.

mail-edition-subject = { $title } – { $tenant }
mail-edition-hello = Bonjour,
mail-edition-intro = Voici la synthèse de l’audition nº { $number }, « { $hearing } », du { $day }, telle qu’elle est adressée à votre groupe ({ $group }).
mail-edition-online = Lire en ligne, pour les membres qui se connectent
done-summary-approval-withdrawn = L’approbation est retirée : la synthèse est de nouveau un brouillon.
deliveries-progress = Messages traités : { $done } sur { $count }.
summary-closed = Cette synthèse ne part pas : l’audition est à huis clos, ou l’était quand la synthèse a été écrite. Une liste d’adresses ne dit pas qui était présent. Le service organisateur la lit ici.
delivery-withheld = Retenu : l’audition est passée à huis clos avant le départ du message.
