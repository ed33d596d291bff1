# Sign-in, links that set a password, roles and permissions.

sign-in-title = Sign in
sign-in-button = Sign in
sign-in-refused = Wrong e-mail address or password. Check both and try again.
sign-in-forgotten = Forgotten password?
sign-out = Sign out
email = E-mail address
password = Password

reset-title = New password
reset-intro = Enter your e-mail address: you will receive a link to choose a new password.
reset-button = Send me the link
reset-sent = If there is an account for { $email }, a message has been sent to it. The link is valid for one hour and works once.
reset-back = Back to sign-in

new-password-title = Choose a password
new-password-for = For the account { $email }.
new-password = New password (at least 12 characters)
new-password-confirmation = The same password
new-password-button = Save and sign in
new-password-expired = This link has been used or is no longer valid. Ask for a new one.

choose-title = Choose an authority
choose-none = Your account is a member of no authority. Ask a manager to invite you.

mail-reset-subject = Your new password
mail-reset-intro = Someone, probably you, asked for a new password for Greffe. Choose it at this address:
mail-reset-validity = The link is valid for one hour and works once. If you asked for nothing, ignore this message: nothing changes.

account-title = My account
account-current = Present password
account-password-wrong = This is not your present password.
account-hint = Other devices on which you are signed in will be signed out.
account-change = Change password
done-password-changed = Your password is changed.
