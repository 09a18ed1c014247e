using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.Reports.Rendering;

/// <summary>Renders a component to a whole page of HTML. It needs no web server.</summary>
public static class PageText
{
    private static readonly ServiceProvider s_services = new ServiceCollection().BuildServiceProvider();

    /// <summary>Renders <typeparamref name="TPage"/> with the model that it shows.</summary>
    public static async Task<string> RenderAsync<TPage>(object model)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(s_services, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Model"] = model });
            var root = await renderer.RenderComponentAsync<TPage>(parameters);
            return root.ToHtmlString();
        });
    }
}
