# Sign-in, links that set a password, roles and permissions.

sign-in-title = Se connecter
sign-in-button = Se connecter
sign-in-refused = Adresse e-mail ou mot de passe incorrect. Vérifiez les deux et recommencez.
sign-in-forgotten = Mot de passe oublié ?
sign-out = Se déconnecter
email = Adresse e-mail
password = Mot de passe

reset-title = Nouveau mot de passe
reset-intro = Saisissez votre adresse e-mail : vous recevrez un lien pour choisir un nouveau mot de passe.
reset-button = Recevoir le lien
reset-sent = Si un compte existe pour { $email }, un message vient de lui être envoyé. Le lien est valable une heure et sert une seule fois.
reset-back = Revenir à la connexion

new-password-title = Choisir un mot de passe
new-password-for = Pour le compte { $email }.
new-password = Nouveau mot de passe (12 caractères au moins)
new-password-confirmation = Le même mot de passe
new-password-button = Enregistrer et se connecter
new-password-expired = Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau.

choose-title = Choisir une collectivité
choose-none = Votre compte n’est membre d’aucune collectivité. Demandez à un gestionnaire de vous inviter.

mail-reset-subject = Votre nouveau mot de passe
mail-reset-intro = Quelqu’un, sans doute vous, a demandé un nouveau mot de passe pour Greffe. Choisissez-le à cette adresse :
mail-reset-validity = Le lien est valable une heure et sert une seule fois. Si vous n’avez rien demandé, ignorez ce message : rien ne change.

account-title = Mon compte
account-current = Mot de passe actuel
account-password-wrong = Ce n’est pas votre mot de passe actuel.
account-hint = Les autres appareils où vous êtes connecté(e) seront déconnectés.
account-change = Changer de mot de passe
done-password-changed = Votre mot de passe est changé.
