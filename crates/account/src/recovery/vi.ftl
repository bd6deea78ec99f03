# A forgotten password on its way to a new one.
recovery-steps-number = Tên đăng nhập
recovery-steps-code = Xác nhận điện thoại
recovery-steps-password = Đặt mật khẩu mới
recovery-anew = Lấy lại mật khẩu từ đầu

recovery-start-title = Quên mật khẩu
recovery-start-lead = Nhập số CMT/CCCD bạn dùng để đăng nhập. Nếu số này có tài khoản, chúng tôi gửi mã OTP đến số điện thoại đã đăng ký.
recovery-identity = Tên đăng nhập (Số CMT/CCCD)
recovery-identity-hint = Nhập CMT/CCCD
recovery-identity-help = 12 chữ số trên thẻ căn cước.
recovery-identity-help-old = 12 chữ số trên thẻ căn cước, hoặc 9 chữ số trên chứng minh nhân dân cũ.
recovery-start-button = Tiếp tục
recovery-start-next = Bước tiếp theo: nhập mã trong tin nhắn. Hãy để điện thoại bên mình.
recovery-start-sign-in = Đã nhớ ra mật khẩu? Đăng nhập
recovery-send-again = Biểu mẫu này đã được gửi nhưng chưa có kết quả. Vui lòng bấm Tiếp tục lần nữa.
recovery-limit = Đã có quá nhiều lần thử
recovery-limit-why = Để bảo vệ bạn, hệ thống tạm dừng lấy lại mật khẩu cho số này đến { $reopens }. Có thể thử lại từ lúc đó.
recovery-limit-next = Cần ngay? Mang thẻ căn cước đến Bộ phận Một cửa gần nhất.

recovery-start-number-lost = Không còn dùng số điện thoại đã đăng ký?
recovery-number-title = Không còn số điện thoại cũ
recovery-number-lead = Nhập số CMT/CCCD và số điện thoại mới. Số mới phải là số chính chủ, đăng ký bằng giấy tờ của bạn.
recovery-number-new = Số điện thoại mới
recovery-number-new-help = Chúng tôi gửi mã OTP đến số này.
recovery-number-button = Gửi mã đến số mới
recovery-number-next = Bước tiếp theo: nhập mã, rồi chờ 24 giờ để chủ tài khoản được báo.
recovery-number-confirm-title = Xác nhận số điện thoại mới
recovery-number-sent = Mã xác thực đã được gửi qua số điện thoại: { $phone }
recovery-number-often = Đã yêu cầu đổi số quá nhiều lần. Có thể yêu cầu lại từ { $time }. Cần ngay? Mang thẻ căn cước đến Bộ phận Một cửa gần nhất.
recovery-number-until = Nếu số CMT/CCCD có tài khoản và nhà mạng xác nhận số mới là của chủ tài khoản, số mới dùng được từ { $time }.
recovery-number-how = Đến lúc đó, một tin nhắn được gửi đến { $phone }.
recovery-number-told = Chúng tôi báo đến số cũ và thư điện tử của tài khoản. Ai nhận được tin đó đều có thể hủy. Vì an toàn, trang này giống nhau cho mọi số. Không nhận được tin nhắn? Mang thẻ căn cước đến Bộ phận Một cửa gần nhất.

recovery-code-title = Nhập mã xác thực
recovery-code-sent = Nếu số { $identity } có tài khoản, một mã xác thực đã được gửi qua số điện thoại đã đăng ký. Vì an toàn, trang này giống nhau cho mọi số.
recovery-code-closed = Đã gửi đủ số tin nhắn cho phép. Có thể gửi lại từ { $time }. Cần ngay? Mang thẻ căn cước đến Bộ phận Một cửa gần nhất.
recovery-code-later = Đã gửi đủ số tin nhắn cho phép. Có thể gửi lại từ { $time }.
recovery-code-asleep = Đã nhập sai mã quá nhiều lần. Có thể nhập lại từ { $time }. Cần ngay? Mang thẻ căn cước đến Bộ phận Một cửa gần nhất.
recovery-code-next = Bước tiếp theo: đặt mật khẩu mới.
recovery-code-help-title = Sau vài phút vẫn chưa có tin nhắn?
recovery-code-help-number = Kiểm tra số CMT/CCCD đã nhập, sóng và bộ nhớ tin nhắn của điện thoại.
recovery-code-help-again = Nhập lại số CMT/CCCD
recovery-code-help-phone = Không còn dùng số điện thoại đã đăng ký, hoặc chưa có tài khoản: mang thẻ căn cước đến Bộ phận Một cửa gần nhất, hoặc đăng ký tài khoản.
recovery-code-asking = Mã đúng; đang hỏi nhà mạng về số điện thoại này. Hãy nhập lại mã sau ít giây.
recovery-message = Ma OTP dat lai mat khau { $name } la { $code }, hieu luc { $minutes } phut. Khong dua ma nay cho bat ky ai.

