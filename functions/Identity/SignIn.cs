using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity;

/// <param name="Code">Of the sign-in card.</param>
/// <param name="Device">What the list of devices shall call this program.</param>
public sealed record SignInInput(string Coop, string Code, string? Device = null);

public sealed record RefreshInput(string RefreshToken);

/// <param name="ExpiresIn">Seconds that the access token lives.</param>
/// <param name="RefreshToken">Good once, at <c>POST /api/token</c>.</param>
public sealed record SignInBody(string Coop, string Member, string Device, string AccessToken, int ExpiresIn, string RefreshToken);

/// <summary>Makes what an enrolled device is given.</summary>
public sealed class SignInTokens(Tokens tokens, CoopStore coops)
{
    internal async Task<Result<SignInBody>> Of(Device device, string refreshToken, CancellationToken cancel)
    {
        if (await coops.Member(device.Coop, device.Active, cancel) is not { } member) return CooperativeErrors.NoSuchMember(device.Active);
        return tokens.Issue(new Caller(member.Role, device.Coop, member.Id) { Device = device.Id }, Tokens.AccessLife)
            .Map(access => new SignInBody(device.Coop, member.Id, device.Id, access, (int)Tokens.AccessLife.TotalSeconds, refreshToken));
    }
}

/// <summary>Enrols a program with a sign-in card.</summary>
public sealed class SignIn(Gate<SignIn> gate, Enrolment enrolment, SignInTokens tokens, AuditTrail trail)
{
    private const int MaxName = 60;
    private const int MinAttempt = 22;

    [Function("SignIn"), Allow(Permission.Anyone, MaxBody = Limits.SmallBody)]
    [Describe("Enrols a device with the code of a sign-in card. With an Idempotency-Key the same call may be repeated when its answer was lost.",
        Request = typeof(SignInInput), Response = typeof(SignInBody), Status = 201, Headers = ["Idempotency-Key"], Problems = [401, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/sign-in")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<SignInInput>()).Try(out var input, out var error)) return error;
            var faults = new List<FieldFault>();
            var name = PlainText.ReadOptional("$.device", input.Device, MaxName, faults);
            if (faults.Count > 0) return BodyErrors.Fields(faults);
            var attempt = Ids.Secret();
            if (request.Headers.ContainsKey("Idempotency-Key") && !call.IdempotencyKey().Try(out attempt, out error)) return error;
            // Whoever knows it and the code gets the device: it must be as hard to guess as a UUID.
            if (attempt.Length < MinAttempt) return IdentityErrors.WeakAttempt(MinAttempt);

            var (family, token) = RefreshTokens.Begin();
            var enrolled = await enrolment.Enrol(
                new EnrolmentRequest(input.Coop, input.Code, attempt, name ?? "API", Known: null), device => device with { Refresh = family }, cancel);
            if (!enrolled.Try(out var device, out error)) return error;
            await trail.Enrolled(device, request, nameof(SignIn));
            return (await tokens.Of(device, token(device), cancel)).Map(body => Reply.Json(StatusCodes.Status201Created, body));
        }, cancel);
}

/// <summary>Takes a refresh token for a new pair of tokens.</summary>
public sealed class RefreshAccess(Gate<RefreshAccess> gate, RefreshTokens refresh, SignInTokens tokens, AuditTrail trail)
{
    [Function("RefreshAccess"), Allow(Permission.Anyone, MaxBody = Limits.SmallBody)]
    [Describe("Takes a refresh token, which is good once, for a new pair of tokens. An old one revokes its device.",
        Request = typeof(RefreshInput), Response = typeof(SignInBody), Problems = [401])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/token")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<RefreshInput>()).Try(out var input, out var error)) return error;
            if (!(await refresh.Rotate(input.RefreshToken, cancel)).Try(out var next, out error)) return error;
            if (next.Token is not null) return (await tokens.Of(next.Device, next.Token, cancel)).Map(Reply.Ok);
            await trail.Replayed(next.Device, request);
            return IdentityErrors.BadRefreshToken;
        }, cancel);
}
