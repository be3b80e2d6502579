namespace AgriTrace.Local.Emulator;

/// <summary>Where the three services of an emulator listen on 127.0.0.1. A port of 0 lets the system pick one.</summary>
public sealed record AzuritePorts(int Blob, int Queue, int Table)
{
    /// <summary>What <c>UseDevelopmentStorage=true</c> stands for.</summary>
    public static readonly AzuritePorts WellKnown = new(10000, 10001, 10002);

    /// <summary>Free ones, picked by the system.</summary>
    public static readonly AzuritePorts Any = new(0, 0, 0);

    /// <summary>With the development account and its key, which Microsoft publishes and every emulator knows.</summary>
    public string ConnectionString =>
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;"
        + "AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
        + $"BlobEndpoint=http://127.0.0.1:{Blob}/devstoreaccount1;"
        + $"QueueEndpoint=http://127.0.0.1:{Queue}/devstoreaccount1;"
        + $"TableEndpoint=http://127.0.0.1:{Table}/devstoreaccount1;";
}
