# The record of a hearing, its turns.

attendances-edit = Personnes présentes
present-count = { $count ->
    [one] { $count } personne présente
   *[other] { $count } personnes présentes
}
record-in-preparation-title = Le compte rendu est en préparation
record-in-preparation-advice = Ses rédacteurs y travaillent encore. Il paraîtra ici dès qu’il partira en relecture.
record-none-title = Pas encore de compte rendu
record-none-advice = Il paraîtra ici une fois l’audition tenue et son compte rendu prêt.
record-none-advice-organiser = Importez le texte du compte rendu : les interventions, les orateurs et les notes y seront reconnus.
outline-title = Qui parle
speaker-unknown = Intervenant à identifier
speaker-printed = imprimé « { $label } »
turn-permalink = Lien vers l’intervention
turn-closed = À huis clos : visible des seules personnes présentes et de l’instance organisatrice
turn-notes = Notes de l’intervention
note-back = Retour à l’appel de la note
turn-follow-up = Créer une suite
turn-correct = Corriger
