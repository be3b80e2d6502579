namespace AgriTrace.Local.Emulator;

/// <summary>How the storage emulator is to run.</summary>
public sealed record AzuriteOptions
{
    /// <summary>Holds the data, the log and what hosts need to find each other. One Azurite runs on a folder, whoever asks.</summary>
    public required string Folder { get; init; }

    /// <summary>The project's <c>local/azurite</c>, with <c>package.json</c>, its lock file and <c>serve.js</c>.</summary>
    public required string PackageFolder { get; init; }

    /// <summary>Nothing is written but the log; the data ends with the emulator, and the emulator with this process.</summary>
    public bool InMemory { get; init; }

    /// <summary>
    /// Where it listens. Null takes the well-known ports where they are free, else any. Tests take <see cref="AzuritePorts.Any"/>, so
    /// that two of them never meet, and the ports that it had to bring it back where its clients look for it.
    /// </summary>
    public AzuritePorts? Ports { get; init; }

    /// <summary>
    /// Where nothing runs on the folder yet, but something that speaks like Azurite has the well-known ports, that one is used and
    /// never stopped: what <c>UseDevelopmentStorage=true</c> means to a person who runs an Azurite of their own.
    /// </summary>
    public bool AcceptOther { get; init; }

    /// <summary>Where <c>node</c> and <c>npm</c> are looked for, in the shape of <c>PATH</c>.</summary>
    public string SearchPath { get; init; } = Environment.GetEnvironmentVariable("PATH") ?? "";

    /// <summary>Hears, in a sentence, why something takes long.</summary>
    public Action<string> Progress { get; init; } = _ => { };
}
