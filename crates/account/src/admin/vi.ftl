# Quầy: hai cán bộ trao lại tài khoản cho người có thẻ căn cước.
admin-home-title = Quầy hỗ trợ tài khoản
admin-home-asks = Tra cứu tài khoản, kiểm tra thẻ căn cước và đề nghị trao lại tài khoản. Một cán bộ khác duyệt.
admin-home-decides = Duyệt hoặc từ chối đề nghị của cán bộ khác.
admin-look = Số CMT/CCCD hoặc mã hẹn
admin-look-help = 12 chữ số trên thẻ, hoặc mã hẹn người dân mang đến. Ví dụ: DK-7K3M-9QXT
admin-look-button = Tra cứu
admin-look-noted = Mỗi lần tra cứu đều được ghi vào nhật ký.
admin-look-empty = Bạn phải nhập số CMT/CCCD hoặc mã hẹn
admin-look-nobody = Không có tài khoản hay mã hẹn nào với số này
admin-look-often = Đã tra cứu quá nhiều lần. Có thể tra cứu lại từ { $time }.
admin-waiting = Đang chờ duyệt
admin-waiting-none = Không có đề nghị nào đang chờ.
admin-own = Đề nghị của bạn
admin-back = Về trang quầy
admin-stage-asked = Đang chờ cán bộ khác duyệt
admin-stage-approved = Đã duyệt, chờ người dân đặt mật khẩu
admin-stage-refused = Đã bị từ chối
admin-stage-used = Người dân đã đặt mật khẩu
admin-stage-over = Đã hết hạn
admin-stage-withdrawn = Đã thu hồi

admin-ask-title = Kiểm tra và đề nghị
admin-ask-newcomer = Người này chưa có tài khoản. Sau khi được duyệt, tờ giấy khởi đầu cho phép mở tài khoản với thông tin dưới đây.
admin-ask-own = Không thể đề nghị cho tài khoản của chính mình. Hãy nhờ một quầy khác.
admin-fact-name = Họ tên
admin-fact-identity = Số CMT/CCCD
admin-fact-birth = Ngày sinh
admin-fact-phone = Số điện thoại
admin-fact-email = Thư điện tử
admin-fact-reference = Mã hẹn
admin-fact-none = Không còn số nào
admin-sessions = Các lần đăng nhập còn hiệu lực
admin-ask-card = Thẻ căn cước
admin-ask-check = Đã so sánh người trước mặt với thẻ bằng cách nào?
admin-ask-check-chip = Ảnh trên thẻ và dữ liệu trong chip
admin-ask-check-picture = Chỉ ảnh trên thẻ
admin-ask-check-missing = Bạn phải chọn một cách
admin-ask-digits = 6 chữ số cuối của số thẻ
admin-ask-digits-help = Đọc từ thẻ đang cầm trên tay.
admin-ask-digits-differ = 6 chữ số này không khớp với tài khoản. Hãy đọc lại trên thẻ. Ví dụ: 001234
admin-ask-issued = Ngày cấp thẻ
admin-ask-issued-help = Ghi ở mặt sau thẻ.
admin-ask-issued-shape = Ngày cấp gồm ngày, tháng, năm. Ví dụ: 25/05/2022
admin-ask-reason = Lý do
admin-ask-reason-help = Vì sao cần trao lại tài khoản; tối đa 300 ký tự. Không ghi mật khẩu hay mã.
admin-ask-reason-missing = Bạn phải ghi lý do, tối đa 300 ký tự
admin-ask-button = Gửi đề nghị
admin-ask-next = Bước tiếp theo: một cán bộ khác duyệt.

