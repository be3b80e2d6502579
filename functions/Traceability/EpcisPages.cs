using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace AgriTrace.Functions.Traceability;

/// <summary>What a caller asks of a list that comes in pages.</summary>
/// <param name="After">The place where the page before ended; null for the first.</param>
public sealed record PageAsk(int PerPage, string? After);

/// <summary>Lists in pages, as EPCIS 2.0 has them: <c>perPage</c>, <c>nextPageToken</c>, and a <c>Link</c> to the next.</summary>
public sealed class EpcisPages(PageTokens tokens)
{
    public const int MaxPerPage = 1_000;
    public const string PerPage = "perPage";

    private const int DefaultPerPage = 30;

    /// <param name="list">See <see cref="PageTokens.Seal"/>.</param>
    public Result<PageAsk> Read(HttpRequest request, string coop, string list)
    {
        var count = DefaultPerPage;
        if (request.Query.TryGetValue(PerPage, out var text)
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is > 0 and <= MaxPerPage)) return PageErrors.BadPerPage(MaxPerPage);
        var token = request.Query[PageTokens.Parameter];
        return token.Count > 1 ? PageErrors.BadToken : tokens.Open(token, coop, list).Map(after => new PageAsk(count, after));
    }

    /// <summary>Adds the way to the next page, where there is one.</summary>
    public Reply Lead(HttpRequest request, Reply reply, string? next, string coop, string list)
    {
        if (next is null) return reply;
        var (token, until) = tokens.Seal(next, coop, list);
        var query = new QueryBuilder(request.Query.Where(one => one.Key != PageTokens.Parameter).SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value ?? string.Empty)))
        {
            { PageTokens.Parameter, token },
        };
        return reply
            .With("Link", $"<{request.PathBase + request.Path.ToUriComponent() + query.ToQueryString()}>; rel=\"next\"")
            .With("GS1-Next-Page-Token-Expires", until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }
}
