# Confirming a mail address.
email-title = Confirm your mail address
email-explain = Press the button below to confirm that this address is yours. Before that, we send nothing else to it.
email-confirm = Confirm address
email-confirmed = Your mail address is confirmed
email-confirmed-next = You may close this page.
email-letter-subject = Confirm your mail address – { $house }
email-letter-body =
    Hello,

    This address was just used to register an account at { $house }.
    To confirm it, open this link within { $hours } hours and press "Confirm address":

    { $link }

    If you did not register, ignore this mail: your address will not be used.
email-changed-message = { $name }: your mail address was changed at { $time }. Not you? Reset your password at { $link }
email-changed-subject = Your mail address was changed – { $name }
email-changed-body =
    Hello,

    At { $time } another mail address was confirmed for your account at { $name }. Notices and codes go there from now on.

    Not you? Reset your password at once at { $link } and give your address again.
