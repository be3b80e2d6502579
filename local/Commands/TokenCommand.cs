using AgriTrace.Domain.Identity;
using AgriTrace.Infra;
using AgriTrace.Infra.Http;
using AgriTrace.Infra.Identity;
using AgriTrace.Local.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgriTrace.Local.Commands;

/// <summary>
/// <c>./dev token ROLE [COOP] [MEMBER]</c>: a bearer token, alone on standard output. Signed with the local key; or, where the settings hold
/// signing keys and the public address of an app elsewhere, with the first of them, which makes an operator there.
/// </summary>
internal static class TokenCommand
{
    private const string PublicUrl = "AgriTrace:PublicUrl";
    private static readonly TimeSpan LifeHere = TimeSpan.FromHours(12), LifeElsewhere = TimeSpan.FromHours(1);

    public static int Execute(IReadOnlyList<string> words)
    {
        if (words is not [var word, ..] || words.Count > 3 || !Tokens.Roles.TryGetValue(word.ToLowerInvariant(), out var role))
            return Terminal.Fail($"token takes ROLE [COOP] [MEMBER]; ROLE is one of {string.Join(", ", Tokens.Roles.Keys)}.");
        if (role != Role.Operator && words.Count < 2) return Terminal.Fail($"A {word} belongs to a cooperative: ./dev token {word} COOP [MEMBER]");
        if (!LocalSettings.Read(LocalPaths.Root).Try(out var settings, out var error)) return Terminal.Fail(error);
        var (local, own) = (settings.GetValueOrDefault("AgriTrace:Identity:LocalKey"), settings.GetValueOrDefault("AgriTrace:Identity:SigningKeys"));
        if (local is null && own is null) return Terminal.Fail("The settings hold no AgriTrace__Identity__LocalKey to sign with.");
        if (!Uri.TryCreate(settings.GetValueOrDefault(PublicUrl) ?? "http://localhost:7071", UriKind.Absolute, out var site)) return Terminal.Fail($"The setting {PublicUrl} is no address.");

        try
        {
            using var tokens = new Tokens(
                new TokenSettings { LocalKey = local, SigningKeys = own, Development = true }.Checked(),
                new SiteSettings(site),
                new PublicHttp(new PublicHttpSettings(AllowLoopback: false)),
                TimeProvider.System,
                NullLogger<Tokens>.Instance);
            if (!tokens.Issue(new Caller(role, words.ElementAtOrDefault(1), words.ElementAtOrDefault(2)), own is null ? LifeHere : LifeElsewhere).Try(out var token, out error)) return Terminal.Fail(error);
            Console.WriteLine(token);
            return 0;
        }
        catch (InvalidOperationException exception)
        {
            // A key that is none: the message says so.
            return Terminal.Fail(exception.Message);
        }
    }
}
