# Quầy: cán bộ trao lại tài khoản cho người có thẻ căn cước.
admin-home-title = Quầy hỗ trợ tài khoản
admin-home-asks = Bạn tra cứu tài khoản, kiểm tra thẻ căn cước và đề nghị trao lại tài khoản. Một cán bộ khác duyệt.
admin-home-decides = Bạn duyệt hoặc từ chối đề nghị của cán bộ khác.
