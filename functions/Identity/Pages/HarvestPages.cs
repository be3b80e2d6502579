using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Traceability;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;
using AgriTrace.Infra.Trade;
using AgriTrace.Web;
using AgriTrace.Web.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity.Pages;

/// <summary>Shows the form of a harvest, new or with what is wrong in it.</summary>
public sealed class HarvestViews(PersonalPages personal, CoopStore coops, TradeStore trade, TimeProvider clock)
{
    private const int MostRecent = 3;
    private static readonly TimeSpan Recent = TimeSpan.FromDays(2);

    /// <param name="typed">Null for a new form.</param>
    /// <param name="error">Why what was typed was not recorded.</param>
    /// <param name="faults">What is wrong in the fields; empty where that is not why.</param>
    internal async Task<Result<Reply>> Show(
        Call call, CancellationToken cancel, HarvestFields? typed = null, Error? error = null, IReadOnlyList<HarvestFault>? faults = null)
    {
        if (!(await personal.Person(call, cancel)).Try(out var who, out var gone)) return gone;
        var (coop, member) = (who.Reader.Coop, who.Member);
        var (all, plots, board) = (coops.Products(coop.Id, cancel), coops.Plots(coop.Id, cancel), trade.Board(coop.Id, cancel));
        await Task.WhenAll(all, plots, board);

        var (products, mine) = (await all, (await plots).Where(plot => plot.Member == member.Id).ToArray());
        typed ??= HarvestForm.New(clock.GetUtcNow(), unit: products is [var first, ..] ? first.Unit : string.Empty);
        faults ??= [];
        var view = new HarvestView(
            $"/me/people/{member.Id}/harvest",
            PersonalPages.SealOf(call),
            member.Name,
            coop.Name,
            call.Caller.Helper is null ? null : who.Reader.Member.Name,
            [.. products.Select(product => new Choice(product.Id.Name, new Text(product.Name.Vi, product.Name.En)))],
            [.. mine.Select(plot => new Choice(plot.Id, new Text(plot.Name, plot.Name)))],
            UnitsOf(products),
            typed,
            faults,
            error is null || faults.Count > 0 ? null : WordsFor(error))
        {
            Recent = RecentOf((await board)?.Value, member, products),
        };
        if (faults.Count > 0) return await personal.Show(call, view, StatusCodes.Status400BadRequest);
        return await personal.Show(call, view, error is null ? StatusCodes.Status200OK : Problems.StatusOf(error.Kind));
    }

    /// <summary>Whoever lost the answer, and comes back to an empty form, sees that the harvest was recorded. What is sold already is not among them.</summary>
    private IReadOnlyList<RecentHarvest> RecentOf(Board? board, Member member, IReadOnlyList<Product> products)
    {
        var now = clock.GetUtcNow();
        return
        [
            .. from lot in (board?.Lots.Values ?? []).Where(lot => lot.Member == member.Id && lot.HarvestedAt > now - Recent).OrderByDescending(lot => lot.HarvestedAt).Take(MostRecent)
               let name = products.FirstOrDefault(product => product.Id == lot.Id.Product)?.Name
               select new RecentHarvest(
                   new ProductName(name?.Vi ?? lot.Id.Product.Name, name?.En), new Amount(lot.Received / 1000m, lot.Unit), lot.HarvestedAt,
                   Format.DayOf(now).DayNumber - Format.DayOf(lot.HarvestedAt).DayNumber),
        ];
    }

    /// <summary>All that any product is counted in; a unit that is none of the chosen product's is refused.</summary>
    private static IReadOnlyList<Choice> UnitsOf(IReadOnlyList<Product> products) =>
    [
        .. from product in products
           from unit in product.Conversions.Select(conversion => conversion.Unit).Prepend(product.Unit)
           group product by unit into known
           select new Choice(known.Key, Texts.Unit(known.Key, ProduceKinds.Named(known.First().Name.Vi))),
    ];

    private static Text WordsFor(Error error) => error == TraceabilityErrors.KeyUsed ? IdentityTexts.Harvest.AlreadyRecorded : IdentityTexts.Harvest.TryAgain;
}

