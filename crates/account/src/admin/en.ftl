# The desk: two officers give an account back to whoever shows their card.
admin-home-title = Account help desk
admin-home-asks = Look accounts up, check the card and ask that an account be given back. Another officer decides.
admin-home-decides = Approve or refuse what another officer asked for.
admin-look = Identity number or reference
admin-look-help = 12 digits on the card, or the reference the person brought. Example: DK-7K3M-9QXT
admin-look-button = Look up
admin-look-noted = Each look is written into the journal.
admin-look-empty = Please enter an identity number or a reference
admin-look-nobody = There is no account and no reference with this number
admin-look-often = Too much was looked up. You can go on from { $time }.
admin-waiting = Waiting for a decision
admin-waiting-none = Nothing waits.
admin-own = What you asked for
admin-back = To the desk
admin-stage-asked = Waits for another officer
admin-stage-approved = Approved; the person has not set a password yet
admin-stage-refused = Refused
admin-stage-used = The person has set a password
admin-stage-over = Its time is over
admin-stage-withdrawn = Withdrawn

admin-ask-title = Check and ask
admin-ask-newcomer = This person has no account yet. Once approved, the start on paper lets them open one with what stands below.
admin-ask-own = You cannot ask for your own account. Another desk can.
admin-fact-name = Full name
admin-fact-identity = Identity number
admin-fact-birth = Date of birth
admin-fact-phone = Phone number
admin-fact-email = Mail
admin-fact-reference = Reference
admin-fact-none = None that is theirs
admin-sessions = Sign-ins that are still valid
admin-ask-card = The card
admin-ask-check = How did you compare the person before you with the card?
admin-ask-check-chip = With its picture and the data in its chip
admin-ask-check-picture = With its picture only
admin-ask-check-missing = Please choose one
admin-ask-digits = Last 6 digits of the card number
admin-ask-digits-help = Read them from the card in your hand.
admin-ask-digits-differ = These 6 digits are not the account's. Please read the card again. Example: 001234
admin-ask-issued = Day of issue
admin-ask-issued-help = On the back of the card.
admin-ask-issued-shape = The day of issue has day, month and year. Example: 25/05/2022
admin-ask-reason = Reason
admin-ask-reason-help = Why the account is to be given back; 300 characters at most. No passwords, no codes.
admin-ask-reason-missing = Please give a reason of 300 characters at most
admin-ask-button = Ask
admin-ask-next = Next: another officer decides.

admin-case-title = Giving an account back
admin-case-check = How it was checked
admin-case-asked-by = Asked by
admin-case-asked-at = Asked at
admin-case-decided-by = Decided by
admin-case-decided-at = Decided at
admin-case-answer = Remark
admin-case-until = Valid until
admin-case-withdrawn-by = Withdrawn by
admin-case-withdrawn-at = Withdrawn at
admin-decide = Your decision
admin-decide-why = Approve only if you have seen the card yourself or spoken with the officer who asks.
admin-decide-approve = Approve
admin-decide-reason = Reason for refusing
admin-decide-reason-help = Needed where you refuse; 300 characters at most.
admin-decide-refuse = Refuse
admin-decide-another = Another officer must decide this.
admin-decide-not-yours = You cannot decide this: you asked for it, it is about your own account, or it is decided already.
admin-print = Start on paper
admin-print-why = Print the sheet with its one-time code and hand it to the person. They set the password themselves; no officer does it for them.
admin-print-again = It was printed before. If you print it again, the sheet before serves no more.
admin-print-button = Print the start
admin-print-not-yours = Only the officer who asked can print it, once it is approved and while it is valid.
admin-print-often = This sheet was printed too often. Please ask anew.
admin-cases = What is asked for this account now
admin-withdraw = Withdraw
admin-withdraw-why = The owner says that it is not them, or the sheet went astray? Withdraw it: what was printed serves no more.
admin-withdraw-reason = Reason for withdrawing
admin-withdraw-button = Withdraw this
admin-withdraw-too-late = This cannot be withdrawn: it is not approved, it is over, or it is about your own account.

admin-paper-title = Start of your account
admin-paper-lead = For the holder of the card named below. Give this sheet to nobody else.
admin-paper-address = Address
admin-paper-until = Use it before
admin-paper-code = One-time code
admin-paper-first = Open the address above on a telephone or computer.
admin-paper-second = Enter your identity number and the one-time code.
admin-paper-third = Choose a phone number and set a password yourself.
admin-paper-keep = No officer ever asks for your password. Lost this sheet? Tell the one-stop desk at once.
admin-paper-print = Print
admin-paper-once = The code is shown on this page once and is kept nowhere.

admin-approved-message = { $name }: at { $time } the one-stop desk approved giving your account back to whoever showed your card. Not you? Tell the one-stop desk at once.
admin-approved-subject = The one-stop desk approved giving your account back – { $name }
admin-approved-body =
    Hello,

    At { $time } two officers of the one-stop desk approved giving your account at { $name } back to the person who showed your card.

    Not you? Tell the nearest one-stop desk at once.
admin-taken-message = { $name }: your password was reset at the desk at { $time }. Not you? Tell the one-stop desk at once or open { $link }
admin-taken-subject = Your password was reset at the desk – { $name }
admin-taken-body =
    Hello,

    The password of your account at { $name } was reset at { $time } with a start on paper from the one-stop desk. Every earlier sign-in has ended and the old recovery codes serve no more. No code for signing in is sent to this mail address, until the owner signs in and confirms it again.

    Not you? Tell the nearest one-stop desk at once, or reset the password at { $link }.
