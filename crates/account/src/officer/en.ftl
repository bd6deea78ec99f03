# Officers: who may see their pages.
officer-again-title = Please sign in again
officer-again-why = The officers' pages close after { $minutes } minutes without use, and always need a password and a one-time code.
officer-again-button = Sign in
officer-again-next = When you have signed in, open this page again.
