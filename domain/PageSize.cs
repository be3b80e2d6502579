using System.Globalization;

namespace AgriTrace.Domain;

/// <summary>The query parameter <c>take</c> of lists.</summary>
public static class PageSize
{
    /// <param name="faults">Gets one where the text is no number from 1 to <paramref name="most"/>.</param>
    public static int Read(string? take, int usual, int most, List<FieldFault> faults)
    {
        if (take is null) return usual;
        if (int.TryParse(take, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 && size <= most) return size;
        faults.Add(new("take", $"must be a whole number from 1 to {most}."));
        return usual;
    }
}
