# New recovery codes, shown until they are kept.
shown-codes-title = Mã khôi phục
shown-codes-why = Khi mất điện thoại, mỗi mã dưới đây thay cho mã OTP một lần. Hãy in hoặc chép lại ngay: chúng chỉ hiện ở trang này.
shown-codes-once = Bấm { $button } khi đã cất các mã: sau đó chúng không hiện lại, kể cả với người dùng máy này sau bạn.
shown-codes-kept = Các mã khôi phục đã được bạn cất giữ và không hiện lại ở đây.
shown-codes-print = In trang này
shown-codes-copy = Chép các mã
shown-codes-copied = Đã chép
shown-codes-sign-in = Đăng nhập
