using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Gs1;
using AgriTrace.Functions.Http;

namespace AgriTrace.Functions.Traceability;

/// <summary>Reads the lot that an address names.</summary>
internal static class LotRoutes
{
    public static Result<LotId> GtinLot(Call call, string? lot = null) =>
        Gtin.TryParse(call.Route("gtin")).Then(gtin => LotNumber.TryMake(lot ?? call.Route("lot")).Map(number => new LotId(new ProductId(gtin.Digits), number.Text)));

    public static Result<LotId> OwnLot(Call call, string? lot = null) => LotId.Parse(call.Coop, call.Route("product"), lot ?? call.Route("lot"));

    /// <summary>One item of a lot, by the route value <c>serial</c>.</summary>
    public static Result<ItemId> Item(Call call, Func<Call, string?, Result<LotId>> lot) => lot(call, null).Then(id => ItemId.Parse(id, call.Route("serial")));
}
