# Signing in.
login-title = Đăng nhập
login-ways = Cách đăng nhập
login-tab-number = CMT/CCCD
login-identity = Tên đăng nhập
login-identity-hint = Nhập CMT/CCCD
login-identity-help = Số CMT/CCCD bạn đã đăng ký.
login-identity-empty = Bạn phải nhập số CMT/CCCD
login-identity-shape = Số CCCD có 12 chữ số, số CMT cũ có 9 chữ số. Ví dụ: 051088001234
login-password = Mật khẩu
login-password-hint = Nhập mật khẩu
login-password-empty = Bạn phải nhập mật khẩu
login-forgotten = Quên mật khẩu?
login-sign-in = Đăng nhập
login-start-next = Bước tiếp theo: nhập mã OTP gửi về điện thoại của bạn.
login-no-account = Chưa có tài khoản?
login-register = Đăng ký
login-anew = Đăng nhập lại từ đầu
login-send-again = Biểu mẫu này đã được gửi nhưng chưa có kết quả. Vui lòng bấm Đăng nhập lần nữa.
login-refused = Chưa đăng nhập được
login-refused-why = Số CMT/CCCD hoặc mật khẩu chưa đúng. Hãy xem lại bàn phím: chữ hoa, chữ thường, bộ gõ tiếng Việt.
login-refused-next = Nếu đã thử vài lần không được, hãy chờ vài phút rồi thử lại, hoặc bấm
login-signed-out = Bạn đã đăng xuất.
login-again-title = Xác nhận đó là bạn
login-again-why = Việc này quan trọng, nên chúng tôi hỏi lại mật khẩu của bạn. Sau đó bạn trở lại đúng nơi đang làm.
login-again-go-on = Tiếp tục
login-again-back = Để sau
login-some-browser = một trình duyệt

login-code-title = Xác thực mã OTP
login-code-sent = Mã xác thực đã được gửi qua số điện thoại: { $phone }
login-code-undelivered = Mã xác thực chưa đến được số điện thoại: { $phone }
login-code-unsent = Mã xác thực chưa được gửi qua số điện thoại: { $phone }
login-code-mailed = Mã xác thực đã được gửi qua thư điện tử: { $email }
login-code-mail-undelivered = Mã xác thực chưa đến được thư điện tử: { $email }
login-code-mail-unsent = Mã xác thực chưa được gửi qua thư điện tử: { $email }
login-code-help = Mã gồm { $digits } chữ số.
login-code-closed = Đã gửi đủ số tin nhắn cho phép. Có thể gửi lại từ { $time }, hoặc bạn hãy chọn phương thức xác thực khác.
login-code-asleep = Mã theo cách này đã nhập sai quá nhiều lần. Có thể dùng lại từ { $time }, hoặc bạn hãy chọn phương thức xác thực khác.
login-code-next = Sau bước này, bạn đã đăng nhập.
login-message-failed = không gửi được. Hãy bấm Gửi lại OTP, hoặc chọn phương thức xác thực khác.
login-other-way = Chọn phương thức xác thực khác
login-way-title = Chọn phương thức xác thực khác
login-way-lead = Mật khẩu đã đúng. Hãy chọn một cách nữa để chúng tôi biết đó là bạn.
login-way-sms = Tin nhắn
login-way-sms-explain = Mã OTP được gửi đến số điện thoại { $phone }.
login-way-no-phone = Số điện thoại của tài khoản đã thuộc về người khác, nên không gửi mã đến đó nữa.
login-way-mail = Thư điện tử
login-way-mail-explain = Mã OTP được gửi đến địa chỉ { $email }, mà bạn đã xác nhận.
login-way-recovery = Mã khôi phục
login-way-recovery-explain = Một trong mười mã bạn đã in hoặc chép lại khi đăng ký. Mỗi mã dùng được một lần.
login-way-nothing = Không dùng được cách nào?
login-way-desk = Xem cách lấy lại tài khoản
login-way-back = Quay lại
login-way-none = Bạn hãy chọn một phương thức

