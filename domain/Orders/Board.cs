using System.Collections.Immutable;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Orders;

/// <summary>What a cooperative has to sell at this moment, and its offers: one row, whose version is the only fence of its trade.</summary>
/// <param name="Name">Of the cooperative, so that the shop page needs no other row.</param>
/// <param name="Place">Commune and province, as buyers read it.</param>
/// <param name="Lots">By <see cref="LotId.Key"/>. A lot that is sold and held by no order leaves, so that the row stays small.</param>
/// <param name="Listings">By id. Closed ones are gone.</param>
/// <param name="Growers">The names of the members who consented to be named on pages, by id.</param>
public sealed record Board(
    string Name, string Place, ImmutableSortedDictionary<string, BoardLot> Lots, ImmutableSortedDictionary<Guid, BoardListing> Listings,
    ImmutableSortedDictionary<string, string> Growers)
{
    /// <summary>Null where the cooperative said nothing; see <see cref="Shop"/>.</summary>
    public ShopRules? Rules { get; init; }

    /// <summary>
    /// The last day of the books that is closed: nothing is posted to it any more. It stands here because every change that posts writes the
    /// board too: whoever decided before the day was closed decides again.
    /// </summary>
    public DateOnly? ClosedThrough { get; init; }

    public CashWatch? Watch { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public ShopRules Shop => Rules ?? ShopRules.Usual;

    public static Board Empty(string name, string place) => new(
        name,
        place,
        ImmutableSortedDictionary.Create<string, BoardLot>(StringComparer.Ordinal),
        ImmutableSortedDictionary<Guid, BoardListing>.Empty,
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>Null for a member who did not consent to be named.</summary>
    public string? GrowerName(string member) => Growers.GetValueOrDefault(member);

    /// <param name="name">Null to name them no more.</param>
    public Board Show(string member, string? name) => this with { Growers = name is null ? Growers.Remove(member) : Growers.SetItem(member, name) };

    public Board With(BoardLot lot) => this with { Lots = Lots.SetItem(lot.Id.Key, lot) };

    public Board With(BoardListing listing) => this with { Listings = Listings.SetItem(listing.Id, listing) };

    /// <summary>The lots that a listing sells from, first expiring first; never one that is held, or past its expiry date.</summary>
    /// <param name="today">In Viet Nam.</param>
    public IEnumerable<BoardLot> LotsOf(BoardListing listing, DateOnly today) =>
        Lots.Values
            .Where(lot => lot.Id.Product == listing.Product && lot.Unit == listing.StockUnit && !lot.Held && lot.ExpiresOn >= today
                && (listing.Member is null || lot.Member == listing.Member)
                && (listing.Lots.Count == 0 || listing.Lots.Contains(lot.Id.Lot)))
            .OrderBy(lot => lot.ExpiresOn).ThenBy(lot => lot.Id.Lot, StringComparer.Ordinal);

    /// <summary>What can still be ordered of a listing, in its unit, rounded down to its step.</summary>
    public decimal Available(BoardListing listing, DateOnly today) =>
        Math.Floor(LotsOf(listing, today).Sum(listing.UnitsIn) / listing.Step) * listing.Step;

    /// <summary>Whether some of a lot can be ordered now.</summary>
    /// <param name="today">In Viet Nam.</param>
    public bool Offers(LotId lot, DateOnly today) =>
        Listings.Values.Any(listing => listing.Product == lot.Product && Available(listing, today) >= listing.Minimum && LotsOf(listing, today).Any(one => one.Id == lot && one.Left > 0));

    /// <summary>The unit in which lots or listings of a product are counted, where it is not the product's own; null where none are.</summary>
    public string? OtherUnitOf(Product product) =>
        Lots.Values.Where(lot => lot.Id.Product == product.Id).Select(lot => lot.Unit)
            .Concat(Listings.Values.Where(listing => listing.Product == product.Id).Select(listing => listing.StockUnit))
            .FirstOrDefault(unit => unit != product.Unit);

    /// <summary>False when the row would grow too large: then nothing may be added, while orders go on.</summary>
    public bool Fits() => AgriTraceJson.Write(this).Length <= MaxLength;

    /// <summary>In characters; a row holds some 450,000, and orders make numbers longer.</summary>
    private const int MaxLength = 400_000;

    /// <summary>Changes the stock of the lots that an order holds.</summary>
    public Board Move(IEnumerable<Allocation> allocations, Func<BoardLot, long, BoardLot> change) =>
        allocations.Aggregate(this, (board, part) => board.After(change(board.Lots[part.Lot.Key], part.Stock)));

    /// <summary>The board after a change of one lot, which leaves once nothing of it is left and no order holds any.</summary>
    public Board After(BoardLot lot) => lot.Left == 0 && lot.Reserved == 0 ? this with { Lots = Lots.Remove(lot.Id.Key) } : With(lot);
}

/// <summary>The stock of a lot, in whole thousandths of its product's unit. Left = received − reserved − sold; none of them is ever negative.</summary>
/// <param name="Member">Whose harvest it is; empty where it was pooled from several members.</param>
/// <param name="Reserved">Held by orders that are not yet paid, or not yet handed over.</param>
/// <param name="Holds">The ids of the holds that block it from sale and from packing; null or empty for none.</param>
public sealed record BoardLot(
    LotId Id, string Member, string Unit, long Received, long Reserved, long Sold, DateTimeOffset HarvestedAt, DateOnly ExpiresOn, IReadOnlyList<string>? Holds = null)
{
    /// <summary>The lot had left the board, and goods of it came back: what it received and sold counts from there.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)]
    public bool Again { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public long Left => Received - Reserved - Sold;

    [System.Text.Json.Serialization.JsonIgnore]
    public bool Held => Holds is { Count: > 0 };

    public BoardLot Hold(string hold) => Holds?.Contains(hold) == true ? this : this with { Holds = [.. Holds ?? [], hold] };

    public BoardLot LetGo(string hold) => this with { Holds = Holds?.Where(one => one != hold).ToArray() is { Length: > 0 } left ? left : null };
}

/// <summary>An offer.</summary>
/// <param name="Member">The farmer who sells their own; null where the cooperative sells everybody's.</param>
/// <param name="Lots">Lot numbers; empty for any lot of the product.</param>
/// <param name="Price">For one <paramref name="Unit"/>.</param>
/// <param name="StockUnit">The unit of the lots; lots that are counted in another are not sold here.</param>
/// <param name="PerUnit">How much of <paramref name="StockUnit"/> one <paramref name="Unit"/> is.</param>
/// <param name="Minimum">The least that can be ordered, in <paramref name="Unit"/>.</param>
/// <param name="Step">Orders are multiples of it.</param>
/// <param name="Fingerprint">Of the request and who sent it: the same key with another request is refused.</param>
public sealed record BoardListing(
    Guid Id, ProductId Product, LocalText ProductName, string? Member, IReadOnlyList<string> Lots,
    Money Price, string Unit, string StockUnit, decimal PerUnit, decimal Minimum, decimal Step, DateTimeOffset CreatedAt, string Fingerprint)
{
    /// <summary>In percent: so much more than ordered may be packed of it without asking the buyer.</summary>
    public int MaxOver { get; init; } = UsualMaxOver;

    public const int UsualMaxOver = 10;

    /// <summary>Counts changes: who changes a listing names the one that they have read.</summary>
    public int Revision { get; init; } = 1;

    /// <summary>How many units a lot can serve, in whole thousandths. A piece is never cut in two.</summary>
    public decimal UnitsIn(BoardLot lot)
    {
        var units = lot.Left / 1000m / PerUnit;
        return Unit == Quantity.Piece ? Math.Floor(units) : Math.Floor(units * 1000) / 1000;
    }

    /// <summary>Stock of the lots behind a quantity in <see cref="Unit"/>, in thousandths; a fraction of a thousandth counts as one.</summary>
    public long StockOf(decimal quantity) => (long)decimal.Ceiling(quantity * PerUnit * 1000);
}
