# The challenge of a form.
challenge-label = Mã xác thực
challenge-hint = Nhập các chữ và số trong hình. Không phân biệt chữ hoa, chữ thường; khoảng trắng được bỏ qua.
challenge-placeholder = Nhập mã xác thực
challenge-picture = Hình có sáu chữ và số; nếu không nhìn rõ, hãy nghe đọc hoặc đổi hình khác.
challenge-refresh = Đổi hình khác
challenge-listen = Nghe đọc các ký tự:
challenge-desk = Không nhìn và không nghe được? Hãy đến Bộ phận Một cửa gần nhất, cán bộ sẽ giúp bạn.
challenge-wait = Đang kiểm tra trình duyệt, vui lòng chờ giây lát. Biểu mẫu sẽ tự gửi.
challenge-late = Thiết bị của bạn cần nhiều thời gian hơn. Vui lòng nhập mã trong hình bên dưới rồi bấm gửi lại.
challenge-missing = Bạn phải nhập mã xác thực
challenge-expired = Mã xác thực đã hết hiệu lực. Đây là mã mới; những gì bạn nhập vẫn còn.
challenge-wrong = Mã xác thực chưa đúng. Vui lòng nhập mã trong hình mới.
challenge-again = Chưa kiểm tra được mã xác thực. Vui lòng gửi lại; những gì bạn nhập vẫn còn.
