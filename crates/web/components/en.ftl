# Texts of the kit: layout, fields, faults.
# used: fault-*
layout-skip = Skip to main content
layout-sections = Parts of the portal
layout-menu = Menu
layout-register = Register
layout-sign-in = Sign in
layout-signed-in-as = You are signed in as
layout-sign-out = Sign out
layout-links = Language and account
layout-demonstration = Demonstration.
layout-demonstration-why = All data here is invented.
layout-help = Need help?
layout-help-desk = Visit the nearest one-stop desk; an officer will guide you.
layout-help-phone = Help line: { $phone }
layout-home = Home page
layout-made-with = Một Cửa open-source software

form-required-note = Fields marked with * are required.
form-required = required
form-error = Error:
form-sending = Sending, please wait a moment.
form-problem = Please check the following
form-cookies = This page was open for too long, or your browser does not allow cookies. What you typed is still here; please send it again.
form-cookies-again = This page was open for too long, or your browser does not allow cookies. Please enter it again and send it.
password-show = Show password
password-hide = Hide password
password-show-short = Show
password-hide-short = Hide

steps-now = Step
steps-done = done

checklist-met = : met
checklist-unmet = : not yet met

codes-house = System
codes-address = Address
codes-owner = User name
codes-day = Issued on

fault-not-found = Page not found
fault-not-found-why = The address may have changed or been mistyped.
fault-method = This page does not accept that action
fault-method-why = Please go back and use the buttons on the page.
fault-forbidden = The request did not come from our own page
fault-forbidden-why = To protect you, we accept only forms sent from this site. Nothing was saved.
fault-too-large = What was sent is too large
fault-too-large-why = This form takes short information only. Nothing was saved.
fault-unavailable = The system is overloaded or interrupted for the moment
fault-unavailable-why = The steps you completed are kept. Please reload the page in a few minutes.
fault-too-many = Your network has sent too many requests
fault-too-many-why = This limit protects the service for everyone; many people may share one network. Please try again in a few minutes.
fault-gone = This page is no longer valid
fault-gone-why = Please start again.
fault-gone-expired = This page is valid for a while only, and its time is over. Please start again.
fault-gone-elsewhere = This page belongs to another browser, or this browser has forgotten its cookies. Open it in the browser you began in, or start again.
fault-gone-over = This is finished, or the link is no longer valid. Please start again if you need to.
fault-request = The request is not valid
fault-request-why = The browser sent something this page does not understand. Nothing was saved.
fault-broken = Something went wrong on our side
fault-broken-why = The error has been recorded. The steps you completed are kept; please try again in a few minutes.
fault-reference = Incident reference: { $id }

search-box-suggestions = Suggestions
search-box-told = There are suggestions; choose with the arrow keys.
