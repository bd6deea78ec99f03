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
