# The record of a hearing, its turns.

present-count = { $count ->
    [one] { $count } personne présente
   *[other] { $count } personnes présentes
}
record-in-preparation-title = Le compte rendu est en préparation
record-in-preparation-advice = Ses rédacteurs y travaillent encore. Il paraîtra ici dès qu’il partira en relecture.
record-none-title = Pas encore de compte rendu
record-none-advice = Il paraîtra ici une fois l’audition tenue et son compte rendu prêt.
record-none-advice-organiser = Écrivez les interventions au fil de l’audition, ou importez le texte du compte rendu.
turn-write-first = Écrire la première intervention
turn-add = Ajouter une intervention
outline-title = Qui parle
speaker-unknown = Intervenant à identifier
speaker-printed = imprimé « { $label } »
turn-permalink = Lien vers l’intervention
turn-closed = À huis clos : visible des seules personnes présentes et du service organisateur
turn-notes = Notes de l’intervention
note-back = Retour à l’appel de la note
turn-follow-up = Créer une suite
turn-correct = Corriger
turn-edit-title = Corriger l’intervention
turn-speaker = Qui parle
turn-text = Ce qui a été dit
turn-text-hint = Une ligne vide sépare deux paragraphes, *un astérisque* met en italique, **deux** en gras, une adresse entre < et > fait un lien, [^1] appelle la note 1.
turn-footnotes = Notes
turn-footnotes-hint = Chaque note commence par son appel : [^1]: Texte de la note.
turn-closed-short = À huis clos
turn-closed-hint = Seules les personnes présentes et le service organisateur liront cette intervention.
turn-section = Section qui commence ici
turn-section-hint = Son titre, ou « Propos liminaire », ou « Échanges ». Laissez vide si l’intervention n’en ouvre pas.
section-opening-statement = Propos liminaire
section-exchange = Échanges
turn-tools-title = Aussi sur cette intervention
turn-divide = Diviser
turn-join = Joindre à l’intervention { $number }
turn-join-of = Joindre à l’intervention { $number } de { $name }
turn-higher = Monter l’intervention
turn-lower = Descendre l’intervention
turn-remove = Retirer du compte rendu
turn-insert = Insérer l’intervention
turn-insert-next = Insérer et écrire la suivante
turn-insert-after = Insérer une intervention après
turn-new-title = Nouvelle intervention
turn-new-after = Elle viendra après l’intervention { $number }.
turn-new-first = Elle ouvrira le compte rendu.
partition-title = Diviser l’intervention
partition-hint = Là où quelqu’un d’autre prend la parole, ajoutez une ligne qui n’a que trois traits d’union :
partition-too-many = Une intervention se divise en 100 au plus. Enregistrez une première division, puis continuez.
partition-speaker = Qui parle ensuite
partition-speaker-same = Même orateur
partition-speaker-hint = Le début reste à qui parlait.
partition-unmarked = Marquez d’une ligne de trois traits d’union l’endroit où commence la suite.
done-turn-divided = L’intervention est divisée.
done-turn-inserted = L’intervention est insérée.
done-turn-removed = L’intervention est retirée du compte rendu.
done-turns-joined = Les deux interventions n’en font plus qu’une.
done-turn-moved = L’intervention est déplacée.
done-change-reversed = L’opération est annulée.
turn-save-mine = Enregistrer mon texte par-dessus
turn-keep-theirs = Garder le texte déjà enregistré
turn-stale-title = { $author } a enregistré cette intervention pendant que vous l’écriviez.
turn-stale-advice = Rien n’est perdu : voici les deux textes. Reprenez ce qu’il faut dans le vôtre, puis enregistrez.
turn-stale-theirs = Enregistré par { $author }
turn-stale-mine = Votre texte
turn-stale-unsaved = pas encore enregistré
turn-locked-title = Ce compte rendu ne peut plus être corrigé
turn-locked-advice = Il est approuvé, ou l’audition est annulée. Copiez au besoin ce que vous avez écrit, et parlez-en aux élus du service organisateur.
notes-unmarked = Commencez chaque note par son appel, par exemple [^1]: Texte de la note.
notes-marker-too-long = Un appel de note compte 50 caractères au plus.
notes-twice = Deux notes portent l’appel { $marker } : changez l’un des deux.
notes-too-many = Une intervention porte 500 notes au plus : divisez-la.
notes-empty = La note { $marker } est vide : écrivez son texte, ou retirez-la.
done-turn-corrected = L’intervention est corrigée.

record-title = Compte rendu de l’audition nº { $number }
present-none = Personne n’est encore noté parmi les présents.
record-search = Chercher dans ce compte rendu
record-search-go = Chercher
record-search-found = { $count ->
    [one] { $count } passage trouvé : le lire
   *[other] { $count } passages trouvés : lire le premier
}
record-search-none = Rien ne correspond à « { $words } ». Essayez un mot plus court, ou son singulier.
record-search-short = Écrivez au moins deux lettres.
record-search-next = Aller au passage suivant
record-search-clear = Effacer la recherche
keys-title = Au clavier
keys-next = intervention suivante
keys-previous = intervention précédente
keys-search = chercher dans le compte rendu
keys-help = cette aide
keys-use = Utiliser ces touches
close = Fermer
turn-cite = Citer
turn-cited = La citation est copiée, avec sa source. Collez-la où vous voulez.
turn-linked = Le lien vers l’intervention est copié.
copy-refused = Votre navigateur ne permet pas de copier. L’adresse de l’intervention est dans la barre d’adresse.
citation = « { $passage } »
    — { $speaker }. { $tenant }, audition nº { $number } : { $title }, { $day }.

