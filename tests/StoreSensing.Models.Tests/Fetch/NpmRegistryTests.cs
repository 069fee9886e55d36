using StoreSensing.Models.Fetch;
using StoreSensing.Testing;

namespace StoreSensing.Models.Tests.Fetch;

public class NpmRegistryTests
{
    [Fact]
    public void Address_NothingSet_IsThePublicRegistry() => NpmRegistry.Address(_ => null, []).AbsoluteUri.ShouldBe("https://registry.npmjs.org/");

    [Fact]
    public void Address_Npmrc_IsRead()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File(".npmrc"), "# company mirror\n//npm.example.com/:_authToken=x\nregistry = \"https://npm.example.com/repository/npm\"\n");

        NpmRegistry.Address(_ => null, [folder.File("absent"), folder.File(".npmrc")]).AbsoluteUri.ShouldBe("https://npm.example.com/repository/npm/");
    }

    [Fact]
    public void Address_Environment_WinsOverNpmrc() =>
        NpmRegistry.Address(name => name == "npm_config_registry" ? "http://localhost:4873" : null, []).AbsoluteUri.ShouldBe("http://localhost:4873/");

    [Fact]
    public void Address_NotHttp_IsRefusedWithItsSource() =>
        Should.Throw<FetchException>(() => NpmRegistry.Address(_ => "ftp://x", [])).Message.ShouldBe("npm registry 'ftp://x' (npm_config_registry) is not an http(s) address");

    [Theory]
    [InlineData("npm:@vladmandic/human@3.3.6#models/centernet.json", "https://registry.npmjs.org/@vladmandic/human/-/human-3.3.6.tgz", "vladmandic-human-3.3.6.tgz")]
    [InlineData("npm:onnxruntime-node@1.16.3", "https://registry.npmjs.org/onnxruntime-node/-/onnxruntime-node-1.16.3.tgz", "onnxruntime-node-1.16.3.tgz")]
    public void Tarball_PlainAndScoped_HaveTheRegistrysPath(string origin, string address, string file)
    {
        var npm = Origin.Parse(origin).ShouldBeOfType<NpmOrigin>();

        NpmRegistry.Tarball(new Uri(NpmRegistry.Public), npm).AbsoluteUri.ShouldBe(address);
        npm.TarballName.ShouldBe(file);
    }
}
