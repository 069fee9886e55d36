namespace StoreSensing.Configuration.Tests;

public sealed class ConfigSectionTests
{
    private sealed record Camera(string Id, double Rate);

    [Fact]
    public void Text_GivenMissingAndDefault()
    {
        Read("name: shop", s => s.Text("name", "the name")).ShouldBe("shop");
        Read("", s => s.Text("name", "the name", "none")).ShouldBe("none");
        Read("name:", s => s.Text("name", "the name", "none")).ShouldBe("none");
        Problems("", s => s.Text("name", "the shop's name")).ShouldBe(["edge.yaml:1: name: is missing: the shop's name"]);
        Problems("a: 1\nname: [1]", s => (s.Number("a", "", 1, 0, 9), s.Text("name", ""))).ShouldBe(["edge.yaml:2: name: must be a single value"]);
        Problems("name: X", s => s.Text("name", "", check: t => t == "X" ? "is not nice" : null)).ShouldBe(["edge.yaml:1: name 'X': is not nice"]);
    }

    [Fact]
    public void OptionalText_GivenMissingAndWrong()
    {
        Read("", s => s.OptionalText("name", "")).ShouldBeNull();
        Read("name: a b", s => s.OptionalText("name", "")).ShouldBe("a b");
        Problems("name: X", s => s.OptionalText("name", "", _ => "is wrong")).ShouldBe(["edge.yaml:1: name 'X': is wrong"]);
    }

    [Theory]
    [InlineData("2.5", 2.5)]
    [InlineData("1e1", 10)]
    [InlineData("-0", 0)]
    public void Number_Given_IsRead(string text, double expected) => Read($"n: {text}", s => s.Number("n", "", null, 0, 10)).ShouldBe(expected);

    [Theory]
    [InlineData("abc", "is not a number")]
    [InlineData("NaN", "is not a number")]
    [InlineData("Infinity", "is not a number")]
    [InlineData("1,5", "is not a number")]
    [InlineData("10.001", "must be 0 to 10")]
    [InlineData("-1", "must be 0 to 10")]
    public void Number_Wrong_NamesValueAndBounds(string text, string problem) =>
        Problems($"n: {text}", s => s.Number("n", "", 5, 0, 10)).ShouldBe([$"edge.yaml:1: n '{text}': {problem}"]);

    [Fact]
    public void Integer_Fraction_Refused()
    {
        Read("n: 7", s => s.Integer("n", "", null, 0, 10)).ShouldBe(7);
        Problems("n: 7.5", s => s.Integer("n", "", null, 0, 10)).ShouldBe(["edge.yaml:1: n '7.5': must be a whole number"]);
        Problems("n: 99999999999", s => s.Integer("n", "", null, 0, 10)).ShouldHaveSingleItem().ShouldContain("must be 0 to 10");
    }

    [Fact]
    public void Optionals_LeftOutOrEmpty_AreNull()
    {
        foreach (var yaml in new[] { "", "n:\ni:\nf:\nr:" })
        {
            Read(yaml, s => (s.OptionalNumber("n", "", 0, 1, "off"), s.OptionalInteger("i", "", 0, 1, "off"), s.OptionalFlag("f", "", "off"), s.Numbers("r", "", 2, false)))
                .ShouldBe((null, null, null, null));
        }
        Problems("n: x\ni: 0.5\nf: maybe\nr: [1]", s => (s.OptionalNumber("n", "", 0, 1, ""), s.OptionalInteger("i", "", 0, 1, ""), s.OptionalFlag("f", "", ""), s.Numbers("r", "", 2, false)))
            .ShouldBe(["edge.yaml:1: n 'x': is not a number", "edge.yaml:2: i '0.5': must be a whole number", "edge.yaml:3: f 'maybe': must be true or false", "edge.yaml:4: r: must be 2 numbers in brackets"]);
    }

