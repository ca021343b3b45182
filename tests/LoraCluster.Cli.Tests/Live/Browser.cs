using System.Globalization;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace LoraCluster.Cli.Tests.Live;

/// <summary>A headless Chromium that looks at a page.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ChromeDriverService _service;
    private readonly ChromeDriver _driver;

    public Browser()
    {
        _service = ChromeDriverService.CreateDefaultService(Needs.ChromeDriver);
        _service.HideCommandPromptWindow = true;
        _service.SuppressInitialDiagnosticInformation = true;
        var options = new ChromeOptions { BinaryLocation = Needs.Chromium! };
        options.AddArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=1240,1500");
        _driver = new ChromeDriver(_service, options, Patience);
    }

    public void Open(Uri page) => _driver.Navigate().GoToUrl(page);

    /// <summary>What a script returns.</summary>
    public T Run<T>(string script, params object[] arguments) =>
        (T)Convert.ChangeType(_driver.ExecuteScript(script, arguments)!, typeof(T), CultureInfo.InvariantCulture);

    public void Run(string script, params object[] arguments) => _driver.ExecuteScript(script, arguments);

    public string TextOf(string selector) => Run<string>("return document.querySelector(arguments[0])?.innerText ?? ''", selector);

    public void Click(string selector) => _driver.FindElement(By.CssSelector(selector)).Click();

    public void Type(string selector, string text) => _driver.FindElement(By.CssSelector(selector)).SendKeys(text);

    /// <summary>Waits until a script's expression is true.</summary>
    public async Task UntilAsync(string expression)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!Run<bool>($"return !!({expression})"))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"never: {expression}; the page says: {TextOf("body")}");
            await Task.Delay(50);
        }
    }

    public void BeDark() => _driver.ExecuteCdpCommand(
        "Emulation.setEmulatedMedia",
        new Dictionary<string, object?> { ["features"] = new object[] { new Dictionary<string, object> { ["name"] = "prefers-color-scheme", ["value"] = "dark" } } });

    /// <summary>Keeps a picture where LORACLUSTER_SCREENSHOTS names a folder.</summary>
    public void Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("LORACLUSTER_SCREENSHOTS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            _driver.GetScreenshot().SaveAsFile(Path.Combine(folder, name + ".png"));
        }
    }

    public void Dispose()
    {
        _driver.Dispose();
        _service.Dispose();
    }
}
