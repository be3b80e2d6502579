using System.Collections.Concurrent;
using AgriTrace.Domain.Identity;
using AgriTrace.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Http;

/// <summary>The style sheet and the icon. Their paths change with their content, so they are kept for a year.</summary>
public sealed class Assets(Gate<Assets> gate)
{
    [Function("Assets"), Allow(Permission.Anyone)]
    [Describe("The style sheet and the pictures of the pages.", Produces = ["text/css", "image/svg+xml"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "assets/{file}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult(Find(call)), cancel);

    private static readonly ConcurrentDictionary<string, Reply> Replies = new();

    private static Domain.Result<Reply> Find(Call call) =>
        SiteAssets.Find(call.Request.Path) is { } asset ? Replies.GetOrAdd(asset.Path, _ => Of(asset)) : RouteErrors.Unknown;

    private static Reply Of(Asset asset) =>
        (Reply.Bytes(asset.Content.ToArray(), asset.ContentType) with { IsForAll = true, Coded = new CodedBodies() })
            .With("ETag", asset.ETag)
            .With("Cache-Control", "public, max-age=31536000, immutable");
}
