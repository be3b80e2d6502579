using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace AgriTrace.Testing;

/// <summary>Reads PDF with programs that are not ours (poppler); the test is skipped, saying so, where they are not installed.</summary>
public static class PdfReader
{
    /// <summary>A page as a printer of that resolution would draw it, as PNG.</summary>
    /// <param name="page">From 1.</param>
    /// <param name="area">Only this part of it, in millimetres; null for all.</param>
    public static Task<byte[]> Draw(byte[] pdf, int page, int dpi, CancellationToken cancel, (double X, double Y, double Width, double Height)? area = null) => With(pdf, async (file, target) =>
    {
        string Dots(double length) => Text((int)Math.Round(length / 25.4 * dpi));
        string[] part = area is var (x, y, width, height) ? ["-x", Dots(x), "-y", Dots(y), "-W", Dots(width), "-H", Dots(height)] : [];
        await Run("pdftoppm", ["-png", "-singlefile", "-f", Text(page), "-l", Text(page), "-r", Text(dpi), .. part, file, target], cancel);
        return await File.ReadAllBytesAsync(target + ".png", cancel);
    });

    /// <summary>All its text, a page after the other.</summary>
    public static Task<string> Words(byte[] pdf, CancellationToken cancel) => With(pdf, (file, _) => Run("pdftotext", ["-raw", file, "-"], cancel));

    /// <summary>What <c>pdfinfo</c> says of it.</summary>
    public static Task<string> About(byte[] pdf, CancellationToken cancel) => With(pdf, (file, _) => Run("pdfinfo", [file], cancel));

    private static async Task<T> With<T>(byte[] pdf, Func<string, string, Task<T>> read)
    {
        var folder = Directory.CreateTempSubdirectory("agritrace-pdf-");
        try
        {
            var file = Path.Combine(folder.FullName, "in.pdf");
            await File.WriteAllBytesAsync(file, pdf);
            return await read(file, Path.Combine(folder.FullName, "out"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> Run(string program, string[] arguments, CancellationToken cancel)
    {
        using var process = Start(program, arguments);
        Assert.SkipWhen(process is null, $"{program} is not installed (Debian: poppler-utils).");
        var faults = process.StandardError.ReadToEndAsync(cancel);
        var text = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        Assert.True(process.ExitCode == 0, $"{program}: {await faults}");
        return text;
    }

    private static Process? Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
