# Those present at a hearing.

category-witness = Personnes entendues
category-political-group = Groupes politiques
category-executive = Exécutif et cabinets
category-administration = Administration
