using System.Diagnostics;
using Xunit;

namespace AgriTrace.Testing;

/// <summary>Reads QR codes with a program that is not ours.</summary>
public static class QrReader
{
    /// <summary>What <c>zbarimg</c> sees in a PNG; the test is skipped, saying so, where it is not installed.</summary>
    public static async Task<string> Read(byte[] png, CancellationToken cancel)
    {
        var file = Path.Combine(Path.GetTempPath(), $"agritrace-{Guid.NewGuid():N}.png");
        await File.WriteAllBytesAsync(file, png, cancel);
        try
        {
            using var zbar = Start(file);
            Assert.SkipWhen(zbar is null, "zbarimg is not installed (Debian: zbar-tools).");
            var text = await zbar.StandardOutput.ReadToEndAsync(cancel);
            await zbar.WaitForExitAsync(cancel);
            return text.Trim();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Process? Start(string file)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("zbarimg", ["-q", "--raw", file]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
