using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <summary>Where other repositories free what they keep for a page token. Ours expire by themselves, and nothing is kept for them.</summary>
public sealed class DropPageToken(Gate<DropPageToken> gate)
{
    private static readonly Error NothingKept =
        new(ErrorKind.NotImplemented, "not-implemented", "Nothing is kept for a page token, so there is nothing to let go; it expires by itself.");

    [Function("DropPageToken"), Allow(Permission.ExchangeEvents)]
    [Describe("Is left out, as the standard allows: page tokens expire by themselves.", Status = 501, Problems = [406, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "epcis/nextPageToken/{token}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult(EpcisCall.Read(call).Then<Reply>(_ => NothingKept)), cancel);
}
