using StoreSensing.Testing;

namespace StoreSensing.Configuration.Tests;

public sealed class ConfigFileTests
{
    [Fact]
    public void Load_AFile_IsRead()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.yaml"), "# a comment\nn: 3\n");
        ConfigFile.Load(folder.File("a.yaml"), s => s.Integer("n", "", null, 0, 9)).ShouldBe(3);
    }

    [Fact]
    public void Load_NoFileAFolderOrNoName_IsOneSentence()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in new[] { folder.File("none.yaml"), folder.Path, "" })
            Should.Throw<ConfigException>(() => ConfigFile.Load(path, _ => 0)).Problems.ShouldHaveSingleItem().ShouldStartWith($"{path}: can't be read");
    }

    [Theory]
    [InlineData("zones: [")]
    [InlineData("zones:\n  - id: 'a\n")]
    [InlineData("a: 1\n b: 2\n")]
    [InlineData("a: b: c\n")]
    [InlineData("n: *nothing\n")]
    public void Parse_HalfWrittenYaml_IsOneSentenceWithItsLine(string yaml)
    {
        var problem = Should.Throw<ConfigException>(() => ConfigFile.Parse(yaml, "edge.yaml", _ => 0)).Problems.ShouldHaveSingleItem();
        problem.ShouldMatch(@"^edge\.yaml:\d+: not valid YAML: ");
        problem.ShouldNotContain("\n");
    }

    [Fact]
    public void Parse_AKeyTwice_IsRefusedByName()
    {
        var problem = Should.Throw<ConfigException>(() => ConfigFile.Parse("n: 1\nm: 2\nn: 3\n", "edge.yaml", _ => 0)).Problems.ShouldHaveSingleItem();
        problem.ShouldStartWith("edge.yaml:3: ");
        problem.ShouldContain("n");
    }

    [Theory]
    [InlineData("- a\n- b\n")]
    [InlineData("just text\n")]
    public void Parse_NoMapping_SaysWhatItMustBe(string yaml) =>
        Should.Throw<ConfigException>(() => ConfigFile.Parse(yaml, "edge.yaml", _ => 0)).Problems.ShouldBe(["edge.yaml:1: the file must be a list of 'key: value' lines"]);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    public void Parse_EmptyFile_HasTheDefaults(string yaml) => ConfigFile.Parse(yaml, "edge.yaml", s => s.Number("n", "", 4, 0, 9)).ShouldBe(4);

    [Fact]
    public void Parse_TwoDocuments_Refused() =>
        Should.Throw<ConfigException>(() => ConfigFile.Parse("n: 1\n---\nn: 2\n", "edge.yaml", s => s.Number("n", "", 4, 0, 9)))
            .Problems.ShouldHaveSingleItem().ShouldContain("second document");

    [Fact]
    public void Reference_OfAReader_ListsEveryKeyInOrder()
    {
        var keys = ConfigFile.Reference(s =>
        {
            s.Text("store", "the store's id");
            s.OptionalSection<object>("expression", "expression", e => e.Text("purpose", "why"));
            s.Items("zones", "zones", z => (z.Text("id", "id"), z.Rows("polygon", "corners", 2, required: true)), min: 1);
            s.Section("mqtt", "broker", m => (m.Integer("port", "port", 1883, 1, 65535), m.Secret("password", "password"), m.Flag("tls", "TLS", false), m.Choice("level", "level", "one", "one", "two")));
            return 0;
        });
        keys.Select(k => k.Path).ShouldBe(
            ["store", "expression", "expression.purpose", "zones", "zones[].id", "zones[].polygon", "mqtt", "mqtt.port", "mqtt.password", "mqtt.tls", "mqtt.level"]);
        keys[0].ShouldBe(new ConfigKey("store", null, "text", "the store's id"));
        keys.Single(k => k.Path == "mqtt.port").ShouldBe(new ConfigKey("mqtt.port", "1883", "1 to 65535", "port"));
        keys.Single(k => k.Path == "mqtt.level").Bounds.ShouldBe("one | two");
        var table = ReferenceTable.Markdown(keys);
        table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(keys.Count + 2);
        table.ShouldContain("| `store` | **required** | text |");
        table.ShouldContain("one \\| two");
    }

    [Theory]
    [InlineData("zone", "; did you mean 'zones'?")]
    [InlineData("Zones", "; did you mean 'zones'?")]
    [InlineData("znoes", "; did you mean 'zones'?")]
    [InlineData("completely-else", "; known here: id, lines, zones")]
    [InlineData("x", "; known here: id, lines, zones")] // shares nothing with 'id', although only two letters away
    public void Suggest_Written_IsTheNearestOrTheList(string written, string expected) =>
        Nearest.Suggest(written, ["zones", "lines", "id"]).ShouldBe(expected);

    [Fact]
    public void Suggest_NothingKnown_SaysNothing() => Nearest.Suggest("x", []).ShouldBe("");
}
