using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.QrCodes.Labels;

namespace AgriTrace.Infra.QrCodes.Labels;

/// <summary>Makes the files of print runs, one after the other.</summary>
public sealed class LabelPrinter(LabelStore store, LabelFiles files, SerialCodec serials, SiteSettings site) : IDisposable
{
    /// <summary>Of all runs in this process at once: a file in the making takes some 40 MiB and a core.</summary>
    private readonly SemaphoreSlim turns = new(Environment.ProcessorCount);

    /// <summary>The layouts that have room for the labels of a run.</summary>
    public IReadOnlyList<string> LayoutsFor(LabelBatch batch)
    {
        var size = LabelRun.SizeOf(batch, site.PublicUrl);
        return [.. LabelLayout.All.Where(layout => LabelDesign.Of(layout, batch, size) is not null).Select(layout => layout.Name)];
    }

    /// <summary>Makes what is not there yet of a run.</summary>
    /// <param name="progress">Is told how many labels are done.</param>
    /// <remarks>
    /// Numbers are taken once and a file follows from them, so whoever begins again after a crash makes the same labels: a file is
    /// whole or not there, and one that was half done is made anew.
    /// </remarks>
    public async Task Print(LabelBatch batch, Func<int, Task> progress, CancellationToken cancel)
    {
        var first = batch.Serials == LabelSerials.None ? 0 : await store.TakeNumbers(batch, cancel);
        var run = new LabelRun(batch, first, serials, site.PublicUrl);
        // One file goes to storage while the next is drawn.
        var kept = Task.CompletedTask;
        try
        {
            foreach (var file in batch.Files)
            {
                var drawn = await files.Has(batch, file, cancel) ? null : await Draw(run, file, cancel);
                await kept;
                kept = Keep(batch, file, drawn, progress, cancel);
            }
        }
        finally
        {
            await kept;
        }
    }

    public void Dispose() => turns.Dispose();

    private async Task<MemoryStream> Draw(LabelRun run, LabelFile file, CancellationToken cancel)
    {
        await turns.WaitAsync(cancel);
        try
        {
            var content = new MemoryStream();
            Draw(run, file, content);
            content.Position = 0;
            return content;
        }
        finally
        {
            turns.Release();
        }
    }

    /// <param name="drawn">Null for a file that is there.</param>
    private async Task Keep(LabelBatch batch, LabelFile file, MemoryStream? drawn, Func<int, Task> progress, CancellationToken cancel)
    {
        if (drawn is not null) await files.Keep(batch, file, drawn, cancel);
        await progress(file.End);
    }

    /// <summary>Draws one file.</summary>
    internal static void Draw(LabelRun run, LabelFile file, Stream to)
    {
        Action<LabelRun, LabelFile, Stream> draw = run.Batch.Format switch
        {
            LabelFormat.Pdf => PdfLabels.Draw,
            LabelFormat.Svg => SvgLabels.Draw,
            LabelFormat.Png => PngLabels.Draw,
            _ => throw new InvalidOperationException($"There is no format {run.Batch.Format}."),
        };
        draw(run, file, to);
    }
}