admin-case-title = Đề nghị trao lại tài khoản
admin-case-check = Cách kiểm tra
admin-case-asked-by = Người đề nghị
admin-case-asked-at = Đề nghị lúc
admin-case-decided-by = Người duyệt
admin-case-decided-at = Quyết định lúc
admin-case-answer = Ý kiến
admin-case-until = Có hiệu lực đến
admin-case-withdrawn-by = Người thu hồi
admin-case-withdrawn-at = Thu hồi lúc
admin-decide = Quyết định
admin-decide-why = Chỉ duyệt khi bạn đã tự mình xem thẻ căn cước hoặc hỏi cán bộ đề nghị.
admin-decide-approve = Duyệt
admin-decide-reason = Lý do từ chối
admin-decide-reason-help = Cần ghi khi từ chối; tối đa 300 ký tự.
admin-decide-refuse = Từ chối
admin-decide-another = Đề nghị này phải do một cán bộ khác quyết định.
admin-decide-not-yours = Bạn không thể quyết định đề nghị này: nó do chính bạn gửi, nói về tài khoản của bạn, hoặc đã được quyết định.
admin-print = Giấy khởi đầu
admin-print-why = In tờ giấy có mã dùng một lần và trao tận tay người dân. Người dân tự đặt mật khẩu; cán bộ không đặt thay.
admin-print-again = Đã in một lần. In lại thì tờ giấy trước không còn dùng được.
admin-print-button = In giấy khởi đầu
admin-print-not-yours = Chỉ người đề nghị in được, sau khi đề nghị đã được duyệt và còn hiệu lực.
admin-print-often = Tờ giấy này đã được in quá nhiều lần. Hãy lập đề nghị mới.
admin-cases = Đề nghị đang có cho tài khoản này
admin-withdraw = Thu hồi
admin-withdraw-why = Chủ tài khoản báo không phải họ, hoặc tờ giấy bị thất lạc? Hãy thu hồi: giấy khởi đầu đã in không còn dùng được.
admin-withdraw-reason = Lý do thu hồi
admin-withdraw-button = Thu hồi đề nghị
admin-withdraw-too-late = Không thể thu hồi đề nghị này: nó chưa được duyệt, đã kết thúc, hoặc nói về tài khoản của bạn.

admin-paper-title = Giấy khởi đầu tài khoản
admin-paper-lead = Dành cho người có thẻ căn cước ghi dưới đây. Không đưa tờ giấy này cho người khác.
admin-paper-address = Địa chỉ
admin-paper-until = Dùng trước
admin-paper-code = Mã dùng một lần
admin-paper-first = Mở địa chỉ trên bằng điện thoại hoặc máy tính.
admin-paper-second = Nhập số CMT/CCCD và mã dùng một lần.
admin-paper-third = Chọn số điện thoại và tự đặt mật khẩu.
admin-paper-keep = Cán bộ không bao giờ hỏi mật khẩu của bạn. Làm mất tờ giấy? Báo ngay cho Bộ phận Một cửa.
admin-paper-print = In
admin-paper-once = Mã chỉ hiện một lần trên trang này và không được lưu lại.

admin-approved-message = { $name }: luc { $time }, Bo phan Mot cua da duyet trao lai tai khoan cua ban cho nguoi mang the can cuoc. Khong phai ban? Bao ngay cho Bo phan Mot cua.
admin-approved-subject = Bộ phận Một cửa đã duyệt trao lại tài khoản – { $name }
admin-approved-body =
    Xin chào,

    Lúc { $time }, hai cán bộ của Bộ phận Một cửa đã duyệt trao lại tài khoản của bạn tại { $name } cho người mang thẻ căn cước đến quầy.

    Không phải bạn? Hãy báo ngay cho Bộ phận Một cửa gần nhất.
admin-taken-message = { $name }: mat khau cua ban da duoc dat lai tai quay luc { $time }. Khong phai ban? Bao ngay cho Bo phan Mot cua hoac mo { $link }
admin-taken-subject = Mật khẩu đã được đặt lại tại quầy – { $name }
admin-taken-body =
    Xin chào,

    Mật khẩu tài khoản của bạn tại { $name } đã được đặt lại lúc { $time } bằng giấy khởi đầu nhận tại Bộ phận Một cửa. Mọi phiên đăng nhập trước đó đã kết thúc và các mã khôi phục cũ không còn dùng được. Địa chỉ thư này không còn nhận mã đăng nhập, cho đến khi chủ tài khoản đăng nhập và xác nhận lại.

    Không phải bạn? Hãy báo ngay cho Bộ phận Một cửa gần nhất, hoặc đặt lại mật khẩu tại { $link }.
