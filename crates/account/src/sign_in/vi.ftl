# Signing in, which is not open yet.
sign-in-title = Đăng nhập
sign-in-closed = Đăng nhập chưa mở trên hệ thống này. Tài khoản đã đăng ký được giữ nguyên và dùng được ngay khi đăng nhập mở.
sign-in-meanwhile = Trong lúc chờ, hãy đến Bộ phận Một cửa gần nhất để nộp và tra cứu hồ sơ.
sign-in-register = Chưa có tài khoản? Đăng ký
