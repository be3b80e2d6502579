using AgriTrace.Domain.Identity;
using AgriTrace.Infra;
using AgriTrace.Infra.Http;
using AgriTrace.Infra.Identity;
using AgriTrace.Local.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgriTrace.Local.Commands;

/// <summary><c>./dev token ROLE [COOP] [MEMBER]</c>: a bearer token signed with the local key, alone on standard output.</summary>
internal static class TokenCommand
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    public static int Execute(IReadOnlyList<string> words)
    {
        if (words is not [var word, ..] || words.Count > 3 || !Tokens.Roles.TryGetValue(word.ToLowerInvariant(), out var role))
            return Terminal.Fail($"token takes ROLE [COOP] [MEMBER]; ROLE is one of {string.Join(", ", Tokens.Roles.Keys)}.");
        if (role != Role.Operator && words.Count < 2) return Terminal.Fail($"A {word} belongs to a cooperative: ./dev token {word} COOP [MEMBER]");
        if (!LocalSettings.Read(LocalPaths.Root).Try(out var settings, out var error)) return Terminal.Fail(error);
        if (settings.GetValueOrDefault("AgriTrace:Identity:LocalKey") is not { } key) return Terminal.Fail("The settings hold no AgriTrace__Identity__LocalKey to sign with.");

        try
        {
            using var tokens = new Tokens(
                new TokenSettings { LocalKey = key, Development = true }.Checked(),
                new SiteSettings(new Uri("http://localhost")),
                new PublicHttp(new PublicHttpSettings(AllowLoopback: false)),
                TimeProvider.System,
                NullLogger<Tokens>.Instance);
            if (!tokens.Issue(new Caller(role, words.ElementAtOrDefault(1), words.ElementAtOrDefault(2)), Life).Try(out var token, out error)) return Terminal.Fail(error);
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
