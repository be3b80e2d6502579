using System.Collections.Frozen;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>How identifiers are written in an answer (EPCIS 2.0, the header <c>GS1-EPC-Format</c>).</summary>
public enum EpcFormat
{
    /// <summary>The default of the standard.</summary>
    AlwaysDigitalLink,
    AlwaysUrn,

    /// <summary>As whoever captured the event wrote it.</summary>
    NeverTranslates,

    /// <summary>To us the same as <see cref="NeverTranslates"/>.</summary>
    NoPreference,
}

public static class EpcFormats
{
    /// <summary>By the words of the standard.</summary>
    public static readonly FrozenDictionary<string, EpcFormat> ByName = new Dictionary<string, EpcFormat>(StringComparer.Ordinal)
    {
        ["No_Preference"] = EpcFormat.NoPreference,
        ["Always_GS1_Digital_Link"] = EpcFormat.AlwaysDigitalLink,
        ["Always_EPC_URN"] = EpcFormat.AlwaysUrn,
        ["Never_Translates"] = EpcFormat.NeverTranslates,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The word of the standard.</summary>
    public static string NameOf(EpcFormat format) => ByName.First(one => one.Value == format).Key;
}
