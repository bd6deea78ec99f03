//! The OpenID Provider told as stories of clients and citizens, on both engines.
