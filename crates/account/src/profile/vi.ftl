# Tài khoản của tôi.
profile-title = Tài khoản của tôi
profile-hello = Xin chào { $name }. Bạn đã đăng nhập.
profile-known = Thông tin về bạn
profile-known-lead = Đây là những gì chúng tôi biết về bạn, và ai đã xác minh. Số giấy tờ và địa chỉ liên hệ được che bớt, phòng khi có người nhìn vào màn hình.
profile-name = Họ tên
profile-birth-date = Ngày sinh
profile-identity = Số CMT/CCCD
profile-phone = Số điện thoại
profile-phone-verified = Nhà mạng xác nhận thuê bao chính chủ; bạn đã nhập mã gửi đến số này.
profile-phone-lost = Số này đã thuộc về người khác, nên không dùng để liên hệ với bạn nữa.
profile-email = Thư điện tử
profile-email-none = Chưa có
profile-email-none-why = Có địa chỉ thư, bạn thêm một cách nhận thông báo và mã OTP.
profile-email-confirmed = Bạn đã xác nhận bằng liên kết trong thư.
profile-email-unconfirmed = Chưa xác nhận, nên chưa dùng vào việc gì. Hãy mở liên kết trong thư đã gửi đến địa chỉ này, hoặc nhập lại địa chỉ để nhận thư mới.
profile-opened = Mở tài khoản lúc
profile-by-operator = Nhà mạng di động xác minh lúc { $time }.
profile-by-desk = Bộ phận Một cửa xác minh từ thẻ của bạn lúc { $time }.
profile-sign-out = Đăng xuất
profile-sign-out-why = Hãy đăng xuất khi dùng máy chung.

profile-back = Về trang tài khoản
profile-care = Quản lý tài khoản
profile-some-browser = một trình duyệt

profile-devices-title = Nơi đang đăng nhập
profile-devices-explain = Xem bạn đang đăng nhập ở đâu, đặt tên và đăng xuất từ xa.
profile-devices-lead = Mỗi ô là một trình duyệt đang đăng nhập vào tài khoản của bạn. Thấy nơi nào lạ, hãy đăng xuất nơi đó rồi đổi mật khẩu.
profile-devices-ended = Đã đăng xuất. Các hệ thống đã đăng nhập từ đó cũng được báo để đăng xuất theo.
profile-devices-this = Trình duyệt bạn đang dùng
profile-devices-browser = Trình duyệt
profile-devices-begun = Đăng nhập lúc
profile-devices-seen = Dùng gần nhất
profile-devices-name = Đặt tên
profile-devices-end = Đăng xuất khỏi { $device }
profile-devices-nowhere = Bạn không đăng nhập ở nơi nào khác.
profile-devices-end-all = Đăng xuất mọi nơi khác
profile-devices-end-next = Trình duyệt này vẫn đăng nhập.
profile-devices-back = Quay lại

profile-name-device-title = Đặt tên cho trình duyệt
profile-name-device-lead = { $device }: bạn gọi là gì?
profile-name-device-field = Tên
profile-name-device-help = Ví dụ: Điện thoại của mẹ. Để trống nếu không cần tên.
profile-name-device-button = Lưu tên
profile-name-device-long = Tên dài nhất 40 ký tự. Ví dụ: Máy ở ủy ban xã
profile-name-device-control = Tên có ký tự không đọc được. Ví dụ: Máy ở nhà

profile-history-title = Lịch sử bảo mật
profile-history-explain = Xem những gì đã xảy ra với tài khoản: đăng nhập, đổi mật khẩu, các hệ thống đã dùng.
profile-history-lead = Những gì đã xảy ra với tài khoản của bạn, mới nhất trước.
profile-history-none = Chưa có gì.
profile-history-older = Xem cũ hơn
profile-history-newest = Về mới nhất
profile-history-not-me = Có việc không phải bạn làm? Hãy đặt lại mật khẩu.

