using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Receipts;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Identity.Pages;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Web;
using AgriTrace.Web.Identity;
using AgriTrace.Web.Traceability.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Receipts;

/// <summary>Shows the form of a weighing slip, new or with what is wrong in it.</summary>
public sealed class ReceiptViews(PersonalPages personal, CoopStore coops, TimeProvider clock)
{
    internal static string PathOf(string coop) => $"/coops/{coop}/receipts";

    /// <summary>Asks whose produce it is, of those who weigh in anybody's.</summary>
    internal async Task<Result<Reply>> Choose(Call call, Reader reader, CancellationToken cancel)
    {
        var path = PathOf(reader.Coop.Id) + "/new";
        if (!PeopleList.Of(call, path).Try(out var list, out var error)) return error;
        var farmers = (await coops.Members(reader.Coop.Id, cancel)).Where(member => member.Role == Role.Farmer);
        return await personal.Show(call, list.Show(call, ReceiptTexts.Whose, reader, farmers, member => new PersonLine($"{path}?member={member.Id}", member.Name, member.Role)));
    }

    /// <param name="typed">Null for a new form.</param>
    /// <param name="error">Why what was typed was not recorded.</param>
    internal async Task<Result<Reply>> Show(Call call, Reader reader, string member, CancellationToken cancel, ReceiptFields? typed = null, Error? error = null)
    {
        var coop = reader.Coop;
        var (known, products, plots) = (coops.Member(coop.Id, member, cancel), coops.Products(coop.Id, cancel), coops.Plots(coop.Id, cancel));
        await Task.WhenAll(known, products, plots);
        if (await known is not { } grower) return CooperativeErrors.NoSuchMember(member);

        var faults = typed is null || error is null ? [] : ReceiptForm.FaultsOf(typed, error);
        var fixesPrices = reader.Role != Role.Farmer;
        var view = new NewReceiptView(
            $"{PathOf(coop.Id)}/new?member={member}", PersonalPages.SealOf(call), PathOf(coop.Id), member, grower.Name, coop.Name,
            [.. (await products).Select(product => new Choice(product.Id.Name, new Text(product.Name.Vi, product.Name.En)))],
            [.. (await plots).Where(plot => plot.Member == member).Select(plot => new Choice(plot.Id, new Text(plot.Name, plot.Name)))],
            typed ?? ReceiptForm.New(clock.GetUtcNow(), fixesPrices), faults, fixesPrices,
            error is null || faults.Count > 0 ? null : error == TraceabilityErrors.KeyUsed ? ReceiptTexts.SaidBefore : ReceiptTexts.TryAgain);
        return await personal.Show(call, view, error is null ? StatusCodes.Status200OK : Problems.StatusOf(error.Kind));
    }
}

public sealed class NewReceipt(Gate<NewReceipt> gate, ReceiptViews views, PersonalPages personal)
{
    [Function("NewReceipt"), Allow(Permission.RecordProduction, Browser = true)]
    [Describe("The form of a weighing slip; for staff, first the list of those whose produce it may be.", Produces = ["text/html"], Query = ["member", "q"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "coops/{coop}/receipts/new")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await personal.Reader(call, cancel)).Try(out var reader, out var error)) return error;
            if (reader.Role == Role.Farmer) return await views.Show(call, reader, reader.Member.Id, cancel);
            if (call.Query("member") is not { } member) return await views.Choose(call, reader, cancel);
            return await Slug.Parse("member", member).Then(id => views.Show(call, reader, id, cancel));
        }, cancel);
}

/// <summary>Records the slip that the form tells, by the same decision as for programs.</summary>
public sealed class SendReceipt(Gate<SendReceipt> gate, ReceiptViews views, PersonalPages personal, WeighingSlips slips, TimeProvider clock)
{
    [Function("SendReceipt"), Allow(Permission.RecordProduction, Browser = true)]
    [Describe("Records a weighing slip.", Consumes = "application/x-www-form-urlencoded", Produces = ["text/html"], Status = 303, Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "coops/{coop}/receipts")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await personal.Reader(call, cancel)).Try(out var reader, out var error)) return error;
            if (!Slug.Parse("member", call.Form["member"]).Try(out var member, out error)) return error;
            var typed = ReceiptForm.Read(call.Form);
            // Only a form of ours has a key of this form; another would stand for who knows which record.
            if (!Guid.TryParse(typed.Record, out var key)) return IdentityErrors.FormNotOurs;

            var recorded = await WeighingReader.Read(call.Coop, typed.ToInput(member), clock.GetUtcNow())
                .Then(weighing => slips.Record(call.Caller, weighing, RecordId.OfKey(call.Coop, key.ToString()), cancel));
            if (recorded.Try(out var slip, out error)) return PersonalPages.Next(call, $"{ReceiptViews.PathOf(call.Coop)}/{slip.Id}");
            return error.Kind is ErrorKind.Invalid or ErrorKind.Conflict or ErrorKind.Unavailable || error.Code is "no-such-product" or "no-such-plot"
                ? await views.Show(call, reader, member, cancel, typed, error)
                : error;
        }, cancel);
}
