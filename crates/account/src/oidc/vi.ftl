# Đăng nhập vào các hệ thống khác bằng tài khoản này.
openid-ask-title = Cho phép sử dụng thông tin
openid-ask-lead = { $client } muốn biết những thông tin sau từ tài khoản của bạn:
openid-ask-agree = Đồng ý
openid-ask-refuse = Từ chối
openid-ask-next = Nếu đồng ý, bạn được đưa trở lại hệ thống đó và không phải trả lời lại trong { $days } ngày. Bạn có thể rút lại bất cứ lúc nào. Nếu từ chối, không thông tin nào được gửi đi.

openid-scope-openid = Bạn đã đăng nhập, dưới một mã riêng dành cho hệ thống đó
openid-scope-profile = Họ tên và ngày sinh
openid-scope-email = Địa chỉ thư điện tử
openid-scope-phone = Số điện thoại
openid-scope-identity = Số định danh cá nhân (CCCD)
openid-scope-offline = Những thông tin này cả khi bạn không đăng nhập
openid-scope-other = Quyền riêng của hệ thống đó

openid-given-title = Thông tin bạn đã cho phép sử dụng
openid-given-lead = Những hệ thống sau được biết thông tin từ tài khoản của bạn. Khi rút lại, hệ thống phải hỏi bạn lần nữa.
openid-given-none = Bạn chưa cho phép hệ thống nào, hoặc các hệ thống bạn dùng thuộc cùng một nhà với tài khoản này.
openid-given-at = Đồng ý lúc { $time }.
openid-given-back = Về trang tài khoản
openid-given-withdraw = Rút lại đối với { $client }

openid-logout-title = Đăng xuất
openid-logout-lead = Bạn có muốn đăng xuất khỏi tài khoản này không?
openid-logout-lead-client = { $client } đề nghị đăng xuất bạn khỏi tài khoản này. Bạn có muốn đăng xuất không?
openid-logout-confirm = Đăng xuất
openid-logout-next = Bạn cũng được đăng xuất khỏi các hệ thống đã đăng nhập bằng tài khoản này trên trình duyệt này.
openid-logout-done = Bạn đã đăng xuất
openid-logout-done-lead = Trên máy dùng chung, hãy đóng trình duyệt.
openid-logout-again = Đăng nhập lại

openid-wrong-title = Không thể đăng nhập từ liên kết này
openid-wrong-client = Hệ thống đưa bạn đến đây chưa được đăng ký ở đây, nên chúng tôi không gửi thông tin nào.
openid-wrong-address = Địa chỉ mà bạn sẽ được đưa trở lại không phải của hệ thống đã đăng ký, nên chúng tôi dừng tại đây để bảo vệ bạn.
openid-wrong-form = Yêu cầu của hệ thống đưa bạn đến đây không đọc được, hoặc quá dài.
openid-wrong-pushed = Yêu cầu này đã hết hạn hoặc đã được dùng.
openid-wrong-hint = Yêu cầu này mang một mã đăng nhập không phải của chúng tôi.
openid-wrong-next = Thông tin của bạn vẫn an toàn. Hãy quay lại hệ thống bạn muốn dùng và bắt đầu lại từ đó.