profile-event-opened = Mở tài khoản
profile-event-signed-in = Đăng nhập bằng { $device }
profile-event-signed-in-new = Đăng nhập bằng trình duyệt mới: { $device }
profile-event-signed-out = Đăng xuất
profile-event-ended-elsewhere = Đăng xuất từ xa một nơi đang đăng nhập
profile-event-ended-somebody-else = Đăng xuất vì người khác đăng nhập trên cùng trình duyệt
profile-event-ended-reset = Đăng xuất vì mật khẩu đã thay đổi
profile-event-locked = Có người nhập sai mật khẩu của bạn nhiều lần
profile-event-disavowed = Bạn báo rằng không phải bạn đăng nhập; mật khẩu cũ bị khóa
profile-event-email-confirmed = Xác nhận địa chỉ thư điện tử
profile-event-forgotten = Quên mật khẩu: mã gửi đến điện thoại được nhập đúng
profile-event-reset-waits = Yêu cầu đặt lại mật khẩu đang chờ
profile-event-reset-cancelled = Yêu cầu đặt lại mật khẩu bị hủy
profile-event-reset = Đặt lại mật khẩu
profile-event-client = Đăng nhập vào { $client }
profile-event-consent-withdrawn = Rút lại sự đồng ý với { $client }
profile-event-device-named = Đặt tên cho { $device }
profile-event-password-changed = Đổi mật khẩu
profile-event-codes-drawn = Tạo bộ mã khôi phục mới
profile-event-exported = Tải dữ liệu của tài khoản
profile-event-desk-looked = Một cán bộ của Bộ phận Một cửa xem thông tin tài khoản
profile-event-desk-asked = Bộ phận Một cửa: một cán bộ đề nghị trao lại tài khoản cho người có thẻ
profile-event-desk-approved = Bộ phận Một cửa: một cán bộ khác đã duyệt trao lại tài khoản
profile-event-desk-refused = Bộ phận Một cửa: đề nghị trao lại tài khoản bị từ chối
profile-event-desk-withdrawn = Bộ phận Một cửa: đề nghị trao lại tài khoản được thu hồi
profile-event-desk-printed = Bộ phận Một cửa: đã in giấy khởi đầu của tài khoản
profile-event-desk-taken = Đặt lại mật khẩu bằng giấy khởi đầu nhận tại Bộ phận Một cửa

profile-consents-title = Hệ thống được biết thông tin của bạn
profile-consents-explain = Xem bạn đã cho phép hệ thống nào biết những gì, và rút lại.

profile-password-title = Đổi mật khẩu
profile-password-explain = Đặt mật khẩu mới; mọi nơi khác đang đăng nhập sẽ bị đăng xuất.
profile-password-lead = Hãy chọn mật khẩu mới cho tài khoản của bạn.
profile-password-button = Đổi mật khẩu
profile-password-next = Trình duyệt này vẫn đăng nhập. Mọi nơi khác bị đăng xuất và phải dùng mật khẩu mới.
profile-password-present = Đây là mật khẩu bạn đang dùng. Hãy chọn một mật khẩu khác
profile-password-done = Mật khẩu đã được đổi. Mọi nơi khác đã bị đăng xuất.
profile-password-message = { $name }: mat khau cua ban da duoc doi luc { $time }. Khong phai ban? Dat lai: { $link }
profile-password-subject = Mật khẩu của bạn đã được đổi
profile-password-body =
    Mật khẩu tài khoản của bạn tại { $name } đã được đổi lúc { $time }. Mọi nơi khác đang đăng nhập đã bị đăng xuất.

    Nếu đó là bạn, không cần làm gì. Nếu không phải bạn, hãy đặt lại mật khẩu ngay:
    { $link }

