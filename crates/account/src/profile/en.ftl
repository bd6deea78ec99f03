# My account.
profile-title = My account
profile-hello = Hello { $name }. You are signed in.
profile-known = About you
profile-known-lead = This is what we know about you, and who verified it. Numbers and addresses are partly hidden, in case somebody looks at your screen.
profile-name = Full name
profile-birth-date = Date of birth
profile-identity = CMT/CCCD number
profile-phone = Phone number
profile-phone-verified = The operator confirmed the subscription as yours; you entered the code sent to this number.
profile-phone-lost = This number now belongs to somebody else, so we no longer use it to reach you.
profile-email = Email
profile-email-none = None yet
profile-email-none-why = With an address you have one more way to get notices and codes.
profile-email-confirmed = You confirmed it by the link in our mail.
profile-email-unconfirmed = Not confirmed, so it is used for nothing yet. Open the link in the mail sent to this address, or give the address again for a new mail.
profile-opened = Account opened
profile-by-operator = Verified by the mobile operator, { $time }.
profile-by-desk = Verified by a one-stop desk from your card, { $time }.
profile-sign-out = Sign out
profile-sign-out-why = Sign out when you share this machine.

profile-back = Back to my account
profile-care = Look after your account
profile-some-browser = a browser

profile-devices-title = Where you are signed in
profile-devices-explain = See where you are signed in, give names, sign out from afar.
profile-devices-lead = Each box is a browser that is signed in to your account. If you do not know one, sign it out and change your password.
profile-devices-ended = Signed out. Systems that were entered from there are told to sign out, too.
profile-devices-this = The browser you are using
profile-devices-browser = Browser
profile-devices-begun = Signed in
profile-devices-seen = Last used
profile-devices-name = Give a name
profile-devices-end = Sign out of { $device }
profile-devices-nowhere = You are signed in nowhere else.
profile-devices-end-all = Sign out everywhere else
profile-devices-end-next = This browser stays signed in.
profile-devices-back = Back

profile-name-device-title = Name a browser
profile-name-device-lead = { $device }: what do you call it?
profile-name-device-field = Name
profile-name-device-help = For example: Mother's phone. Leave it empty for no name.
profile-name-device-button = Save the name
profile-name-device-long = A name has 40 characters at most. For example: Machine at the commune office
profile-name-device-control = The name has characters nobody can read. For example: Machine at home

profile-history-title = Security history
profile-history-explain = See what happened to your account: sign-ins, changes of password, systems you used.
profile-history-lead = What happened to your account, the newest first.
profile-history-none = Nothing yet.
profile-history-older = Older
profile-history-newest = Back to the newest
profile-history-not-me = Was something not you? Reset your password.

profile-event-opened = Account opened
profile-event-signed-in = Signed in with { $device }
profile-event-signed-in-new = Signed in with a new browser: { $device }
profile-event-signed-out = Signed out
profile-event-ended-elsewhere = One place was signed out from afar
profile-event-ended-somebody-else = Signed out, since somebody else signed in with the same browser
profile-event-ended-reset = Signed out, since the password was changed
profile-event-locked = Somebody entered a wrong password for you many times
profile-event-disavowed = You told us that a sign-in was not you; the old password was locked
profile-event-email-confirmed = Email address confirmed
profile-event-forgotten = Forgotten password: the code sent to the phone was entered
profile-event-reset-waits = A reset of the password waits
profile-event-reset-cancelled = A reset of the password was cancelled
profile-event-reset = Password reset
profile-event-client = Signed in to { $client }
profile-event-consent-withdrawn = Consent with { $client } taken back
profile-event-device-named = { $device } was given a name
profile-event-password-changed = Password changed
profile-event-codes-drawn = New recovery codes drawn
profile-event-exported = Data of the account downloaded
profile-event-desk-looked = An officer of the one-stop desk looked at the account
profile-event-desk-asked = One-stop desk: an officer asked that the account be given to the holder of the card
profile-event-desk-approved = One-stop desk: another officer approved giving the account back
profile-event-desk-refused = One-stop desk: giving the account back was refused
profile-event-desk-withdrawn = One-stop desk: giving the account back was withdrawn
profile-event-desk-printed = One-stop desk: the start on paper was printed
profile-event-desk-taken = Password reset with a start on paper from the one-stop desk

profile-consents-title = Systems that may learn about you
profile-consents-explain = See which systems you allowed to learn what, and take it back.

profile-password-title = Change the password
profile-password-explain = Set a new password; every other place that is signed in is signed out.
profile-password-lead = Choose a new password for your account.
profile-password-button = Change the password
profile-password-next = This browser stays signed in. Every other place is signed out and needs the new password.
profile-password-present = This is the password you have now. Choose another one
profile-password-done = The password was changed. Every other place was signed out.
profile-password-message = { $name }: your password was changed at { $time }. Not you? Reset it: { $link }
profile-password-subject = Your password was changed
profile-password-body =
    The password of your account at { $name } was changed at { $time }. Every other place that was signed in was signed out.

    If this was you, there is nothing to do. If it was not, reset your password at once:
    { $link }

