using System.Text.Json;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Records;

namespace AgriTrace.Domain.Tests.Traceability.Records;

/// <summary>One cooperative with a plot, a pond, a packing house and pomelos; and short words to record on it.</summary>
internal static class AFarm
{
    public const string Coop = "htx", At = "2026-11-19T06:30:00+07:00";

    public static readonly DateTimeOffset Now = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);
    public static readonly ProductId Pomelo = new("09521141012345");
    public static readonly Product Pomelos = new(Pomelo, new LocalText("Bưởi", "Pomelo"), "KGM", 10, [new Conversion("H87", 1.2m)], null);
    public static readonly Caller Admin = new(Role.Admin, Coop), Ut = new(Role.Farmer, Coop, "ut"), Ba = new(Role.Farmer, Coop, "ba");
    public static readonly Place House = new("nha", "Nhà đóng gói", PlaceKind.PackingHouse, "Mỹ Hòa", null, null, null);
    public static readonly RecordId Record = RecordId.OfKey(Coop, "k");
    public static readonly Recorded Recorded = new(Coop, Record.Text, "admin", null, Now);
    public static readonly EventMaker Maker = new(new Uri("https://agritrace.example"));

    public static Plot Plot(PlotKind kind = PlotKind.Plot, DateOnly? since = null) =>
        new("p1", "Vườn", kind, "ut", null, 1, JsonElement.Parse("""{"type":"Point","coordinates":[105.8,10.0]}"""), since);

    /// <summary>Harvested the day before.</summary>
    public static LotClaim Lot(string lot = "L1", decimal kilograms = 50, string at = "2026-11-18T06:30:00+07:00", ProductId? product = null) =>
        Harvest.Read(Coop, new HarvestInput("p1", "ut", new Quantity(kilograms, "KGM"), at, product is null ? Pomelo.Key : null, product?.Name, lot), Now).Value
            .Decide(Admin, Plot(), new Member("ut", "Út", Role.Farmer), product is null ? Pomelos : Pomelos with { Id = product }, Record).Value;

    public static EventInput Input(RecordType type) => new(type, At);

    public static EventInput OfLot(RecordType type, string lot = "L1") => Input(type) with { Place = House.Id, Gtin = Pomelo.Key, Lot = lot };

    public static LotInput Share(string lot, decimal kilograms, string? grade = null) => new(new Quantity(kilograms, "KGM"), lot, Pomelo.Key, Grade: grade);

    public static Result<EventRecord> Read(this EventInput input) => EventRecord.Read(Coop, input, Now);

    public static T Sound<T>(this EventInput input)
        where T : EventRecord =>
        input.Read().Value.ShouldBeOfType<T>();

    /// <summary>The paths of all faults, in order.</summary>
    public static string[] Faults(this EventInput input) => Paths(input.Read().Error);

    public static string[] Paths(Error? error) => [.. error!.Faults.Select(fault => fault.Path)];

    /// <summary>The value of an extension of ours, as JSON.</summary>
    public static string? Says(this StoredEvent stored, string name) =>
        stored.Open().Extension(EventMaker.Namespace, name) is { } value ? AgriTraceJson.Write(value) : null;

    /// <summary>The whole of the words that say what happened.</summary>
    public static (EpcisAction?, string?, string?) Words(this StoredEvent stored) => (stored.Open().Action, stored.Open().BizStep, stored.Open().Disposition);
}