profile-codes-title = Mã khôi phục
profile-codes-explain = Xem còn bao nhiêu mã, tạo bộ mã mới khi gần hết hoặc khi thất lạc.
profile-codes-lead = Mỗi mã thay cho điện thoại một lần, khi bạn mất điện thoại hoặc không nhận được tin nhắn.
profile-codes-left = Số mã chưa dùng
profile-codes-drawn = Tạo lúc
profile-codes-button = Tạo bộ mã mới
profile-codes-next = Bộ mã cũ, kể cả tờ đã in, sẽ không dùng được nữa.
profile-codes-message = { $name }: bo ma khoi phuc moi cua ban da duoc tao luc { $time }; ma cu het hieu luc. Khong phai ban? Dat lai mat khau: { $link }
profile-codes-subject = Bộ mã khôi phục mới đã được tạo
profile-codes-body =
    Bộ mã khôi phục mới cho tài khoản của bạn tại { $name } đã được tạo lúc { $time }. Bộ mã cũ không dùng được nữa.

    Nếu đó là bạn, không cần làm gì. Nếu không phải bạn, hãy đặt lại mật khẩu ngay:
    { $link }

profile-new-codes-title = Bộ mã khôi phục mới
profile-new-codes-why = Hãy in hoặc chép lại và cất nơi an toàn, tách khỏi điện thoại. Mỗi mã dùng được một lần.
profile-new-codes-kept = Tôi đã cất các mã

profile-mail-title = Địa chỉ thư điện tử
profile-mail-explain = Thêm hoặc đổi địa chỉ nhận thông báo và mã OTP.
profile-mail-lead = Địa chỉ mới được dùng khi bạn mở liên kết trong thư gửi đến đó. Trước lúc ấy địa chỉ cũ vẫn được dùng.
profile-mail-now = Địa chỉ hiện nay
profile-mail-new = Địa chỉ mới
profile-mail-help = Ví dụ: binh@example.vn
profile-mail-shape = Địa chỉ thư điện tử chưa đúng. Ví dụ: binh@example.vn
profile-mail-present = Đây là địa chỉ bạn đang dùng. Hãy nhập một địa chỉ khác
profile-mail-full = Hôm nay bạn đã đổi địa chỉ quá nhiều lần. Có thể đổi lại từ { $time }.
profile-mail-button = Gửi thư xác nhận
profile-mail-next = Chúng tôi cũng báo cho địa chỉ cũ và điện thoại của bạn.
profile-mail-sent = Đã gửi thư đến { $email }. Hãy mở liên kết trong thư để xác nhận.
profile-mail-within = Liên kết dùng được trong { $hours } giờ. Không thấy thư? Hãy xem cả mục thư rác.
profile-mail-waits = Địa chỉ { $email } đang chờ bạn mở liên kết trong thư đã gửi đến đó.
profile-mail-message = { $name }: luc { $time } co yeu cau doi dia chi thu dien tu cua ban. Khong phai ban? Dat lai mat khau: { $link }
profile-mail-subject = Có yêu cầu đổi địa chỉ thư của bạn
profile-mail-body =
    Lúc { $time }, tài khoản của bạn tại { $name } nhận yêu cầu đổi địa chỉ thư điện tử. Địa chỉ mới được dùng khi có người mở liên kết gửi đến đó.

    Nếu đó là bạn, không cần làm gì ở thư này. Nếu không phải bạn, hãy đặt lại mật khẩu ngay:
    { $link }
profile-event-mail-given = Yêu cầu đổi địa chỉ thư điện tử

profile-export-title = Tải dữ liệu của bạn
profile-export-explain = Tải về mọi thông tin chúng tôi lưu về bạn.
profile-export-lead = Tệp có mọi thông tin chúng tôi lưu về bạn: nhân thân, liên hệ, nơi đăng nhập, sự đồng ý và lịch sử.
profile-export-care = Tệp có đầy đủ số giấy tờ và số điện thoại. Hãy giữ cẩn thận, không tải về máy dùng chung.
profile-export-button = Tải tệp (JSON)

