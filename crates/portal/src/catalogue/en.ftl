# Procedures: the words they are sorted by, and the page of one.
catalogue-level-ministry = Ministry
catalogue-level-province = Province
catalogue-level-commune = Commune
catalogue-level-other = Another agency
catalogue-audience-citizen = Vietnamese citizens
catalogue-audience-overseas = Vietnamese living abroad
catalogue-audience-foreigner = Foreigners
catalogue-audience-public-servant = Public servants
catalogue-audience-party-member = Party members
catalogue-audience-household = Household businesses
catalogue-audience-enterprise = Enterprises
catalogue-audience-foreign-invested = Foreign-invested enterprises
catalogue-audience-cooperative = Cooperatives
catalogue-audience-organisation = Organisations
catalogue-audience-foreign-organisation = Foreign organisations
catalogue-audience-party-organisation = Party organisations
catalogue-event-birth = Having a child
catalogue-event-marriage = Getting married
catalogue-event-identity = Identity papers
catalogue-event-moving = Moving home
catalogue-event-house-and-land = House and land
catalogue-event-going-to-school = Going to school
catalogue-event-work = Work
catalogue-event-starting-a-business = Opening a shop or company
catalogue-event-vehicle = Vehicles
catalogue-event-farming = Farming
catalogue-event-sea-fishing = Going to sea
catalogue-event-travelling-abroad = Going abroad
catalogue-event-hardship = Hardship and illness
catalogue-event-old-age = Growing old
catalogue-event-bereavement = When somebody dies
catalogue-side-citizen = Citizens
catalogue-side-enterprise = Businesses
catalogue-online-full = In full: everything online
catalogue-online-partial = In part: some steps online
catalogue-online-information = Not online yet
catalogue-channel-direct = In person
catalogue-channel-online = Online
catalogue-channel-post = By post
catalogue-limit-working-day = { $count ->
    [one] 1 working day
   *[other] { $count } working days
 }
catalogue-limit-day = { $count ->
    [one] 1 day
   *[other] { $count } days
 }
catalogue-limit-working-hour = { $count ->
    [one] 1 working hour
   *[other] { $count } working hours
 }
catalogue-limit-hour = { $count ->
    [one] 1 hour
   *[other] { $count } hours
 }
catalogue-limit-month = { $count ->
    [one] 1 month
   *[other] { $count } months
 }
catalogue-limit-unstated = { $count } (the source names no unit; usually working days)
catalogue-from-to = { $from } – { $to }, depending on the case
catalogue-free = Free of charge
catalogue-unsaid = Not stated

catalogue-crumbs = You are here
catalogue-home = Home page
catalogue-all = Procedures
catalogue-code = Procedure code
catalogue-only-vietnamese = Procedures are published in Vietnamese only.
catalogue-not-offered = This procedure cannot be handed in at the province's agencies yet. What follows is for your information.
catalogue-glance = At a glance
catalogue-limit = Time
catalogue-cost = Fees
catalogue-where = Where
catalogue-online = Online
catalogue-outcome = What you get
catalogue-for-whom = Who may ask
catalogue-where-both = The public service centre of the province, or of a commune
catalogue-where-province = The public service centre of the province
catalogue-where-commune = The public service centre of any commune in the province
catalogue-where-ministry = The one-stop desk of the ministry
catalogue-where-other = The agency named at the end of this page
catalogue-contents = On this page
catalogue-papers = Papers you need
catalogue-originals = { $count ->
    [one] 1 original
   *[other] { $count } originals
 }
catalogue-copies = { $count ->
    [one] 1 copy
   *[other] { $count } copies
 }
catalogue-form = Download the form
catalogue-form-at-desk = on a form you get where you hand it in
catalogue-steps = Steps
catalogue-ways = Ways to hand it in, time and fees
catalogue-note = Note
catalogue-conditions = Conditions
catalogue-outcomes = What you get
catalogue-laws = Legal basis
catalogue-agencies = Agencies and validity
catalogue-implementing = Carried out by
catalogue-competent = Decided by
catalogue-publisher = Published by
catalogue-valid = Valid
catalogue-valid-from = Since { $day } (version { $number })
catalogue-related = Related procedures
catalogue-share = Share and print
catalogue-share-explain = Send this address to whoever needs it, or scan the code with a phone.
catalogue-print = Print this page
catalogue-qr = QR code that leads to this page

catalogue-unknown-title = There is no such procedure
catalogue-unknown = We know no procedure with the code “{ $code }”.
catalogue-unknown-why = A procedure's code has the form 1.009374. Please check it, or look for the name.
catalogue-gone-title = This procedure is no longer in force
catalogue-gone-nothing = Nothing has taken its place. Please ask at the nearest one-stop desk.
catalogue-gone-instead = In its place
catalogue-look = Look for another procedure

catalogue-proposal-proposed = waits for somebody else's word
catalogue-proposal-approved = approved, waits for its day
catalogue-proposal-in-force = in force, or was
catalogue-proposal-refused = refused

catalogue-history = History
catalogue-version = Version { $number }
catalogue-version-from = In force since { $day }.
catalogue-version-in-force = In force now
catalogue-change-gone = No more:
catalogue-change-new = New:
catalogue-title = Title
catalogue-description = Description
catalogue-field = Field
