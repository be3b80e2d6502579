namespace AgriTrace.Domain.QrCodes.Scans;

/// <summary>One of the 34 provinces and cities that Viet Nam has since July 2025.</summary>
/// <param name="Code">ISO 3166-2, of the province whose name it kept.</param>
/// <param name="Former">Codes of provinces that went into it: lists of addresses still tell them.</param>
public sealed record Province(string Code, string Name, params IReadOnlyList<string> Former)
{
    public static IReadOnlyList<Province> All { get; } =
    [
        new("VN-HN", "Hà Nội"),
        new("VN-HP", "Hải Phòng", "VN-61"),
        new("VN-26", "Huế"),
        new("VN-DN", "Đà Nẵng", "VN-27"),
        new("VN-SG", "TP. Hồ Chí Minh", "VN-57", "VN-43"),
        new("VN-CT", "Cần Thơ", "VN-52", "VN-73"),
        new("VN-44", "An Giang", "VN-47"),
        new("VN-56", "Bắc Ninh", "VN-54"),
        new("VN-59", "Cà Mau", "VN-55"),
        new("VN-04", "Cao Bằng"),
        new("VN-33", "Đắk Lắk", "VN-32"),
        new("VN-71", "Điện Biên"),
        new("VN-39", "Đồng Nai", "VN-58"),
        new("VN-45", "Đồng Tháp", "VN-46"),
        new("VN-30", "Gia Lai", "VN-31"),
        new("VN-23", "Hà Tĩnh"),
        new("VN-66", "Hưng Yên", "VN-20"),
        new("VN-34", "Khánh Hòa", "VN-36"),
        new("VN-01", "Lai Châu"),
        new("VN-35", "Lâm Đồng", "VN-72", "VN-40"),
        new("VN-09", "Lạng Sơn"),
        new("VN-02", "Lào Cai", "VN-06"),
        new("VN-22", "Nghệ An"),
        new("VN-18", "Ninh Bình", "VN-63", "VN-67"),
        new("VN-68", "Phú Thọ", "VN-70", "VN-14"),
        new("VN-29", "Quảng Ngãi", "VN-28"),
        new("VN-13", "Quảng Ninh"),
        new("VN-25", "Quảng Trị", "VN-24"),
        new("VN-05", "Sơn La"),
        new("VN-37", "Tây Ninh", "VN-41"),
        new("VN-69", "Thái Nguyên", "VN-53"),
        new("VN-21", "Thanh Hóa"),
        new("VN-07", "Tuyên Quang", "VN-03"),
        new("VN-49", "Vĩnh Long", "VN-50", "VN-51"),
    ];

    private static readonly Dictionary<string, Province> ByCode =
        All.SelectMany(province => province.Former.Append(province.Code).Select(code => (code, province))).ToDictionary(one => one.code, one => one.province, StringComparer.OrdinalIgnoreCase);

    /// <param name="code">Of today or of before the reform, with its country: <c>VN-49</c>.</param>
    /// <returns>Null for any other text.</returns>
    public static Province? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    /// <summary>The name for a code that was counted; null where none is known.</summary>
    public static string? NameOf(string? code) => Find(code)?.Name;
}
