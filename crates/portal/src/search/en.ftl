# Searching and browsing procedures, and what can be done online.
search-title = Find a procedure
search-title-of = { $text } – Find a procedure
search-label = What do you need to do?
search-placeholder = Enter key words in Vietnamese
search-find = Search
search-advanced = Advanced search
search-by-audience = Who it is for
search-by-field = Field
search-by-agency = Published by
search-by-level = Level
search-by-online = Online level
search-by-fee = Fee
search-by-limit = Time limit
search-by-side = For
search-any = Any
search-fee-none = No fee
search-fee-some = With a fee
search-within = { $count ->
    [one] At most 1 working day
   *[other] At most { $count } working days
}
search-narrow = Narrow the results
search-chosen = Narrowed by
search-without = (remove)
search-instead = Showing results for “{ $text }”.
search-literally = Search for exactly “{ $text }”
search-fields = By field
search-fields-instead = Or choose by field
search-all = All procedures
search-count = { $count ->
    [one] 1 procedure
   *[other] { $count } procedures
}
search-not-offered = Not taken in this province yet
search-nothing = No procedure found
search-nothing-why = Try fewer words, in everyday Vietnamese, for example “khai sinh” (birth), “sổ đỏ” (land title), “đổi bằng lái” (driving licence). Diacritics are not needed.
search-everywhere = Search again without narrowing
search-pages = Pages of results
search-page = Page { $page } of { $pages }
search-previous = Previous page
search-next = Next page
search-online-title = Online public services
search-online-lead = What can be done online: fully, from handing in to the result, or partly, where a step still needs a visit.
search-online-nothing = There is no service here yet
search-everybody = Everybody
search-online-full = Fully online
search-online-partial = Partly online
search-online-information = Not online yet
search-more-fields = All other fields
search-menu = Find procedures
search-menu-online = Online services
