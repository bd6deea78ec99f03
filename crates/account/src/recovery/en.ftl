# A forgotten password on its way to a new one.
recovery-steps-number = User name
recovery-steps-code = Confirm your phone
recovery-steps-password = Set a new password
recovery-anew = Begin again

recovery-start-title = Forgotten password
recovery-start-lead = Enter the CMT/CCCD number you sign in with. If it has an account, we send a code to the phone number it was registered with.
recovery-identity = User name (CMT/CCCD number)
recovery-identity-hint = Enter CMT/CCCD
recovery-identity-help = The 12 digits on your identity card.
recovery-identity-help-old = The 12 digits on your identity card, or the 9 digits on an old one.
recovery-start-button = Continue
recovery-start-next = Next: enter the code in the message. Keep your phone beside you.
recovery-start-sign-in = Remembered the password? Sign in
recovery-send-again = This form was sent, but there is no result yet. Please press Continue once more.
recovery-limit = There were too many attempts
recovery-limit-why = To protect you, passwords of this number cannot be reset until { $reopens }. You can try again then.
recovery-limit-next = Is it urgent? Take your identity card to the nearest one-stop desk.

recovery-start-number-lost = You no longer have the phone number you registered?
recovery-number-title = The old phone number is gone
recovery-number-lead = Enter your CMT/CCCD number and your new phone number. It must be registered in your own name.
recovery-number-new = New phone number
recovery-number-new-help = We send a code to this number.
recovery-number-button = Send a code to the new number
recovery-number-next = Next: enter the code, then 24 hours pass in which the owner of the account is told.
recovery-number-confirm-title = Confirm the new phone number
recovery-number-sent = A code was sent to the phone number { $phone }
recovery-number-often = A new number was asked for too often. You can ask again from { $time }. Need it now? Bring your identity card to the nearest one-stop desk.
recovery-number-until = If this CMT/CCCD number has an account and the operator confirms that the new number is its owner's, it can be used from { $time }.
recovery-number-how = Then a message is sent to { $phone }.
recovery-number-told = We tell the old number and the mail address of the account. Whoever gets that can cancel. For safety this page is the same for every number. No message? Bring your identity card to the nearest one-stop desk.

recovery-code-title = Enter the code
recovery-code-sent = If the number { $identity } has an account, a code was sent to the phone number it was registered with. For safety this page is the same for every number.
recovery-code-closed = All messages allowed have been sent. More can be sent from { $time }. Is it urgent? Take your identity card to the nearest one-stop desk.
recovery-code-later = All messages allowed have been sent. More can be sent from { $time }.
recovery-code-asleep = Wrong codes were entered too often. Codes are accepted again from { $time }. Is it urgent? Take your identity card to the nearest one-stop desk.
recovery-code-next = Next: set a new password.
recovery-code-help-title = Still no message after some minutes?
recovery-code-help-number = Check the CMT/CCCD number you entered, the reception and the message storage of your phone.
recovery-code-help-again = Enter the CMT/CCCD number again
recovery-code-help-phone = You no longer use the phone number you registered with, or have no account: take your identity card to the nearest one-stop desk, or register an account.
recovery-code-asking = The code is right; the operator is being asked about this phone number. Enter the code again in a few seconds.
recovery-message = Your code to reset the password of { $name } is { $code }, valid for { $minutes } minutes. Do not give it to anyone.

recovery-second-title = One more step
recovery-second-lead = The code sent to { $phone } was right. To protect the account, one more step is needed.
recovery-second-sim = The operator says that the SIM of this number was changed in the last { $days } days, so the code in the message alone is not enough.
recovery-second-not-theirs = The operator does not confirm that this phone number belongs to the owner of the account, so the password cannot be reset by message.
recovery-second-silent = The operator of this number does not say whether its SIM was changed of late, so the code in the message alone is not enough.
recovery-second-away = The operator cannot be asked about this number right now. It can be asked again in a few minutes.
recovery-second-often = The operator was asked about this number too often. It can be asked again in an hour.
recovery-second-ask = Ask the operator again
recovery-second-code-title = Use a recovery code
recovery-second-code = Recovery code
recovery-second-code-help = One of the ten codes given when you registered, of 24 letters and digits. Each serves once.
recovery-second-code-button = Use the recovery code
recovery-second-code-shape = A recovery code has 24 letters and digits. Example: 7K3M-9QXT-4D2F-8HJN-5RWB-6VYC
recovery-second-code-wrong = The recovery code is not right or was used before. Please look at your paper and enter an unused one.
recovery-second-code-later = Recovery codes were entered too often. They are accepted again from { $time }.
recovery-second-wait-title = Reset after { $hours } hours
recovery-second-wait-why = We tell the phone number and the mail address of the account. If nobody cancels within { $hours } hours, you get a message with a link to set a new password.
recovery-second-wait-button = Reset after { $hours } hours
recovery-second-desk = Is it urgent? Take your identity card to the nearest one-stop desk.

