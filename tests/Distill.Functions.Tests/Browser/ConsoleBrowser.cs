using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Distill.Functions.Tests.Console;
using Microsoft.Playwright;

namespace Distill.Functions.Tests.Browser;

/// <summary>All browser tests, one after another in one browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTestGroup : ICollectionFixture<ConsoleBrowser>
{
    public const string Name = "browser";
}

/// <summary>
/// One browser, one store and one server for all browser tests. Where the browser can't start, the tests are skipped with its own line that says why,
/// such as which library is missing.
/// </summary>
public sealed partial class ConsoleBrowser(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly string[] s_looks = ["color-contrast", "link-in-text-block", "scrollable-region-focusable"];

    private static readonly string? s_pictures = Environment.GetEnvironmentVariable("DISTILL_SCREENSHOTS");

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Instance? _instance;
    private ConsoleServer? _server;
    private string? _missing;

    internal Instance Instance => _instance!;

    public async ValueTask InitializeAsync()
    {
        var (program, libraries) = await ChromiumPackage.FindAsync();
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Window.Patience);
        try
        {
            _browser = await _playwright.Chromium.LaunchAsync(Options(program, libraries));
        }
        catch (PlaywrightException e) when (MissingLibrary().Match(e.Message) is { Success: true } line)
        {
            _missing = line.Value.Trim();
            return;
        }

        _instance = await ConsoleCase.StartAsync(azurite);
        _server = await ConsoleServer.StartAsync(_instance);
    }

    /// <summary>A window of its own: no cookies, and everything that the browser complains of fails the test when it is closed.</summary>
    internal Task<Window> OpenAsync(bool script = true) => OpenAsync(_server?.Address, script);

    /// <summary>A window on another server.</summary>
    internal async Task<Window> OpenAsync(Uri? address, bool script = true)
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        var context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = address!.ToString(),
                ColorScheme = ColorScheme.Light,
                JavaScriptEnabled = script,
                ViewportSize = new ViewportSize { Width = 1280, Height = 800 },
            }
        );
        return new Window(context, await context.NewPageAsync());
    }

    /// <summary>
    /// What axe-core finds wrong. After a change of theme or width, only the rules are asked whose answer depends on these: all others look at the
    /// same elements as before, and take minutes.
    /// </summary>
    internal static async Task<IReadOnlyList<string>> FaultsAsync(Window window, bool isSeenBefore)
    {
        var rules = isSeenBefore ? new RunOnlyOptions { Type = "rule", Values = [.. s_looks] } : null;
        var found = await window.Page.RunAxe(new AxeRunOptions { RunOnly = rules, ResultTypes = [ResultType.Violations] });
        return [.. found.Violations.Select(v => $"{v.Id}: {string.Join("; ", v.Nodes.Take(3).Select(n => n.Html))}")];
    }

    /// <summary>Keeps pictures of the page, of its top and of all of it, if <c>DISTILL_SCREENSHOTS</c> names a folder.</summary>
    internal static async Task KeepAsync(Window window, string name)
    {
        if (s_pictures is not null)
        {
            await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(s_pictures, $"{name}-top.png") });
            await window.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(s_pictures, $"{name}.png"), FullPage = true });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_instance is not null)
        {
            await _instance.DisposeAsync();
        }
    }

    // The package is made for machines that allow no sandbox. Pages are our own.
    private static BrowserTypeLaunchOptions Options(string program, string? libraries)
    {
        var environment = new Dictionary<string, string>();
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            environment[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        if (libraries is not null)
        {
            environment["LD_LIBRARY_PATH"] = $"{environment.GetValueOrDefault("LD_LIBRARY_PATH")}:{libraries}".Trim(':');
        }

        return new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-setuid-sandbox", "--no-zygote", "--disable-gpu", "--font-render-hinting=none"],
            Env = environment,
            Timeout = Window.Patience,
        };
    }

    [GeneratedRegex(@"[^\n]*error while loading shared libraries[^\n]*")]
    private static partial Regex MissingLibrary();
}

/// <summary>One window of the browser.</summary>
internal sealed class Window : IAsyncDisposable
{
    /// <summary>How long anything may take, ms. A busy machine takes its time.</summary>
    public const float Patience = 180_000;

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Window(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.SetDefaultTimeout(Patience);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.RequestFailed += (_, request) => _complaints.Add($"{request.Url}: {request.Failure}");
    }

    public IPage Page { get; }

    /// <summary>What the browser complained of: errors of its console, and requests that failed.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
