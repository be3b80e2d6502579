using System.Text.Json.Nodes;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Tests.Identity;
using AgriTrace.Functions.Tests.Traceability;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Conventions;

/// <summary>Tries every cell of docs/permissions.md: the document is believed, the house is not.</summary>
public sealed class PermissionMatrixOverHttp(House house) : HttpTests(house)
{
    public enum Subject
    {
        Own,
        OtherCooperative,
        OtherMember,
    }

    public static TheoryData<string> Documented => [.. PermissionMatrix.Read().Rows.Select(row => row.Function)];

    [Theory]
    [MemberData(nameof(Documented))]
    public async Task Every_caller_is_let_in_or_refused_as_the_document_says(string function)
    {
        var row = PermissionMatrix.Read().Rows.Single(row => row.Function == function);
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        var wrong = new List<string>();
        foreach (var caller in PermissionMatrix.Callers)
        {
            if (await ClientOf(caller, row, given) is not { } client) continue;
            foreach (var (verb, subject) in from verb in row.Verbs.Split(' ') from subject in SubjectsOf(row) select (verb, subject))
            {
                var path = row.Path(name => ValueOf(name, subject, given, other));
                var (found, wanted) = (await Try(client, verb, path), Wanted(row, caller, subject));
                // An answer to HEAD has no body to read the code in.
                if (verb == "HEAD" ? found?[..3] != wanted?[..3] : found != wanted) wrong.Add($"{caller}, {subject}: {verb} {path} gives {found ?? "no refusal"} instead of {wanted ?? "none"}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    /// <summary>Whose the lot is stands in the body, so the route's cell cannot say it.</summary>
    [Fact]
    public async Task A_farmer_records_and_sells_their_own_only()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest("BA", Given.BasPlot, Given.Ba)).Json(201);
        await given.Admin.PostLot(given, given.Harvest("UT")).Json(201);

        await given.FarmerUt.PostLot(given, given.Harvest("X", Given.BasPlot, Given.Ba)).Problem(403, "not-your-plot");
        await given.FarmerUt.PostEvent(given, given.Step("ship", "BA")).Problem(403, "not-your-lot");
        await given.FarmerUt.PostEvent(given, given.Step("ship", "UT")).Json(201);
        await given.FarmerUt.Post($"/api/coops/{given.Coop}/listings", Listing(given, Given.Ba), Cancel).Problem(403, "not-your-produce");
        await given.FarmerUt.Post($"/api/coops/{given.Coop}/listings", Listing(given, Given.Ut), Cancel).Json(201);
    }

    /// <returns>Null for a caller whom the function does not look at.</returns>
    private async Task<HttpClient?> ClientOf(string caller, PermissionRow row, Given given)
    {
        if (caller == PermissionMatrix.Anonymous) return Anyone;
        if (caller == PermissionMatrix.Key) return Host.ClientOf(await KeyTo(given));
        var role = Enum.Parse<Role>(caller, ignoreCase: true);
        if (row.IsPage) return role == Role.Operator ? null : await Session(given, role);
        return role == Role.Operator ? Host.As(role) : Host.As(role, given.Coop, Given.Ut);
    }

    /// <summary>A browser that a card enrolled for Út, who has this role.</summary>
    private async Task<HttpClient> Session(Given given, Role role)
    {
        await Host.Services.GetRequiredService<CoopStore>().Put(given.Coop, new Member(Given.Ut, "Nguyễn Văn Út", role), new MemberPrivate(null, null, null), Cancel);
        Host.Services.GetRequiredService<SignedIn>().ForgetMember(given.Coop, Given.Ut);
        var phone = await APhone.Of(given, Given.Ut, Cancel);
        var client = Host.ClientOf(token: null);
        client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", phone.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        return client;
    }

    /// <summary>A key whose row names every permission: what a machine may not must be refused all the same.</summary>
    private async Task<string> KeyTo(Given given)
    {
        var (text, now) = (ApiKeyText.Make(given.Coop, idempotencyKey: null), DateTimeOffset.UtcNow);
        await Host.Services.GetRequiredService<ApiKeys>().Add(
            new ApiKey(text.Id, text.Coop, "x", Enum.GetValues<Permission>(), ApiKey.HashOf(text.Secret), now, "chu-nhiem", now.AddDays(1)), Cancel);
        return text.ToString();
    }

    private static IEnumerable<Subject> SubjectsOf(PermissionRow row) =>
        Enum.GetValues<Subject>().Where(subject => subject switch
        {
            Subject.OtherCooperative => row.Names("coop"),
            Subject.OtherMember => row.Names("member"),
            _ => true,
        });

    /// <summary>Everything but the owners is made up, so that no call that is let in changes anything.</summary>
    private static string ValueOf(string name, Subject subject, Given given, Given other) => name switch
    {
        "coop" => subject == Subject.OtherCooperative ? other.Coop : given.Coop,
        "member" => subject == Subject.OtherMember ? Given.Ba : Given.Ut,
        "gtin" => given.Gtin,
        _ => "made-up",
    };

    private static string? Wanted(PermissionRow row, string caller, Subject subject) => (row.Cells[caller], subject) switch
    {
        (PermissionMatrix.Never, _) when caller == PermissionMatrix.Anonymous || (caller == PermissionMatrix.Key && row.IsPage) => "401 token-missing",
        (PermissionMatrix.Never, Subject.OtherMember) when caller == "helper" && row.IsPage && Enum.Parse<Permission>(row.Permission).IsDelegable() => "403 no-consent",
        (PermissionMatrix.Never, _) => caller == PermissionMatrix.Key ? "403 key-may-not" : "403 role-may-not",
        (PermissionMatrix.Anyone or PermissionMatrix.Platform, _) => null,
        (_, Subject.OtherCooperative) => "403 other-cooperative",
        (PermissionMatrix.Own, Subject.OtherMember) => "403 other-member",
        _ => null,
    };

    /// <returns>Status and code of a refusal; null where the call was let in, whatever came of it then.</returns>
    private static async Task<string?> Try(HttpClient client, string verb, string path)
    {
        using var answer = await client.Send(new HttpMethod(verb), path, verb is "POST" or "PUT" or "PATCH" ? "{}" : null, Cancel);
        if ((int)answer.StatusCode is not (401 or 403)) return null;
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        var code = body.StartsWith('{') ? JsonNode.Parse(body)!["code"]?.GetValue<string>() : null;
        // Helpers look after farmers only, and whether a member is one stands in the member's row and in no route.
        return code == IdentityErrors.CardNotForThem.Code ? null : $"{(int)answer.StatusCode} {code}";
    }

    private static object Listing(Given given, string member) =>
        new { gtin = given.Gtin, member, price = new { amount = 65_000, currency = "VND" }, unit = "KGM", minimum = 0.5, step = 0.5 };
}