    [Fact]
    public void Flag_AnythingButTrueOrFalse_Refused()
    {
        Read("f: true", s => s.Flag("f", "", false)).ShouldBeTrue();
        Read("f: false", s => s.Flag("f", "", true)).ShouldBeFalse();
        Read("", s => s.Flag("f", "", true)).ShouldBeTrue();
        Problems("f: yes", s => s.Flag("f", "", false)).ShouldBe(["edge.yaml:1: f 'yes': must be true or false"]);
    }

    [Fact]
    public void Choice_UnknownName_SuggestsTheNearest()
    {
        Read("k: blaze", s => s.Choice("k", "", null, "centernet", "blaze")).ShouldBe("blaze");
        Read("", s => s.Choice("k", "", "blaze", "centernet", "blaze")).ShouldBe("blaze");
        Problems("k: centrenet", s => s.Choice("k", "", null, "centernet", "motion"))
            .ShouldBe(["edge.yaml:1: k 'centrenet': must be one of centernet, motion; did you mean 'centernet'?"]);
        Problems("k: zzz", s => s.Choice("k", "", null, "centernet", "motion")).ShouldHaveSingleItem().ShouldEndWith("must be one of centernet, motion");
    }

    [Fact]
    public void Section_LeftOut_ItsDefaultsHold()
    {
        static double Rate(ConfigSection s) => s.Section("camera", "", c => c.Number("rate", "", 5, 1, 30));
        Read("", Rate).ShouldBe(5);
        Read("camera:", Rate).ShouldBe(5);
        Read("camera:\n  rate: 7", Rate).ShouldBe(7);
        Problems("camera: 7", Rate).ShouldBe(["edge.yaml:1: camera '7': must be a section of 'key: value' lines"]);
        Problems("camera:\n  rat: 7", Rate).ShouldBe(["edge.yaml:2: camera.rat: unknown key; did you mean 'rate'?"]);
    }

    [Fact]
    public void OptionalSection_LeftOut_IsNull()
    {
        static Camera? Read1(ConfigSection s) => s.OptionalSection("camera", "", ReadCamera);
        Read("", Read1).ShouldBeNull();
        Read("camera:\n  id: a", Read1).ShouldBe(new Camera("a", 5));
    }

    [Fact]
    public void Items_EntriesAndTheirProblems_AreNamedByNumber()
    {
        static IReadOnlyList<Camera> Cameras(ConfigSection s) => s.Items("cameras", "", ReadCamera, min: 1);
        Read("cameras:\n  - id: a\n  - id: b\n    rate: 9", Cameras).ShouldBe([new Camera("a", 5), new Camera("b", 9)]);
        Problems("", Cameras).ShouldBe(["edge.yaml:1: cameras: needs at least one entry"]);
        Problems("cameras: []", Cameras).ShouldHaveSingleItem().ShouldContain("at least one entry");
        Problems("cameras: 5", Cameras).ShouldBe(["edge.yaml:1: cameras '5': must be a list, each entry after a '- '"]);
        Problems("cameras:\n  - id: a\n  - b\n  - rate: 99", Cameras).ShouldBe(
        [
            "edge.yaml:3: cameras[1]: must be 'key: value' lines, is 'b'",
            "edge.yaml:4: cameras[2].id: is missing: its id",
            "edge.yaml:4: cameras[2].rate '99': must be 1 to 30",
        ]);
    }

    [Fact]
    public void Items_AllEntriesCommentedOut_IsAnEmptyList()
    {
        Read("zones:\n#  - id: a\n", s => s.Items("zones", "", ReadCamera)).ShouldBeEmpty();
        Read("zones:\n", s => s.Rows("zones", "", 2, required: false)).ShouldBeEmpty();
        Problems("zones:\n", s => s.Items("zones", "", ReadCamera, min: 1)).ShouldHaveSingleItem().ShouldContain("at least one entry");
        Problems("zones:\n", s => s.Rows("zones", "its corners", 2, required: true)).ShouldHaveSingleItem().ShouldContain("is missing: its corners");
    }

