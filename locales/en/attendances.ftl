# Those present at a hearing.

category-witness = People heard
category-political-group = Political groups
category-executive = Executive and cabinets
category-administration = Administration
