namespace AgriTrace.Domain.QrCodes.Scans;

/// <summary>Why the labels of an item, or of a lot, may have been copied or made up.</summary>
public enum ScanSuspicion
{
    /// <summary>More phones on one day than one pack meets.</summary>
    ManyClients,

    /// <summary>In more provinces than one pack gets to within two days.</summary>
    ManyPlaces,

    /// <summary>Within an hour in two provinces, by several phones in each.</summary>
    Burst,

    /// <summary>By more phones than a household has, days after it was sold.</summary>
    AfterSale,

    /// <summary>By several phones, well after the lot expired.</summary>
    AfterExpiry,

    /// <summary>Serials that look like ours and are none, many on one day. Of a lot, not of an item.</summary>
    ForgedSerials,
}
