using StoreSensing.Edge.Drivers.Inference;
using StoreSensing.Models.Fetch;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Fetch;

public sealed class HintsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "")]
    [InlineData("blazeface emotion", "")]
    [InlineData("emotion fer-mobilefacenet-int8", "")]
    [InlineData("yunet-n", "cameras[].detector: yunet")]
    [InlineData("yunet-n emotion fer-mobilefacenet-int8", "cameras[].detector: yunet, expression.models: fer+emotion")]
    [InlineData("yunet-n emotion fer-mobilefacenet-int8 mini-xception", "cameras[].detector: yunet, expression.models: fer+mini-xception")]
    public void Of_ModelsThatAreHere_NamesTheLinesThatUseThem(string here, string expected)
    {
        var store = ModelStore.Open(cacheFolder: _folder.Path);
        Directory.CreateDirectory(_folder.File("models"));
        foreach (var model in here.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            File.WriteAllText(store.PathOf(store.Entry(model)), "");

        string.Join(", ", Hints.Of(store).Select(line => line.Split("  ")[0])).ShouldBe(expected);
    }
}
