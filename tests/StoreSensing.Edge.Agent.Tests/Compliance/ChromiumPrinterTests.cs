using System.Text;
using StoreSensing.Edge.Agent.Compliance.Pdf;

namespace StoreSensing.Edge.Agent.Tests.Compliance;

public sealed class ChromiumPrinterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SkippableFact]
    public async Task PrintAsync_Notice_IsOnePageOfA4()
    {
        var browser = ChromiumPrinter.Find(Environment.GetEnvironmentVariable("PATH"));
        Skip.If(browser is null, "no Chromium is installed");

        var pdf = Encoding.Latin1.GetString(await new ChromiumPrinter(browser!, TimeSpan.FromSeconds(90)).PrintAsync(ExamplePack.Html(ExamplePack.Everything, "notice-to-hang", "it"), default));

        pdf.ShouldStartWith("%PDF-");
        // A4 in points, as Chromium rounds it; one page in the tree of pages.
        pdf.ShouldContain("/Count 1");
        pdf.ShouldMatch(@"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]");
    }

    [Fact]
    public void Find_NoBrowserOnThePath_IsNull() => ChromiumPrinter.Find(_folder.Path).ShouldBeNull();

    [Fact]
    public void Find_SeveralFolders_TakesTheFirst()
    {
        var second = Directory.CreateDirectory(_folder.File("second")).FullName;
        File.WriteAllText(Path.Combine(second, "google-chrome"), "");

        ChromiumPrinter.Find($"{_folder.Path}{Path.PathSeparator}{second}").ShouldBe(Path.Combine(second, "google-chrome"));
        ChromiumPrinter.Find(null).ShouldBeNull();
    }

    [SkippableFact]
    public async Task PrintAsync_BrowserThatFails_SaysWhatItSaid()
    {
        var browser = Script("echo something >&2; echo the reason >&2; exit 3");

        (await Should.ThrowAsync<PrintException>(() => new ChromiumPrinter(browser, TimeSpan.FromSeconds(30)).PrintAsync("<p/>", default))).Message.ShouldBe($"{browser} printed nothing: the reason");
    }

    [SkippableFact]
    public async Task PrintAsync_BrowserThatHangs_IsStopped()
    {
        var browser = Script("exec sleep 600");

        (await Should.ThrowAsync<PrintException>(() => new ChromiumPrinter(browser, TimeSpan.FromMilliseconds(300)).PrintAsync("<p/>", default))).Message.ShouldContain("took longer than");
    }

    [Fact]
    public async Task PrintAsync_NoSuchBrowser_IsOneSentence() =>
        (await Should.ThrowAsync<PrintException>(() => new ChromiumPrinter(_folder.File("none"), TimeSpan.FromSeconds(30)).PrintAsync("<p/>", default))).Message.ShouldContain("can't be started");

    public void Dispose() => _folder.Dispose();

    private string Script(string body)
    {
        Skip.If(OperatingSystem.IsWindows(), "a shell script");
        var path = _folder.File("browser");
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return path;
    }
}
