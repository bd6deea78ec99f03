# The page on which a code is entered: the same everywhere.
code-page-field = Enter the code
code-page-help = The { $digits } digits in the message.
code-page-still = The code is valid until { $time }.
code-page-before = The code is valid for another %s.
code-page-over = The code has expired. Press Send again.
code-page-none = There is no valid code at present. Press Send again for a new one.
code-page-tries = { $n ->
    [one] One try left.
   *[other] { $n } tries left.
 }
code-page-not-received = No code received?
code-page-resend = Send again
code-page-resend-still = It can be sent again from { $time }.
code-page-resend-before = It can be sent again in %s.
code-page-confirm = Confirm
code-page-empty = You must enter the code
code-page-shape = The code has digits only, as many as in the message
code-page-wrong = The code is not right. Please look at the latest message.
code-page-used-up = This code was entered wrongly too often. Press Send again for a new one.
code-page-expired = The code has expired. Press Send again for a new one.
code-page-again = The code can no longer be used. Press Send again for a new one.
code-page-message-state = Message
code-page-message-queued = being sent
code-page-message-sent = sent, not yet received by the phone
code-page-message-mailed = sent; look in your inbox and among the junk mail
code-page-message-delivered = received by the phone
code-page-message-none = not sent yet
