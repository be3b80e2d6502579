using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Cooperatives;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Catalogue;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Trade;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Catalogue;

/// <param name="Id">The GTIN with 14 digits, or the slug.</param>
public sealed record ProductBody(
    string Id, LocalText Name, string Unit, int ShelfLifeDays, IReadOnlyList<Conversion> Conversions, TemperatureRange? Temperature,
    HumidityRange? Humidity, YieldRange? Yield, decimal TolerancePercent, string? Image)
{
    public static ProductBody Of(Product product) =>
        new(product.Id.Name, product.Name, product.Unit, product.ShelfLifeDays, product.Conversions, product.Temperature, product.Humidity, product.Yield, product.TolerancePercent, product.Image);
}

public sealed class PutProduct(Gate<PutProduct> gate, MasterData master, CoopStore coops, GtinGrants grants, TradeStore trade, ProductPictures pictures)
{
    [Function("PutProduct"), Allow(Permission.ManageCooperative)]
    [Describe("Adds a product, named by a GTIN of the cooperative's prefix or by an id of its own, or replaces it.",
        Request = typeof(ProductInput), Response = typeof(ProductBody), Status = 201, Also = [200], IfMatch = true)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/products/{product}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!ProductId.Parse(call.Coop, call.Route("product")).Try(out var id, out var error)) return error;
            return await (await call.Body<ProductInput>()).Then(input => input.Read(id)).Then(product => Keep(call, product, cancel));
        }, cancel);

    private async Task<Result<Reply>> Keep(Call call, Product product, CancellationToken cancel)
    {
        if (!(await master.Owner(call, cancel)).Try(out var coop, out var error)) return error;
        if (await Refusal(coop, product, cancel) is { } refusal) return refusal;
        var before = await coops.Product(coop.Id, product.Id, cancel);
        var kept = await master.Put(
            call,
            CoopKeys.Product(coop.Id, product.Id),
            over => coops.Put(coop.Id, product, cancel, over),
            $"/api/coops/{coop.Id}/products/{product.Id.Name}",
            ProductBody.Of(product),
            cancel);
        if (kept.IsOk && before is not null) await pictures.Changed(coop.Id, before, product, cancel);
        return kept;
    }

    /// <summary>The platform is asked for a grant only where the cooperative's own prefix does not settle it.</summary>
    private async Task<Error?> Refusal(Cooperative coop, Product product, CancellationToken cancel)
    {
        if (coop.NeedsGrant(product.Id) is { } refusal && !await grants.Has(product.Id.Name, coop.Id, cancel)) return refusal;
        if (await pictures.Refusal(coop.Id, product.Image, cancel) is { } noPicture) return noPicture;
        return (await trade.Board(coop.Id, cancel))?.Value.OtherUnitOf(product) is { } unit ? CatalogueErrors.UnitInUse(unit) : null;
    }
}

public sealed class GetProduct(Gate<GetProduct> gate, MasterData master)
{
    [Function("GetProduct"), Allow(Permission.ReadCooperative)]
    [Describe("Shows a product.", Response = typeof(ProductBody))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/products/{product}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await ProductId.Parse(call.Coop, call.Route("product")).Then(id => master.Get(
            CoopKeys.Product(call.Coop, id),
            product => Task.FromResult(ProductBody.Of(product)),
            CatalogueErrors.NoSuchProduct(id.Name),
            cancel)), cancel);
}
