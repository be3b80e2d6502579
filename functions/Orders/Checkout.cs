using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Orders;

/// <summary>The form by which a buyer orders, from a card of the shop page.</summary>
public sealed class OpenCheckout(Gate<OpenCheckout> gate, CheckoutPages pages)
{
    [Function("OpenCheckout"), Allow(Permission.Anyone)]
    [Describe("The form by which a buyer orders what a cooperative has on offer.", Produces = ["text/html"], Query = ["coop", "listing", "lang"], Problems = [404])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "checkout")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => pages.Blank(call, call.Query("coop") ?? string.Empty, Guid.TryParse(call.Query("listing"), out var listing) ? listing : default, cancel), cancel);
}

/// <summary>Takes an order from the form, and leads to its page.</summary>
public sealed class SendCheckout(Gate<SendCheckout> gate, BuyerOrders orders, CheckoutPages pages)
{
    /// <remarks>
    /// No session is behind it, so that the form needs no token against forgery. A card is paid from the order's page: there the buyer has
    /// the private link before they leave, and no form of ours leads to another site.
    /// </remarks>
    [Function("SendCheckout"), Allow(Permission.Anyone, Pace = Pace.Order)]
    [Describe("Places the order of the form, once.", Consumes = "application/x-www-form-urlencoded", Produces = ["text/html"], Status = 303, Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "checkout")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await CheckoutForm.Read(request, cancel)).Try(out var form, out var error)) return error;
            var sent = form.Sent;
            if (form.WantsSums) return await pages.Sums(call, sent, cancel);

            var language = Pages.LanguageOf(request);
            var placed = await orders.Take(request, sent.ToRequest(language.Code()), sent.Fields.Key, cancel);
            if (placed.Try(out var order, out error)) return OrderPages.Guarded(Reply.SeeOther(language.Link(OrderPages.PathOf(order))));
            return Accept.PrefersHtml(request) ? await pages.Again(call, sent, error, cancel) : error;
        }, cancel);
}
