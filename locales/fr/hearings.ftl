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
hearing-new = Nouvelle audition
import-minutes = Importer un compte rendu
hearings-none-title = Aucune audition dans ce cycle
hearings-none-advice = Une audition commence par une date et un titre ; les personnes et le compte rendu viennent ensuite.
hearing-state-planned = Prévue
hearing-state-held = Tenue
hearing-state-in-review = En relecture
hearing-state-approved = Approuvée
hearing-state-published = Publiée
hearing-state-cancelled = Annulée