recovery-second-title = Cần thêm một bước xác minh
recovery-second-lead = Mã gửi đến { $phone } đã đúng. Để bảo vệ tài khoản, cần thêm một bước.
recovery-second-sim = Nhà mạng cho biết SIM của số này mới được thay trong { $days } ngày qua, nên chỉ mã trong tin nhắn là chưa đủ.
recovery-second-not-theirs = Nhà mạng không xác nhận số điện thoại này là của chủ tài khoản, nên không thể đặt lại mật khẩu bằng tin nhắn.
recovery-second-silent = Nhà mạng của số này không cho biết SIM có mới được thay hay không, nên chỉ mã trong tin nhắn là chưa đủ.
recovery-second-away = Hiện chưa hỏi được nhà mạng về số điện thoại này. Có thể hỏi lại sau ít phút.
recovery-second-often = Nhà mạng đã được hỏi quá nhiều lần về số này. Có thể hỏi lại sau một giờ.
recovery-second-ask = Hỏi lại nhà mạng
recovery-second-code-title = Dùng mã khôi phục
recovery-second-code = Mã khôi phục
recovery-second-code-help = Một trong mười mã được trao khi đăng ký, gồm 24 chữ và số. Mỗi mã dùng một lần.
recovery-second-code-button = Dùng mã khôi phục
recovery-second-code-shape = Mã khôi phục gồm 24 chữ và số. Ví dụ: 7K3M-9QXT-4D2F-8HJN-5RWB-6VYC
recovery-second-code-wrong = Mã khôi phục chưa đúng hoặc đã dùng. Hãy xem lại tờ giấy và nhập một mã chưa dùng.
recovery-second-code-later = Đã nhập mã khôi phục quá nhiều lần. Có thể nhập lại từ { $time }.
recovery-second-wait-title = Đặt lại sau { $hours } giờ
recovery-second-wait-why = Chúng tôi báo đến số điện thoại và thư điện tử của tài khoản. Nếu trong { $hours } giờ không ai hủy, bạn nhận được tin nhắn có liên kết để đặt mật khẩu mới.
recovery-second-wait-button = Đặt lại sau { $hours } giờ
recovery-second-desk = Cần ngay? Mang thẻ căn cước đến Bộ phận Một cửa gần nhất.

recovery-wait-title = Yêu cầu đang chờ
recovery-wait-until = Có thể đặt mật khẩu mới từ { $time }.
recovery-wait-how = Đến lúc đó, một tin nhắn được gửi đến { $phone } (và thư điện tử đã xác nhận, nếu có).
recovery-wait-link = Mở liên kết trong đó trong vòng { $hours } giờ để đặt mật khẩu mới, trên máy này hay máy khác.
recovery-wait-told = Chúng tôi vừa báo cho chủ tài khoản. Ai nhận được tin nhắn hoặc thư đó đều có thể hủy yêu cầu này.
recovery-wait-untold = Chúng tôi chưa gửi được thông báo đến chủ tài khoản và vẫn đang thử gửi. Thời gian chờ chỉ tính từ khi thông báo được gửi đi.
recovery-wait-full = Tài khoản này đã yêu cầu chờ quá nhiều lần
recovery-wait-full-why = Có thể yêu cầu lại từ { $time }, hoặc mang thẻ căn cước đến Bộ phận Một cửa gần nhất.
recovery-wait-back = Quay lại