    [Fact]
    public void Rows_WrongRow_IsNamed()
    {
        static int Corners(ConfigSection s) => s.Rows("polygon", "its corners", 2, true, rows => rows.Count < 3 ? "needs 3 corners" : null).Count;
        Read("polygon: [[0, 0], [1, 0], [1, 1]]", Corners).ShouldBe(3);
        Problems("", Corners).ShouldBe(["edge.yaml:1: polygon: is missing: its corners"]);
        Problems("polygon: 3", Corners).ShouldHaveSingleItem().ShouldContain("list of lists of 2 numbers");
        Problems("polygon:\n  - [0, 0]\n  - [1]\n", Corners).ShouldHaveSingleItem().ShouldStartWith("edge.yaml:3: polygon[1]: must be 2 numbers");
        Problems("polygon:\n  - [0, 0]\n  - [1, x]\n", Corners).ShouldHaveSingleItem().ShouldContain("polygon[1]");
        Problems("polygon: [[0, 0], [1, 1]]", Corners).ShouldBe(["edge.yaml:1: polygon: needs 3 corners"]);
    }

    [Fact]
    public void Secret_FromTheEnvironmentOrTheFile_IsNeverInAProblem()
    {
        const string variable = "STORESENSING_TEST_SECRET";
        Environment.SetEnvironmentVariable(variable, "hunter2");
        Read("password: ${" + variable + "}", s => s.Secret("password", "")).ShouldBe("hunter2");
        Read("password: hunter2", s => s.Secret("password", "")).ShouldBe("hunter2");
        Read("", s => s.Secret("password", "")).ShouldBeNull();
        Problems("password: ${STORESENSING_TEST_UNSET}", s => s.Secret("password", ""))
            .ShouldHaveSingleItem().ShouldContain("the environment variable STORESENSING_TEST_UNSET is not set");
        foreach (var yaml in new[] { "password: [hunter2]", "password: {a: hunter2}", "pasword: hunter2" })
            Problems(yaml, s => s.Secret("password", "")).ShouldAllBe(p => !p.Contains("hunter2"));
    }

    [Fact]
    public void Parse_EverythingWrong_IsToldAtOnceInLineOrder()
    {
        const string yaml = """
            cameras:
              - id: a
                rate: fast
              - idd: b
            mod: x
            polygon: [[1]]
            mode: centrenet
            """;
        var problems = Problems(yaml, s =>
        {
            s.Rows("polygon", "", 2, true);
            s.Choice("mode", "", null, "centernet");
            s.Text("store", "the store's id");
            s.Items("cameras", "", ReadCamera);
            return 0;
        });
        problems.Count.ShouldBe(7);
        problems.Select(p => int.Parse(p.Split(':')[1])).ShouldBeInOrder();
        problems.ShouldContain(p => p.Contains("cameras[0].rate 'fast': is not a number"));
        problems.ShouldContain(p => p.Contains("cameras[1].idd: unknown key; did you mean 'id'?"));
        problems.ShouldContain(p => p.Contains("mod: unknown key; did you mean 'mode'?"));
        problems.ShouldContain(p => p.Contains("store: is missing"));
    }

    [Fact]
    public void RefuseAt_PathBelow_NamesValueAndLine()
    {
        const string yaml = "zones:\n  - id: a\n  - id: b\n    surface: flor\n";
        var problems = Problems(yaml, s =>
        {
            s.Items("zones", "", z => (z.Text("id", ""), z.OptionalText("surface", "")));
            s.RefuseAt("zones[1].surface", "is no surface");
            s.RefuseAt("zones[7].surface", "is no zone");
            return 0;
        });
        problems.ShouldContain("edge.yaml:4: zones[1].surface 'flor': is no surface");
        problems.ShouldContain(p => p.StartsWith("edge.yaml:2: zones[7].surface: is no zone"));
    }

    private static Camera ReadCamera(ConfigSection s) => new(s.Text("id", "its id"), s.Number("rate", "frames a second", 5, 1, 30));

    private static T Read<T>(string yaml, Func<ConfigSection, T> read) => ConfigFile.Parse(yaml, "edge.yaml", read);

    private static IReadOnlyList<string> Problems<T>(string yaml, Func<ConfigSection, T> read) =>
        Should.Throw<ConfigException>(() => ConfigFile.Parse(yaml, "edge.yaml", read)).Problems;
}
