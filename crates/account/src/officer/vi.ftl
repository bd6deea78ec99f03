# Officers: who may see their pages.
officer-again-title = Cần đăng nhập lại
officer-again-why = Trang dành cho cán bộ đóng lại sau { $minutes } phút không sử dụng, và luôn cần mật khẩu cùng mã xác thực.
officer-again-button = Đăng nhập
officer-again-next = Sau khi đăng nhập, hãy mở lại trang này.
