# The home page.
home-title = Home page
home-welcome = Administrative procedures at one door
home-lead = Register one account and use it for every procedure of the province.
home-register = Register an account
home-register-explain = Citizens register with a phone number in their own name; it takes about 3 minutes.
home-sign-in = Sign in
home-sign-in-explain = For those who have an account.
home-greeting = Hello { $name }. You are signed in.
home-coming = Find procedures and hand in dossiers
home-coming-explain = This part is not open yet. Meanwhile, visit the nearest one-stop desk; an officer will guide you and take your dossier.
