using System.Text;
using QRCoder;

namespace AgriTrace.Infra.QrCodes;

/// <summary>Draws QR codes for labels: error correction M, so that 15 % of it may be dirty, with a quiet zone of four modules.</summary>
public static class QrCode
{
    /// <summary>At 300 dpi a lot's code is then three to four centimetres wide.</summary>
    private const int PixelsPerModule = 10;

    public static byte[] Png(string text)
    {
        using var data = Encode(text);
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(PixelsPerModule, drawQuietZones: true);
    }

    public static byte[] Svg(string text)
    {
        using var data = Encode(text);
        using var code = new SvgQRCode(data);
        return Encoding.UTF8.GetBytes(code.GetGraphic(PixelsPerModule));
    }

    private static QRCodeData Encode(string text)
    {
        using var generator = new QRCodeGenerator();
        return generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
    }
}
