# The home page.
home-title = Trang chủ
home-welcome = Làm thủ tục hành chính tại một cửa
home-lead = Đăng ký một tài khoản, dùng cho mọi thủ tục của tỉnh.
home-register = Đăng ký tài khoản
home-register-explain = Công dân đăng ký bằng số điện thoại chính chủ, mất khoảng 3 phút.
home-sign-in = Đăng nhập
home-sign-in-explain = Dành cho người đã có tài khoản.
home-greeting = Xin chào { $name }. Bạn đã đăng nhập.
home-coming = Tra cứu thủ tục và nộp hồ sơ
home-coming-explain = Phần này chưa mở. Trong lúc chờ, hãy đến Bộ phận Một cửa gần nhất; cán bộ sẽ hướng dẫn và nhận hồ sơ của bạn.
