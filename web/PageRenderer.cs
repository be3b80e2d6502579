using System.Text.Encodings.Web;
using System.Text.Unicode;
using AgriTrace.Web.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Web;

/// <summary>Turns a view into a whole HTML document. Safe to call from many requests at once.</summary>
public sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    /// <returns>A document that begins with its doctype and needs no script.</returns>
    public async Task<string> Render(PageView view, Language language)
    {
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(Document.View)] = view,
            [nameof(Document.Language)] = language,
        });

        // One renderer a page: it keeps every root it has rendered until it is disposed, and lets in one caller at a time.
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<Document>(parameters)).ToHtmlString());
    }
}

public static class WebServices
{
    /// <summary>Registers <see cref="PageRenderer"/> and an HTML encoder that leaves Vietnamese readable.</summary>
    public static IServiceCollection AddAgriTraceWeb(this IServiceCollection services)
    {
        services.AddLogging();
        // The default encoder knows only Latin letters without marks, and would write "b&#x1B0;&#x1EDF;i".
        // Markup is escaped all the same: no range can switch that off.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        return services.AddSingleton<PageRenderer>();
    }
}
