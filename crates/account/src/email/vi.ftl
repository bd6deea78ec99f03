# Confirming a mail address.
email-title = Xác nhận địa chỉ thư điện tử
email-explain = Bấm nút dưới đây để xác nhận rằng địa chỉ này là của bạn. Trước khi xác nhận, chúng tôi không gửi gì khác đến địa chỉ này.
email-confirm = Xác nhận địa chỉ
email-confirmed = Địa chỉ thư điện tử đã được xác nhận
email-confirmed-next = Bạn có thể đóng trang này.
email-letter-subject = Xác nhận địa chỉ thư điện tử – { $house }
email-letter-body =
    Xin chào,

    Địa chỉ này vừa được dùng để đăng ký tài khoản tại { $house }.
    Để xác nhận, hãy mở liên kết sau trong vòng { $hours } giờ và bấm "Xác nhận địa chỉ":

    { $link }

    Nếu bạn không đăng ký, hãy bỏ qua thư này: địa chỉ của bạn sẽ không được sử dụng.
email-changed-message = { $name }: dia chi thu dien tu cua ban da duoc doi luc { $time }. Khong phai ban? Dat lai mat khau tai { $link }
email-changed-subject = Địa chỉ thư điện tử đã được đổi – { $name }
email-changed-body =
    Xin chào,

    Lúc { $time }, một địa chỉ thư điện tử khác đã được xác nhận cho tài khoản của bạn tại { $name }. Từ bây giờ thông báo và mã được gửi đến địa chỉ đó.

    Không phải bạn? Hãy đặt lại mật khẩu ngay tại { $link } rồi cho biết lại địa chỉ của bạn.
