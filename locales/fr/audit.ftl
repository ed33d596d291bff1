# The audit trail: one sentence a verb, whichever feature wrote it. A sentence
# stays when its verb goes: the trail of years ago is still read.

audit-title = Journal
audit-lead = Qui a fait quoi. Le journal ne se modifie pas.
audit-none-title = Rien pour l’instant
audit-none-advice = Les actes de gestion et d’envoi s’inscriront ici, le plus récent en premier.
audit-latest = Les plus récents
audit-older = Plus anciens
pages = Pages

audit-series-created = { $actor } a ouvert le cycle « { $subject } ».
audit-series-changed = { $actor } a modifié le cycle « { $subject } ».
audit-body-created = { $actor } a créé l’instance « { $subject } ».
audit-body-changed = { $actor } a modifié l’instance « { $subject } ».
audit-recipient-added = { $actor } a ajouté une adresse à une liste de diffusion : { $subject }.
audit-recipient-removed = { $actor } a retiré une adresse d’une liste de diffusion : { $subject }.
audit-member-invited = { $actor } a invité { $subject }.
audit-member-invited-again = { $actor } a renvoyé l’invitation de { $subject }.
audit-member-brought-back = { $actor } a rouvert l’accès de { $subject }.
audit-member-renamed = { $actor } a changé un nom : { $subject }.
audit-member-role-changed = { $actor } a changé un rôle : { $subject }.
audit-member-body-changed = { $actor } a changé l’instance d’un membre : { $subject }.
audit-member-person-changed = { $actor } a lié un membre à l’annuaire : { $subject }.
audit-member-removed = { $actor } a retiré l’accès de { $subject }.
audit-manager-named = { $actor } a nommé { $subject } gestionnaire.
audit-manager-dismissed = { $actor } a retiré la gestion à { $subject }.
audit-settings-changed = { $actor } a modifié les réglages de { $subject }.
audit-hearing-logged = { $actor } a inscrit l’audition « { $subject } ».
audit-hearing-changed = { $actor } a modifié l’audition « { $subject } ».
audit-hearing-held = { $actor } a noté que l’audition « { $subject } » s’est tenue.
audit-hearing-cancelled = { $actor } a annulé l’audition « { $subject } ».
audit-hearing-reinstated = { $actor } a rétabli l’audition « { $subject } ».
audit-hearing-submitted = { $actor } a envoyé en relecture le compte rendu de « { $subject } ».
audit-turn-corrected = { $actor } a corrigé une intervention : { $subject }.
audit-summary-created = { $actor } a commencé la synthèse « { $subject } ».
audit-summary-changed = { $actor } a modifié la synthèse « { $subject } ».
audit-summary-approved = { $actor } a approuvé la synthèse « { $subject } ».
audit-summary-sent = { $actor } a envoyé la synthèse « { $subject } ».
audit-delivery-retried = { $actor } a relancé un envoi de « { $subject } ».
audit-minutes-imported = { $actor } a importé le compte rendu de « { $subject } ».
audit-hearing-recalled = { $actor } a retiré de la relecture le compte rendu de « { $subject } ».
audit-member-restored = { $actor } a rendu l’accès à { $subject }.
audit-summary-approval-withdrawn = { $actor } a retiré l’approbation de la synthèse « { $subject } ».
