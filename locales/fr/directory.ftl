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