recovery-wait-title = Your request is waiting
recovery-wait-until = A new password can be set from { $time }.
recovery-wait-how = A message then goes to { $phone } (and to the confirmed mail address, if there is one).
recovery-wait-link = Open the link in it within { $hours } hours to set a new password, on this machine or another.
recovery-wait-told = We have just told the owner of the account. Whoever gets that message or mail can cancel this request.
recovery-wait-untold = The owner of the account could not be told yet; we keep trying. The time to wait counts from when the notice goes out.
recovery-wait-full = This account was asked to wait too often
recovery-wait-full-why = It can be asked again from { $time }; or take your identity card to the nearest one-stop desk.
recovery-wait-back = Back

recovery-complete-title = Set a new password
recovery-complete-why = The time to wait is over and nobody cancelled the request. Press the button to set a new password on this machine.
recovery-complete-button = Set a new password
recovery-complete-kept = This link still works.
recovery-complete-desk = Take your identity card to the nearest one-stop desk to set a new password or change the phone number.
recovery-complete-asking = The operator is being asked about this phone number. Press again in a few seconds.

recovery-cancel-title = Cancel the password reset
recovery-cancel-why = Somebody asked to reset the password of your account. If it was not you, cancel it: the present password stays.
recovery-cancel-button = Cancel the request
recovery-cancelled-title = The request is cancelled
recovery-cancelled-why = The password reset was cancelled on { $time }. The password stays as it was.
recovery-cancelled-next = If you never asked for it, somebody else may have your SIM: call the operator (Viettel 18008098, VinaPhone 18001091, MobiFone 9090). If you do need a new password, take your identity card to the nearest one-stop desk.

recovery-password-title = Set a new password
recovery-password-lead = Your user name is { $identity }.
recovery-password-button = Set the password
recovery-password-next = After this step every session of the account is over, and you sign in with the new password.
recovery-password-old = This is the present password. Please choose another.

recovery-done-title = The password was reset
recovery-done-lead = From now on, sign in with the new password.
recovery-done-ended = { $n ->
    [one] One session begun with the old password was ended.
   *[other] { $n } sessions begun with the old password were ended.
 }
recovery-done-told = We also tell the phone number and the mail address of the account.
recovery-done-sign-in = Sign in

recovery-delayed-message = { $name }: a reset of your password was asked for, from { $time }. Not you? Cancel now: { $link }
recovery-delayed-subject = A password reset was asked for – { $name }
recovery-delayed-body =
    Hello,

    Somebody asked to reset the password of your account at { $name }.
    If nobody cancels it, a new password can be set from { $time }.

    Not you? Open this link and press "Cancel the request":

    { $link }

    If it was you, there is nothing to do: we then send a link to set a new password.
recovery-ready-message = { $name }: the wait is over. Set a new password before { $time }: { $link } Do not give this link to anyone.
recovery-ready-subject = Set a new password – { $name }
recovery-ready-body =
    Hello,

    The time to wait is over and nobody cancelled the request. Open this link before { $time } to set a new password at { $name }:

    { $link }

    Do not give this link to anyone.
recovery-finished-message = { $name }: your password was reset at { $time }. Not you? Reset it now: { $link }
recovery-finished-subject = Your password was reset – { $name }
recovery-finished-body =
    Hello,

    The password of your account at { $name } was reset at { $time }. Every earlier session is over.

    Not you? Reset it now at { $link }, or take your identity card to the nearest one-stop desk.
