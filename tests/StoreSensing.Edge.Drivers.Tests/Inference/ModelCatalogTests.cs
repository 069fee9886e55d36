using StoreSensing.Edge.Core.Inference;
using StoreSensing.Edge.Drivers.Inference;

namespace StoreSensing.Edge.Drivers.Tests.Inference;

public class ModelCatalogTests
{
    private static readonly string _catalog = File.ReadAllText(ModelStore.DefaultCatalogPath);

    [Fact]
    public void Parse_Shipped_HasACardAndAnImportForEveryDefault()
    {
        foreach (var model in ModelCatalog.Parse(_catalog, "catalog.json").Models.Where(model => model.Default))
        {
            model.Card.ShouldBe($"cards/{model.Name}.md");
            model.Import.ShouldNotBeNull().Outputs.Select(output => output.Name).ShouldBe(model.Outputs.Select(output => output.Name));
            File.Exists(Path.Combine(Testing.ReferenceData.Repository, "models", model.Card!)).ShouldBeTrue(model.Card);
        }
    }

    [Fact]
    public void Parse_Identification_IsRefused()
    {
        Should.Throw<InferenceException>(() => ModelCatalog.Parse(_catalog.Replace("\"task\": \"head-pose\"", "\"task\": \"identification\""), "catalog.json")).Message
            .ShouldBe("model catalog 'catalog.json': model 'fsanet-1x1' is for identification; no model that tells one person from another is loaded");
    }

    [Fact]
    public void Parse_SeveralErrors_NamesAllOfThem()
    {
        var broken = _catalog
            .Replace("\"task\": \"head-pose\"", "\"task\": \"pose\"")
            .Replace("\"name\": \"emotion\"", "\"name\": \"../emotion\"")
            .Replace("\"version\": \"", "\"version\": \"../");

        var message = Should.Throw<InferenceException>(() => ModelCatalog.Parse(broken, "c.json")).Message;

        message.ShouldContain("unknown task 'pose'; known are person-detection");
        message.ShouldContain("model '../emotion': a name has");
        message.ShouldContain("is not a name and a version");
    }

    [Theory]
    [InlineData("\"default\": true", "\"defualt\": true", "defualt")]
    [InlineData("{", "{{", "not readable")]
    [InlineData("npm:@vladmandic/human@3.3.6#models/emotion.json", "http://example.com/emotion.json", "origin 'http://example.com/emotion.json' is not npm:package@version#path, https://… or file:…")]
    [InlineData("\"integrity\": \"sha512-Nr5", "\"integrity\": \"sha512-", "is not the package's sha512-…")]
    public void Parse_Broken_NamesWhatIsWrong(string text, string replacement, string message)
    {
        Should.Throw<InferenceException>(() => ModelCatalog.Parse(_catalog.Replace(text, replacement), "c.json")).Message.ShouldContain(message);
    }
}
