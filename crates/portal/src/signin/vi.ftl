# Signing in with an account that lives elsewhere, and signing out.
# used: signin-gone* signin-disabled* signin-away* signin-declined* signin-refused*
signin-title = Đăng nhập
signin-with = Đăng nhập bằng { $name }
signin-no-account = Chưa có tài khoản?
signin-register = Đăng ký
signin-none = Chưa có cách đăng nhập nào được mở
signin-none-why = Vui lòng thử lại sau, hoặc đến Bộ phận Một cửa gần nhất; cán bộ sẽ hướng dẫn bạn.
signin-nameless = Người dùng
signin-gone = Lần đăng nhập này đã hết hiệu lực
signin-gone-why = Mỗi lần đăng nhập chỉ dùng được một lần, trong mười phút, trên đúng trình duyệt đã bắt đầu. Vui lòng bắt đầu lại bên dưới.
signin-disabled = Hiện không thể đăng nhập bằng { $name }
signin-disabled-why = Cách đăng nhập này đang tạm đóng. Bạn chưa được đăng nhập; vui lòng dùng cách khác nếu có.
signin-away = { $name } hiện không trả lời
signin-away-why = Bạn chưa được đăng nhập và không có gì bị mất. Vui lòng thử lại sau ít phút, hoặc dùng cách đăng nhập khác nếu có.
signin-declined = Bạn đã dừng đăng nhập bằng { $name }
signin-declined-why = Bạn chưa được đăng nhập. Khi sẵn sàng, vui lòng bắt đầu lại bên dưới.
signin-refused = Chưa đăng nhập được bằng { $name }
signin-refused-why = Câu trả lời nhận được không thể tin là của bạn, nên để bảo vệ bạn, chúng tôi chưa đăng nhập. Vui lòng bắt đầu lại; nếu vẫn vậy, hãy báo mã dưới đây cho nơi hỗ trợ.
signin-again = Đăng nhập lại
signin-out-ask = Đăng xuất?
signin-out-ask-why = Bạn sẽ rời tài khoản trên trình duyệt này. Những gì đã lưu vẫn còn.
signin-out-stay = Ở lại
signin-out-done = Bạn đã đăng xuất
signin-out-done-why = Nếu đang dùng máy chung, hãy đóng trình duyệt trước khi rời đi.
signin-out-still-in = Có thể bạn vẫn còn đăng nhập tại { $name }
signin-out-still-in-why = Chúng tôi chưa đưa bạn đến đó để đăng xuất được. Nếu đang dùng máy chung, hãy đóng trình duyệt.
