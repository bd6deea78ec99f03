# What others read without asking.
open-data-title = Dữ liệu mở
open-data-lead = Danh mục thủ tục của cổng, ai cũng dùng lại được, không cần đăng ký.
open-data-csv = Bảng CSV
open-data-csv-explain = Mở bằng phần mềm bảng tính.
open-data-json = Tệp JSON
open-data-json-explain = Toàn bộ nội dung của từng thủ tục.
open-data-api = API
open-data-api-explain = Chỉ đọc, mô tả theo OpenAPI; bắt đầu từ /api/v1/procedures.
open-data-feed = Nguồn tin thay đổi
open-data-feed-explain = 50 thay đổi gần nhất, dạng Atom.
