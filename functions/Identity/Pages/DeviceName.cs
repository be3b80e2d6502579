namespace AgriTrace.Functions.Identity.Pages;

/// <summary>A browser in the few words that its owner knows it by.</summary>
internal static class DeviceName
{
    /// <summary>The first that fits counts: most browsers claim to be Safari and Chrome too.</summary>
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Zalo", "Zalo"), ("FBAN", "Facebook"), ("FBAV", "Facebook"), ("coc_coc", "Cốc Cốc"), ("SamsungBrowser", "Samsung Internet"), ("Edg", "Edge"), ("OPR", "Opera"),
        ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
    ];

    /// <summary>Words of our own only: what a stranger writes into the header is shown to nobody.</summary>
    public static string Of(string? userAgent) => (Find(Browsers, userAgent), Find(Systems, userAgent)) switch
    {
        (null, null) => "Trình duyệt",
        ({ } browser, null) => browser,
        (null, { } system) => system,
        ({ } browser, { } system) => $"{browser} trên {system}",
    };

    private static string? Find((string Sign, string Name)[] known, string? userAgent) =>
        known.FirstOrDefault(one => userAgent?.Contains(one.Sign, StringComparison.Ordinal) == true).Name;
}
