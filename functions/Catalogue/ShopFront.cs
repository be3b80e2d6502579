using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Web.Catalogue;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Catalogue;

/// <summary>The first page: what is on offer, and from whom.</summary>
public sealed class ShopFront(Gate<ShopFront> gate, Pages pages)
{
    /// <remarks>The only template with which a function owns the site's root.</remarks>
    [Function("ShopFront"), Allow(Permission.Anyone)]
    [Describe("The shop page.", Produces = ["text/html"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{ignored:maxlength(0)?}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async call => await pages.Show(call.Request, new ShopView("/", [])), cancel);
}
