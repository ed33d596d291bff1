# Around every page, and what can go wrong.

skip-to-content = Aller au contenu
footer = Greffe, registre des auditions – logiciel libre (EUPL-1.2)
optional = (facultatif)

error-summary-title = Quelque chose est à corriger
error-back-home = Revenir à l’accueil
error-required = Remplissez ce champ.
error-too-long = C’est trop long : { $length } caractères, { $limit } au plus.
error-day-unreadable = Écrivez une date complète, par exemple 3/4/2024 ou 3 avril 2024.
error-day-impossible = Cette date n’existe pas. Vérifiez le jour et le mois.
error-time-unreadable = Écrivez une heure, par exemple 14 h 30.
error-email = Saisissez une adresse e-mail complète, par exemple prenom.nom@ville.fr.
error-password-short = Choisissez un mot de passe d’au moins { $minimum } caractères.
error-password-differs = Les deux saisies diffèrent : retapez le même mot de passe.

error-bad-request-title = Demande illisible
error-bad-request-advice = Cette demande n’a pas pu être lue. Revenez à la page précédente et recommencez.
error-forbidden-title = Vous ne pouvez pas faire cela
error-forbidden-advice = Votre rôle ne le permet pas, ou la demande vient d’un autre site. Si vous pensez qu’il s’agit d’une erreur, parlez-en à un gestionnaire de votre collectivité.
error-not-found-title = Page introuvable
error-not-found-advice = Cette page n’existe pas, ou elle n’est pas la vôtre. Vérifiez l’adresse.
error-conflict-title = Entre-temps, quelque chose a changé
error-conflict-advice = Quelqu’un d’autre vient de modifier ces données. Revenez à la page précédente, rechargez-la et recommencez.
error-too-large-title = C’est trop volumineux
error-too-large-advice = Ce que vous envoyez dépasse la taille acceptée. Découpez le texte ou choisissez un fichier plus petit.
error-unsupported-title = Format non pris en charge
error-unsupported-advice = Ce type de fichier ne peut pas être lu ici. Enregistrez-le comme texte et recommencez.
error-unprocessable-title = Texte impossible à enregistrer
error-unprocessable-advice = Le texte contient un caractère nul, qui ne peut pas être conservé. Retirez-le et recommencez.
error-throttled-title = Trop d’essais
error-throttled-advice = Patientez quelques minutes avant de recommencer.
error-unavailable-title = Service momentanément indisponible
error-unavailable-advice = La base de données ne répond pas. Rien n’a été perdu de ce qui était enregistré ; réessayez dans un instant.
error-internal-title = Une erreur est survenue
error-internal-advice = Ce n’est pas de votre fait. L’incident est noté au journal ; réessayez, et prévenez la personne qui administre Greffe si cela persiste.

error-prefix = Erreur :
error-choose = Choisissez dans la liste.
save = Enregistrer
add = Ajouter
search = Chercher
remove = Retirer
filter = Filtrer
page-previous = Précédente
page-next = Suivante
page-of = Page { $number } sur { $last }
cancel = Annuler
choose = Choisir…
breadcrumb = Fil d’Ariane
nav-main = Navigation principale
nav-hearings = Auditions
nav-actions = Suites
nav-summaries = Synthèses
nav-directory = Annuaire
nav-manage = Gestion de la collectivité
nav-tenants = Changer de collectivité
theme = Thème
theme-auto = Auto
theme-light = Clair
theme-dark = Sombre
language-name = Français

role-elected-official = Élu·e
role-staff = Collaborateur·rice
role-administration = Agent·e