profile-close-title = Đóng tài khoản
profile-close-explain = Xóa tài khoản sau một thời gian chờ; trong lúc chờ bạn có thể giữ lại.
profile-close-lead = Tài khoản được đóng sau { $days } ngày. Trong thời gian đó, chỉ cần đăng nhập và bấm Giữ tài khoản.
profile-close-sessions = Mọi nơi khác đang đăng nhập bị đăng xuất ngay.
profile-close-data = Khi đóng, thông tin của bạn ở đây bị xóa, không lấy lại được. Bạn có thể tải dữ liệu về trước.
profile-close-dossiers = Hồ sơ đã nộp ở các cơ quan vẫn được cơ quan đó lưu theo quy định.
profile-close-again = Sau khi đóng, bạn có thể đăng ký lại bằng chính số CCCD này.
profile-close-sure = Bạn chắc chắn chứ?
profile-close-yes = Tôi muốn đóng tài khoản
profile-close-unsure = Hãy đánh dấu vào ô Tôi muốn đóng tài khoản, hoặc quay lại
profile-close-button = Đóng tài khoản
profile-close-next = Chúng tôi gửi tin báo cho bạn. Tài khoản vẫn dùng được trong { $days } ngày.
profile-close-wished = Tài khoản sẽ được đóng lúc { $time }. Đến lúc đó bạn vẫn có thể giữ lại.
profile-keep-title = Tài khoản sắp được đóng
profile-keep-button = Giữ tài khoản
profile-closing-message = { $name }: luc { $time } ban yeu cau dong tai khoan. Muon giu lai, hay dang nhap: { $link }
profile-closing-subject = Tài khoản của bạn sẽ được đóng
profile-closing-body =
    Lúc { $time }, có yêu cầu đóng tài khoản của bạn tại { $name }.

    Nếu bạn muốn giữ lại, hoặc không phải bạn yêu cầu, hãy đăng nhập và bấm Giữ tài khoản, rồi đổi mật khẩu:
    { $link }
profile-closed-message = { $name }: tai khoan cua ban da dong luc { $time }. Can lai, ban co the dang ky: { $link }
profile-closed-subject = Tài khoản của bạn đã đóng
profile-closed-body =
    Tài khoản của bạn tại { $name } đã đóng lúc { $time }. Thông tin của bạn ở đây đã được xóa.

    Khi cần, bạn có thể đăng ký lại:
    { $link }
profile-event-closing = Yêu cầu đóng tài khoản
profile-event-kept = Giữ lại tài khoản
profile-event-ended-closed = Đăng xuất vì có yêu cầu đóng tài khoản

profile-number-title = Số điện thoại
profile-number-explain = Đổi sang số khác đứng tên bạn.
profile-number-lead = Số mới phải là thuê bao đứng tên bạn. Chúng tôi hỏi nhà mạng, rồi gửi mã đến số mới.
profile-number-now = Số hiện nay
profile-number-new = Số mới
profile-number-help = Ví dụ: 0828000088
profile-number-button = Gửi mã đến số mới
profile-number-next = Số mới thay số cũ sau { $hours } giờ. Trong lúc đó, số cũ được báo và có thể hủy.
profile-number-waits = Có một số đang chờ
profile-number-waits-which = Số { $phone } sẽ thay số hiện nay.
profile-number-waits-until = Bắt đầu dùng từ { $time }.
profile-number-keep = Giữ số hiện nay
profile-phone-present = Đây là số bạn đang dùng. Hãy nhập một số khác
profile-phone-not-yours = Nhà mạng cho biết số này không đứng tên bạn. Hãy dùng thuê bao chính chủ, hoặc đến nhà mạng để đăng ký lại tên.
profile-phone-unknown = Hiện chưa hỏi được nhà mạng về số này. Vui lòng thử lại sau ít phút, hoặc đến Bộ phận Một cửa.
profile-phone-full = Đã gửi đủ số tin nhắn cho phép đến số này. Có thể gửi lại từ { $time }.
profile-confirm-number-title = Xác nhận số mới
profile-confirm-number-sent = Mã xác thực đã được gửi đến số: { $phone }
profile-confirm-number-other = Nhập số khác
profile-event-number-waits = Yêu cầu đổi số điện thoại; số mới đang chờ
profile-event-number-kept = Yêu cầu đổi số điện thoại bị hủy
profile-event-number-replaced = Số điện thoại được thay
