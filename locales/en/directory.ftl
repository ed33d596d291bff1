# The directory: people and bodies.

body-kind-political-group = Political group
body-kind-cabinet = Cabinet
body-kind-department = Department
body-kind-organisation = Outside organisation

person-name = Name
person-organisation = Organisation or body
person-organisation-hint = Political group, department, association, company…
person-homonym = { $name } is in the directory already. Choose this person by searching, or tick the box if it is someone else.
person-homonym-yes = It is someone else of the same name
