# The directory: people and bodies.

body-kind-political-group = Political group
body-kind-cabinet = Cabinet
body-kind-department = Department
body-kind-organisation = Outside organisation
