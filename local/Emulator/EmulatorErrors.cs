using AgriTrace.Domain;

namespace AgriTrace.Local.Emulator;

/// <summary>Why there is no emulator. Each detail is one line that says what to do.</summary>
internal static class EmulatorErrors
{
    public static Error NodeMissing() => Error.Unavailable(
        "node-missing",
        $"Node.js was not found: install version {NodePackage.OldestNode} or later from https://nodejs.org, and put it on the PATH.");

    public static Error NodeTooOld(string version) => Error.Unavailable(
        "node-too-old",
        $"Node.js is {version}: install version {NodePackage.OldestNode} or later from https://nodejs.org.");

    public static Error NpmMissing() => Error.Unavailable(
        "npm-missing", "npm was not found beside Node.js: install it, and put it on the PATH.");

    public static Error InstallFailed(string packageFolder, string output) => Error.Unavailable(
        "azurite-install-failed", $"Azurite could not be installed: run `npm ci` in {packageFolder} and mend what it says. {LastLines(output)}");

    public static Error FolderNotWritable(string folder, string reason) => Error.Unavailable(
        "folder-not-writable", $"{folder} cannot be written: give another folder, or the right to write there. {LastLines(reason)}");

    public static Error DidNotStart(string folder, string log) => Error.Unavailable(
        "azurite-did-not-start", $"Azurite did not start: look at {Path.Combine(folder, "azurite.log")}. It ends with: {LastLines(log)}");

    /// <remarks>Names no process id: by now it may be somebody else's.</remarks>
    public static Error Stuck(string folder) => Error.Unavailable(
        "azurite-stuck", $"The Azurite that holds {folder} does not answer: end the node process whose command line has serve.js and this folder, and try again.");

    public static Error NodeBroken(string node, string reason) => Error.Unavailable(
        "node-broken", $"{node} cannot be run: install Node.js {NodePackage.OldestNode} or later from https://nodejs.org. {LastLines(reason)}");

    private static string LastLines(string text) =>
        string.Join(" | ", text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).TakeLast(3));
}
