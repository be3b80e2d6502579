using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using AgriTrace.Domain;

namespace AgriTrace.Local.Emulator;

/// <summary>Finds Node, and installs the pinned Azurite on first use.</summary>
internal static class NodePackage
{
    /// <summary>Azurite 3.35 says so of itself.</summary>
    public const int OldestNode = 20;

    /// <returns>The full path of <c>node</c>, with Azurite installed.</returns>
    public static async Task<Result<string>> Ready(AzuriteOptions options, CancellationToken cancel)
    {
        if (Find(options.SearchPath, OperatingSystem.IsWindows() ? "node.exe" : "node") is not { } node)
            return EmulatorErrors.NodeMissing();
        if (!(await VersionOf(node, options, cancel)).Try(out var version, out var broken))
            return broken;
        if (!IsNewEnough(version))
            return EmulatorErrors.NodeTooOld(version);
        return await Install(options, cancel) is { } error ? error : node;
    }

    private static async Task<Result<string>> VersionOf(string node, AzuriteOptions options, CancellationToken cancel)
    {
        try
        {
            var (exitCode, output) = await Run(node, ["--version"], options, cancel);
            return exitCode == 0 ? output.Trim() : EmulatorErrors.NodeBroken(node, output);
        }
        catch (Win32Exception exception)
        {
            return EmulatorErrors.NodeBroken(node, exception.Message);
        }
    }

    private static bool IsNewEnough(string version) =>
        int.TryParse(version.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= OldestNode;

    private static async Task<Error?> Install(AzuriteOptions options, CancellationToken cancel)
    {
        if (IsInstalled(options.PackageFolder))
            return null;
        var lockFolder = Path.Combine(options.PackageFolder, ".agritrace");
        if (FileLock.Prepare(lockFolder) is { } error)
            return error;
        using var one = await FileLock.Exclusive(Path.Combine(lockFolder, "install.lock"), cancel);
        // Whoever held the lock before us may have done it.
        return IsInstalled(options.PackageFolder) ? null : await Npm(options, cancel);
    }

    private static async Task<Error?> Npm(AzuriteOptions options, CancellationToken cancel)
    {
        if (Find(options.SearchPath, OperatingSystem.IsWindows() ? "npm.cmd" : "npm") is not { } npm)
            return EmulatorErrors.NpmMissing();
        options.Progress("Installing Azurite, once. This takes up to a minute.");
        var (exitCode, output) = await Run(npm, ["ci", "--no-audit", "--no-fund"], options, cancel);
        return exitCode == 0 && IsInstalled(options.PackageFolder) ? null : EmulatorErrors.InstallFailed(options.PackageFolder, output);
    }

    /// <summary>npm writes its hidden lock file last, so an installation that was cut off does not count.</summary>
    private static bool IsInstalled(string packageFolder)
    {
        var installed = Path.Combine(packageFolder, "node_modules", ".package-lock.json");
        return File.Exists(installed) && Version(installed) == Version(Path.Combine(packageFolder, "package-lock.json"));

        static string? Version(string lockFile) =>
            JsonNode.Parse(File.ReadAllText(lockFile))?["packages"]?["node_modules/azurite"]?["version"]?.GetValue<string>();
    }

    private static string? Find(string searchPath, string program) => searchPath
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    /// <summary>Runs to the end, in the package folder. Cancelling ends the program too.</summary>
    public static async Task<(int ExitCode, string Output)> Run(
        string program, IEnumerable<string> arguments, AzuriteOptions options, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = options.PackageFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = options.SearchPath;
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, string.Concat(texts));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
