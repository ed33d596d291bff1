# Members of an authority, invitations.

members-title = Membres
members-lead = Qui entre dans le registre, et à quel titre. Un changement vaut dès la page suivante.
members-count = { $count ->
    [one] { $count } membre
   *[other] { $count } membres
}
members-removed-title = Retirés
members-removed-lead = Ils n’ont plus accès au registre ; ce qu’ils ont écrit reste signé de leur nom.
member-actions = Actions
member-name = Nom
member-role = Rôle
member-body = Service ou groupe
member-body-hint = Les membres du service organisateur d’un cycle préparent ses auditions.
member-person = Personne de l’annuaire
member-person-hint = Si cette personne figure dans l’annuaire : elle peut lire les passages à huis clos des auditions où elle était présente.
member-own-place = Seul un autre gestionnaire peut le changer pour vous, car ce choix donne accès à des huis clos.
member-none = Aucun
member-no-person = Aucune
member-management = Gestion
member-manager = Gestionnaire
member-manager-hint = Invite les membres, gère les services et les groupes, les cycles et les réglages. N’ouvre aucun passage à huis clos.
member-awaited = Invitation en attente
member-invite = Inviter quelqu’un
member-invite-lead = La personne reçoit un message avec un lien pour entrer.
member-send-invitation = Envoyer l’invitation
member-invite-again = Inviter de nouveau
member-removed-at = retiré le { $moment }
member-remove-title = Retirer ce membre
member-stale-title = Quelqu’un a modifié ce membre pendant que vous le modifiiez.
member-remove-advice = L’accès se ferme dès la page suivante. Ce que cette personne a écrit reste signé de son nom, et vous pourrez l’inviter de nouveau.
member-remove = Retirer l’accès
member-already = Cette personne est déjà membre : modifiez sa fiche dans la liste.
member-last-manager = C’est la dernière personne à gérer la collectivité : nommez d’abord un autre gestionnaire.

done-member-invited = L’invitation est partie.
done-member-changed = La fiche du membre est modifiée.
done-member-removed = L’accès est retiré.

mail-invitation-subject = { $authority } : votre accès au registre des auditions
mail-invitation-intro = { $inviter } vous ouvre le registre des auditions – { $authority }.
mail-invitation-new = Choisissez votre mot de passe à cette adresse :
mail-invitation-known = Connectez-vous avec votre mot de passe habituel à cette adresse :
mail-invitation-validity = Le lien est valable sept jours et sert une seule fois. S’il ne marche plus, demandez-en un autre à la personne qui vous invite.
done-member-restored = L’accès est rendu, avec tout ce qui allait avec.
