using System.Buffers.Text;
using System.Globalization;
using System.Text;
using AgriTrace.Domain;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Privacy;
using Microsoft.AspNetCore.Http.Extensions;

namespace AgriTrace.Functions.Traceability.Queries;

/// <param name="PerPage">At most so many.</param>
/// <param name="After">Where the page before ended; null for the first.</param>
public sealed record AskedPage(int PerPage, string? After);

/// <summary>Reads and makes the page tokens of lists under named queries: good for one path and cooperative, and for a day.</summary>
public sealed class QueryPageTokens(Protector protector, TimeProvider clock)
{
    private const string Token = "nextPageToken", PerPage = "perPage", Place = "page token";
    private const int UsualPage = 30, MaxPage = 100, MaxToken = 2_000;

    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    public Result<AskedPage> Read(Call call)
    {
        var faults = new List<FieldFault>();
        var asked = new AskedPage(CountOf(call, faults), PositionOf(call, faults));
        return faults.Count == 0 ? asked : Error.Invalid("query-parameter-invalid", "The query has parameters that cannot be answered; see errors.", faults);
    }

    /// <summary>Adds the link to the next page, where there is one.</summary>
    public Reply WithNext(Reply reply, Call call, string? next)
    {
        if (next is null) return reply;
        var expires = clock.GetUtcNow() + Life;
        var text = string.Create(CultureInfo.InvariantCulture, $"{expires.ToUnixTimeSeconds()} {next}");
        var query = new QueryBuilder(call.Request.Query.Where(one => one.Key != Token).SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value ?? string.Empty)))
        {
            { Token, $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text))}.{protector.Mac(Parts(call, text))}" },
        };
        return reply.With("Link", $"<{call.Request.Path}{query.ToQueryString()}>; rel=\"next\"").With("GS1-Next-Page-Token-Expires", expires.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    private static int CountOf(Call call, List<FieldFault> faults)
    {
        if (!call.Request.Query.ContainsKey(PerPage)) return UsualPage;
        if (int.TryParse(call.Query(PerPage), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= MaxPage) return count;
        faults.Add(new(PerPage, $"must be a number from 1 to {MaxPage}."));
        return UsualPage;
    }

    private string? PositionOf(Call call, List<FieldFault> faults)
    {
        if (!call.Request.Query.ContainsKey(Token)) return null;
        if (call.Query(Token) is { Length: <= MaxToken } token && token.Split('.') is [var encoded, var mac] && Base64Url.IsValid(encoded)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(encoded)) is var text && protector.Macs(Parts(call, text)).Contains(mac)
            && text.Split(' ', 2) is [var expires, var position] && long.Parse(expires, CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds())
            return position;
        faults.Add(new(Token, "is no token of this list, or older than a day."));
        return null;
    }

    private static string[] Parts(Call call, string text) => [Place, call.Caller.Coop ?? string.Empty, call.Request.Path, text];
}
