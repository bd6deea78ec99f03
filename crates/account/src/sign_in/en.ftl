# Signing in, which is not open yet.
sign-in-title = Sign in
sign-in-closed = Signing in is not open on this system yet. Registered accounts are kept and will work as soon as it opens.
sign-in-meanwhile = Meanwhile, visit the nearest one-stop desk to hand in and follow dossiers.
sign-in-register = No account yet? Register
