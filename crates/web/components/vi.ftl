# Texts of the kit: layout, fields, faults.
# used: fault-*
layout-skip = Đến nội dung chính
layout-sections = Các phần của cổng
layout-menu = Mục lục
layout-register = Đăng ký
layout-sign-in = Đăng nhập
layout-signed-in-as = Bạn đang đăng nhập với tên
layout-sign-out = Đăng xuất
layout-links = Ngôn ngữ và tài khoản
layout-demonstration = Bản trình diễn.
layout-demonstration-why = Mọi dữ liệu ở đây là giả định.
layout-help = Cần giúp đỡ?
layout-help-desk = Hãy đến Bộ phận Một cửa gần nhất; cán bộ sẽ hướng dẫn bạn.
layout-help-phone = Tổng đài hỗ trợ: { $phone }
layout-home = Trang chủ
layout-made-with = Phần mềm nguồn mở Một Cửa

form-required-note = Các trường có dấu * là bắt buộc.
form-required = bắt buộc
form-error = Lỗi:
form-sending = Đang gửi, vui lòng chờ trong giây lát.
form-problem = Vui lòng xem lại
form-cookies = Trang này đã mở quá lâu, hoặc trình duyệt chưa cho phép cookie. Những gì bạn nhập vẫn còn đây; vui lòng bấm gửi lại.
form-cookies-again = Trang này đã mở quá lâu, hoặc trình duyệt chưa cho phép cookie. Vui lòng nhập lại rồi bấm gửi.
password-show = Hiện mật khẩu
password-hide = Ẩn mật khẩu
password-show-short = Hiện
password-hide-short = Ẩn

steps-now = Bước
steps-done = đã xong

checklist-met = : đã đạt
checklist-unmet = : chưa đạt

codes-house = Hệ thống
codes-address = Địa chỉ
codes-owner = Tên đăng nhập
codes-day = Ngày cấp

fault-not-found = Không tìm thấy trang này
fault-not-found-why = Địa chỉ có thể đã thay đổi hoặc được gõ nhầm.
fault-method = Trang này không nhận thao tác đó
fault-method-why = Vui lòng quay lại và dùng nút trên trang.
fault-forbidden = Yêu cầu không được gửi từ trang của chúng tôi
fault-forbidden-why = Để bảo vệ bạn, chúng tôi chỉ nhận biểu mẫu gửi từ chính trang này. Chưa có gì được lưu.
fault-too-large = Nội dung gửi lên quá lớn
fault-too-large-why = Biểu mẫu này chỉ nhận thông tin ngắn. Chưa có gì được lưu.
fault-unavailable = Hệ thống đang tạm thời quá tải hoặc gián đoạn
fault-unavailable-why = Những bước bạn đã hoàn thành vẫn được giữ. Vui lòng tải lại trang sau ít phút.
fault-too-many = Mạng của bạn đã gửi quá nhiều yêu cầu
fault-too-many-why = Giới hạn này bảo vệ dịch vụ cho mọi người; nhiều người có thể dùng chung một mạng. Vui lòng thử lại sau ít phút.
fault-gone = Trang này đã hết hiệu lực
fault-gone-why = Vui lòng bắt đầu lại.
fault-gone-expired = Trang này chỉ dùng được trong một thời gian, và thời gian đó đã hết. Vui lòng bắt đầu lại.
fault-gone-elsewhere = Trang này thuộc về một trình duyệt khác, hoặc trình duyệt này đã xóa cookie. Hãy mở trang trong trình duyệt bạn đã bắt đầu, hoặc bắt đầu lại.
fault-gone-over = Việc này đã xong, hoặc liên kết không còn dùng được. Vui lòng bắt đầu lại nếu cần.
fault-request = Yêu cầu không hợp lệ
fault-request-why = Trình duyệt đã gửi một yêu cầu mà trang này không hiểu. Chưa có gì được lưu.
fault-broken = Có lỗi từ phía hệ thống
fault-broken-why = Lỗi đã được ghi lại. Những bước bạn đã hoàn thành vẫn được giữ; vui lòng thử lại sau ít phút.
fault-reference = Mã tra cứu sự cố: { $id }

search-box-suggestions = Gợi ý
search-box-told = Có gợi ý, dùng phím mũi tên để chọn.
