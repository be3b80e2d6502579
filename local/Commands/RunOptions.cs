using System.Globalization;
using AgriTrace.Domain;

namespace AgriTrace.Local.Commands;

/// <param name="Data">The folder of the emulator's data; null for the repository's own.</param>
internal sealed record RunOptions(int Port = RunOptions.DefaultPort, string? Data = null, bool Seed = true)
{
    /// <summary>The port of the Functions Core Tools, so that links are the same under <c>func start</c>.</summary>
    public const int DefaultPort = 7071;

    public const string Help = """
        ./dev run [--port N] [--data DIR] [--no-seed]   run everything on this machine, until Ctrl-C
          --port N     listen there instead of at 7071
          --data DIR   keep the data of the storage emulator in DIR instead of .agritrace
          --no-seed    plant no demonstration cooperative
        """;

    public static Result<RunOptions> Parse(IReadOnlyList<string> words)
    {
        var options = new RunOptions();
        for (var index = 0; index < words.Count; index++)
        {
            var value = index + 1 < words.Count ? words[index + 1] : null;
            switch (words[index])
            {
                case "--no-seed":
                    options = options with { Seed = false };
                    break;
                case "--port" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65_535:
                    (options, index) = (options with { Port = port }, index + 1);
                    break;
                case "--port":
                    return Error.Invalid("options", "--port takes a number from 1 to 65535.");
                case "--data" when value is { Length: > 0 }:
                    (options, index) = (options with { Data = Path.GetFullPath(value) }, index + 1);
                    break;
                case "--data":
                    return Error.Invalid("options", "--data takes a folder.");
                default:
                    return Error.Invalid("options", $"run does not know '{words[index]}'. It takes --port N, --data DIR and --no-seed.");
            }
        }

        return options;
    }
}
