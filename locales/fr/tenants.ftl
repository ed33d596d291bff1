# Settings of an authority, and the table of who may do what.

settings-title = Réglages
settings-stale-title = Quelqu’un a modifié les réglages pendant que vous les modifiiez.
settings-name = Nom de la collectivité
settings-time-zone = Fuseau horaire
settings-time-zone-hint = Un nom de la base IANA, par exemple Europe/Paris ou Indian/Reunion.
settings-language = Langue
settings-language-hint = Celle des pages et des messages, pour qui n’en a pas choisi d’autre.
error-time-zone = Ce fuseau n’existe pas : écrivez-le comme Europe/Paris.
done-settings-changed = Les réglages sont enregistrés.

permissions-title = Droits
permissions-lead = Ce que chaque rôle peut faire. Le logiciel applique ce tableau, et rien d’autre.
permissions-caption = Droits par rôle
permissions-what = Droit
permissions-manager = les gestionnaires
permissions-organiser = On est organisateur d’un cycle quand on appartient à son service organisateur, ou quand on en est nommé rédacteur.

permission-read-register = Voir les auditions, les comptes rendus à partir de la relecture, l’annuaire, les suites, les synthèses adressées à son groupe
permission-read-drafts = Voir un compte rendu avant la relecture, les brouillons de synthèse, les envois
permission-read-closed = Voir les auditions, interventions et pièces à huis clos
permission-edit-hearings = Préparer et modifier les auditions, les présents et le compte rendu ; importer
permission-submit-records = Envoyer un compte rendu en relecture
permission-run-rounds = Mener la relecture par les personnes entendues
permission-approve-records = Approuver un compte rendu
permission-publish-records = Publier un compte rendu approuvé
permission-withdraw-records = Retirer une publication ou une approbation, en disant pourquoi
permission-write-errata = Corriger par un erratum un compte rendu approuvé
permission-approve-summaries = Approuver une synthèse
permission-write-summaries = Écrire et envoyer les synthèses
permission-assign-actions = Créer et confier des suites
permission-handle-actions = Rendre compte d’une suite, la transmettre, la clore
permission-keep-groups = Tenir la liste d’envoi et la couleur d’un groupe politique
permission-extend-directory = Ajouter des personnes et des organismes à l’annuaire
permission-manage = Gérer les membres, les services et les groupes, les cycles, les réglages ; lire le journal

relation-never = non
relation-anyone = oui
relation-organiser = organisateur
relation-organiser-or-present = organisateur, ou présent ce jour-là
relation-in-charge-or-organiser = en charge de la suite, ou organisateur
relation-own-group = membre du groupe
