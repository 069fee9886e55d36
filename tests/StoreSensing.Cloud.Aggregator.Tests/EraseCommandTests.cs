using System.Text.Json;
using StoreSensing.Cloud.Core.Storage;
using StoreSensing.Cloud.Core.Tests.Samples;
using StoreSensing.Cloud.Storage.Sqlite;
using StoreSensing.Contracts.Wire;
using StoreSensing.Testing;

namespace StoreSensing.Cloud.Aggregator.Tests;

public sealed class EraseCommandTests : IDisposable
{
    private static readonly TimeRange Day = new(Wire.T0.AddDays(-1), Wire.T0.AddDays(1));

    private readonly TemporaryFolder _folder = new();

    public EraseCommandTests()
    {
        using var store = new SqliteMetricStore(File);
        Append(store, "acme", "berlin", Wire.Zones(1, 0, Wire.Zone("entrance"), Wire.Zone("shelf")), Wire.Zones(2, 1, Wire.Zone("entrance")), Wire.Lines(3, 0), Wire.Status());
        Append(store, "acme", "milan", Wire.Zones(1, 0, Wire.Zone("entrance")));
        Append(store, "bravo", "milan", Wire.Zones(1, 0, Wire.Zone("entrance")));
    }

    private string File => _folder.File("storesensing.sqlite");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Erase_Yes_ErasesAndProvesIt()
    {
        var (code, output, error) = await Erase("", "--store berlin --from 2026-03-02T10:00:10Z --to 2026-03-02T10:00:20Z --yes");
        (code, error).ShouldBe((0, ""));
        var lines = output.Trim().Split('\n');
        lines[0].ShouldBe("acme/berlin: windows that start from 2026-03-02T10:00:10Z to before 2026-03-02T10:00:20Z");
        lines.ShouldContain("  zone                  1 messages          1 rows");
        var proof = JsonDocument.Parse(lines[^1]).RootElement;
        proof.GetProperty("store").GetString().ShouldBe("acme/berlin");
        (proof.GetProperty("verified").GetBoolean(), proof.GetProperty("scrubbed").GetBoolean()).ShouldBe((true, true));
        var zone = proof.GetProperty("kinds").EnumerateArray().Single(k => k.GetProperty("kind").GetString() == "zone");
        (zone.GetProperty("messages").GetInt32(), zone.GetProperty("goneFrom").GetString(), zone.GetProperty("goneBefore").GetString())
            .ShouldBe((1, "2026-03-02T10:00:10Z", "2026-03-02T10:00:20Z"));
        Windows("acme", "berlin").ShouldBe(1);
    }

    [Theory]
    [InlineData("berlin\n", 0, 0)]
    [InlineData("yes\n", 1, 2)]
    [InlineData("", 1, 2)]
    public async Task Erase_Asked_TakesTheShopsIdOnly(string answer, int code, int windows)
    {
        (await Erase(answer, "--store berlin --from 2026-03-02 --to 2026-03-03")).Code.ShouldBe(code);
        Windows("acme", "berlin").ShouldBe(windows);
    }

    [Fact]
    public async Task Erase_NothingThere_SaysSo()
    {
        var (code, output, _) = await Erase("", "--store berlin --from 2025-03-02 --to 2025-03-03");
        (code, output.Trim().Split('\n')[^1]).ShouldBe((0, "nothing to erase"));
    }

    [Fact]
    public async Task Erase_OneKindOfOneTenant_LeavesTheOthers()
    {
        (await Erase("", "--store milan --tenant bravo --from 2026-03-02 --to 2026-03-03 --kind zone --yes")).Code.ShouldBe(0);
        (Windows("bravo", "milan"), Windows("acme", "milan")).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData("--store berlim --from 2026-03-02 --to 2026-03-03", "--store 'berlim': storesensing.sqlite has no such shop; did you mean 'berlin'?")]
    [InlineData("--store milan --from 2026-03-02 --to 2026-03-03", "--store 'milan': several tenants have such a shop; say --tenant acme or --tenant bravo")]
    [InlineData("--store milan --tenant acne --from 2026-03-02 --to 2026-03-03", "--tenant 'acne': storesensing.sqlite has no such tenant; did you mean 'acme'?")]
    [InlineData("--store berlin --from 2026-03-03 --to 2026-03-02", "--from '2026-03-03': must be before --to '2026-03-02'")]
    [InlineData("--store berlin --from yesterday --to 2026-03-02", "--from 'yesterday': must be a date or a time, UTC, such as 2026-03-01 or 2026-03-01T10:00Z")]
    [InlineData("--store berlin --from 2026-03-02 --to 2026-03-03 --kind zones", "--kind 'zones': must be one of zone, heat, line, expression, flow, queue, occupancy, attention, arousal; did you mean 'zone'?")]
    [InlineData("--store berlin --from 2026-03-02 --to 2026-03-03 --file none.sqlite", "none.sqlite: there is no such file")]
    [InlineData("--from 2026-03-02 --to 2026-03-03", "Option '--store' is required.")]
    public async Task Erase_WrongInput_IsOneSentenceAndExitCode2(string arguments, string sentence)
    {
        var (code, _, error) = await Erase("", arguments + " --yes");
        (code, error.Trim()).ShouldBe((2, sentence));
    }

    private Task<(int Code, string Output, string Error)> Erase(string answer, string arguments) => CloudProgram.RunAsync(_folder.Path, answer, ["erase", .. arguments.Split(' ')]);

    private int Windows(string tenant, string shop)
    {
        using var store = new SqliteMetricStore(File);
        return store.Zones(new StoreAddress(tenant, shop), Day).Select(r => r.Window.Start).Distinct().Count();
    }

    private static void Append(SqliteMetricStore store, string tenant, string shop, params object[] messages) =>
        store.Append([.. messages.Select(m => Wire.Accept(new DeviceAddress(tenant, shop, "floor-1"), m))], Wire.T0.AddHours(1));
}
