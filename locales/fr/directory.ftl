# The directory: people and bodies.

body-kind-political_group = Groupe politique
body-kind-cabinet = Cabinet
body-kind-department = Direction
body-kind-organisation = Organisme extérieur

person-name = Prénom et nom
person-organisation = Service, groupe ou organisme
person-organisation-hint = Groupe politique, direction, association, entreprise…
person-homonym = { $name } est déjà dans l’annuaire. Choisissez cette personne par la recherche, ou cochez la case si c’en est une autre.
person-homonym-yes = C’est une autre personne du même nom
person-new = Nouvelle personne
person-title = Fonction
person-positions = Fonctions
person-positions-none = Aucune fonction n’est notée.
person-hearings = Auditions
person-hearings-none = Cette personne n’a été notée présente à aucune audition.
person-hearings-hint = Avec la fonction du jour, telle qu’elle a été notée.
position-member = Membre
position-since = depuis le { $day }
position-until = jusqu’au { $day }
position-over = terminé le { $day }
people-title = Personnes
people-search = Chercher un nom
people-count = { $count ->
    [0] aucune personne
    [one] { $count } personne
   *[other] { $count } personnes
}
bodies-title = Groupes et organismes
bodies-count = { $count ->
    [0] aucun groupe ni organisme
    [one] { $count } groupe ou organisme
   *[other] { $count } groupes et organismes
}
body-new = Nouveau service ou groupe
body-edit = Modifier
body-name = Nom
body-name-taken = Ce nom est déjà celui d’un autre service, groupe ou organisme. Choisissez-en un autre.
body-kind = Nature
body-kind-all = Toutes
body-people = Qui y exerce une fonction
body-people-none = Aucune personne aujourd’hui.
organisation-new = Nouvel organisme
organisation-hint = Association, entreprise, syndicat, administration de l’État…
group-list-title = Liste de diffusion
group-list-theirs = Les synthèses sont envoyées aux adresses de cette liste. Seuls les membres du groupe la tiennent : demandez à l’un d’eux d’y ajouter une adresse.
group-list-hint = Les synthèses adressées au groupe sont envoyées à ces personnes.
group-list-none = La liste est vide : le groupe ne reçoit rien.
group-list-add = Ajouter à la liste
group-colour = Couleur du groupe
group-colour-legend = Elle accompagne le nom du groupe dans les pages
group-colour-number = couleur { $number }
done-person-added = La personne est dans l’annuaire.
done-body-created = C’est enregistré dans l’annuaire.
done-body-changed = La fiche est modifiée.
done-recipient-added = L’adresse est dans la liste.
done-recipient-known = Cette adresse était déjà dans la liste : rien n’a changé.
done-recipient-removed = L’adresse est retirée de la liste.
done-group-painted = La couleur est enregistrée.
person-overview = Parcours
person-turns = Interventions
person-turns-count = { $count ->
    [0] aucune intervention que vous puissiez lire
    [one] { $count } intervention
   *[other] { $count } interventions
}
person-actions = Suites
person-actions-count = { $count ->
    [0] aucune suite à donner
    [one] { $count } suite, née de ses propos ou confiée à cette personne
   *[other] { $count } suites, nées de ses propos ou confiées à cette personne
}
person-edit = Modifier
person-edit-lead = Ce qui a été noté aux auditions ne change pas : chacun y garde le nom et la fonction du jour.
person-merge = Fusionner
person-also = aussi :
person-names = Autres noms
person-names-hint = La recherche et les imports trouvent aussi la personne par ces noms.
person-staff = Collaborateurs
name-alias = Autre nom
name-kind = Ce nom est
name-kind-birth = le nom de naissance
name-kind-former = un ancien nom
name-kind-other = un autre nom
name-add = Ajouter ce nom
position-new = Ajouter une fonction
position-edit = Corriger
position-edit-title = Corriger une fonction
position-end = Terminer aujourd’hui
position-lead = Une fonction qui a pris fin se termine par sa date. Les auditions passées gardent la fonction du jour.
position-behalf = Auprès de
position-behalf-hint = Pour un collaborateur : le nom de l’élu(e), comme dans l’annuaire.
position-behalf-of = auprès de
position-behalf-unknown = L’annuaire n’a personne de ce nom. Ajoutez d’abord cette personne, ou corrigez le nom.
position-behalf-several = Plusieurs personnes de l’annuaire portent ce nom. Précisez-le d’abord dans leurs fiches.
position-behalf-self = C’est la personne elle-même. Indiquez l’élu(e) auprès de qui elle travaille.
position-since-label = Depuis le
position-until-label = Jusqu’au
position-day-hint = Par exemple : 1er mars 2020, 1/3/2020.
position-until-hint = Le dernier jour, compris.
position-says-nothing = Indiquez une fonction ou un organisme.
position-ends-before = Cette fin précède le début. Corrigez l’une des deux dates.
position-from = à partir du { $day }
body-people-today = Aujourd’hui
body-people-otherwise = Avant et après
body-register = Répertoire des représentants d’intérêts
body-register-hint = Numéro SIREN (neuf chiffres), RNA (W et neuf chiffres) ou numéro attribué par la HATVP (H et neuf chiffres).
body-register-shown = Représentant d’intérêts nº { $number }
body-register-wrong = Ce numéro n’est pas valable : neuf chiffres dont une clé, ou W ou H suivi de neuf chiffres. Vérifiez-le.
body-register-outside = Seul un organisme extérieur figure au répertoire. Effacez le numéro, ou changez la nature.
body-register-taken = « { $name } » porte déjà ce numéro. Vérifiez-le, ou corrigez l’autre fiche.
near-same = même nom
near-order = mêmes mots dans un autre ordre
near-particle = même nom, aux particules près
near-slip = une lettre d’écart
near-initials = l’un n’a que les initiales des prénoms
near-more = un mot de plus
near-email = même adresse
near-alias = par les noms « { $one } » et « { $other } »
duplicates-title = Doublons possibles
duplicates-lead = Des personnes dont les noms ou les adresses se ressemblent. Rien n’est fusionné sans vous.
duplicates-none = Aucun doublon possible
duplicates-none-advice = Les ressemblances que vous avez écartées ne sont plus proposées.
duplicates-count = { $count ->
    [one] { $count } ressemblance
   *[other] { $count } ressemblances
}
duplicates-compare = Comparer et fusionner
duplicates-dismiss = Ce sont deux personnes
merger-title = Fusionner deux personnes
merger-lead = La personne gardée reçoit tout de l’autre. Les auditions passées gardent les noms du jour. La fusion peut être annulée plus tard.
merger-search = Avec qui fusionner { $name } ?
merger-kept = reste
merger-gone = est fusionnée
merger-email = Adresse à garder
merger-effect = Fonctions, auditions, autres noms et compte de { $gone } passent à { $kept } ; « { $gone } » devient un autre nom, par lequel on trouve encore { $kept }.
merger-do = Fusionner
merger-swap = Garder plutôt l’autre
merger-shared = Les deux sont notées aux mêmes auditions : ce sont deux personnes, ou l’une des présences est à retirer d’abord.
merger-shared-hearing = Les deux sont notées à l’audition « { $hearing } ». Retirez d’abord l’une des deux présences.
merger-two-members = Chacune est reliée à un compte de membre. Détachez d’abord l’un des deux dans la page des membres.
merger-own = C’est vous, dans l’annuaire : un autre gestionnaire décide si ces deux fiches n’en font qu’une.
mergers-title = Fusions
mergers-hint = Ces personnes ont été fusionnées avec celle-ci. Annuler une fusion rend à chacune ce qu’elle avait.
merger-by = par { $name }, le { $moment }
merger-reverse = Annuler la fusion
column-name = nom complet
column-family = nom
column-given = prénom
column-email = courriel
column-title = fonction
column-organisation = organisme
column-since = depuis
column-until = jusqu’à
column-birth-name = nom de naissance
column-other-name = autre nom
row-no-name = Il n’y a pas de nom.
row-too-long = Ce texte est trop long.
row-email = Cette adresse n’est pas valable.
row-day = Cette date ne peut pas être lue.
row-ends-before = Cette fin précède le début.
people-import = Importer des personnes
people-import-short = Importer
people-import-lead = Un tableau CSV ou Excel (.xlsx), une personne par ligne. Rien n’est enregistré avant votre accord.
people-import-file = Tableau
people-import-hint = Première ligne : les titres des colonnes (nom, prénom, courriel, fonction, organisme, depuis, jusqu’à…). 8 Mo et 10 000 lignes au plus.
people-import-read = Lire le tableau
people-import-preview = Relire avant d’importer les personnes
people-import-empty = Choisissez un fichier qui contient des lignes sous ses titres.
people-import-unknown = Ce fichier n’est pas un tableau qui peut être lu. Enregistrez-le en .xlsx ou en .csv, puis recommencez.
people-import-no-names = Aucune colonne « nom » n’a été trouvée. Donnez un titre à chaque colonne, dont « nom » ou « nom complet », puis recommencez.
people-import-too-many = Ce tableau a plus de { $limit } lignes. Découpez-le.
people-import-rows = { $count ->
    [one] { $count } ligne lue
   *[other] { $count } lignes lues
}
people-import-columns = Colonnes reconnues :
people-import-ignored = Colonnes laissées de côté :
people-import-refused = { $count ->
    [one] { $count } ligne ne peut pas être reprise
   *[other] { $count } lignes ne peuvent pas être reprises
}
people-import-refused-hint = Elles restent de côté. Corrigez-les dans le tableau et importez-le de nouveau : ce qui est déjà là ne sera pas ajouté deux fois.
people-import-row = Ligne { $row }
people-import-more = { $count ->
    [one] et { $count } autre
   *[other] et { $count } autres
}
people-import-near = { $count ->
    [one] { $count } personne ressemble à quelqu’un de l’annuaire : qui est-ce ?
   *[other] { $count } personnes ressemblent à quelqu’un de l’annuaire : qui est-ce ?
}
people-import-new = { $count ->
    [one] { $count } nouvelle personne
   *[other] { $count } nouvelles personnes
}
people-import-known = { $count ->
    [one] { $count } personne déjà là, qui sera complétée
   *[other] { $count } personnes déjà là, qui seront complétées
}
people-import-later = { $count ->
    [one] { $count } autre ressemblance, laissée pour un second import du même tableau
   *[other] { $count } autres ressemblances, laissées pour un second import du même tableau
}
people-import-leave = Ne pas importer cette ligne
people-import-confirm = Importer ces personnes
done-table-read = Le tableau est lu. Vérifiez-le avant d’importer.
done-people-imported = Les personnes du tableau sont dans l’annuaire.
done-position-added = La fonction est ajoutée.
done-position-changed = La fonction est corrigée.
done-position-ended = La fonction est terminée.
done-position-removed = La fonction est retirée.
done-person-changed = La fiche est modifiée.
done-name-added = L’autre nom est noté.
done-name-removed = L’autre nom est retiré.
done-people-merged = Les deux personnes n’en font plus qu’une.
done-people-parted = La fusion est annulée : chacune a retrouvé ce qu’elle avait.
done-people-told-apart = Ce sont deux personnes : elles ne seront plus proposées.
done-people-proposed-again = Elles sont de nouveau proposées.
merger-shared-closed = Les deux sont notées à une même audition que vous ne pouvez pas lire. Adressez-vous à ses organisateurs.
person-stale-title = Quelqu’un a modifié cette fiche pendant que vous l’écriviez.
position-stale-title = Quelqu’un a modifié cette fonction pendant que vous l’écriviez.
body-stale-title = Quelqu’un a modifié cette fiche pendant que vous l’écriviez.
group-colour-stale-title = Quelqu’un a modifié ce groupe pendant que vous choisissiez sa couleur.
group-colour-none = aucune couleur
