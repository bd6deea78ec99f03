# The desk: officers give an account back to whoever shows their card.
admin-home-title = Account help desk
admin-home-asks = You look accounts up, check the card and ask that an account be given back. Another officer decides.
admin-home-decides = You approve or refuse what another officer asked for.