recovery-complete-title = Đặt mật khẩu mới
recovery-complete-why = Thời gian chờ đã hết và không ai hủy yêu cầu. Bấm nút dưới đây để đặt mật khẩu mới trên máy này.
recovery-complete-button = Đặt mật khẩu mới
recovery-complete-kept = Liên kết này vẫn dùng được.
recovery-complete-desk = Hãy mang thẻ căn cước đến Bộ phận Một cửa gần nhất để lấy lại mật khẩu hoặc đổi số điện thoại.
recovery-complete-asking = Đang hỏi nhà mạng về số điện thoại này. Hãy bấm lại sau ít giây.

recovery-cancel-title = Hủy yêu cầu đặt lại mật khẩu
recovery-cancel-why = Có người yêu cầu đặt lại mật khẩu tài khoản của bạn. Nếu không phải bạn, hãy hủy: mật khẩu hiện nay được giữ nguyên.
recovery-cancel-button = Hủy yêu cầu
recovery-cancelled-title = Yêu cầu đã được hủy
recovery-cancelled-why = Yêu cầu đặt lại mật khẩu đã được hủy lúc { $time }. Mật khẩu được giữ nguyên.
recovery-cancelled-next = Nếu bạn không hề yêu cầu, có thể người khác đang giữ SIM của bạn: hãy gọi nhà mạng (Viettel 18008098, VinaPhone 18001091, MobiFone 9090). Cần lấy lại mật khẩu, hãy mang thẻ căn cước đến Bộ phận Một cửa gần nhất.

recovery-password-title = Đặt mật khẩu mới
recovery-password-lead = Tên đăng nhập của bạn là { $identity }.
recovery-password-button = Đặt mật khẩu
recovery-password-next = Sau bước này, mọi phiên đăng nhập của tài khoản kết thúc và bạn đăng nhập bằng mật khẩu mới.
recovery-password-old = Đây là mật khẩu đang dùng. Vui lòng chọn mật khẩu khác.

recovery-done-title = Mật khẩu đã được đặt lại
recovery-done-lead = Từ bây giờ hãy đăng nhập bằng mật khẩu mới.
recovery-done-ended = Đã kết thúc { $n } phiên đăng nhập bằng mật khẩu cũ.
recovery-done-told = Chúng tôi cũng báo việc này đến số điện thoại và thư điện tử của tài khoản.
recovery-done-sign-in = Đăng nhập

recovery-delayed-message = { $name }: co yeu cau dat lai mat khau cua ban tu { $time }. Khong phai ban? Huy ngay: { $link }
recovery-delayed-subject = Có yêu cầu đặt lại mật khẩu – { $name }
recovery-delayed-body =
    Xin chào,

    Có người yêu cầu đặt lại mật khẩu tài khoản của bạn tại { $name }.
    Nếu không ai hủy, mật khẩu mới có thể được đặt từ { $time }.

    Không phải bạn? Hãy mở liên kết sau và bấm "Hủy yêu cầu":

    { $link }

    Nếu chính bạn yêu cầu, bạn không cần làm gì: đến lúc đó chúng tôi gửi liên kết để đặt mật khẩu mới.
recovery-ready-message = { $name }: da het thoi gian cho. Dat mat khau moi truoc { $time }: { $link } Khong dua lien ket nay cho bat ky ai.
recovery-ready-subject = Đặt mật khẩu mới – { $name }
recovery-ready-body =
    Xin chào,

    Thời gian chờ đã hết và không ai hủy yêu cầu. Hãy mở liên kết sau trước { $time } để đặt mật khẩu mới tại { $name }:

    { $link }

    Không đưa liên kết này cho bất kỳ ai.
recovery-finished-message = { $name }: mat khau cua ban da duoc dat lai luc { $time }. Khong phai ban? Dat lai ngay: { $link }
recovery-finished-subject = Mật khẩu đã được đặt lại – { $name }
recovery-finished-body =
    Xin chào,

    Mật khẩu tài khoản của bạn tại { $name } đã được đặt lại lúc { $time }. Mọi phiên đăng nhập trước đó đã kết thúc.

    Không phải bạn? Hãy đặt lại ngay tại { $link }, hoặc mang thẻ căn cước đến Bộ phận Một cửa gần nhất.
