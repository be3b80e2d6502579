namespace AgriTrace.Domain.Privacy;

/// <summary>One form of a buyer's phone, however it was written, so that all orders of one phone are found.</summary>
public static class BuyerPhone
{
    /// <returns>E.164 for a number of Viet Nam, else its digits; the text itself where it has none.</returns>
    public static string Normal(string written)
    {
        var faults = new List<FieldFault>();
        var number = PhoneNumber.Read("$.phone", written, faults);
        if (faults.Count == 0) return number;
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        return digits.Length > 0 ? digits : written;
    }
}
