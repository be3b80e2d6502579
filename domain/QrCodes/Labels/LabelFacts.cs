using System.Globalization;
using System.Text.Json.Serialization;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.QrCodes.Labels;

/// <summary>What a label says beside its code: what Decree 43/2017/NĐ-CP asks of the label of goods that are sold in Viet Nam.</summary>
/// <param name="NetWeight">Null where nobody said: the label leaves room to write it.</param>
/// <param name="PackedOn">Null before any packing was recorded.</param>
/// <param name="Producer">Who answers for the goods.</param>
public sealed record LabelFacts(string Product, Quantity? NetWeight, DateOnly HarvestedOn, DateOnly? PackedOn, DateOnly ExpiresOn, string Producer, string Address)
{
    private static readonly CultureInfo Vietnamese = Comma();

    /// <param name="packedAt">Of the trace record.</param>
    public static LabelFacts Of(LotClaim lot, Product product, Cooperative coop, DateTimeOffset? packedAt, Quantity? netWeight) => new(
        product.Name.Vi, netWeight, VietnamTime.DayOf(lot.HarvestedAt), packedAt is { } at ? VietnamTime.DayOf(at) : null, lot.ExpiresOn, coop.Name, coop.Address);

    /// <summary>In the order of the label, the product's name apart. A label has no room for a second language.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Lines =>
    [
        NetWeight is null ? "Khối lượng tịnh: ................" : Measured(NetWeight),
        $"NSX: {VietnamTime.Written(HarvestedOn)}",
        .. PackedOn is { } packed ? [$"Đóng gói: {VietnamTime.Written(packed)}"] : Array.Empty<string>(),
        $"HSD: {VietnamTime.Written(ExpiresOn)}",
        "Xuất xứ: Việt Nam",
        $"Chịu trách nhiệm hàng hóa: {Producer}",
        $"Địa chỉ: {Address}",
    ];

    private static string Measured(Quantity quantity)
    {
        var value = quantity.Value.ToString("0.###", Vietnamese);
        return quantity.Unit switch
        {
            Quantity.Piece => $"Số lượng: {value}",
            "LTR" => $"Thể tích thực: {value} l",
            "GRM" => $"Khối lượng tịnh: {value} g",
            "TNE" => $"Khối lượng tịnh: {value} t",
            _ => $"Khối lượng tịnh: {value} kg",
        };
    }

    /// <summary>Not the server's data of the language, which some servers lack.</summary>
    private static CultureInfo Comma()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        return CultureInfo.ReadOnly(culture);
    }
}
