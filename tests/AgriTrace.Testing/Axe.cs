using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;

namespace AgriTrace.Testing;

/// <summary>Looks for what keeps people out (WCAG) with axe-core, which npm brings once, pinned by <c>tests/axe/package-lock.json</c>.</summary>
public static class Axe
{
    private static readonly Lazy<Task<string?>> Script = new(Bring);

    /// <summary>Each violation in a line, with the elements that it is about; empty for a page without one.</summary>
    /// <remarks>Skips the test, saying so, where npm cannot bring axe-core.</remarks>
    public static async Task<IReadOnlyList<string>> Violations(IPage page)
    {
        var script = await Script.Value;
        Assert.SkipWhen(script is null, "axe-core is not there, and npm could not bring it: run `npm ci` in tests/axe.");
        await page.EvaluateAsync(script + "; 0");
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document)).violations.map(one => one.id + ': ' + one.help + ': ' + one.nodes.map(node => node.html + ' ' + (node.any[0]?.message ?? '')).join(' | '))");
        return [.. found.EnumerateArray().Select(one => one.GetString()!)];
    }

    private static async Task<string?> Bring()
    {
        var (folder, lockFile) = (Repository.Path("tests", "axe"), Repository.Path("tests", "axe", "node_modules", ".package-lock.json"));
        // npm writes it last.
        if (!File.Exists(lockFile) && !await Install(folder)) return null;
        return await File.ReadAllTextAsync(Path.Combine(folder, "node_modules", "axe-core", "axe.min.js"));
    }

    private static async Task<bool> Install(string folder)
    {
        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = folder, RedirectStandardOutput = true });
            if (npm is null) return false;
            await npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync();
            return npm.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
