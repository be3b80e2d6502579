using System.Globalization;
using System.Text.Json.Serialization;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.Traceability.Receipts;

/// <summary>What a line is paid.</summary>
/// <param name="PerUnit">The price of one unit of the slip.</param>
/// <param name="Due">For the net weight, rounded once; see <see cref="Money.Times"/>.</param>
/// <param name="By">Who entered it; see <see cref="Caller.Name"/>.</param>
public sealed record AgreedPrice(Money PerUnit, Money Due, string By, DateTimeOffset At)
{
    /// <exception cref="InvalidOperationException">It comes to more than <see cref="Money.Max"/>, which its reader has to refuse.</exception>
    internal static AgreedPrice Of(Money price, long net, string by, DateTimeOffset at) =>
        new(price, price.Times(net / 1000m) ?? throw new InvalidOperationException("The amount due is beyond what money can hold."), by, at);
}

/// <param name="Price">Null where none was agreed yet, and for what is consigned.</param>
public sealed record ReceiptLine(LotId Lot, WeighedLine Weighed, AgreedPrice? Price);

/// <summary>What a price that is agreed later is entered with.</summary>
/// <param name="Amount">For one unit of the slip.</param>
public sealed record ReceiptPricing(string Grade, Money Amount);

/// <summary>A weighing slip: what the cooperative took from a member, by grade, and what it owes for it. Weights never change, and no price does.</summary>
/// <param name="RecordedBy">See <see cref="Caller.Name"/>.</param>
/// <param name="OnBehalfOf">The member in whose place a helper recorded it.</param>
/// <param name="Fingerprint">Of the request: the same key with another request is refused.</param>
/// <param name="Hold">What its lots were held for when it was recorded; null where nothing was wrong then.</param>
public sealed record Receipt(
    string Id, string Coop, string Member, string Plot, ProductId Product, string Unit, DateTimeOffset At, IReadOnlyList<ReceiptLine> Lines,
    string? Note, DateTimeOffset RecordedAt, string RecordedBy, string? OnBehalfOf, string Fingerprint, HoldNote? Hold = null)
{
    /// <summary>What it pays is in the books. False for a slip from before there were any, whose sales credit the member as if it were consigned.</summary>
    public bool IsInBooks { get; init; }

    /// <summary>In thousandths of the unit.</summary>
    [JsonIgnore]
    public long Net => Lines.Sum(line => line.Weighed.Net);

    /// <summary>The sum of what has a price.</summary>
    [JsonIgnore]
    public Money Due => new(Lines.Sum(line => line.Price?.Due.Amount ?? 0), Money.Vnd);

    /// <summary>Whether a price is still to be entered.</summary>
    [JsonIgnore]
    public bool AwaitsPrice => Lines.Any(line => line is { Weighed.Price: PriceKind.Later, Price: null });

    /// <summary>The record of one line: a lot number and a harvest event follow from it.</summary>
    public static RecordId RecordOf(RecordId slip, int line) => slip with
    {
        Text = Convert.ToHexStringLower(Ids.Hash("receipt line", slip.Text, line.ToString(CultureInfo.InvariantCulture)))[..32],
    };

    /// <summary>Whoever may read slips of their own only does not see that there are others.</summary>
    public Error? MayNotBeSeenBy(Caller by) =>
        by.ReachOf(Permission.ReadReceipts) == Reach.Own && by.Member != Member ? ReceiptErrors.NoSuchReceipt : null;

    /// <summary>Enters the price of a grade whose price was left open. The same price again is the same as once.</summary>
    public Result<Receipt> Settle(ReceiptPricing pricing, Caller by, DateTimeOffset now)
    {
        FieldFault[] faults = [.. WeighingReader.FaultsOf("$.amount", pricing.Amount)];
        if (faults.Length > 0) return FieldErrors.Invalid(faults);
        var grade = PlainText.Read("$.grade", pricing.Grade, WeighingReader.MaxGrade, new List<FieldFault>());
        if (Lines.FirstOrDefault(line => line.Weighed.Grade.Equals(grade, StringComparison.OrdinalIgnoreCase)) is not { } line)
            return FieldErrors.Invalid([new("$.grade", "is no grade of this slip.")]);
        if (line.Weighed.Price == PriceKind.Consigned) return ReceiptErrors.Consigned(line.Weighed.Grade);
        if (line.Price is { } agreed) return agreed.PerUnit == pricing.Amount ? this : ReceiptErrors.PriceSet(line.Weighed.Grade, agreed.PerUnit);
        if (pricing.Amount.Times(line.Weighed.Net / 1000m) is null) return FieldErrors.Invalid([new("$.amount.amount", "comes to more than a slip can hold.")]);

        var price = AgreedPrice.Of(pricing.Amount, line.Weighed.Net, by.Name, now);
        return this with { Lines = [.. Lines.Select(one => ReferenceEquals(one, line) ? one with { Price = price } : one)] };
    }
}