profile-codes-title = Recovery codes
profile-codes-explain = See how many are left, draw new ones when they run out or are lost.
profile-codes-lead = Each code stands in for your phone once, when you lost it or no message arrives.
profile-codes-left = Codes not used yet
profile-codes-drawn = Drawn
profile-codes-button = Draw new codes
profile-codes-next = The codes you had, also on paper, will serve no more.
profile-codes-message = { $name }: new recovery codes were drawn at { $time }; the old ones serve no more. Not you? Reset your password: { $link }
profile-codes-subject = New recovery codes were drawn
profile-codes-body =
    New recovery codes for your account at { $name } were drawn at { $time }. The codes before serve no more.

    If this was you, there is nothing to do. If it was not, reset your password at once:
    { $link }

profile-new-codes-title = Your new recovery codes
profile-new-codes-why = Print them or write them down, and keep them safe, apart from your phone. Each serves once.
profile-new-codes-kept = I have kept the codes

profile-mail-title = Email address
profile-mail-explain = Add or change the address for notices and codes.
profile-mail-lead = The new address serves once you open the link in the mail sent to it. Until then the old one does.
profile-mail-now = Address now
profile-mail-new = New address
profile-mail-help = For example: binh@example.vn
profile-mail-shape = This is not an email address. For example: binh@example.vn
profile-mail-present = This is the address you have now. Enter another one
profile-mail-full = You have changed the address too often today. You may again from { $time }.
profile-mail-button = Send the mail
profile-mail-next = We also tell your old address and your phone.
profile-mail-sent = A mail was sent to { $email }. Open the link in it to confirm.
profile-mail-within = The link serves for { $hours } hours. No mail? Look among the junk mail, too.
profile-mail-waits = The address { $email } waits for you to open the link in the mail sent to it.
profile-mail-message = { $name }: at { $time } a change of your email address was asked for. Not you? Reset your password: { $link }
profile-mail-subject = A change of your email address was asked for
profile-mail-body =
    At { $time }, your account at { $name } was asked to change its email address. The new one serves once somebody opens the link sent to it.

    If this was you, there is nothing to do in this mail. If it was not, reset your password at once:
    { $link }
profile-event-mail-given = A change of the email address was asked for

profile-export-title = Download your data
profile-export-explain = Download everything we keep about you.
profile-export-lead = The file holds everything we keep about you: who you are, how you are reached, where you are signed in, what you agreed to, and the history.
profile-export-care = The file holds your numbers in full. Keep it safe; do not download it to a machine you share.
profile-export-button = Download the file (JSON)

profile-close-title = Close the account
profile-close-explain = Delete the account after a waiting time, in which you may keep it.
profile-close-lead = The account is closed after { $days } days. Until then, just sign in and press Keep the account.
profile-close-sessions = Every other place that is signed in is signed out at once.
profile-close-data = When it is closed, what we keep about you is deleted and cannot be brought back. You may download it before.
profile-close-dossiers = Dossiers you handed in are kept by the offices that have them, as the law says.
profile-close-again = After that you may register again with the same citizen number.
profile-close-sure = Are you sure?
profile-close-yes = I want to close the account
profile-close-unsure = Mark the box I want to close the account, or go back
profile-close-button = Close the account
profile-close-next = We send you a message. The account can be used for { $days } days more.
profile-close-wished = The account will be closed at { $time }. Until then you may keep it.
profile-keep-title = Your account is about to be closed
profile-keep-button = Keep the account
profile-closing-message = { $name }: at { $time } you asked to close your account. To keep it, sign in: { $link }
profile-closing-subject = Your account will be closed
profile-closing-body =
    At { $time }, your account at { $name } was asked to be closed.

    To keep it, or if it was not you who asked, sign in, press Keep the account, and change your password:
    { $link }
profile-closed-message = { $name }: your account was closed at { $time }. You may register again: { $link }
profile-closed-subject = Your account is closed
profile-closed-body =
    Your account at { $name } was closed at { $time }. What we kept about you here was deleted.

    You may register again whenever you need to:
    { $link }
profile-event-closing = Closing the account was asked for
profile-event-kept = The account was kept
profile-event-ended-closed = Signed out, since closing the account was asked for

profile-number-title = Phone number
profile-number-explain = Change to another number in your name.
profile-number-lead = The new number must be a subscription in your name. We ask the operator, then send a code to it.
profile-number-now = Number now
profile-number-new = New number
profile-number-help = For example: 0828000088
profile-number-button = Send a code to the new number
profile-number-next = The new number replaces the old one after { $hours } hours. Until then the old one is told and can cancel.
profile-number-waits = A number waits
profile-number-waits-which = The number { $phone } will replace the present one.
profile-number-waits-until = It serves from { $time }.
profile-number-keep = Keep the present number
profile-phone-present = This is the number you have now. Enter another one
profile-phone-not-yours = The operator says that this number is not in your name. Use a subscription of your own, or have your name entered at the operator.
profile-phone-unknown = The operator cannot be asked about this number now. Please try again in a few minutes, or go to a one-stop desk.
profile-phone-full = As many messages as allowed were sent to this number. You may again from { $time }.
profile-confirm-number-title = Confirm the new number
profile-confirm-number-sent = A code was sent to the number: { $phone }
profile-confirm-number-other = Enter another number
profile-event-number-waits = A change of the phone number was asked for; the new one waits
profile-event-number-kept = A change of the phone number was cancelled
profile-event-number-replaced = The phone number was replaced
