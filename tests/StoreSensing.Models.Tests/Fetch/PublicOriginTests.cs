using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Fetch;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Fetch;

/// <summary>Single files from the web, as <c>fetch --recommended</c> brings them; the web is a server on loopback.</summary>
public sealed class PublicOriginTests : IDisposable
{
    private const string Address = "https://raw.example.test/someone/somewhere/0123456789/onnx/free.onnx";

    private readonly TemporaryFolder _folder = new();
    private readonly TinyPackage _package = new();
    private readonly StringWriter _said = new();
    private readonly byte[] _file = TinyPackage.Noise(200_000);

    public void Dispose()
    {
        _folder.Dispose();
        _said.Dispose();
    }

    [Fact]
    public async Task Fetch_RightFile_IsKeptUnderTheModelsName()
    {
        await using var server = await PackageServer.Start(_file);
        var store = Store();

        (await Fetch(store, server)).ShouldBe(1);

        server.Requests.ShouldBe([("/someone/somewhere/0123456789/onnx/free.onnx", 0L)]);
        File.ReadAllBytes(store.ModelFile("free")).ShouldBe(_file);
        Directory.GetFiles(_folder.File("cache/partial")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_Redirect_IsFollowed()
    {
        await using var server = await PackageServer.Start(_file);
        server.Redirects = 2;

        (await Fetch(Store(), server)).ShouldBe(1);

        server.Requests.Select(request => request.Path).ShouldBe(["/someone/somewhere/0123456789/onnx/free.onnx", "/moved/1", "/moved/0"]);
    }

    [Fact]
    public async Task Fetch_BodyBreaksOff_GoesOnWhereItStopped()
    {
        await using var server = await PackageServer.Start(_file);
        server.BreakOff = (1, 70_000);

        (await Fetch(Store(), server)).ShouldBe(1);

        server.Requests.Count.ShouldBe(2);
        server.Requests[1].From.ShouldBeInRange(1, 70_000);
    }

    [Theory]
    [InlineData(150_000, "a short file that says it is whole")]
    [InlineData(132, "a Git LFS pointer in its place")]
    public async Task Fetch_WholeButShorterFile_IsRefusedWithBothSizes(int bytes, string because)
    {
        await using var server = await PackageServer.Start(_file[..bytes]);
        var store = Store();

        var error = await Should.ThrowAsync<FetchException>(() => Fetch(store, server));

        error.ExitCode.ShouldBe(2, because);
        error.Message.ShouldBe(
            $"model 'free': '{Address}' is not the file that the catalog names: expected {TinyPackage.Hash(_file)} (200000 bytes), found {TinyPackage.Hash(_file[..bytes])} ({bytes} bytes); nothing was kept; " +
            $"copy the file here by hand, under any name, and run: storesensing-models fetch free --from FOLDER (its sha256 is {TinyPackage.Hash(_file)})");
        File.Exists(store.PathOf(store.Entry("free"))).ShouldBeFalse();
        Directory.GetFiles(_folder.File("cache/partial")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fetch_EndlesslyLongFile_IsNotTakenWhole()
    {
        await using var server = await PackageServer.Start(TinyPackage.Noise(30_000_000));

        var error = await Should.ThrowAsync<FetchException>(() => Fetch(Store(), server));

        error.ExitCode.ShouldBe(2);
        long.Parse(System.Text.RegularExpressions.Regex.Match(error.Message, @"found \w+ \((\d+) bytes").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBeInRange(200_001, 300_000);
    }

    [Fact]
    public async Task Fetch_MissingFile_NamesModelAddressAndWhatToDo()
    {
        await using var server = await PackageServer.Start(_file);
        server.Status = 404;

        var error = await Should.ThrowAsync<FetchException>(() => Fetch(Store(), server));

        error.ExitCode.ShouldBe(1);
        error.Message.ShouldBe(
            $"model 'free': '{Address}' can't be downloaded: the server answers 404 Not Found; " +
            $"copy the file here by hand, under any name, and run: storesensing-models fetch free --from FOLDER (its sha256 is {TinyPackage.Hash(_file)})");
        server.Requests.Count.ShouldBe(1, "a refusal stays one");
    }

    [Fact]
    public async Task Fetch_OneOriginGone_TheOthersComeAllTheSame()
    {
        await using var server = await PackageServer.Start(_file);
        var store = Store();
        var gone = Wanted.Of(store, store.Entry("beside"));

        var error = await Should.ThrowAsync<FetchException>(() => Fetcher(store, server).Fetch([gone, Wanted.Of(store, store.Entry("free"))], CancellationToken.None));

        error.Message.ShouldContain("beside.bin' does not exist");
        File.ReadAllBytes(store.ModelFile("free")).ShouldBe(_file);
    }

    [Fact]
    public async Task Fetch_Cancelled_LeavesNoFileUnderTheModelsName()
    {
        await using var server = await PackageServer.Start(_file);
        var store = Store();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Fetcher(store, server).Fetch([Wanted.Of(store, store.Entry("free"))], stop.Token));

        File.Exists(store.PathOf(store.Entry("free"))).ShouldBeFalse();
    }

    private ModelStore Store() => _package.Store(_folder.Path, json => TinyPackage.WithFreeModel(json, Address, _file));

    private Task<int> Fetch(ModelStore store, PackageServer server) =>
        Fetcher(store, server).Fetch([Wanted.Of(store, store.Entry("free"))], CancellationToken.None);

    private Fetcher Fetcher(ModelStore store, PackageServer server)
    {
        var progress = new Progress(TextWriter.Synchronized(_said), terminal: false);
        var http = new HttpClient(new OriginOnLoopback(server.Address));
        return new Fetcher(store.Folder, _folder.Path, server.Address, new Download(http, progress), progress, null);
    }
}
