# A new telephone number: the code that is sent to it.
new-number-empty = Please enter a phone number
new-number-shape = A mobile number has 10 digits. Example: 0828000088
new-number-closed = No code can be sent to this number for now. It can from { $time } on.
new-number-message = { $code } is the code that confirms your new phone number at { $name }, valid for { $minutes } minutes. Give it to nobody.

new-number-account = To my account
new-number-cancel-title = Keep the phone number
new-number-cancel-lead = The phone number of the account will be replaced by another one at { $time }.
new-number-cancel-what = If it was not you who asked for that, press the button below: the present number stays.
new-number-cancel-button = Keep the present number
new-number-cancelled = The phone number stays as it is.
new-number-cancelled-next = Whoever asked for the change got into your account. Reset your password.
new-number-reset = Reset the password
new-number-waits-message = { $name }: your phone number will be replaced at { $time }. Not you? Cancel: { $link }
new-number-waits-subject = Your phone number will be replaced
new-number-waits-body =
    Your account at { $name } was asked to replace its phone number. The new one serves from { $time }.

    If this was you, there is nothing to do. If it was not, open this link to keep the present number:
    { $link }
new-number-replaced-message = { $name }: the phone number of your account was replaced at { $time }. Not you? Reset your password: { $link }
new-number-replaced-subject = Your phone number was replaced
new-number-replaced-body =
    The phone number of your account at { $name } was replaced at { $time }.

    If this was not you, reset your password, or go to the nearest one-stop desk:
    { $link }