public sealed class HarvestPage(Gate<HarvestPage> gate, HarvestViews views)
{
    [Function("HarvestPage"), Allow(Permission.RecordProduction, Browser = true)]
    [Describe("The form that records a harvest of a member.", Produces = ["text/html"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/people/{member}/harvest")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => views.Show(call, cancel), cancel);
}

/// <summary>Records the harvest that the form tells, by the same decision as for programs.</summary>
public sealed class SendHarvest(Gate<SendHarvest> gate, HarvestViews views, Harvests harvests, TimeProvider clock)
{
    [Function("SendHarvest"), Allow(Permission.RecordProduction, Browser = true)]
    [Describe("Records a harvest of a member.", Consumes = "application/x-www-form-urlencoded", Produces = ["text/html"], Status = 303, Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/people/{member}/harvest")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return IdentityErrors.NoToken;
            if (!call.Id("member").Try(out var member, out var error)) return error;
            var typed = HarvestForm.Read(call.Form);
            // Only a form of ours has a key of this form; another would stand for who knows which record.
            if (!Guid.TryParse(typed.Record, out var key)) return IdentityErrors.FormNotOurs;

            var now = clock.GetUtcNow();
            var harvest = Harvest.Read(coop, typed.ToInput(member), now);
            var beyond = HarvestForm.BeyondBounds(typed, now);
            if (beyond.Count > 0) return await views.Show(call, cancel, typed, faults: [.. beyond, .. harvest.Try(out _, out error) ? [] : HarvestForm.FaultsOf(error)]);

            var recorded = await harvest.Then(read => harvests.Record(call.Caller, read, RecordId.OfKey(coop, key.ToString()), cancel));
            if (recorded.Try(out var done, out error)) return PersonalPages.Next(call, PathOf(member, done.Lot.Id));
            var faults = HarvestForm.FaultsOf(error);
            return faults.Count > 0 || error.Kind is ErrorKind.Conflict or ErrorKind.Unavailable ? await views.Show(call, cancel, typed, error, faults) : error;
        }, cancel);

    private static string PathOf(string member, LotId lot) => $"/me/people/{member}/harvest/{lot.Product.Name}/{Uri.EscapeDataString(lot.Lot)}";
}

/// <summary>Says that a harvest is recorded, and under which number.</summary>
public sealed class HarvestedPage(Gate<HarvestedPage> gate, PersonalPages personal, LotStore lots, CoopStore coops, HoldStore holds)
{
    [Function("HarvestedPage"), Allow(Permission.RecordProduction, Browser = true)]
    [Describe("Says that a harvest is recorded.", Produces = ["text/html"])]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/people/{member}/harvest/{product}/{lot}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await personal.Person(call, cancel)).Try(out var who, out var error)) return error;
            var (coop, member) = (who.Reader.Coop.Id, who.Member);
            if (!LotId.Parse(coop, call.Route("product"), call.Route("lot")).Try(out var id, out error)) return error;
            if (await lots.Find(id, cancel) is not { } lot || lot.Coop != coop || lot.Member != member.Id) return TraceabilityErrors.NoSuchLot;
            var name = (await coops.Product(coop, id.Product, cancel))?.Name;
            var again = $"/me/people/{member.Id}/harvest";
            return await personal.Show(call, new HarvestedView(
                $"{again}/{id.Product.Name}/{Uri.EscapeDataString(id.Lot)}", PersonalPages.SealOf(call), member.Name,
                new ProductName(name?.Vi ?? id.Product.Name, name?.En), id.Lot, new Amount(lot.Quantity.Value, lot.Quantity.Unit), lot.HarvestedAt, id.Path, again, OthersOf(call))
            {
                Holds = [.. (await holds.All(coop, cancel)).Where(hold => hold.Released is null && hold.Lots.Contains(id)).Select(hold => hold.Detail)],
            });
        }, cancel);

    /// <summary>Where whoever records for many chooses the next one; null for a farmer.</summary>
    private static string? OthersOf(Call call) => call.Caller switch
    {
        { Helper: not null } => "/me/people",
        { Role: Role.Admin or Role.Packer } => "/me/harvest",
        _ => null,
    };
}
