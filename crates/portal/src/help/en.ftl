# Help.
help-menu = Help
help-overview = Overview of help
help-title = Help
help-lead = Guides step by step, short answers, and whom to ask.
help-back = Back to Help
help-registration = How to register an account
help-registration-about = Step by step, with pictures of the present pages.
help-signin = How to sign in
help-signin-about = Step by step, with pictures of the present pages.
help-questions = Questions and answers
help-questions-about = No code came, a forgotten password, a lost telephone…
help-subscription = Whose name is a number in?
help-subscription-about = A free message tells what the operator holds about your number.
help-contact = Whom to ask
help-contact-about = Telephone, mail, where to come and when.
help-contact-lead = Officers guide you, or do it with you where you cannot do it online yourself.
help-contact-phone = Help line
help-contact-mail = Mail
help-contact-place = Where to come
help-contact-desk = The nearest one-stop desk
help-contact-hours = Hours
help-contact-never = Never send a password or a code. No officer needs them.
help-accessibility = Accessibility
help-accessibility-about = What was done so that everybody can use the portal, and what is missing.
help-privacy = Privacy
help-privacy-about = What the portal keeps of you, what for, and how long.
help-privacy-lead = This is all that the portal keeps of the people who use it. The times below are those it runs with.
help-privacy-why = What for
help-privacy-long = How long
help-privacy-tables = Tables
help-privacy-how = How it is kept
help-privacy-sealed = Personal data are encrypted field by field in the database; the keys are kept apart. Technical logs hold no name, identity number, phone number or mail address.
help-privacy-cookies = The portal uses necessary cookies only: one for a visit that sends a form, one while you are signed in. No advertising, no measuring, nothing loaded from elsewhere.
help-privacy-account = The data of your account
help-privacy-account-words = Password, phone number and security history lie with the account service, in a database of its own that the portal cannot read. In your account you see and download all your data, see who looked it up, and close the account.
help-privacy-account-link = Open my account
help-kept-person = Who has signed in
help-kept-person-why = To know you again, and to put the right person on a dossier: your name, citizen number and what the provider of your account discloses with your agreement.
help-kept-person-long = Until the portal's administrators delete it; there is no automatic end yet.
help-kept-session = Being signed in
help-kept-session-why = So that you need not sign in on each page.
help-kept-attempt = A sign-in under way
help-kept-attempt-why = So that the provider's answer serves once, in the browser that began, to ask whether you link two accounts of yours, and to note that you signed out elsewhere.
help-kept-address = How often a network address tried
help-kept-address-why = So that nobody blocks the sign-ins of others. The address is replaced by a code that cannot be read back.
help-kept-journal = The journal: who did what, and when
help-kept-journal-why = To prove what happened. It holds internal ids, no names or identity numbers.
help-kept-journal-long = Permanently; nobody can change or delete it.
help-hours = { $n ->
    [one] 1 hour
   *[other] { $n } hours
 }
help-minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
 }
