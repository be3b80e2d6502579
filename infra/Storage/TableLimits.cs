namespace AgriTrace.Infra.Storage;

/// <summary>Limits of Azure Table Storage that shape our code.</summary>
internal static class TableLimits
{
    /// <summary>Azure refuses a larger entity group transaction; Azurite answers garbage at 101.</summary>
    public const int MaxEntitiesPerTransaction = 100;

    /// <summary>Azure refuses to give more rows at once; Azurite gives what it is asked for.</summary>
    public const int MaxRowsAtOnce = 1_000;

    /// <summary>A string property holds 64 KiB of UTF-16.</summary>
    public const int MaxStringLength = 32_768;
}
