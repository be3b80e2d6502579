using System.Buffers;
using System.Globalization;
using System.Text;
using UglyToad.PdfPig.Graphics;
using UglyToad.PdfPig.Graphics.Operations;

namespace AgriTrace.Infra.QrCodes.Labels;

/// <summary>Draws a code as one path, its corner at the given point: sharp at any resolution, and no seams between modules.</summary>
/// <param name="x">In points.</param>
/// <param name="module">In points.</param>
internal sealed class DrawCode(QrCode code, double x, double y, double module) : IGraphicsStateOperation
{
    /// <summary>Of a run of modules: three numbers of at most three digits, and what stands between them.</summary>
    private const int MaxRun = 24;

    public string Operator => "f";

    public void Write(Stream stream)
    {
        stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"q\n{module:F5} 0 0 {-module:F5} {x:F4} {y:F4} cm\n")));
        var buffer = ArrayPool<byte>.Shared.Rent(code.Size * code.Size / 2 * MaxRun);
        var length = 0;
        foreach (var (left, top, width) in code.Runs())
        {
            Span<byte> rest = buffer.AsSpan(length);
            if (!System.Text.Unicode.Utf8.TryWrite(rest, CultureInfo.InvariantCulture, $"{left} {top} {width} 1 re\n", out var written)) throw new InvalidOperationException("A code has more runs than modules.");
            length += written;
        }

        stream.Write(buffer, 0, length);
        ArrayPool<byte>.Shared.Return(buffer);
        stream.Write("f\nQ\n"u8);
    }

    public void Run(IOperationContext operationContext) => throw new NotSupportedException("It is written, never read.");
}

/// <summary>Does again what was done elsewhere on the page, moved by so many points.</summary>
internal sealed class DrawMoved(double x, double y, IReadOnlyList<IGraphicsStateOperation> done) : IGraphicsStateOperation
{
    public string Operator => "cm";

    public void Write(Stream stream)
    {
        stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"q\n1 0 0 1 {x:F4} {y:F4} cm\n")));
        foreach (var operation in done) operation.Write(stream);
        stream.Write("Q\n"u8);
    }

    public void Run(IOperationContext operationContext) => throw new NotSupportedException("It is written, never read.");
}
