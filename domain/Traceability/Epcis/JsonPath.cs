using System.Globalization;
using System.Text;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>A path that grows and shrinks while a document is walked; it costs a string only where one is asked for.</summary>
internal sealed class JsonPath(string start = "$")
{
    private readonly StringBuilder text = new(start);

    /// <returns>What <see cref="Leave"/> wants.</returns>
    public int Enter(string name)
    {
        var mark = text.Length;
        if (name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
        {
            text.Append('.').Append(name);
        }
        else
        {
            var quoted = name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
            text.Append("['").Append(quoted).Append("']");
        }

        return mark;
    }

    /// <inheritdoc cref="Enter(string)"/>
    public int Enter(int index)
    {
        var mark = text.Length;
        text.Append(CultureInfo.InvariantCulture, $"[{index}]");
        return mark;
    }

    public void Leave(int mark) => text.Length = mark;

    public override string ToString() => text.ToString();
}
