# Hearings.

hearings-count = { $count ->
    [0] aucune audition
    [one] { $count } audition
   *[other] { $count } auditions
}
turns-count = { $count ->
    [one] { $count } intervention
   *[other] { $count } interventions
}
hearing-number-prefix = Audition nº
hearing-nth = audition nº { $number }
hearing-new = Nouvelle audition
import-minutes = Importer un compte rendu
hearings-none-title = Aucune audition dans ce cycle
hearings-none-advice = Une audition commence par une date et un titre ; les personnes et le compte rendu viennent ensuite.
hearing-state-planned = Prévue
hearing-state-held = Tenue
hearing-state-in_review = En relecture
hearing-state-approved = Approuvée
hearing-state-published = Publiée
hearing-state-cancelled = Annulée

hearing-title = Titre de l’audition
hearing-number = Numéro dans le cycle
hearing-number-unreadable = Écrivez un numéro en chiffres, de 1 à 99 999.
hearing-number-taken = Le numéro { $number } est déjà celui d’une autre audition du cycle. Le { $free } est libre.
hearing-day-hint = ex. 3/4/2024, 3 avril 2024 ou demain
hearing-time-hint = ex. 14 h 30
hearing-time-skipped = Cette heure n’existe pas ce jour-là : on passe à l’heure d’été. Écrivez une heure plus tôt ou plus tard.
hearing-time-twice = Ce jour-là, cette heure arrive deux fois. Dites laquelle, sous l’heure.
hearing-occurrence = Laquelle des deux ?
hearing-occurrence-first = La première fois, à l’heure d’été
hearing-occurrence-second = La seconde fois, une heure après, à l’heure d’hiver
hearing-create = Enregistrer, puis noter les présents
hearing-edit = Modifier l’audition
hearing-stale-title = Quelqu’un a modifié cette audition pendant que vous l’écriviez.
hearing-hold = Marquer comme tenue
hearing-cancel = Annuler l’audition
hearing-reinstate = Rétablir l’audition
hearing-submit = Envoyer en relecture
done-hearing-logged = L’audition est enregistrée. Qui était là ?
done-hearing-changed = L’audition est modifiée.
done-hearing-held = L’audition est notée comme tenue.
done-hearing-cancelled = L’audition est annulée.
done-hearing-reinstated = L’audition est de nouveau prévue.
done-hearing-submitted = Le compte rendu est en relecture : toutes les personnes qui ont un compte dans la collectivité peuvent le lire.
done-hearing-recalled = Le compte rendu n’est plus en relecture : seuls les organisateurs le lisent.
closed-session = Huis clos
closed-session-hint = Seules les personnes présentes et le service organisateur sauront que cette audition existe.
closed-session-now = Seules les personnes présentes et le service organisateur savent que cette audition existe.
closed-session-close = Passer à huis clos
closed-session-close-hint = Les messages qui n’en sont pas encore partis seront retenus.
closed-session-lift = Lever le huis clos
closed-session-lift-hint = Une fois levé, chacun pourra la voir ; ce qui en a été cité ou résumé restera à huis clos, comme les interventions qui le sont elles-mêmes.
done-hearing-closed = L’audition est à huis clos : seules les personnes présentes et le service organisateur la voient.
done-hearing-opened = Le huis clos est levé : les membres de la collectivité voient de nouveau cette audition.

tabs-of-hearing = L’audition
tab-record = Compte rendu
tab-round = Relecture
done-hearing-submitted-closed = Le compte rendu est en relecture : les personnes présentes peuvent le lire, à huis clos.
