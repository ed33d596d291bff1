# Those present at a hearing.

category-witness = Personnes entendues
category-political_group = Groupes politiques
category-executive = Exécutif et cabinets
category-administration = Administration

attendances-title = Personnes présentes
attendances-lead = La fonction de chacun est notée telle qu’elle est au { $day } et n’en change plus, même si l’annuaire change.
attendances-done = Terminé
attendances-search = Ajouter une personne de l’annuaire
attendances-search-hint = Le début du nom ou du prénom
attendances-found = { $count ->
    [0] Aucune personne de ce nom dans l’annuaire
    [one] { $count } proposition
   *[other] { $count } propositions
}
attendances-new-person = Cette personne n’est pas dans l’annuaire
attendances-create = Créer et ajouter
attendances-list = Coller une liste
attendances-list-people = Une personne par ligne
attendances-list-hint = Nom, fonction, organisme, séparés par des virgules. Le nom suffit pour qui est dans l’annuaire. On peut ajouter « (excusée) », « (absent) », « (en visioconférence) » ou « représenté par… ».
attendances-list-by-body = Selon le service ou le groupe de chacun
attendances-list-add = Ajouter ces personnes
attendances-list-long = La liste a { $count } lignes ; collez-en { $limit } au plus à la fois.
attendances-list-line = Ligne { $number }, « { $line } » : écrivez un nom, puis la fonction et l’organisme, plus courts.
attendances-list-homonyms = Plusieurs personnes de l’annuaire s’appellent { $name }. Retirez ce nom de la liste et choisissez la bonne par la recherche.
attendances-present = Personnes notées
attendances-none = Aucune personne n’est encore notée.
attendance-category = Au titre de
attendance-noted = déjà notée
attendance-title = Fonction ce jour-là
attendance-title-hint = Elle restera telle quelle, même si l’annuaire change.
attendance-speaks = Des interventions du compte rendu lui sont attribuées, ou cette personne en remplace une autre. Changez cela avant de la retirer.
done-attendance-added = La personne est notée.
done-attendance-present = Cette personne était déjà notée : rien n’a changé.
done-attendance-removed = La personne est retirée.
done-attendances-added = Les personnes de la liste sont notées.
done-attendance-restored = La personne est de nouveau parmi les présents.

presence-present = présent(e)
presence-remote = à distance
presence-excused = excusé(e)
presence-absent = absent(e)
presence-replaced-by = remplacé(e) par { $name }
presence-arrived = arrivée à { $hour }
presence-left = départ à { $hour }
presence-of = Présence : { $name }
presence-more = Préciser
presence-field = Présence
presence-substitute = Remplacé(e) par
presence-substitute-hint = Notez d’abord parmi les présents la personne qui est venue à sa place. Elle seule pourra lire ce qui s’est dit à huis clos.
presence-substitute-none = Personne
presence-arrived-at = Heure d’arrivée
presence-left-at = Heure de départ
presence-hour-hint = Le jour de l’audition, par exemple 15 h 10
presence-evidence = Établi par
evidence-none = sans justificatif
evidence-sheet = feuille d’émargement
evidence-call = appel nominal
evidence-confirmed = confirmation
presence-not-replaced = Seule une personne excusée ou absente peut être remplacée : changez la présence, ou choisissez « Personne ».
presence-substitute-away = { $name } n’était pas là non plus : notez d’abord sa présence.
presence-left-before = Le départ vient après l’arrivée, le même jour : corrigez l’une des deux heures.
presence-no-hours = Une personne excusée ou absente n’a ni arrivée ni départ : effacez l’heure, ou changez la présence.
presence-speaks = { $name } prend la parole dans le compte rendu, et ne peut donc pas être noté absent ou excusé. Attribuez d’abord ces interventions à quelqu’un d’autre.
presence-replaces = { $name } remplace quelqu’un, et ne peut donc pas être noté absent ou excusé. Changez d’abord ce remplacement.
roll-evidence = Établi par
roll-evidence-kept = comme noté jusqu’ici
roll-save = Enregistrer les présences
done-roll-called = Les présences sont enregistrées.
presence-stale-title = Quelqu’un d’autre a modifié cette présence entre-temps.
done-roll-restored = Les présences sont de nouveau comme avant.
done-presence-noted = La présence est enregistrée.
