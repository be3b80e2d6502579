using System.Net;
using System.Text.Json.Nodes;

namespace AgriTrace.Local.Doubles;

/// <summary>Checkout sessions in memory, behind Stripe's paths. Knows nothing of HTTP but what a request says.</summary>
internal sealed class StripeDoubleApi(Func<Uri> baseUrl, string apiKey, TimeProvider clock)
{
    private const string Sessions = "/v1/checkout/sessions", Refunds = "/v1/refunds";

    private readonly Lock gate = new();
    private readonly Dictionary<string, StripeDoubleSession> sessions = [];
    private readonly Dictionary<string, (StripeDoubleRequest Request, StripeAnswer Answer, DateTimeOffset At)> answered = [];

    /// <summary>How long Stripe promises to know a key.</summary>
    private static readonly TimeSpan KeysLast = TimeSpan.FromHours(24);

    public StripeDoubleSession? Find(string id)
    {
        lock (gate) return sessions.GetValueOrDefault(id);
    }

    /// <summary>The buyer pays.</summary>
    /// <returns>The event that tells of it; null when the session is not open, for then nobody can pay.</returns>
    public string? Pay(string id)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            if (!sessions.TryGetValue(id, out var session) || session.Status(now) != "open") return null;

            session.Pay();
            return EventOf("checkout.session.completed", session.ToJson(now), now);
        }
    }

    public StripeAnswer Answer(StripeDoubleRequest request)
    {
        if (request.Headers.GetValueOrDefault("Authorization") != $"Bearer {apiKey}")
            return Error(HttpStatusCode.Unauthorized, "invalid_request_error", "Invalid API Key provided: sk_****.");

        lock (gate)
        {
            var key = request.Headers.GetValueOrDefault("Idempotency-Key");
            if (request.Method != "POST" || string.IsNullOrEmpty(key)) return Work(request);
            if (answered.TryGetValue(key, out var first) && clock.GetUtcNow() - first.At < KeysLast) return Replay(key, first.Request, first.Answer, request);

            // As at Stripe, what fails the check of its parameters leaves the key free.
            var answer = Work(request);
            if (answer.Status == HttpStatusCode.OK) answered[key] = (request, answer, clock.GetUtcNow());
            return answer;
        }
    }

    public static StripeAnswer Error(HttpStatusCode status, string type, string message, string? code = null, string? param = null)
    {
        var error = new JsonObject { ["type"] = type, ["message"] = message };
        if (code is not null) error["code"] = code;
        if (param is not null) error["param"] = param;
        return new StripeAnswer(status, new JsonObject { ["error"] = error }.ToJsonString());
    }

    private static StripeAnswer Replay(string key, StripeDoubleRequest first, StripeAnswer answer, StripeDoubleRequest again) =>
        (first.Path, first.Body) == (again.Path, again.Body)
            ? answer with { Headers = new Dictionary<string, string> { ["Idempotent-Replayed"] = "true" } }
            : Error(
                HttpStatusCode.BadRequest,
                "idempotency_error",
                "Keys for idempotent requests can only be used with the same parameters they were first used with. " +
                $"Try using a key other than '{key}'.");

    private static string EventOf(string type, JsonObject about, DateTimeOffset now) => new JsonObject
    {
        ["id"] = $"evt_{Guid.CreateVersion7():N}",
        ["object"] = "event",
        ["api_version"] = "2026-07-29.dahlia",
        ["created"] = now.ToUnixTimeSeconds(),
        ["data"] = new JsonObject { ["object"] = about },
        ["livemode"] = false,
        ["type"] = type,
    }.ToJsonString();

    private StripeAnswer Work(StripeDoubleRequest request)
    {
        var path = request.Path.Split('?')[0];
        var rest = path.StartsWith(Sessions, StringComparison.Ordinal) ? path[Sessions.Length..].Split('/') : [];
        return (request.Method, rest) switch
        {
            ("POST", [""]) => Create(request.Body),
            ("GET", ["", var id]) => With(id, Show),
            ("POST", ["", var id, "expire"]) => With(id, Expire),
            ("POST", []) when path == Refunds => Refund(request.Body),
            ("GET", []) when path == Refunds => ListRefunds(request.Path[path.Length..]),
            _ => Error(HttpStatusCode.NotFound, "invalid_request_error", $"Unrecognized request URL ({request.Method}: {request.Path})."),
        };
    }

    private StripeAnswer Create(string body)
    {
        var now = clock.GetUtcNow();
        var form = new StripeDoubleForm(body);
        if (form.Fault(now) is var (code, param, message))
            return Error(HttpStatusCode.BadRequest, "invalid_request_error", message, code, param);

        var session = new StripeDoubleSession(form, baseUrl(), now);
        sessions[session.Id] = session;
        return Show(session);
    }

    private StripeAnswer Refund(string body)
    {
        var form = new StripeDoubleForm(body);
        if (sessions.Values.FirstOrDefault(session => session.PaidIntent == form["payment_intent"]) is not { } paid)
            return Error(HttpStatusCode.NotFound, "invalid_request_error", $"No such payment_intent: '{form["payment_intent"]}'", "resource_missing", "payment_intent");
        var amount = long.Parse(form["amount"]!, System.Globalization.CultureInfo.InvariantCulture);
        return paid.Refund(form, amount) is { } refund
            ? new StripeAnswer(HttpStatusCode.OK, refund.ToJsonString())
            : Error(HttpStatusCode.BadRequest, "invalid_request_error", "Refund amount is greater than unrefunded amount on charge.", "charge_already_refunded", "amount");
    }

    private StripeAnswer ListRefunds(string query)
    {
        var (form, found) = (new StripeDoubleForm(query), new JsonArray());
        var limit = int.Parse(form["limit"] ?? "10", System.Globalization.CultureInfo.InvariantCulture);
        foreach (var refund in sessions.Values.Where(session => session.PaidIntent == form["payment_intent"]).SelectMany(session => session.Refunds).Take(limit)) found.Add(refund.DeepClone());
        return new StripeAnswer(HttpStatusCode.OK, new JsonObject { ["object"] = "list", ["data"] = found, ["has_more"] = false, ["url"] = Refunds }.ToJsonString());
    }

    private StripeAnswer Expire(StripeDoubleSession session)
    {
        var status = session.Status(clock.GetUtcNow());
        if (status != "open")
            return Error(
                HttpStatusCode.BadRequest,
                "invalid_request_error",
                $"Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout Session has a status of `{status}`.");

        session.Close();
        return Show(session);
    }

    private StripeAnswer Show(StripeDoubleSession session) => new(HttpStatusCode.OK, session.ToJson(clock.GetUtcNow()).ToJsonString());

    private StripeAnswer With(string id, Func<StripeDoubleSession, StripeAnswer> work) => sessions.TryGetValue(id, out var session)
        ? work(session)
        : Error(HttpStatusCode.NotFound, "invalid_request_error", $"No such checkout.session: {id}", "resource_missing", "session");
}
