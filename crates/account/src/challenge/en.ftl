# The challenge of a form.
challenge-label = Characters in the picture
challenge-hint = Type the letters and digits in the picture. Capitals and spaces do not matter.
challenge-placeholder = Type the characters
challenge-picture = Picture of six letters and digits; if it is hard to see, listen to it or change it.
challenge-refresh = Another picture
challenge-listen = Listen to the characters (in Vietnamese):
challenge-desk = Can you neither see nor hear it? Visit the nearest one-stop desk; an officer will help you.
challenge-wait = Checking your browser, just a moment. The form will be sent by itself.
challenge-late = Your device needs more time. Please type the characters in the picture below and send again.
challenge-missing = You must enter the characters in the picture
challenge-expired = The characters have expired. Here are new ones; what you typed is still here.
challenge-wrong = The characters were not right. Please type those in the new picture.
challenge-again = The check did not work. Please send again; what you typed is still here.
