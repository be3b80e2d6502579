using AgriTrace.Domain.Traceability;
using AgriTrace.Web.Traceability;

namespace AgriTrace.Web;

/// <summary>Every word that a page says, in both languages. Names and numbers that users entered are not in here.</summary>
public static class Texts
{
    public static readonly Text North = new("B", "N");
    public static readonly Text South = new("N", "S");
    public static readonly Text East = new("Đ", "E");
    public static readonly Text West = new("T", "W");

    /// <summary>A UN/ECE Rec 20 unit. A code without a word of its own is shown as it is.</summary>
    public static Text Unit(string code, ProduceKind kind) => (code, kind) switch
    {
        ("KGM", _) => new("kg", "kg"),
        ("TNE", _) => new("tấn", "t"),
        ("GRM", _) => new("g", "g"),
        ("LTR", _) => new("lít", "l"),
        ("H87", ProduceKind.Pomelo or ProduceKind.Mango or ProduceKind.StarApple) => new("trái", "piece"),
        ("H87", ProduceKind.Pangasius) => new("con", "piece"),
        ("H87", _) => new("cái", "piece"),
        _ => new(code, code),
    };

    public static readonly Text Harvested = new("Thu hoạch", "Harvested");

    public static Text Grower(ProduceKind kind) =>
        kind is ProduceKind.Pangasius ? new("Người nuôi", "Raised by") : new("Người trồng", "Grown by");

    public static Text GrownIn(ProduceKind kind) =>
        kind is ProduceKind.Pangasius ? new("Nơi nuôi", "Raised in") : new("Nơi trồng", "Grown in");

    public static Text AreaCode(ProduceKind kind) =>
        kind is ProduceKind.Pangasius ? new("Mã số cơ sở nuôi", "Farm code") : new("Mã số vùng trồng", "Planting area code");

    /// <summary>The frame that all pages stand in.</summary>
    public static class Site
    {
        public static readonly Text SkipToContent = new("Đến nội dung chính", "Skip to the content");
        public static readonly Text Home = new("AgriTrace, về trang đầu", "AgriTrace, to the first page");

        /// <summary>Also the way to sign in, for whoever has not.</summary>
        public static readonly Text MyPage = new("Trang của tôi", "My page");

        /// <summary>Said in the language that the link leads to.</summary>
        public static readonly Text ReadInThisLanguage = new("Tiếng Việt", "English");

        public static readonly Text Tagline = new(
            "Nông sản miền Tây, rõ từ ruộng vườn đến tay bạn.",
            "Mekong Delta produce, clear from the field to your hands.");

        public static readonly Text Promise = new(
            "AgriTrace nối từng lô hàng được bán với đúng thửa ruộng, đúng người đã làm ra nó.",
            "AgriTrace ties every lot that is sold to the field and the people it came from.");

        public static readonly Text Standards = new(
            "Truy xuất nguồn gốc theo Thông tư 02/2024/TT-BKHCN; chuẩn mở GS1 Digital Link và EPCIS 2.0.",
            "Traceability under Vietnam’s Circular 02/2024/TT-BKHCN; open standards GS1 Digital Link and EPCIS 2.0.");
    }

    public static class Shop
    {
        public static readonly Text Title = new("Nông sản miền Tây có nguồn gốc", "Traceable Mekong Delta produce");
        public static readonly Text Eyebrow = new("Hợp tác xã Đồng bằng sông Cửu Long", "Cooperatives of the Mekong Delta");
        public static readonly Text Heading = new("Biết rõ ai trồng, rồi hãy mua.", "Know who grew it, then buy it.");

        public static readonly Text Lead = new(
            "Mỗi lô hàng ở đây có một mã QR dẫn về đúng thửa ruộng, đúng người trồng và đúng ngày thu hoạch.",
            "Every lot here carries a QR code that leads back to its field, its grower and its day of harvest.");

        public static readonly Text Offers = new("Hàng đang bán", "On sale now");
        public static readonly Text Price = new("Giá", "Price");
        public static readonly Text Left = new("Còn lại", "Left");
        public static readonly Text SoldOut = new("Đã hết hàng", "Sold out");
        public static readonly Text Origin = new("Xem nguồn gốc", "See where it comes from");
        public static readonly Text More = new("Xem thêm hàng", "See more produce");
        public static readonly Text Pages = new("Các trang hàng", "Pages of produce");

        public static readonly Text EmptyHeading = new("Chợ đang chờ chuyến ghe đầu tiên", "The market awaits its first boat");

