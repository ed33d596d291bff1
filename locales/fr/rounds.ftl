# Relecture par les personnes entendues.

round-title = Relecture par les personnes entendues
round-lead = Chacun reçoit un lien personnel vers ses propres interventions, propose des corrections et donne son accord. Vous décidez de chaque proposition.
round-until = Jusqu’au { $due }
round-opened-by = Ouverte par { $author } le { $moment }
round-closed-at = Close le { $moment }
round-close = Clore la relecture
round-rule-title = La règle
round-rule = Seules les inexactitudes se corrigent. Un ajout ou une précision devient une note, ou une contribution écrite jointe au compte rendu.
round-silence = Sans réponse jusqu’au { $due } inclus, l’accord est réputé donné.
round-guests = Personnes consultées
round-guest-revoked = Lien révoqué
round-guest-agreed = Accord donné
round-guest-silent = Accord tacite
round-guest-proposed = Corrections proposées
round-guest-opened = Page consultée
round-guest-awaited = En attente
round-opened-at = lien ouvert le { $moment }
round-agreed-at = accord donné le { $moment }
round-message = dernier message :
round-remind = Relancer
round-send-again = Envoyer un nouveau lien
round-revoke = Révoquer le lien
round-needs-review = La relecture par les personnes entendues s’ouvre quand le compte rendu est en relecture.
round-invite-title = Consulter d’autres personnes
round-invite = Envoyer les liens
round-open-title = Ouvrir une relecture
round-open = Ouvrir et envoyer les liens
round-no-speakers = Personne n’est encore identifié comme orateur dans ce compte rendu.
round-due = Dernier jour
round-due-hint = ex. 3/4/2024 ; passé ce jour, le silence vaut accord
round-due-past = Choisissez aujourd’hui ou un jour à venir.
round-speakers = Qui a parlé
round-speakers-hint = Laissez vide l’adresse de ceux que vous ne consultez pas.
round-email-wrong = L’adresse de { $name } n’est pas complète, par exemple prenom.nom@ville.fr.
round-nobody = Saisissez au moins une adresse.
round-undecided = La relecture est close ; { $count ->
    [one] { $count } proposition n’a pas reçu de décision
   *[other] { $count } propositions n’ont pas reçu de décision
}.
round-under-way = La relecture par les personnes entendues est ouverte jusqu’au { $due } ; { $count ->
    [0] aucune proposition n’attend de décision
    [one] { $count } proposition attend une décision
   *[other] { $count } propositions attendent une décision
}.
round-guest-title = Relire vos propos
round-no-turns = Aucune intervention n’est plus à votre nom dans ce compte rendu.
round-agreed = Vous avez donné votre accord le { $moment }.
round-agree-title = Votre accord
round-agree-lead = Quand vous avez tout relu, dites-le : ce que vous n’avez pas proposé de corriger est exact.
round-agree = J’ai tout relu, le reste est exact
round-contribution = Contribution écrite
round-contribution-text = Ce que vous voulez ajouter
round-contribution-hint = Elle est conservée à côté du compte rendu, sans en changer le texte.
round-contribution-keep = Joindre la contribution
done-round-opened = La relecture est ouverte : les liens partent par courriel.
done-round-links-sent = Les liens partent par courriel.
done-round-reminded = Le rappel part par courriel.
done-round-revoked = Le lien est révoqué.
done-round-closed = La relecture est close : ses liens sont désactivés.
done-round-agreed = Merci : votre accord est noté.
done-contribution-kept = Votre contribution est jointe.

proposals-title = Corrections proposées
proposals-none = Aucune correction n’est proposée.
proposal-state-proposed = À décider
proposal-state-accepted = Acceptée
proposal-state-amended = Acceptée avec modification
proposal-state-refused = Refusée
proposal-mine = Votre proposition
proposal-write = Proposer une correction
proposal-comment = Commentaire
proposal-comment-hint = Ce qui est inexact, en une phrase.
proposal-send = Envoyer la proposition
proposal-unchanged = Rien n’a changé : corrigez ce qui est inexact, ou donnez votre accord.
proposal-title = Correction proposée à l’intervention { $number }
proposal-diff = Ce qui changerait
proposal-three-texts = L’intervention a été corrigée depuis que la personne l’a lue. Voici les trois textes.
proposal-as-it-was = Tel qu’elle l’a lu
proposal-as-it-is = Tel qu’il est
proposal-as-proposed = Tel qu’elle le propose
proposal-turn-gone = L’intervention a été retirée ou jointe à une autre : la proposition ne peut plus qu’être refusée. Corrigez l’intervention qui porte désormais ces mots.
proposal-text = Texte à inscrire
proposal-text-hint = Tel que proposé, ou repris par vous : la personne verra si vous l’avez changé.
proposal-answer = Réponse à la personne
proposal-answer-hint = Elle la lit sur sa page. Obligatoire pour un refus.
proposal-reason-needed = Dites pourquoi vous refusez.
proposal-accept = Corriger l’intervention
proposal-refuse = Refuser la proposition
proposal-stale = Quelqu’un vient de corriger cette intervention. Comparez avec le texte tel qu’il est, puis décidez de nouveau.
done-proposal-sent = Votre proposition est envoyée.
done-proposal-accepted = L’intervention est corrigée.
done-proposal-refused = La proposition est refusée.
turn-nth = Intervention { $number }

mail-round-subject = { $authority } : relire vos propos – { $title }
mail-round-reminder-subject = Rappel – { $authority } : relire vos propos – { $title }
mail-round-intro = { $authority } a mis en relecture le compte rendu de l’audition « { $title } » du { $day }. Vos propos y figurent. Relisez-les à cette adresse, sans compte ni mot de passe :
mail-round-personal = Ce lien vous est personnel : ne le transmettez à personne.
mail-round-silence = Le lien est valable jusqu’au { $due } inclus. Sans réponse de votre part, vos propos seront réputés approuvés.
