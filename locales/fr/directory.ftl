# The directory: people and bodies.

body-kind-political-group = Groupe politique
body-kind-cabinet = Cabinet
body-kind-department = Direction
body-kind-organisation = Organisme extérieur

person-name = Prénom et nom
person-organisation = Organisme ou instance
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
bodies-title = Instances
bodies-count = { $count ->
    [0] aucune instance
    [one] { $count } instance
   *[other] { $count } instances
}
body-new = Nouvelle instance
body-edit = Modifier
body-name = Nom
body-name-taken = Une autre instance porte déjà ce nom. Choisissez-en un autre.
body-kind = Nature
body-kind-all = Toutes
body-people = Qui y exerce une fonction
body-people-none = Aucune personne aujourd’hui.
organisation-new = Nouvel organisme
organisation-hint = Association, entreprise, syndicat, administration de l’État…
group-list-title = Liste de diffusion
group-list-hint = Les synthèses adressées au groupe sont envoyées à ces personnes.
group-list-none = La liste est vide : le groupe ne reçoit rien.
group-list-add = Ajouter à la liste
group-colour = Couleur du groupe
group-colour-legend = Elle accompagne le nom du groupe dans les pages
group-colour-number = couleur { $number }
done-person-added = La personne est dans l’annuaire.
done-body-created = L’instance est enregistrée.
done-body-changed = L’instance est modifiée.
done-recipient-added = L’adresse est dans la liste.
done-recipient-known = Cette adresse était déjà dans la liste : rien n’a changé.
done-recipient-removed = L’adresse est retirée de la liste.
done-group-painted = La couleur est enregistrée.
done-recipient-restored = L’adresse est de nouveau dans la liste.
