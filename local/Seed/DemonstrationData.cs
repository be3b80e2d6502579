namespace AgriTrace.Local.Seed;

/// <param name="Hour">Of the day in Viet Nam, with its fraction.</param>
/// <param name="Stages">How far along its way the lot is: received, packed, shipped, in the shop.</param>
internal sealed record Harvest(string Gtin, string Lot, string Plot, string Member, decimal Kilograms, int DaysAgo, double Hour, int Stages);

/// <summary>A made-up cooperative of the Mekong delta with what people there grow. GTINs are under GS1's demonstration prefix 952.</summary>
internal static class DemonstrationData
{
    public const string Coop = "htx-song-hau";

    /// <summary>The member who agrees to the accounts.</summary>
    public const string Accountant = "chi-lan";

    private const string Pomelo = "09521234000013";
    private const string Mango = "09521234000020";
    private const string StarApple = "09521234000037";
    private const string Rice = "09521234000044";
    private const string Pangasius = "09521234000051";

    public static object Cooperative { get; } = new
    {
        name = "Hợp tác xã Nông sản Sông Hậu",
        address = "Tổ 5, ấp Mỹ Lợi, xã Mỹ Hòa",
        province = "Vĩnh Long",
        phone = "0270 3890 123",
        gs1CompanyPrefix = "9521234",
        taxCode = "1500123456",
        bank = new { bin = "970415", account = "113366668888", holder = "HTX NONG SAN SONG HAU" },
    };

    public static object Admin => new { member = "chi-minh", name = "Trương Thị Minh" };

    /// <summary>These farmers like to be known.</summary>
    private static object Named => new { name = true, photo = false };

    public static IReadOnlyList<(string Path, object Body)> MasterData { get; } =
    [
        ("members/ba-hai", new { name = "Nguyễn Thị Hai", role = "farmer", phone = "0912 345 601", bank = new { bin = "970436", account = "0071000345601", holder = "NGUYEN THI HAI" } }),
        ("members/chu-tam", new { name = "Lê Văn Tám", role = "farmer", phone = "0912 345 602", bank = new { bin = "970405", account = "7304205345602", holder = "LE VAN TAM" } }),
        ("members/anh-phuc", new { name = "Trần Hoàng Phúc", role = "farmer", phone = "0912 345 603" }),
        ("members/co-ut", new { name = "Phạm Thị Út", role = "farmer" }),
        ("members/anh-khang", new { name = "Võ Minh Khang", role = "farmer", phone = "0912 345 605" }),
        ("members/anh-son", new { name = "Nguyễn Trường Sơn", role = "packer" }),
        ($"members/{Accountant}", new { name = "Đỗ Thị Lan", role = "accountant" }),
        ("members/em-nhi", new { name = "Huỳnh Yến Nhi", role = "helper" }),
        ("members/ba-hai/page-consent", Named),
        ("members/chu-tam/page-consent", Named),
        ("members/anh-phuc/page-consent", Named),
        ("members/co-ut/page-consent", Named),
        ("members/anh-khang/page-consent", Named),
        ("plots/vuon-buoi-my-hoa", new { name = "Vườn bưởi Mỹ Hòa", kind = "plot", member = "ba-hai", areaCode = "VN-VLOR-0024", hectares = 1.2, geometry = Square(105.8262, 10.0228) }),
        ("plots/vuon-xoai-cu-lao", new { name = "Vườn xoài cù lao", kind = "plot", member = "chu-tam", areaCode = "VN-DTOR-0113", hectares = 0.8, geometry = Square(105.6021, 10.4433) }),
        ("plots/vuon-vu-sua-ke-sach", new { name = "Vườn vú sữa Kế Sách", kind = "plot", member = "anh-phuc", hectares = 0.65, geometry = Point(105.9874, 9.7712) }),
        ("plots/ruong-st25", new { name = "Ruộng lúa ST25", kind = "plot", member = "co-ut", areaCode = "VN-CTOR-0031", hectares = 3.4, geometry = Square(105.5502, 10.1104) }),
        ("plots/ao-ca-thot-not", new { name = "Ao cá Thốt Nốt", kind = "pond", member = "anh-khang", hectares = 0.9, geometry = Point(105.5321, 10.2689) }),
        ("places/nha-dong-goi", new { name = "Nhà đóng gói Mỹ Hòa", kind = "packing-house", address = "Quốc lộ 1A, xã Mỹ Hòa, Vĩnh Long", gln = "9521234000006" }),
        ("places/cua-hang-ninh-kieu", new { name = "Cửa hàng Nông sản Ninh Kiều", kind = "shop", address = "28 đường Hai Bà Trưng, phường Ninh Kiều, Cần Thơ", gln = "9521234000013" }),
        ($"products/{Pomelo}", Product("Bưởi Năm Roi", "Nam Roi pomelo", 20, (10, 25), new { unit = "H87", per = 1.2 })),
        ($"products/{Mango}", Product("Xoài cát Chu", "Cat Chu mango", 10, (10, 15), new { unit = "H87", per = 0.45 })),
        ($"products/{StarApple}", Product("Vú sữa Lò Rèn", "Lo Ren star apple", 7, (8, 15), new { unit = "H87", per = 0.3 })),
        ($"products/{Rice}", Product("Gạo ST25", "ST25 fragrant rice", 365, (15, 30))),
        ($"products/{Pangasius}", Product("Cá tra phi lê", "Pangasius fillet", 5, (0, 4))),
    ];

