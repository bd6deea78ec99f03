# Signing in.
login-title = Sign in
login-ways = Ways to sign in
login-tab-number = Identity number
login-identity = User name
login-identity-hint = Identity-card number
login-identity-help = The identity-card number you registered with.
login-identity-empty = Please enter your identity-card number
login-identity-shape = A citizen number has 12 digits, an old identity-card number 9. Example: 051088001234
login-password = Password
login-password-hint = Enter your password
login-password-empty = Please enter your password
login-forgotten = Forgotten password?
login-sign-in = Sign in
login-start-next = Next: enter the one-time code sent to your phone.
login-no-account = No account yet?
login-register = Register
login-anew = Sign in from the beginning
login-send-again = This form was sent but there is no outcome yet. Please press Sign in once more.
login-refused = You are not signed in yet
login-refused-why = The identity-card number or the password is not right. Please check your keyboard: capital letters, small letters, Vietnamese typing.
login-refused-next = If several tries have failed, wait a few minutes and try again, or press
login-signed-out = You are signed out.
login-again-title = Confirm that it is you
login-again-why = This matters, so we ask for your password again. Then you are back where you were.
login-again-go-on = Go on
login-again-back = Not now
login-some-browser = a browser

login-code-title = Enter the one-time code
login-code-sent = A code was sent to the phone number: { $phone }
login-code-undelivered = The code has not reached the phone number: { $phone }
login-code-unsent = No code was sent yet to the phone number: { $phone }
login-code-mailed = A code was sent to the mail address: { $email }
login-code-mail-undelivered = The code has not reached the mail address: { $email }
login-code-mail-unsent = No code was sent yet to the mail address: { $email }
login-code-help = The code has { $digits } digits.
login-code-closed = As many messages as allowed were sent. Another can be sent from { $time }, or please choose another way to sign in.
login-code-asleep = Too many wrong codes were entered this way. It can be used again from { $time }, or please choose another way to sign in.
login-code-next = After this step you are signed in.
login-message-failed = could not be sent. Please press Send again, or choose another way to sign in.
login-other-way = Choose another way to sign in
login-way-title = Choose another way to sign in
login-way-lead = The password was right. Please choose one more way to show us that it is you.
login-way-sms = Text message
login-way-sms-explain = A one-time code goes to the phone number { $phone }.
login-way-no-phone = The phone number of the account belongs to somebody else by now, so no code goes there.
login-way-mail = Mail
login-way-mail-explain = A one-time code goes to { $email }, the address you confirmed.
login-way-recovery = Recovery code
login-way-recovery-explain = One of the ten codes you printed or copied when you registered. Each serves once.
login-way-nothing = Can you use none of them?
login-way-desk = How to get your account back
login-way-back = Back
login-way-none = Please choose a way

login-recovery-title = Enter a recovery code
login-recovery-lead = Take the recovery codes you kept when you registered and enter one that is not used yet.
login-recovery-code = Recovery code
login-recovery-confirm = Confirm
login-recovery-help = Six groups of four characters, in capital or small letters, with or without hyphens.
login-recovery-shape = A recovery code has six groups of four characters. Example: 7K3M-9QXT-04FB-ZC6W-HN2V-E8RD
login-recovery-wrong = That is not a recovery code of yours, or it was used before. Please enter another one.
login-recovery-asleep = Too many wrong recovery codes were entered. They can be entered again from { $time }, or please choose another way.

login-not-me-title = This was not me
login-not-me-lead = Somebody signed in to your account at { $time } with a new browser.
login-not-me-what = If it was not you, press the button below: everybody who is signed in will be signed out, and the present password will serve no more.
login-not-me-confirm = Sign out everywhere and block the password
login-not-me-otherwise = If it was you, there is nothing to do.
login-not-me-done = The password of that time serves no more, and everybody who used it is signed out.
login-not-me-after = To use your account again, please set a new password.
login-not-me-set-anew = The password of that time was replaced by another at { $time }. This new password is not blocked.
login-not-me-set-by-another = If you set the new one yourself, there is nothing to do. If you did not, reset the password at once: everybody who is signed in will be signed out.
login-not-me-reset = Set a new password

login-message = The code to sign in at { $name } is { $code }, valid for { $minutes } minutes. Give it to nobody.
login-mail-subject = Code to sign in at { $house }
login-mail-body =
    The code to sign in at { $house } is { $code }, valid for { $minutes } minutes.

    Give it to nobody. If you are not signing in, somebody knows your password: please change it at once.
login-locked-message = { $name }: your password was entered wrongly many times at { $time }. Your account is safe. If it was not you, there is nothing to do.
login-locked-subject = Your password was entered wrongly many times
login-locked-body =
    At { $time } the password of your account at { $house } was entered wrongly many times in a row.

    Your account is safe: passwords from unknown machines are not tried for now. The browsers you have signed in with still work.
    If it was you, wait a few minutes and try again, or press Forgotten password. If it was not you, there is nothing to do.
login-device-message = { $name }: your account was signed in to at { $time } ({ $browser }). Not you? { $link }
login-device-subject = Signed in from a new browser
login-device-body =
    Your account at { $house } was signed in to at { $time } with { $browser }, which was not used before.

    If it was you, there is nothing to do. If it was not you, open this link to sign out everywhere and block the password:
    { $link }
