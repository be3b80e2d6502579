namespace AgriTrace.Domain.QrCodes.Resolver;

/// <summary>What a link leads to, in the words of GS1's vocabulary.</summary>
/// <param name="Name">As in <c>gs1:recipeInfo</c>, without the prefix.</param>
public sealed record LinkType(string Name, string Vi, string En)
{
    /// <summary>What <c>gs1:</c> stands for.</summary>
    public const string Vocabulary = "https://ref.gs1.org/voc/";

    public const string Prefix = "gs1:";

    public const string Default = "defaultLink";

    /// <summary>Ours alone: the scan page of a lot or item.</summary>
    public static readonly LinkType Traceability = new("traceability", "Truy xuất nguồn gốc", "Where it comes from");

    /// <summary>Ours alone: the shop page of who sells the product.</summary>
    public static readonly LinkType Retailers = new("hasRetailers", "Mua ở đâu", "Where to buy it");

    /// <summary>Those that a cooperative may set.</summary>
    public static readonly IReadOnlyList<LinkType> Settable =
    [
        new("pip", "Thông tin sản phẩm", "Product information"),
        new("recipeInfo", "Công thức nấu ăn", "Recipes"),
        new("certificationInfo", "Giấy chứng nhận", "Certificates"),
        new("safetyInfo", "An toàn", "Safety"),
        new("instructions", "Hướng dẫn sử dụng", "Instructions"),
        new("consumerHandlingStorageInfo", "Cách bảo quản", "Handling and storage"),
        new("ingredientsInfo", "Thành phần", "Ingredients"),
        new("nutritionalInfo", "Giá trị dinh dưỡng", "Nutrition"),
        new("allergenInfo", "Chất gây dị ứng", "Allergens"),
        new("sustainabilityInfo", "Phát triển bền vững", "Sustainability"),
        new("recyclingInfo", "Tái chế", "Recycling"),
        new("masterData", "Dữ liệu sản phẩm", "Master data"),
        new("epcis", "Kho sự kiện EPCIS", "EPCIS repository"),
        new("relatedImage", "Hình ảnh", "Pictures"),
        new("relatedVideo", "Video", "Videos"),
        new("tutorial", "Bài hướng dẫn", "Tutorial"),
        new("faqs", "Câu hỏi thường gặp", "Questions and answers"),
        new("support", "Hỗ trợ", "Support"),
        new("promotion", "Khuyến mãi", "Promotion"),
        new("review", "Đánh giá", "Reviews"),
        new("leaveReview", "Gửi đánh giá", "Leave a review"),
        new("socialMedia", "Mạng xã hội", "Social media"),
        new("homepage", "Trang chủ", "Home page"),
        new("registryEntry", "Đăng ký", "Registry entry"),
    ];

    private static readonly string[] Beginnings = [Prefix, Vocabulary, "https://gs1.org/voc/", "https://www.gs1.org/voc/", "http://gs1.org/voc/"];

    /// <summary>The relation of a linkset.</summary>
    public string Uri => Vocabulary + Name;

    /// <returns>The name behind the prefix, or behind any address that the vocabulary has or had; null for a word of another one.</returns>
    public static string? NameIn(string text) =>
        Array.Find(Beginnings, beginning => text.StartsWith(beginning, StringComparison.Ordinal)) is { } start && text.Length > start.Length ? text[start.Length..] : null;

    /// <returns>Null for what a cooperative cannot set.</returns>
    public static LinkType? ToSet(string text) => Settable.FirstOrDefault(type => type.Name == NameIn(text));
}
