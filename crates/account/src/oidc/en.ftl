# Signing in to other systems with this account.
openid-ask-title = Allow use of your details
openid-ask-lead = { $client } would like to know the following from your account:
openid-ask-agree = Agree
openid-ask-refuse = Refuse
openid-ask-next = If you agree, you return to that system and are not asked again for { $days } days. You can withdraw at any time. If you refuse, nothing is sent.

openid-scope-openid = That you are signed in, under a name made for that system alone
openid-scope-profile = Your name and date of birth
openid-scope-email = Your mail address
openid-scope-phone = Your phone number
openid-scope-identity = Your citizen number
openid-scope-offline = These details even while you are not signed in
openid-scope-other = A permission of that system's own

openid-given-title = Details you allowed others to use
openid-given-lead = The following systems may know details from your account. Once you withdraw, a system has to ask you again.
openid-given-none = You have allowed no system so far, or the systems you use belong to the same house as this account.
openid-given-at = Agreed at { $time }.
openid-given-back = Back to my account
openid-given-withdraw = Withdraw for { $client }

openid-logout-title = Sign out
openid-logout-lead = Would you like to sign out of this account?
openid-logout-lead-client = { $client } asks to sign you out of this account. Would you like to sign out?
openid-logout-confirm = Sign out
openid-logout-next = You are also signed out of the systems you signed in to with this account in this browser.
openid-logout-done = You are signed out
openid-logout-done-lead = On a shared computer, please close the browser.
openid-logout-again = Sign in again

openid-wrong-title = This link cannot sign you in
openid-wrong-client = The system that led you here is not registered here, so we send it nothing.
openid-wrong-address = The address you would be led back to is not one of the registered system, so we stop here to protect you.
openid-wrong-form = The request of the system that led you here cannot be read, or is too long.
openid-wrong-pushed = This request has expired or was used before.
openid-wrong-hint = This request carries a sign-in token that is not ours.
openid-wrong-next = Your details are safe. Please return to the system you want to use and start again from there.