        public static readonly Text EmptyBody = new(
            "Chưa có hợp tác xã nào lên hàng. Khi có hàng, tên người trồng, ngày thu hoạch và đường dẫn nguồn gốc sẽ hiện ngay ở đây.",
            "No cooperative has put anything on sale yet. As soon as one does, its growers, harvest days and origins appear right here.");

        public static Text Lot(string lot) => new($"Lô {lot}", $"Lot {lot}");
    }

    public static class Trace
    {
        public static readonly Text Eyebrow = new("Hồ sơ truy xuất nguồn gốc", "Traceability record");
        public static readonly Text Whole = new("Hồ sơ đầy đủ", "The record is whole");

        public static readonly Text WholeDetail = new(
            "Có đủ thông tin bắt buộc theo Điều 6 Thông tư 02/2024/TT-BKHCN.",
            "It holds everything that article 6 of Circular 02/2024/TT-BKHCN asks for.");

        public static readonly Text MissingDetail = new(
            "Theo Điều 6 Thông tư 02/2024/TT-BKHCN, lô hàng này còn phải bổ sung:",
            "Under article 6 of Circular 02/2024/TT-BKHCN this lot still has to state:");

        public static readonly Text Held = new("Lô hàng đang bị tạm giữ", "This lot is on hold");

        public static readonly Text HeldDetail = new(
            "Hợp tác xã đã ngừng bán lô này để kiểm tra. Xin khoan dùng và khoan bán lại cho đến khi có kết quả.",
            "The cooperative has stopped selling this lot while it is being checked. Please do not use or resell it until then.");

        public static readonly Text Recalled = new("Lô hàng đã bị thu hồi", "This lot has been recalled");

        public static readonly Text RecalledDetail = new(
            "Đừng dùng sản phẩm này. Hãy giữ lại bao bì và liên hệ hợp tác xã hoặc nơi đã mua để trả hàng, hoàn tiền.",
            "Do not use this product. Keep the packaging and contact the cooperative or the shop to return it for a refund.");

        public static readonly Text Reason = new("Lý do", "Reason");
        public static readonly Text Since = new("Từ lúc", "Since");
        public static readonly Text Producer = new("Nhà sản xuất", "Producer");
        public static readonly Text ProducerAddress = new("Địa chỉ", "Address");
        public static readonly Text NotRecorded = new("Chưa ghi", "Not recorded");
        public static readonly Text Packed = new("Đóng gói", "Packed");
        public static readonly Text Expires = new("Hạn dùng", "Best before");
        public static readonly Text Quantity = new("Khối lượng lô", "Size of the lot");
        public static readonly Text Brand = new("Thương hiệu", "Brand");
        public static readonly Text Serial = new("Số sê-ri", "Serial number");
        public static readonly Text Lot = new("Số lô", "Lot");
        public static readonly Text Gtin = new("Mã GTIN", "GTIN");
        public static readonly Text Sources = new("Làm từ", "Made from");
        public static readonly Text Journey = new("Hành trình của lô hàng", "The journey of this lot");

        public static readonly Text JourneyLead = new(
            "Điều đã ghi thì không sửa được, chỉ có thể đính chính công khai.",
            "What is recorded cannot be changed, only corrected in the open.");

        public static readonly Text JourneyEmpty = new("Chưa có công đoạn nào được ghi.", "No stage has been recorded yet.");
        public static readonly Text Place = new("Xã, tỉnh", "Commune, province");
        public static readonly Text Coordinates = new("Tọa độ", "Coordinates");
        public static readonly Text OpenMap = new("Mở bản đồ", "Open the map");
        public static readonly Text AboutLot = new("Thông tin lô hàng", "About this lot");
        public static readonly Text Applied = new("Tiêu chuẩn áp dụng", "Standards applied");
        public static readonly Text Certificate = new("Số chứng nhận", "Certificate");
        public static readonly Text CertifiedBy = new("Nơi cấp:", "Issued by:");
        public static readonly Text CertifiedTo = new("Có hiệu lực đến", "Valid to");
        public static readonly Text Codes = new("Mã và dữ liệu", "Codes and data");
        public static readonly Text TraceabilityCode = new("Mã truy xuất nguồn gốc", "Traceability code");
        public static readonly Text ProductCode = new("Mã truy vết sản phẩm", "Product trace code");
        public static readonly Text PlaceCode = new("Mã truy vết địa điểm", "Place trace code");
        public static readonly Text Event = new("Bản ghi gốc", "Full record");
        public static readonly Text StageCodes = new("Mã truy vết", "Trace codes");
        public static readonly Text Qr = new("Tải mã QR", "Get the QR code");
        public static readonly Text Json = new("Dữ liệu JSON", "Data as JSON");
        public static readonly Text Epcis = new("Sự kiện EPCIS 2.0", "EPCIS 2.0 events");
        public static readonly Text SignedRecord = new("Bản ghi có chữ ký số", "Digitally signed record");
        public static readonly Text ColdChain = new("Chuỗi lạnh", "Cold chain");
        public static readonly Text Temperature = new("Nhiệt độ đo được", "Temperature measured:");
        public static readonly Text Humidity = new("Độ ẩm đo được", "Humidity measured:");
        public static readonly Text Limits = new("giới hạn", "limits");
        public static readonly Text DeclaredWrong = new("Đã đính chính lúc", "Declared wrong at");

