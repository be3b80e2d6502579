using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Records;

namespace AgriTrace.Domain.Traceability;

/// <summary>What a person sends to record a lot from the field.</summary>
public sealed record HarvestInput(
    string Plot, string Member, Quantity Quantity, string HarvestedAt, string? Gtin = null, string? Product = null, string? Lot = null);

/// <summary>A harvest whose fields are sound; whether it may be recorded is decided against the cooperative's data.</summary>
/// <param name="Lot">Null where the server numbers it.</param>
public sealed record Harvest(string Coop, ProductId Product, string? Lot, string Plot, string Member, Quantity Quantity, DateTimeOffset At)
{
    /// <summary>Where the body has <see cref="At"/>.</summary>
    internal string AtField { get; init; } = "$.harvestedAt";

    public static Result<Harvest> Read(string coop, HarvestInput input, DateTimeOffset now)
    {
        var fields = new FieldReader(coop);
        var harvest = new Harvest(
            coop,
            fields.Product("$", input.Gtin, input.Product),
            input.Lot is null ? null : fields.Lot("$", input.Lot),
            fields.Id("$.plot", input.Plot),
            fields.Id("$.member", input.Member),
            fields.Quantity("$.quantity", input.Quantity)!,
            fields.Time("$.harvestedAt", input.HarvestedAt, now));
        return fields.Error is { } error ? error : harvest;
    }

    /// <summary>The lot to claim. A farmer harvests on a plot that is theirs, in their own name.</summary>
    public Result<LotClaim> Decide(Caller by, Plot plot, Member member, Product product, RecordId record)
    {
        if (by.Role == Role.Farmer && (plot.Member != by.Member || member.Id != by.Member)) return TraceabilityErrors.NotYourPlot;
        if (plot.BeforeIts(AtField, At) is { } early) return early;

        return LotClaim.StockOf("$.quantity", Quantity, product).Map(stock => new LotClaim(
            Coop,
            new LotId(Product, Lot ?? record.LotNumber(At)),
            Member,
            Plot,
            Quantity,
            product.Unit,
            stock,
            At,
            VietnamTime.DayOf(At).AddDays(product.ShelfLifeDays),
            record.Text,
            by.Name,
            by.OnBehalfOf,
            AgriTraceJson.Write(new[] { Plot, Member, Quantity.ToString(), AgriTraceJson.Write(At) })));
    }
}
