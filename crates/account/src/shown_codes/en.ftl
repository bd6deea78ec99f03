# New recovery codes, shown until they are kept.
shown-codes-title = Recovery codes
shown-codes-why = If you lose your phone, each of these stands in for a code once. Print or copy them now: they are shown on this page only.
shown-codes-once = Press { $button } once the codes are kept safe: after that they are not shown again, not even to the next person at this machine.
shown-codes-kept = You have kept your recovery codes; they are not shown here again.
shown-codes-print = Print this page
shown-codes-copy = Copy the codes
shown-codes-copied = Copied
shown-codes-sign-in = Sign in
