using System.Globalization;
using System.Text;
using QRCoder;

namespace AgriTrace.Infra.QrCodes;

/// <summary>A QR code for a label: error correction M, so that 15 % of it may be dirty, with a quiet zone of four modules.</summary>
public sealed class QrCode
{
    /// <summary>At 300 dpi a lot's code is then three to four centimetres wide.</summary>
    private const int PixelsPerModule = 10;

    private readonly QRCodeData data;

    private QrCode(QRCodeData data) => this.data = data;

    /// <summary>In modules, the quiet zone of both sides included.</summary>
    public int Size => data.ModuleMatrix.Count;

    public static byte[] Png(string text) => Of(text).ToPng(PixelsPerModule);

    public static byte[] Svg(string text) => Of(text).ToSvg();

    public static QrCode Of(string text) => new(QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M));

    /// <summary>The dark modules, row by row: those beside each other are one run.</summary>
    internal IEnumerable<(int X, int Y, int Length)> Runs()
    {
        for (var y = 0; y < Size; y++)
        {
            var row = data.ModuleMatrix[y];
            for (var x = 0; x < row.Length; x++)
            {
                if (!row[x]) continue;
                var start = x;
                while (x < row.Length && row[x]) x++;
                yield return (start, y, x - start);
            }
        }
    }

    /// <summary>The dark modules as one path of SVG, a unit each.</summary>
    internal void AppendPath(StringBuilder to)
    {
        foreach (var (x, y, length) in Runs()) to.Append('M').Append(x).Append(' ').Append(y).Append('h').Append(length).Append("v1h-").Append(length).Append('z');
    }

    /// <param name="pixelsPerModule">So many pixels wide and high is each module.</param>
    internal byte[] ToPng(int pixelsPerModule)
    {
        // Not disposed: it would take the modules with it, and all labels of a run may show one code.
        var code = new PngByteQRCode(data);
        return code.GetGraphic(pixelsPerModule, drawQuietZones: true);
    }

    private byte[] ToSvg()
    {
        var (size, pixels) = (Size, Size * PixelsPerModule);
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{pixels}\" height=\"{pixels}\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\">");
        svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path d=\"");
        AppendPath(svg);
        return Encoding.UTF8.GetBytes(svg.Append("\"/></svg>").ToString());
    }
}
