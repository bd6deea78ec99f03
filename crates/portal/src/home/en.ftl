# The home page, and the menu of every page.
home-title = Home page
home-ask = What do you need to do?
home-greeting = Hello { $name }. You are signed in.
home-search-label = Look for a procedure in everyday words, or by its code
home-search-placeholder = Type what you look for
home-search = Search
home-examples = For example:
home-advanced = Advanced search
home-announcements = Announcements
home-life = What is happening in your life
home-crumbs = You are here
home-life-none = There is no procedure here yet.
home-life-count = { $count ->
    [one] 1 procedure people often need.
   *[other] { $count } procedures people often need.
 }
home-featured = Featured public services
home-featured-sides = Choose who you are
home-account = Your account
home-register = Register an account
home-register-explain = Citizens register with a phone number in their own name; it takes about 3 minutes.
home-sign-in = Sign in
home-sign-in-explain = For those who have an account.
