using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Fetch;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Fetch;

public sealed class FetcherTests : IDisposable
{
    private static readonly string[] _none = [];

    private readonly TemporaryFolder _folder = new();
    private readonly TinyPackage _package = new();
    private readonly StringWriter _said = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _folder.Dispose();
        _said.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task Fetch_EmptyCache_TakesOnlyWhatIsNeeded()
    {
        await using var server = await PackageServer.Start(_package.Bytes);
        var store = _package.Store(_folder.Path);

        (await Fetch(store, server)).ShouldBe(2);

        server.Requests.ShouldBe([("/@scope/tiny/-/tiny-1.2.3.tgz", 0L)], "both come out of one download");
        File.ReadAllBytes(store.RuntimeLibrary()).ShouldBe(_package.Library);
        File.ReadAllBytes(store.ModelFile("tiny")).ShouldBe(_package.Onnx);
        Directory.GetFiles(_folder.File("cache"), "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).Order()
            .ShouldBe([".lock", "libtiny.so", "tiny.onnx"]);
    }

    [Fact]
    public async Task Fetch_EverythingThere_AsksNobody()
    {
        await using var server = await PackageServer.Start(_package.Bytes);
        var store = _package.Store(_folder.Path);
        await Fetch(store, server);
        server.Requests.Clear();

        (await Fetch(store, server)).ShouldBe(0);

        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_ConnectionBreaks_GoesOnWhereItStopped()
    {
        await using var server = await PackageServer.Start(_package.Bytes);
        server.BreakOff = (1, 100_000);
        var store = _package.Store(_folder.Path);

        (await Fetch(store, server)).ShouldBe(2);

        server.Requests.Count.ShouldBe(2);
        server.Requests[1].From.ShouldBeInRange(1, 100_000);
    }

    [Fact]
    public async Task Fetch_PartialOfAnEarlierProcess_GoesOnWhereItStopped()
    {
        await using var server = await PackageServer.Start(_package.Bytes);
        var store = _package.Store(_folder.Path);
        WritePartial(_package.Bytes[..77_777]);

        await Fetch(store, server);

        server.Requests.Select(request => request.From).ShouldBe([77_777L]);
    }

    [Fact]
    public async Task Fetch_CompletePartial_IsUsed()
    {
        await using var server = await PackageServer.Start(_package.Bytes);
        var store = _package.Store(_folder.Path);
        WritePartial(_package.Bytes);

        (await Fetch(store, server)).ShouldBe(2);
    }

    [Fact]
    public async Task Fetch_PartialOfOtherBytes_StartsAnew()
    {
        await using var server = await PackageServer.Start(_package.Bytes);
        var store = _package.Store(_folder.Path);
        WritePartial(TinyPackage.Noise(50_000));

        (await Fetch(store, server)).ShouldBe(2);

        server.Requests.Select(request => request.From).ShouldBe([50_000L, 0L]);
    }

    [Fact]
    public async Task Fetch_ServerWithoutRanges_StartsAnew()
    {
        await using var server = await PackageServer.Start(_package.Bytes);
        server.KnowsRanges = false;
        var store = _package.Store(_folder.Path);
        WritePartial(_package.Bytes[..50_000]);

        (await Fetch(store, server)).ShouldBe(2);
    }

    [Fact]
    public async Task Fetch_OtherPackage_IsRefusedWithBothHashes()
    {
        var other = TinyPackage.Noise(1000);
        await using var server = await PackageServer.Start(other);
        var store = _package.Store(_folder.Path);

        var error = await Should.ThrowAsync<FetchException>(() => Fetch(store, server));

        error.ExitCode.ShouldBe(2);
        error.Message.ShouldContain($"expected {_package.Integrity}, found sha512-{Convert.ToBase64String(System.Security.Cryptography.SHA512.HashData(other))}");
        FilesInCache().ShouldBe(_none);
    }

    [Fact]
    public async Task Fetch_WrongModelHash_KeepsNothingOfIt()
    {
        await using var server = await PackageServer.Start(_package.Bytes);
        var right = TinyPackage.Hash(_package.Onnx);
        var wrong = new string('a', 64);
        var store = _package.Store(_folder.Path, json => json.Replace(right, wrong));

        var error = await Should.ThrowAsync<FetchException>(() => Fetch(store, server));

        error.ExitCode.ShouldBe(2);
        error.Message.ShouldContain("tiny");
        error.Message.ShouldContain($"expected sha256 {wrong}, found {right}");
        File.Exists(store.PathOf(store.Entry("tiny"))).ShouldBeFalse();
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task Fetch_RegistryRefuses_NamesTheAddressAtOnce(int status)
    {
        await using var server = await PackageServer.Start(_package.Bytes);
        server.Status = status;
        var store = _package.Store(_folder.Path);

        var error = await Should.ThrowAsync<FetchException>(() => Fetch(store, server));

        error.ExitCode.ShouldBe(1);
        error.Message.ShouldContain($"{server.Address}@scope/tiny/-/tiny-1.2.3.tgz");
        error.Message.ShouldContain($"{status}");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Fetch_SpoiledFileInCache_IsReplaced()
    {
        await using var server = await PackageServer.Start(_package.Bytes);
        var store = _package.Store(_folder.Path);
        await Fetch(store, server);
        File.WriteAllText(store.PathOf(store.Entry("tiny")), "spoiled");

        (await Fetch(store, server)).ShouldBe(1);

        File.ReadAllBytes(store.ModelFile("tiny")).ShouldBe(_package.Onnx);
    }

    [Fact]
    public async Task Fetch_FourAtOnce_DownloadOnceAndAgree()
    {
        await using var server = await PackageServer.Start(_package.Bytes);
        var store = _package.Store(_folder.Path);

        var brought = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Fetch(store, server))));

        brought.Sum().ShouldBe(2);
        server.Requests.Count.ShouldBe(1);
        File.ReadAllBytes(store.ModelFile("tiny")).ShouldBe(_package.Onnx);
    }

    [Fact]
    public async Task Fetch_FromFolder_KnowsFilesByTheirHash()
    {
        var store = _package.Store(_folder.Path);
        Directory.CreateDirectory(_folder.File("usb"));
        File.WriteAllBytes(_folder.File("usb/any-name.tgz"), _package.Bytes);

        (await Fetch(store, null, "usb")).ShouldBe(2);

        var second = ModelStore.Open(store.CatalogPath, _folder.File("second"));
        (await Fetch(second, null, "cache")).ShouldBe(2, "another machine's cache will do");
        File.ReadAllBytes(second.ModelFile("tiny")).ShouldBe(_package.Onnx);
    }

    [Fact]
    public async Task Fetch_FromFolderWithoutThePackage_SaysWhatToBring()
    {
        var store = _package.Store(_folder.Path);
        Directory.CreateDirectory(_folder.File("usb"));

        var error = await Should.ThrowAsync<FetchException>(() => Fetch(store, null, "usb"));

        error.ExitCode.ShouldBe(2);
        error.Message.ShouldContain("npm pack @scope/tiny@1.2.3");
    }

    [Fact]
    public async Task Fetch_FileOrigin_CopiesFromBesideTheCatalog()
    {
        var store = _package.Store(_folder.Path);
        File.WriteAllText(_folder.File("beside.bin"), "beside");
        await using var server = await PackageServer.Start(_package.Bytes);

        await Fetcher(store, server.Address, null).Fetch([Wanted.Of(store, store.Entry("beside"))], CancellationToken.None);

        File.ReadAllText(store.ModelFile("beside")).ShouldBe("beside");
        server.Requests.ShouldBeEmpty();
    }

    private string[] FilesInCache() =>
        [.. Directory.GetFiles(_folder.File("cache"), "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)).Where(name => name != ".lock")];

    private void WritePartial(byte[] bytes)
    {
        Directory.CreateDirectory(_folder.File("cache/partial"));
        File.WriteAllBytes(_folder.File("cache/partial/scope-tiny-1.2.3.tgz.partial"), bytes);
    }

    private Task<int> Fetch(ModelStore store, PackageServer? server, string? folder = null) =>
        Fetcher(store, server?.Address ?? new Uri("http://127.0.0.1:1/"), folder is null ? null : new OfflineFolder(_folder.File(folder)))
            .Fetch([Wanted.Runtime(store), Wanted.Of(store, store.Entry("tiny"))], CancellationToken.None);

    private Fetcher Fetcher(ModelStore store, Uri registry, OfflineFolder? folder)
    {
        var progress = new Progress(TextWriter.Synchronized(_said), terminal: false);
        return new Fetcher(store.Folder, _folder.Path, registry, new Download(_http, progress), progress, folder);
    }
}
