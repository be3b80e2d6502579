using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AgriTrace.Testing.Fuzz;

/// <summary>One call, as it will be sent and as a finding shows it.</summary>
/// <param name="Route">Null for a path that is made up.</param>
/// <param name="Target">Path and query, sent byte for byte.</param>
internal sealed partial record FuzzRequest(
    FuzzRoute? Route, FuzzCaller Caller, HttpMethod Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body, string? ContentType, bool IsChunked)
{
    /// <summary>Longer ones the server refuses with no body, before any of us is asked.</summary>
    private const int MaxTarget = 7_000;

    public bool WantsPage => Headers.Any(header => header.Name == "Accept" && header.Value.Contains("html", StringComparison.Ordinal));

    public static FuzzRequest Make(IReadOnlyList<FuzzRoute> routes, FuzzWorld world, FuzzBodies bodies, Random random)
    {
        var route = FuzzTexts.One(random, routes);
        var caller = CallerOf(route, world, random);
        var method = random.Next(20) == 0 ? FuzzTexts.One(random, [HttpMethod.Get, HttpMethod.Put, HttpMethod.Post, HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Options, new HttpMethod("FOO")]) : route.Method;
        var body = route.Consumes is not null || random.Next(30) == 0 ? bodies.Make(route, random) : null;
        return new FuzzRequest(
            method == route.Method ? route : null,
            caller,
            method,
            TargetOf(route, caller, world.Pool, random),
            HeadersOf(route, world.Pool, random),
            body,
            body is null ? null : random.Next(15) == 0 ? FuzzTexts.One(random, ["text/plain", "application/xml", "application/json; charset=utf-16", "x", "application/ld+json", "multipart/form-data"]) : route.Consumes ?? "application/json",
            random.Next(6) == 0);
    }

    public async Task<HttpResponseMessage> Send(HttpClient http, CancellationToken cancel)
    {
        var uri = new Uri(http.BaseAddress!.GetLeftPart(UriPartial.Authority) + Target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(Method, uri);
        if (Caller.Token is { } token) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
            if (IsChunked) request.Headers.TransferEncodingChunked = true;
        }

        return await http.SendAsync(request, cancel);
    }

    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Method} {(Target.Length <= 400 ? Target : Target[..400] + "…")}\n");
        if (Caller.Token is not null) text.Append(CultureInfo.InvariantCulture, $"(a token of {Caller.Coop ?? "nobody, or of the operator"})\n");
        foreach (var (name, value) in Headers) text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        if (Body is not null) text.Append(CultureInfo.InvariantCulture, $"Content-Type: {ContentType}\n\n{Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 1_500)))}\n");
        return text.ToString();
    }

    /// <summary>Mostly one who may, or little would ever be looked at.</summary>
    private static FuzzCaller CallerOf(FuzzRoute route, FuzzWorld world, Random random)
    {
        var able = world.Callers.Where(caller => caller.Role is { } role && route.Roles.Contains(role)).ToArray();
        return able.Length > 0 && random.Next(4) != 0 ? FuzzTexts.One(random, able) : FuzzTexts.One(random, world.Callers);
    }

    private static string TargetOf(FuzzRoute route, FuzzCaller caller, FuzzPool pool, Random random)
    {
        var path = Parameter().Replace(route.Template, match =>
            match.Groups[1].Value == "coop" && caller.Coop is { } own && random.Next(6) != 0 ? own : Segment(match.Groups[1].Value, pool, random));
        if (random.Next(40) == 0) path = path.Insert(random.Next(1, path.Length + 1), FuzzTexts.Segment(random));
        var query = string.Join('&', route.Query.Where(_ => random.Next(2) == 0).Select(name => $"{name}={Segment(name, pool, random)}"));
        if (random.Next(30) == 0) query += "&" + FuzzTexts.Segment(random) + "=" + FuzzTexts.Segment(random);
        // A fragment would end the target on our side already.
        var target = (query.Length == 0 ? path : $"{path}?{query}").Replace('#', '~').Replace(' ', '+');
        return target.Length <= MaxTarget ? target : target[..MaxTarget];
    }

    private static string Segment(string name, FuzzPool pool, Random random) =>
        random.Next(6) == 0 ? FuzzTexts.Segment(random) : Uri.EscapeDataString(pool.Of(name, random));

    private static List<(string, string)> HeadersOf(FuzzRoute route, FuzzPool pool, Random random)
    {
        var headers = new List<(string, string)>();
        foreach (var name in route.Headers.Where(_ => random.Next(10) != 0)) headers.Add((name, random.Next(8) == 0 ? HeaderText(random) : name == "Idempotency-Key" ? Key(random) : pool.Of(name, random)));
        if (random.Next(10) == 0) headers.Add(("Accept", FuzzTexts.One(random, ["text/html", "application/json", "text/csv", "*/*;q=x", "text/html;q=0.1,application/json;q=2"])));
        if (random.Next(20) == 0) headers.Add((FuzzTexts.One(random, ["Accept-Language", "If-None-Match", "If-Match", "Cookie", "Stripe-Signature", "X-Forwarded-For", "traceparent", "Range", "Origin"]), HeaderText(random)));
        return headers;
    }

    /// <summary>Mostly a new one; else one of few, so that others come again.</summary>
    private static string Key(Random random) => "k" + random.Next(random.Next(3) == 0 ? 5 : 1_000_000).ToString(CultureInfo.InvariantCulture);

    /// <summary>What can stand in a header at all.</summary>
    private static string HeaderText(Random random) => string.Concat(FuzzTexts.Text(random).Where(letter => letter is >= ' ' and <= '~'));

    [GeneratedRegex("""\{(\w+)\}""")]
    private static partial Regex Parameter();
}
