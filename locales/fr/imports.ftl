# Importing minutes.

import-lead = Rien n’est enregistré avant votre confirmation : vous relirez d’abord ce qui aura été reconnu.
import-file = Fichier du compte rendu ou de la transcription
import-file-hint = Compte rendu en Word (.docx), OpenDocument (.odt), PDF, texte ou Markdown ; XML Akoma Ntoso ou de l’Assemblée nationale ; sous-titres WebVTT ou SRT ; transcription WhisperX (JSON), ou copiée d’une page avec ses minutages. 8 Mo au plus.
import-text = Ou collez le texte ici
import-read = Lire le document
import-empty = Choisissez un fichier, ou collez un texte.
import-both = Il y a un fichier et un texte collé : gardez l’un des deux, puis recommencez.
import-too-large = Ce texte dépasse 8 Mo. Découpez-le.
import-not-text = Ce fichier est d’un ancien traitement de texte (.doc ou .rtf). Enregistrez-le en .docx ou en .odt, puis recommencez ; ou collez son texte.
import-not-utf8 = Ce fichier n’est pas du texte en UTF-8. Ouvrez-le, enregistrez-le comme « texte, codage UTF-8 », puis recommencez ; ou collez son texte.
import-nul = Le texte contient un caractère nul, qui ne peut pas être conservé. Retirez-le et recommencez.
import-encrypted = Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis recommencez.
import-damaged = Ce fichier est incomplet ou endommagé. Demandez-le ou exportez-le à nouveau, puis recommencez.
import-too-large-inside = Ce fichier contient trop d’éléments, ou un élément trop lourd. Retirez-en les images et les pièces jointes, ou découpez-le.
import-entities = Ce fichier XML définit ses propres entités (DTD), qui ne sont pas lues. Exportez-le sans elles, puis recommencez.
import-scanned = Ce PDF ne contient que des images de pages, sans texte. Passez-le d’abord à la reconnaissance de caractères (OCR), ou collez son texte.
import-nested = Ce PDF en contient d’autres. Enregistrez chacun à part, puis importez celui du compte rendu.
import-no-pdf-reader = Les PDF ne peuvent pas être lus sur cette installation : il y manque le programme pdftotext (poppler-utils). Copiez le texte du PDF et collez-le.
import-unknown = Ce fichier contient des données d’un genre inconnu. Exportez-le dans l’un des formats acceptés, ou collez son texte.
import-preview-title = Relire avant d’importer
import-nothing-kept = Rien n’est encore enregistré.
import-notes-count = { $count ->
    [0] aucune note
    [one] { $count } note
   *[other] { $count } notes
}
import-people-count = { $count ->
    [0] aucune personne
    [one] { $count } personne
   *[other] { $count } personnes
}
import-line = Ligne { $line } :
import-number-differs = Vous importez pour l’audition nº { $begun }, mais ce texte porte le nº { $printed }. Vérifiez que c’est le bon compte rendu, et le numéro ci-dessous.
import-hearing = L’audition
import-people = Les personnes présentes
import-people-known = Reconnues dans l’annuaire
import-people-uncertain = À vérifier
import-people-new = Nouvelles dans l’annuaire
import-person-is = C’est { $name }, de l’annuaire
import-person-new = C’est quelqu’un d’autre : ajouter à l’annuaire
import-person-left-out = Ne pas noter parmi les présents
import-person-twice = { $name } est donné pour une personne déjà choisie au-dessus : dites qui est qui.
import-choose-people = Dites qui est chaque personne à vérifier.
import-bodies = Groupes et organismes
import-body-known = reconnu dans l’annuaire :
import-body-is = C’est { $name }, de l’annuaire
import-body-new = Nouvel organisme extérieur : il sera ajouté à l’annuaire
import-body-name-only = Absent de l’annuaire : le nom imprimé est gardé tel quel ; un gestionnaire peut l’y ajouter
import-choose-bodies = Dites quel est chaque groupe ou organisme à vérifier.
import-turns = Les interventions
import-confirm = { $count ->
    [0] Importer sans intervention
    [one] Importer { $count } intervention
   *[other] Importer { $count } interventions
}
import-abandon = Abandonner
import-confirmed = Cet import est confirmé.
import-see-hearing = Voir l’audition
import-has-record = L’audition nº { $number } a déjà un compte rendu, qui ne peut pas être remplacé. Vérifiez le numéro.
import-day-ahead = Ce jour est à venir : un compte rendu est celui d’une audition qui a eu lieu. Vérifiez la date.
import-not-open = L’audition nº { $number } est annulée, ou déjà en relecture. Vérifiez le numéro.
done-minutes-read = Le document est lu. Relisez, puis confirmez.
done-minutes-imported = Le compte rendu est importé.
done-import-reversed = L’import est annulé : l’audition n’a plus de compte rendu, et le document attend ici.

warning-missing-series = Le nom du cycle est introuvable dans le document.
warning-missing-number = Le numéro de l’audition est introuvable dans le document.
warning-missing-title = Le titre est introuvable dans le document.
warning-missing-date = La date est introuvable dans le document.
warning-missing-attendances = La liste des présents est introuvable dans le document.
warning-missing-turns = Aucune intervention n’a été trouvée dans le document.
warning-unread-head = Ligne d’en-tête non reconnue : « { $text } ».
warning-unread-row = Aucun nom reconnu parmi les présents : « { $text } ».
warning-not-present = { $text } est donné pour excusé ou absent, et prend pourtant la parole : noté présent.
warning-listed-twice = { $name } figure deux fois : « { $dropped } » est écarté.
warning-unknown-speaker = « { $label } » ne figure pas parmi les présents.
warning-ambiguous-speaker = « { $label } » peut désigner plusieurs personnes : { $candidates }.
warning-near-speaker = « { $label } » est lu comme { $name }, dont le nom s’écrit autrement.
warning-unattributed = Ce texte n’est sous le nom de personne.
warning-empty-turn = Aucun texte sous « { $label } ».
warning-call-without-note = L’appel { $marker } n’a pas de note.
warning-note-without-call = La note { $marker } n’est appelée nulle part ; elle suit l’intervention qui la précède.
warning-note-renamed = Deux notes { $printed } dans une intervention : la seconde devient { $marker }.
warning-note-continued = Un paragraphe est lu comme la suite de la note { $marker }.
warning-unread-time = Aucun minutage n’a pu être lu ici, le texte reste : « { $text } ».
warning-time-goes-back = Le minutage { $time } revient en arrière ; le texte suit celui qui précède.
warning-rolled-up = { $count ->
    [one] Une ligne répète ce que le sous-titre d’avant a déjà montré : elle est lue une seule fois.
   *[other] { $count } lignes répètent ce que le sous-titre d’avant a déjà montré : elles sont lues une seule fois.
}
warning-near-name = « { $heard } » s’écrit presque comme { $name }, qui était là. Le texte n’est pas changé.
warning-below-transcript = Sous la transcription, non repris : « { $text } ».
import-sending = Envoi puis lecture du document…
imports-title = Imports de ce cycle
imports-none = Aucun document n’a été importé.
imports-pasted = Texte collé
imports-waiting = En attente de confirmation
imports-command-line = Ligne de commande
import-reverse = Annuler l’import
