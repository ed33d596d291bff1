# What is kept beside a record.

documents-title = Pièces
documents-lead = Ce qui accompagne l’audition : articles de presse, contributions écrites, supports, enregistrements.
documents-count = { $count ->
    [one] { $count } pièce
   *[other] { $count } pièces
}
documents-all = Toutes les pièces
documents-none-title = Aucune pièce
documents-none-advice = Ce qui est versé à cette audition paraîtra ici.
documents-none-advice-organiser = Versez ici les articles de presse, les contributions écrites, les supports projetés ou l’enregistrement.
document-add = Verser une pièce
document-add-title = Verser une pièce
document-addition = Versement
document-edit = Modifier
document-edit-title = Modifier la pièce
document-remove = Retirer la pièce
document-download = Télécharger
document-kind = Nature
document-kind-press_article = Article de presse
document-kind-broadcast_transcript = Transcription d’émission
document-kind-contribution = Contribution écrite
document-kind-slides = Support projeté
document-kind-recording = Enregistrement
document-kind-other = Autre pièce
document-title = Titre
document-title-hint = Laissé vide, c’est le nom du fichier.
document-source = Source
document-source-hint = Le journal, la chaîne, l’organisme.
document-author = Auteur
document-day = Date de parution
document-day-hint = Par exemple 28 mai 2024, ou 28/05/2024.
document-address = Adresse sur le web
document-address-hint = Celle de l’article, ou du fichier son ou vidéo d’un enregistrement ; copiez-la depuis la barre d’adresse.
document-address-unreadable = Ce n’est pas une adresse du web. Copiez-la de la barre d’adresse du navigateur.
document-description = Présentation
document-description-hint = En quelques mots, ce qu’on y trouve.
document-file = Fichier
document-file-hint = PDF, Word (.docx), OpenDocument (.odt) ou Excel (.xlsx), { $paper } Mo au plus ; image PNG, JPEG, WebP ou GIF, { $image } Mo au plus ; son ou vidéo que lisent les navigateurs (MP3, M4A, WAV, Ogg, FLAC, MP4, WebM), { $recording } Mo au plus.
document-text = Ou collez le texte ici
document-text-pasted = Texte collé
document-closed = À huis clos
document-closed-hint = Seules les personnes présentes et le service organisateur sauront qu’elle existe. Il en va de même d’un enregistrement ou d’une transcription d’émission tant qu’une intervention de l’audition est à huis clos ; et jusqu’à la relecture du compte rendu, seul le service organisateur les voit.
document-is-closed = À huis clos : visible des seules personnes présentes et du service organisateur
document-sending = Envoi puis examen de la pièce…
document-nothing = Choisissez un fichier, collez un texte ou indiquez une adresse.
document-sent-before = Ce formulaire avait déjà versé une pièce, et ce n’est pas celle-ci. Pour verser celle-ci aussi, choisissez de nouveau son fichier, puis recommencez.
document-file-and-text = Il y a un fichier et un texte collé : gardez l’un des deux, puis recommencez.
document-too-large = Ce fichier dépasse { $limit } Mo. Allégez-le ou découpez-le, puis recommencez.
document-unknown = Ce fichier n’est d’aucun des formats acceptés, quel que soit son nom. Enregistrez-le en PDF, ou dans l’un des formats indiqués, puis recommencez.
document-name-lies = Le nom de ce fichier finit par « .{ $ending } », mais son contenu est du { $media }. Vérifiez d’où il vient ; s’il est bien celui que vous voulez, renommez-le, puis recommencez.
document-damaged = Ce fichier est incomplet ou endommagé. Demandez-le ou exportez-le à nouveau, puis recommencez.
document-encrypted = Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis recommencez.
document-bomb = Une fois décompressé, ce fichier est anormalement volumineux : il a été refusé.
file-busy = Trop de fichiers sont examinés en même temps. Rien n’est enregistré ; réessayez dans un instant.
document-no-store = L’espace où sont gardés les fichiers ne répond pas. Rien n’est enregistré ; réessayez dans un instant.
document-added-by = Versée le { $moment } par { $author }
document-dated = Paru le { $day }
document-pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
document-checksum = Empreinte SHA-256
document-checksum-hint = Le même fichier a toujours la même empreinte.
document-twins = Le même fichier est aussi versé sous :
document-text-taken = Son texte a été relevé.
document-text-failed = Son texte n’a pas pu être extrait.
document-facts = Informations
document-stale-title = Quelqu’un d’autre a modifié cette pièce entre-temps.
document-not-played = Votre navigateur ne lit pas ce format ; vous pouvez télécharger le fichier.
weight-bytes = { $count ->
    [one] { $count } octet
   *[other] { $count } octets
}
weight-kilobytes = { $number } ko
weight-megabytes = { $number } Mo
decimal-mark = ,
done-document-added = La pièce est versée.
done-document-added-again = La pièce est versée. Le même fichier figure déjà parmi les pièces de cette audition.
done-document-changed = La pièce est modifiée.
done-document-removed = La pièce est retirée. Son fichier est gardé.
done-document-restored = La pièce est de nouveau versée.
player-title = Enregistrement de l’audition
recording-elsewhere = Lu depuis { $host }, qui ne sera interrogé qu’à la lecture.
turn-listen = Écouter à partir de { $time }