        public static Text Title(string product, string lot) => new($"{product}, lô {lot}", $"{product}, lot {lot}");

        public static Text Description(string product, string producer) => new(
            $"{product} của {producer}: ai làm ra, thu hoạch khi nào, đã qua những công đoạn nào.",
            $"{product} from {producer}: who grew it, when it was harvested, and what happened to it since.");

        public static Text Measurements(int count) => new($"{count} lần đo", count == 1 ? "1 measurement" : $"{count} measurements");

        public static Text OutOfRange(int count) => new(
            $"{count} lần đo nằm ngoài giới hạn", count == 1 ? "1 measurement was outside the limits" : $"{count} measurements were outside the limits");

        public static Text Missing(int count) =>
            new($"Hồ sơ còn thiếu {count} mục", count == 1 ? "The record lacks 1 item" : $"The record lacks {count} items");

        public static Text PlotName(ProduceKind kind) =>
            kind is ProduceKind.Pangasius ? new("Ao", "Pond") : new("Thửa", "Plot");

        public static Text MapOf(string place) =>
            new($"Bản đồ Đồng bằng sông Cửu Long, đánh dấu {place}", $"Map of the Mekong Delta with {place} marked");

        public static Text Field(RecordField field) => field switch
        {
            RecordField.ProductName => new("Tên sản phẩm", "Product name"),
            RecordField.ProductImage => new("Hình ảnh sản phẩm", "Product image"),
            RecordField.Producer => new("Tên nhà sản xuất, kinh doanh", "Name of the producer or trader"),
            RecordField.ProducerAddress => new("Địa chỉ nhà sản xuất, kinh doanh", "Address of the producer or trader"),
            RecordField.Stages => new("Các công đoạn sản xuất, kinh doanh", "Stages of production and trade"),
            RecordField.StageProductCode => new("Mã truy vết sản phẩm của công đoạn", "Product trace code of a stage"),
            RecordField.StagePlaceCode => new("Mã truy vết địa điểm của công đoạn", "Place trace code of a stage"),
            RecordField.StageTime => new("Thời gian của công đoạn", "Time of a stage"),
            RecordField.ProductionTime => new("Thời gian sản xuất", "Time of production"),
            RecordField.TraceabilityCode => new("Mã truy xuất nguồn gốc", "Traceability code"),
            RecordField.Standards => new("Tiêu chuẩn áp dụng", "Standards applied"),
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };

