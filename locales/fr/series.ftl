# Series of hearings.

series-index-title = Cycles d’auditions
series-new = Nouveau cycle
series-settings = Réglages du cycle
series-title = Titre du cycle
series-description = Présentation
series-description-hint = Deux ou trois phrases pour qui découvre le cycle.
series-body = Service organisateur
series-no-body = Il faut d’abord un service ou un groupe pour organiser le cycle.
series-editors = Rédacteurs
series-editors-hint = Ils préparent les auditions comme les membres du service organisateur.
series-letterhead = En-tête du compte rendu
series-letterhead-hint = Les lignes imprimées en haut de chaque page.
series-stale-title = Quelqu’un a modifié ce cycle pendant que vous l’écriviez.
series-none-title = Aucun cycle pour l’instant
series-none-advice = Un gestionnaire ouvre un cycle ; les auditions s’y rangent ensuite.
done-series-created = Le cycle est créé.
done-series-changed = Le cycle est modifié.

timeline-title = Les { $count } auditions dans le temps
timeline-today = aujourd’hui

attendance-figures-title = Qui était présent
attendance-figures-lead = Qui est venu aux auditions tenues, par groupe politique, et par qualité pour les autres.
attendance-figures-sides = D’une audition à l’autre
attendance-figures-attended = Auditions
attendance-figures-of = { $count } sur { $whole }
attendance-figures-total = Présences
attendance-figures-table = Présences par audition
attendance-figures-hearing = Audition
attendance-figures-all = Ensemble
attendance-figures-none-title = Personne n’est noté présent pour l’instant
attendance-figures-none-advice = Les présences se comptent ici dès qu’une audition est tenue et que l’on a noté qui était là.
attendance-figures-back = Revenir au cycle
attendance-figures-away = + { $count } excusés ou absents