    public static IReadOnlyList<Harvest> Harvests { get; } =
    [
        new(Pomelo, "BNR-2611A", "vuon-buoi-my-hoa", "ba-hai", 480, 3, 6.5, 4),
        new(Pomelo, "BNR-2611B", "vuon-buoi-my-hoa", "ba-hai", 350, 1, 6.75, 2),
        new(Mango, "XCC-2611A", "vuon-xoai-cu-lao", "chu-tam", 260, 2, 7, 3),
        new(StarApple, "VSR-2611A", "vuon-vu-sua-ke-sach", "anh-phuc", 120.5m, 2, 5.75, 4),
        new(Rice, "ST25-2610", "ruong-st25", "co-ut", 2_400, 24, 8, 4),
        new(Pangasius, "CTF-2611C", "ao-ca-thot-not", "anh-khang", 300, 1, 4.5, 2),
    ];

    public static IReadOnlyList<(string Key, object Listing)> Listings { get; } =
    [
        ("seed-listing-pomelo", Listing(Pomelo, "ba-hai", 65_000, 0.5)),
        ("seed-listing-mango", Listing(Mango, "chu-tam", 48_000, 0.5)),
        ("seed-listing-star-apple", Listing(StarApple, "anh-phuc", 72_000, 0.5)),
        ("seed-listing-rice", Listing(Rice, "co-ut", 34_500, 1)),
        ("seed-listing-pangasius", Listing(Pangasius, "anh-khang", 89_000, 0.5)),
    ];

    private static object Product(string vi, string en, int days, (double Min, double Max) celsius, params object[] conversions) => new
    {
        name = new { vi, en },
        unit = "KGM",
        shelfLifeDays = days,
        conversions,
        temperature = new { min = celsius.Min, max = celsius.Max },
    };

    private static object Listing(string gtin, string member, long dong, double step) => new
    {
        gtin,
        member,
        price = new { amount = dong, currency = "VND" },
        unit = "KGM",
        minimum = step,
        step,
    };

    private static object Point(double longitude, double latitude) => new { type = "Point", coordinates = new[] { longitude, latitude } };

    /// <summary>About a hundred metres on each side.</summary>
    private static object Square(double west, double south)
    {
        var (east, north) = (Math.Round(west + 0.000912, 6), Math.Round(south + 0.000899, 6));
        return new { type = "Polygon", coordinates = new[] { new[] { new[] { west, south }, [east, south], [east, north], [west, north], [west, south] } } };
    }
}
