# What is kept of a form while it is typed.

draft-begun = Vous aviez commencé à remplir cette page le { $moment }, sans l’enregistrer.
draft-resumed = Voici ce que vous aviez commencé le { $moment }. Rien n’est enregistré tant que vous ne le faites pas.
draft-resume = Reprendre
draft-forget = Oublier ce brouillon
draft-kept = Brouillon gardé : vous le retrouverez en rouvrant cette page.
draft-not-kept = Le brouillon n’a pas pu être gardé. Enregistrez dès que possible.
draft-held = Choisissez plus haut : tant qu’un ancien brouillon attend, ce que vous tapez ici n’est pas gardé.
done-draft-forgotten = Le brouillon est oublié.
