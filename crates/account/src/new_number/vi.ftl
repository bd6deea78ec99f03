# Số điện thoại mới: mã gửi đến số đó.
new-number-empty = Bạn phải nhập số điện thoại
new-number-shape = Số điện thoại di động gồm 10 chữ số. Ví dụ: 0828000088
new-number-closed = Tạm thời không gửi được mã đến số này. Có thể gửi lại từ { $time }.
new-number-message = Ma OTP xac nhan so dien thoai moi cua ban tai { $name } la { $code }, hieu luc { $minutes } phut. Khong dua ma nay cho bat ky ai.

new-number-account = Đến trang tài khoản
new-number-cancel-title = Hủy đổi số điện thoại
new-number-cancel-lead = Số điện thoại của tài khoản sẽ được thay bằng số khác lúc { $time }.
new-number-cancel-what = Nếu không phải bạn yêu cầu, hãy bấm nút dưới đây: số hiện nay được giữ nguyên.
new-number-cancel-button = Giữ số hiện nay
new-number-cancelled = Số điện thoại được giữ nguyên.
new-number-cancelled-next = Người yêu cầu đổi số đã vào được tài khoản của bạn. Hãy đặt lại mật khẩu.
new-number-reset = Đặt lại mật khẩu
new-number-waits-message = { $name }: so dien thoai cua ban se duoc thay luc { $time }. Khong phai ban? Huy: { $link }
new-number-waits-subject = Số điện thoại của bạn sẽ được thay
new-number-waits-body =
    Có yêu cầu thay số điện thoại của tài khoản bạn tại { $name }. Số mới được dùng từ { $time }.

    Nếu đó là bạn, không cần làm gì. Nếu không phải bạn, hãy mở liên kết này để giữ số hiện nay:
    { $link }
new-number-replaced-message = { $name }: so dien thoai cua tai khoan da duoc thay luc { $time }. Khong phai ban? Dat lai mat khau: { $link }
new-number-replaced-subject = Số điện thoại của bạn đã được thay
new-number-replaced-body =
    Số điện thoại của tài khoản bạn tại { $name } đã được thay lúc { $time }.

    Nếu không phải bạn, hãy đặt lại mật khẩu, hoặc đến Bộ phận Một cửa gần nhất:
    { $link }