login-recovery-title = Nhập mã khôi phục
login-recovery-lead = Lấy tờ mã khôi phục bạn đã cất khi đăng ký và nhập một mã chưa dùng.
login-recovery-code = Mã khôi phục
login-recovery-confirm = Xác nhận
login-recovery-help = Sáu nhóm, mỗi nhóm bốn ký tự. Chữ hoa hay thường, có gạch nối hay không đều được.
login-recovery-shape = Mã khôi phục có sáu nhóm bốn ký tự. Ví dụ: 7K3M-9QXT-04FB-ZC6W-HN2V-E8RD
login-recovery-wrong = Mã khôi phục chưa đúng hoặc đã dùng rồi. Hãy nhập một mã khác trên tờ mã.
login-recovery-asleep = Mã khôi phục đã nhập sai quá nhiều lần. Có thể nhập lại từ { $time }, hoặc bạn hãy chọn phương thức khác.

login-not-me-title = Đây không phải tôi
login-not-me-lead = Có người đăng nhập vào tài khoản của bạn lúc { $time } bằng một trình duyệt mới.
login-not-me-what = Nếu đó không phải bạn, hãy bấm nút dưới đây: mọi nơi đang đăng nhập sẽ bị đăng xuất và mật khẩu hiện nay không dùng được nữa.
login-not-me-confirm = Đăng xuất mọi nơi và khóa mật khẩu
login-not-me-otherwise = Nếu đó là bạn, không cần làm gì.
login-not-me-done = Mật khẩu lúc đó không còn dùng được, và mọi nơi dùng mật khẩu đó đã bị đăng xuất.
login-not-me-after = Để dùng lại tài khoản, hãy đặt mật khẩu mới.
login-not-me-set-anew = Mật khẩu lúc đó đã được thay bằng mật khẩu khác lúc { $time }. Chúng tôi không khóa mật khẩu mới này.
login-not-me-set-by-another = Nếu chính bạn đã đặt mật khẩu mới, bạn không cần làm gì. Nếu không phải bạn, hãy đặt lại mật khẩu ngay: mọi nơi đang đăng nhập sẽ bị đăng xuất.
login-not-me-reset = Đặt mật khẩu mới

login-message = Ma OTP dang nhap { $name } la { $code }, hieu luc { $minutes } phut. Khong dua ma nay cho bat ky ai.
login-mail-subject = Mã OTP đăng nhập { $house }
login-mail-body =
    Mã OTP để đăng nhập { $house } là { $code }, hiệu lực { $minutes } phút.

    Không đưa mã này cho bất kỳ ai. Nếu bạn không đăng nhập, có người đã biết mật khẩu của bạn: hãy đổi mật khẩu ngay.
login-locked-message = { $name }: co nguoi nhap sai mat khau cua ban nhieu lan luc { $time }. Tai khoan van an toan. Neu khong phai ban, khong can lam gi.
login-locked-subject = Có người nhập sai mật khẩu của bạn nhiều lần
login-locked-body =
    Lúc { $time }, có người nhập sai mật khẩu tài khoản của bạn tại { $house } nhiều lần liền.

    Tài khoản vẫn an toàn: việc thử mật khẩu từ máy lạ đã tạm dừng. Trình duyệt bạn từng đăng nhập vẫn dùng được.
    Nếu đó là bạn, hãy chờ vài phút rồi thử lại, hoặc bấm Quên mật khẩu. Nếu không phải bạn, không cần làm gì.
login-device-message = { $name }: tai khoan cua ban vua dang nhap luc { $time } ({ $browser }). Khong phai ban? { $link }
login-device-subject = Đăng nhập từ trình duyệt mới
login-device-body =
    Tài khoản của bạn tại { $house } vừa được đăng nhập lúc { $time } bằng { $browser }, trước đây chưa dùng.

    Nếu đó là bạn, không cần làm gì. Nếu không phải bạn, hãy mở liên kết này để đăng xuất mọi nơi và khóa mật khẩu:
    { $link }
