namespace AgriTrace.Web.Traceability;

/// <summary>The words of the diary of a plot, as the forms of VietGAP have them.</summary>
public static class DiaryTexts
{
    public static readonly Text Eyebrow = new("Nhật ký sản xuất", "Production diary");
    public static readonly Text Farmer = new("Người sản xuất", "Grown by");
    public static readonly Text Hectares = new("Diện tích", "Area");
    public static readonly Text Period = new("Thời gian", "Period");
    public static readonly Text Day = new("Ngày", "Day");
    public static readonly Text Work = new("Công việc", "Work");
    public static readonly Text Material = new("Vật tư / hoạt chất", "Material / active ingredient");
    public static readonly Text MaterialName = new("Vật tư", "Material");
    public static readonly Text ActiveIngredient = new("Hoạt chất", "Active ingredient");
    public static readonly Text Amount = new("Số lượng", "Amount");
    public static readonly Text Unit = new("Đơn vị", "Unit");
    public static readonly Text IntervalInDays = new("Thời gian cách ly (ngày)", "Pre-harvest interval (days)");
    public static readonly Text Helper = new("Người ghi giúp", "Entered by");
    public static readonly Text TargetName = new("Đối tượng phòng trừ", "Against");
    public static readonly Text Dose = new("Liều lượng", "Dose");
    public static readonly Text Interval = new("Thời gian cách ly", "Pre-harvest interval");
    public static readonly Text Who = new("Người thực hiện", "Done by");
    public static readonly Text Note = new("Ghi chú", "Notes");
    public static readonly Text Target = new("Trừ:", "Against:");
    public static readonly Text HarvestFrom = new("Thu hoạch từ", "Harvest from");
    public static readonly Text Entered = new("Ghi ngày", "Entered on");
    public static readonly Text Empty = new("Chưa ghi việc gì trong thời gian này.", "Nothing was recorded in this period.");
    public static readonly Text Spreadsheet = new("Tải về dạng bảng tính", "Download as spreadsheet");

    public static readonly Text HowToPrint = new(
        "Muốn in, chọn lệnh in của trình duyệt: trang vừa khổ giấy A4 nằm ngang.",
        "To print, use the print command of your browser: the page fits A4 in landscape.");

    public static readonly Text SignedByFarmer = new("Người sản xuất ký tên", "Signature of the grower");
    public static readonly Text SignedByCoop = new("Đại diện hợp tác xã ký tên", "Signature for the cooperative");

    public static Text Title(string plot) => new($"Nhật ký thửa {plot}", $"Diary of {plot}");

    public static Text WrittenBy(string helper) => new($"{helper} ghi giúp", $"entered by {helper}");

    public static Text Days(int days) => new($"{days} ngày", days == 1 ? "1 day" : $"{days} days");

    /// <summary>In words that an auditor looks for. A word of a later version is shown as it is.</summary>
    public static Text Activity(string word) => word switch
    {
        "spray" => new("Phun thuốc", "Spraying"),
        "fertilise" => new("Bón phân", "Fertilising"),
        "irrigate" => new("Tưới nước", "Watering"),
        "sow" => new("Gieo trồng", "Sowing"),
        "prune" => new("Tỉa cành", "Pruning"),
        "weed" => new("Làm cỏ", "Weeding"),
        "feed" => new("Cho ăn", "Feeding"),
        "treat" => new("Dùng thuốc", "Treatment"),
        "harvest" => new("Thu hoạch", "Harvest"),
        "other" or "cultivate" => new("Chăm sóc", "Field work"),
        _ => new(word, word),
    };
}