        public static Text Stage(StageKind kind) => kind switch
        {
            StageKind.Planted => new("Xuống giống", "Planted"),
            StageKind.Watered => new("Tưới nước", "Watered"),
            StageKind.Fertilised => new("Bón phân", "Fertilised"),
            StageKind.Treated => new("Phun thuốc phòng bệnh", "Treated against pests or disease"),
            StageKind.Fed => new("Cho ăn", "Fed"),
            StageKind.Harvested => new("Thu hoạch", "Harvested"),
            StageKind.Received => new("Nhận hàng", "Received"),
            StageKind.Inspected => new("Kiểm tra chất lượng", "Inspected"),
            StageKind.Processed => new("Sơ chế, chế biến", "Processed"),
            StageKind.Packed => new("Đóng gói", "Packed"),
            StageKind.Stored => new("Lưu kho", "Stored"),
            StageKind.Split => new("Chia lô", "Split into lots"),
            StageKind.Loaded => new("Xếp lên xe, ghe", "Loaded"),
            StageKind.Shipped => new("Xuất hàng", "Shipped"),
            StageKind.Arrived => new("Đến nơi", "Arrived"),
            StageKind.Sold => new("Bán cho người mua", "Sold to a buyer"),
            StageKind.Returned => new("Trả lại hàng", "Returned"),
            StageKind.Measured => new("Đo nhiệt độ, độ ẩm", "Temperature or humidity measured"),
            StageKind.Held => new("Tạm giữ để kiểm tra", "Put on hold"),
            StageKind.Recalled => new("Thu hồi", "Recalled"),
            StageKind.Destroyed => new("Tiêu hủy", "Destroyed"),
            StageKind.Several => new("Các công đoạn khác", "Other stages"),
            StageKind.Other => new("Ghi nhận khác", "Other record"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    public static class Consignment
    {
        public static readonly Text Eyebrow = new("Hồ sơ lô hàng gửi đi", "Records of a consignment");
        public static readonly Text Purpose = new("Mục đích", "Purpose");
        public static readonly Text Made = new("Lập lúc", "Made at");
        public static readonly Text Expires = new("Xem được đến", "Open until");
        public static readonly Text Lots = new("Lô hàng", "Lots");
        public static readonly Text Product = new("Sản phẩm", "Product");
        public static readonly Text When = new("Thời gian", "Time");
        public static readonly Text What = new("Công đoạn", "Stage");
        public static readonly Text Where = new("Địa điểm", "Place");
        public static readonly Text Inspections = new("Kết quả kiểm tra", "Inspections");
        public static readonly Text Document = new("Phiếu kết quả", "Result sheet");
        public static readonly Text ValidTo = new("đến", "until");
        public static readonly Text Diary = new("Nhật ký đồng ruộng, 180 ngày trước thu hoạch", "Plot diary, 180 days before harvest");
        public static readonly Text NoDiary = new("Chưa có việc nào được ghi trong 180 ngày trước thu hoạch.", "Nothing was recorded in the 180 days before harvest.");
        public static Text Title(string recipient) => new($"Hồ sơ lô hàng gửi {recipient}", $"Consignment for {recipient}");

        public static Text Heading(string recipient) => new($"Gửi {recipient}", $"For {recipient}");

        public static Text Result(string? result) => result switch
        {
            "pass" => new("Đạt", "Passed"),
            "fail" => new("Không đạt", "Failed"),
            _ => new("Chưa ghi kết quả", "No result recorded"),
        };

        public static Text File(string format) => format switch
        {
            "csv" => new("Bảng tính CSV", "Spreadsheet (CSV)"),
            "epcis" => Trace.Epcis,
            "jws" => Trace.SignedRecord,
            _ => Trace.Json,
        };
    }

    public static class Problem
    {
        public static readonly Text Home = new("Về trang đầu", "To the first page");
        public static readonly Text TraceId = new("Mã sự cố, xin đọc cho người hỗ trợ", "Incident code, for whoever helps you");

        public static Text Heading(int status) => status switch
        {
            400 => new("Đường dẫn chưa đúng", "This address is not right"),
            401 => new("Mời bạn đăng nhập", "Please sign in"),
            403 => new("Bạn chưa được xem trang này", "This page is not open to you"),
            404 => new("Không tìm thấy trang này", "We cannot find this page"),
            410 => new("Trang này không còn nữa", "This page is gone"),
            429 => new("Bạn thao tác hơi nhanh", "That was a little fast"),
            503 => new("Hệ thống đang nghỉ một chút", "We are out for a moment"),
            >= 500 => new("Phía chúng tôi gặp trục trặc", "Something went wrong on our side"),
            _ => new("Chưa thực hiện được", "That did not work"),
        };

        public static Text Advice(int status) => status switch
        {
            400 => new(
                "Mã bị thiếu hoặc sai một vài ký tự. Bạn thử quét lại mã QR, để máy thẳng và đủ sáng.",
                "The code lacks a character or has a wrong one. Try scanning the QR code again, straight and in good light."),
            404 => new(
                "Nếu bạn vừa quét mã QR, có thể nhãn bị trầy hoặc lô hàng chưa được đăng. Hãy thử quét lại, hoặc hỏi nơi bán.",
                "If you have just scanned a QR code, the label may be scratched or the lot not published yet. Scan again, or ask the shop."),
            401 or 403 => new(
                "Trang này dành cho người của hợp tác xã. Hãy nhờ quản trị viên của hợp tác xã cấp quyền cho bạn.",
                "This page is for members of a cooperative. Ask its administrator to let you in."),
            503 => new(
                "Dữ liệu của bạn vẫn an toàn. Xin thử lại sau một phút.",
                "Your data is safe. Please try again in a minute."),
            >= 500 => new(
                "Đây không phải lỗi của bạn. Xin thử lại sau ít phút; nếu vẫn vậy, hãy báo cho hợp tác xã.",
                "This is not your fault. Try again in a few minutes; if it persists, tell the cooperative."),
            _ => new(
                "Xin quay lại trang trước và thử lần nữa.",
                "Please go back and try once more."),
        };
    }
}
