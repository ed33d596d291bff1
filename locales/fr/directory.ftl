# The directory: people and bodies.

body-kind-political-group = Groupe politique
body-kind-cabinet = Cabinet
body-kind-department = Direction
body-kind-organisation = Organisme extérieur