# Approval, publication, withdrawal; history and errata.

record-approve = Approuver le compte rendu
record-approve-hint = Vous approuvez ce texte : il ne changera plus que par erratum, daté.
record-approve-now = Approuver tel qu’il est maintenant
record-publish = Publier
record-publish-hint = Le compte rendu définitif, que chacun peut citer.
approval-early-title = Approuver dès maintenant ?
approval-cuts-round-short = Approuver le compte rendu met fin à la relecture : ses liens se ferment, et ce qui n’est pas décidé reste sans suite.
approval-changed-lead = Le compte rendu a changé depuis que vous l’avez lu. Voici ce qui a été fait entre-temps.
approval-read-again = Relire le compte rendu
withdrawal-of-publication = Retirer la publication
withdrawal-of-publication-lead = Le compte rendu reste approuvé ; il n’est plus publié. La raison restera dans son historique.
withdrawal-of-approval = Retirer l’approbation
withdrawal-of-approval-lead = Le compte rendu repart en relecture, et peut de nouveau être corrigé. La raison restera dans son historique.
withdrawal-reason = Raison du retrait
withdrawal-reason-hint = Tous ceux qui lisent ce compte rendu la verront.
done-record-approved = Le compte rendu est approuvé : son texte ne change plus que par erratum.
done-record-published = Marqué comme publié : le compte rendu définitif, que chacun peut citer.
done-publication-withdrawn = La publication est retirée.
done-approval-withdrawn = L’approbation est retirée : le compte rendu est de nouveau en relecture.
settled-approval = Approuvé par { $author } le { $moment }.
settled-publication = Publié par { $author } le { $moment }.
settled-publication_withdrawal = Retrait par { $author } le { $moment } :
erratum-title = Erratum à l’intervention
erratum-lead = Le compte rendu est approuvé : votre correction paraîtra sous l’intervention, datée, avec le texte d’avant et celui d’après.
erratum-write = Écrire un erratum
erratum-reason = Raison de l’erratum
erratum-reason-hint = En une phrase, par exemple : un chiffre mal entendu.
erratum-publish = Publier l’erratum
erratum-unchanged = Rien n’a changé : corrigez ce qui doit l’être.
erratum-of = Erratum du { $moment } : { $reason }
erratum-changes = Voir ce qui a changé
turn-speaker-changed = Qui parle :
turn-section-changed = Section qui commence ici :
done-erratum = L’erratum est publié.
history-title = Historique
history-lead = Ce qui a été fait sur cette audition et son compte rendu, le plus récent d’abord.
history-none-title = Aucune modification depuis que le compte rendu a été enregistré.
history-turn = intervention { $number }
turn-history = Historique
turn-history-title = Historique de l’intervention { $number }
turn-history-back = Lire l’intervention dans le compte rendu
turn-history-single = L’intervention n’a qu’une version : personne ne l’a corrigée.
turn-history-compared = De la version { $from } à la version { $to }
turn-history-closed = L’intervention est passée à huis clos.
turn-history-opened = L’intervention n’est plus à huis clos.
turn-history-versions = Versions
turn-history-version = Version
turn-history-what = Origine
turn-history-from = Comparer
turn-history-to = avec
turn-history-compare = Comparer ces deux versions
turn-restore = Rétablir la version { $version }
done-turn-restored = La version choisie est rétablie.
section-none = aucune
speakers-title = Qui parle
speakers-lead = Indiquez une fois qui parle sous chaque intitulé : toutes les interventions qui le portent seront mises à jour.
speakers-none = Aucune intervention n’a d’intitulé
speakers-unknown = { $count ->
    [one] { $count } sans orateur
   *[other] { $count } sans orateur
}
speakers-missing = { $count ->
    [one] { $count } intervention n’a pas encore d’orateur.
   *[other] { $count } interventions n’ont pas encore d’orateur.
}
speakers-give = Dire qui parle
done-speakers-given = Les interventions ont leur orateur.
record-go-to = Aller à l’intervention nº
record-go = Y aller

excused-count = { $count ->
    [one] { $count } excusée
   *[other] { $count } excusées
}
absent-count = { $count ->
    [one] { $count } absente
   *[other] { $count } absentes
}
strengths-title = Présents par groupe
strengths-of = { $count } sur { $whole }
turn-speaker-away = { $name } est noté excusé ou absent : choisissez qui a parlé, ou corrigez d’abord sa présence.
provenance-imported = importée
provenance-machine = transcription automatique
provenance-corrected = corrigée
provenance-approved = approuvée
record-download = Télécharger
export-markdown = Markdown (.md)
export-text = Texte brut (.txt)
export-akoma-ntoso = Akoma Ntoso (.xml)
export-closed = Contient des propos tenus à huis clos : ne pas diffuser.
export-draft = Projet de compte rendu ({ $state }) : ce texte n’est pas approuvé.
export-copied = Copie du { $moment }, { $address }
export-before = Texte d’avant :
export-speaker-before = Qui parlait d’abord : { $name }
turn-history-removed = Cette intervention est retirée du compte rendu.
turn-history-joined = Ses mots sont maintenant dans une autre :
turn-put-back = Remettre dans le compte rendu
