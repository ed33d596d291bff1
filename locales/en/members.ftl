# Members of an authority, invitations.

members-title = Members
members-lead = Who comes into the register, and as what. A change holds from the next page on.
members-count = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
members-removed-title = Taken away
members-removed-lead = They cannot enter the register any more; what they wrote keeps their name.
member-actions = Actions
member-name = Name
member-role = Role
member-body = Body
member-body-hint = Members of the body that organises a series prepare its hearings.
member-person = Person of the directory
member-person-hint = If this person is in the directory: they may read the closed passages of hearings at which they were present.
member-own-place = Another manager says it for you, since it opens closed sessions.
member-none = None
member-no-person = None
member-management = Management
member-manager = Manager
member-manager-hint = Invites members, keeps bodies, series and settings. Opens no closed passage.
member-awaited = Invitation pending
member-invite = Invite someone
member-invite-lead = They receive a message with a link to come in.
member-send-invitation = Send the invitation
member-invite-again = Invite again
member-removed-at = taken away on { $moment }
member-remove-title = Take this member away
member-stale-title = Someone changed this member while you were editing.
member-remove-advice = Access ends with the next page. What this person wrote keeps their name, and you can invite them again.
member-remove = Take access away
member-already = This person is a member already: change the entry in the list.
member-last-manager = This is the last person who manages the authority: name another manager first.

done-member-invited = The invitation is on its way.
done-member-changed = The member’s entry is changed.
done-member-removed = Access is taken away.

mail-invitation-subject = { $authority }: your access to the register of hearings
mail-invitation-intro = { $inviter } gives you access to the register of hearings of { $authority }.
mail-invitation-new = Choose your password at this address:
mail-invitation-known = Sign in with your usual password at this address:
mail-invitation-validity = The link is valid for seven days and works once. If it no longer works, ask the person who invites you for another.
done-member-restored = The access is given back, with all that went with it.
