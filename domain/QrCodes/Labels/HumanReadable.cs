using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.QrCodes.Labels;

/// <summary>What stands under a code for people to read and type: the application identifiers of GS1 where there is a GTIN, else our own ids by name.</summary>
public static class HumanReadable
{
    public static IReadOnlyList<string> Of(LotId lot) => lot.Product.IsGtin
        ? [$"(01){lot.Product.Key}", $"(10){lot.Lot}"]
        : [$"Mã: {lot.Product.Key}", $"Lô: {lot.Lot}"];

    public static string OfSerial(LotId lot, string serial) => (lot.Product.IsGtin ? "(21)" : "Số: ") + serial;
}
