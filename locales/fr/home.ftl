# The page one begins with.

home-title = Accueil
home-greeting = Bonjour, { $name }
home-begin-title = Pour commencer
home-begin-bodies = Créer les services et les groupes
home-begin-bodies-advice = Groupes politiques, cabinets, directions : l’un d’eux organisera les auditions.
home-begin-members = Inviter les membres
home-begin-members-advice = Chacun reçoit un rôle, et un service ou un groupe s’il en a un.
home-begin-series = Ouvrir un cycle d’auditions
home-begin-series-advice = Les auditions s’y rangeront, avec leurs comptes rendus.
home-nothing-title = Rien ne vous attend
home-nothing-official = Les synthèses à approuver et les suites qui vous sont confiées apparaîtront ici.
home-nothing-organiser = Les comptes rendus à terminer et ce qui attend dans vos cycles apparaîtront ici.
home-nothing-actions = Les suites confiées à vous ou à votre service apparaîtront ici, par échéance.
home-nothing-manager = Vous gérez aussi la collectivité :
home-read-records = Lire les comptes rendus
home-prepare-hearing = Préparer une audition
home-tasks = À faire de votre côté
home-hearing-of = Audition du { $day }
home-said = Ce que votre groupe a dit
home-failed = Envois qui ont échoué
home-failed-count = { $count ->
    [one] { $count } envoi à reprendre
   *[other] { $count } envois à reprendre
}
home-late-actions = Suites en retard dans vos cycles
home-actions = Vos suites et celles de votre service
home-all-actions = Toutes les suites
home-coming = Prochaines auditions
home-coming-none = Aucune audition n’est prévue.
home-all-hearings = Toutes les auditions
home-records = Derniers comptes rendus
task-approve = Synthèse à approuver
task-send = Synthèse approuvée, à envoyer
task-settle = Compte rendu à relire et à approuver
task-publish = Compte rendu approuvé, à publier
task-finish = Compte rendu à terminer et à envoyer en relecture
task-import = Compte rendu à importer
task-hold = La date est passée : l’audition s’est-elle tenue ?
