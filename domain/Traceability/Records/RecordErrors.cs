using System.Globalization;

namespace AgriTrace.Domain.Traceability.Records;

/// <summary>The expected failures of records, beside those that all of traceability has.</summary>
public static class RecordErrors
{
    public static Error CountAboveStock(LotId lot, Quantity left) =>
        Error.Conflict("count-above-stock", string.Create(CultureInfo.InvariantCulture, $"Lot {lot.Lot} has {left} left; no more than that can be counted. What came in besides is a lot of its own.")) with
        {
            Facts = new Dictionary<string, object?> { ["product"] = lot.Product.Name, ["lot"] = lot.Lot, ["left"] = left },
        };
}
